from keras.layers import ConvLSTM2D

from rnnformula.keras import check

for height, width in ((64, 64), (128, 128)):
    layer = ConvLSTM2D(8, kernel_size=3)
    layer.build((None, 10, height, width, 1))
    check(layer)
    print(f"{height} x {width}: {layer.count_params():,} parameters")
print("kernel:", tuple(layer.weights[0].shape))
