from keras import Input
from keras.layers import ConvLSTM2D

print("params  with")
for arguments in (
    {"filters": 4},
    {"padding": "same"},
    {"strides": 2},
    {"dilation_rate": 2},
    {"return_sequences": True},
    {"use_bias": False},
):
    layer = ConvLSTM2D(**{"filters": 4, "kernel_size": 3} | arguments)
    shape = str(layer(Input((5, 8, 8, 3))).shape)
    ((name, value),) = arguments.items()
    print(f"{layer.count_params():6}  {name}={value!r}")
    print("        output", shape)
