from keras.layers import ConvLSTM2D

from rnnformula.keras import check

for kernel_size in (3, 6):
    layer = ConvLSTM2D(8, kernel_size=kernel_size)
    layer.build((None, 10, 64, 64, 1))
    check(layer)
    places = kernel_size**2
    print(f"{places:2} places: {layer.count_params():,} parameters")
