import keras

for arguments in ({}, {"mask_zero": True}, {"lora_rank": 2}):
    layer = keras.layers.Embedding(100, 8, **arguments)
    layer.build((None, 50))
    print(f"{layer.count_params()} parameters, {arguments or 'defaults'}")
    for weight in layer.weights:
        shape = str(tuple(weight.shape))
        print(f"  {weight.name:17} {shape:8} trainable: {weight.trainable}")
