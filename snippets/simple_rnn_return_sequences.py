import keras

for sequences in (False, True):
    layer = keras.layers.SimpleRNN(4, return_sequences=sequences)
    output = layer(keras.Input((50, 3)))
    print(f"return_sequences={sequences}: {layer.count_params()} parameters")
    print("  output", output.shape)
    try:
        keras.layers.SimpleRNN(4)(output)
        print("  a second SimpleRNN accepts it")
    except ValueError:
        print("  a second SimpleRNN refuses it")
