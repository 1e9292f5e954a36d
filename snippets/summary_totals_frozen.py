import keras

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.LSTM(4),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(1),
    ]
)


def count(weights):
    return sum(weight.numpy().size for weight in weights)


print("frozen  trainable non-trainable total")
for frozen in (None, model.layers[0]):
    if frozen:
        frozen.trainable = False
    name = "LSTM" if frozen else "nothing"
    trainable = count(model.trainable_weights)
    rest = count(model.non_trainable_weights)
    print(f"{name:7}{trainable:10}{rest:14}{model.count_params():6}")
