import keras

for rate in (0, 0.5):
    layer = keras.layers.Dropout(rate)
    layer.build((None, 50, 4))
    print(f"rate={rate}")
    print("  weights:", len(layer.weights))
    print("  variables:", len(layer.variables))
    print("  parameters:", layer.count_params())
