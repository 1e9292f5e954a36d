import keras

for features in (1, 3):
    dense = keras.layers.Dense(1)
    dense.build((None, features))
    print(f"Dense(1) on {features}:", dense.count_params())
model = keras.Sequential(
    [
        keras.Input((1,)),
        keras.layers.Dense(1),
        keras.layers.Dropout(0.5),
        keras.layers.BatchNormalization(),
    ]
)
for layer in model.layers:
    print(f"{type(layer).__name__}: {layer.count_params()}")
