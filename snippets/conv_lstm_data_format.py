from keras.layers import ConvLSTM1D

for data_format in ("channels_last", "channels_first"):
    layer = ConvLSTM1D(4, kernel_size=3, data_format=data_format)
    layer.build((None, 5, 8, 3))
    print(f"{data_format}: {layer.count_params()} parameters")
    for weight in layer.weights[:2]:
        print(f"  {weight.name:17}", tuple(weight.shape))
