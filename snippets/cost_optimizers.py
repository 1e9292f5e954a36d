import keras

from rnnformula import cost

optimizers = {
    "SGD": keras.optimizers.SGD(),
    "SGD(momentum=...)": keras.optimizers.SGD(momentum=0.9),
    "RMSprop": keras.optimizers.RMSprop(),
    "Adam": keras.optimizers.Adam(),
    "AdamW": keras.optimizers.AdamW(),
    "Adam(amsgrad=True)": keras.optimizers.Adam(amsgrad=True),
}
layer = keras.layers.LSTM(20)
layer.build((None, 3, 10))
print("bytes of parameters:", 4 * layer.count_params())
print("bytes of state      arrays   ours  besides")
for name, optimizer in optimizers.items():
    optimizer.build(layer.trainable_variables)
    arrays = besides = 0
    for variable in optimizer.variables:
        size = variable.numpy().nbytes
        if variable.path.endswith(("iteration", "learning_rate")):
            besides += size
        else:
            arrays += size
    ours = cost("LSTM", units=20, features=10, steps=3, optimizer=name)
    state = ours["memory", "optimizer"].value
    print(f"{name:18}{arrays:8}{state:7}{besides:9}")
