import keras

for both in (False, True):
    layers = [keras.layers.LSTM(8, return_sequences=True), keras.layers.LSTM(8)]
    if both:
        layers = [keras.layers.Bidirectional(layer) for layer in layers]
    model = keras.Sequential([keras.Input((50, 3)), *layers])
    counts = [layer.count_params() for layer in model.layers]
    name = "Bidirectional:" if both else "one direction:"
    print(name, *counts, "together", model.count_params())
    reads = layers[0].output.shape[-1]
    print(f"  layer {len(layers)} reads {reads} features")
for features in (3, 8, 16):
    layer = keras.layers.LSTM(8)
    layer.build((None, None, features))
    count = layer.count_params()
    print(f"LSTM(8) on {features:2}: {count}, twice {2 * count}")
