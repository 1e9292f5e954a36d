from keras.layers import ConvLSTM1D, ConvLSTM2D, ConvLSTM3D

kernel_size = 3
for conv, image in (
    (ConvLSTM1D, (8,)),
    (ConvLSTM2D, (8, 8)),
    (ConvLSTM3D, (8, 8, 8)),
):
    layer = conv(filters=4, kernel_size=kernel_size)
    layer.build((None, 5, *image, 3))
    places = kernel_size ** len(image)
    print(f"{conv.__name__}: {layer.count_params()}, places: {places}")
    for weight in layer.weights:
        print(f"  {weight.name:17}", tuple(weight.shape))
