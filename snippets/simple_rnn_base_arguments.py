import warnings

from keras.layers import SimpleRNN

warnings.simplefilter("ignore")  # input_shape warns
print(f"{'':27} params  trainable  bytes")
for arguments in (
    {},
    {"name": "memory"},
    {"trainable": False},
    {"dtype": "float16"},
    {"dtype": "mixed_float16"},
    {"autocast": False},
    {"zero_output_for_mask": True},
    {"input_shape": (50, 3)},
    {"batch_input_shape": (2, 50, 3)},
    {"implementation": 1},
    {"time_major": False},
):
    shown = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    try:
        layer = SimpleRNN(4, **arguments)
    except ValueError:
        print(f"{shown:31} refused")
        continue
    layer.build((None, 50, 3))
    learned = sum(weight.numpy().size for weight in layer.trainable_weights)
    size = sum(weight.numpy().nbytes for weight in layer.weights)
    shown = shown or "defaults"
    print(f"{shown:27}{layer.count_params():7}{learned:11}{size:7}")
