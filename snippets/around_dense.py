import keras

for arguments in ({}, {"use_bias": False}, {"lora_rank": 2}):
    layer = keras.layers.Dense(4, **arguments)
    layer.build((None, 50, 3))
    print(f"{layer.count_params()} parameters, {arguments or 'defaults'}")
    for weight in layer.weights:
        shape = str(tuple(weight.shape))
        print(f"  {weight.name:13} {shape:6} trainable: {weight.trainable}")
