import keras

SGD = keras.optimizers.SGD
optimizers = {"SGD": SGD(), "SGD, momentum": SGD(momentum=0.9)}
for name in (
    "RMSprop",
    "Adagrad",
    "Lion",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Adadelta",
    "Nadam",
    "Adafactor",
):
    optimizers[name] = getattr(keras.optimizers, name)()

print("optimizer    total trainable optimizer")
counts = set()
for name, optimizer in optimizers.items():
    model = keras.Sequential(
        [
            keras.Input((50, 3)),
            keras.layers.SimpleRNN(1),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer=optimizer, loss="mse")
    optimizer.build(model.trainable_variables)  # what fit() does first
    text = []
    model.summary(print_fn=text.append)
    words = text[0].replace(",", "").split()
    total, trainable, _, kept = (
        int(words[at + 1]) for at, word in enumerate(words) if word == "params:"
    )
    counts.add(model.count_params())
    print(f"{name:13}{total:5}{trainable:10}{kept:10}")
print("count_params() in every row:", *counts)
