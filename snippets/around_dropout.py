import keras

for rate in (0, 0.5):
    layer = keras.layers.Dropout(rate)
    layer.build((None, 50, 4))
    arrays = f"{len(layer.weights)} weights, {len(layer.variables)} variables"
    print(f"rate={rate}: {arrays}, {layer.count_params()} parameters")
