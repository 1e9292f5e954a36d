import keras
from keras import layers

BUILT = (
    (layers.Conv2D(8, 3), (9, 9, 4)),
    (layers.Conv2DTranspose(8, 3), (9, 9, 4)),
    (layers.SeparableConv2D(8, 3), (9, 9, 4)),
    (layers.DepthwiseConv2D(3), (9, 9, 4)),
    (layers.PReLU(shared_axes=[1, 2]), (9, 9, 4)),
    (layers.GroupNormalization(2), (9, 4)),
    (layers.RMSNormalization(), (9, 4)),
    (layers.Normalization(), (9, 4)),
    (layers.SpectralNormalization(layers.Dense(8)), (4,)),
    (layers.EinsumDense("abc,cd->abd", (None, 8), bias_axes="d"), (9, 4)),
)
for layer, shape in BUILT:
    layer(keras.Input(shape))
    arrays = ", ".join(
        f"{weight.name} {tuple(weight.shape)}" for weight in layer.weights
    )
    print(f"{layer.count_params():4}  {type(layer).__name__}: {arrays}")
