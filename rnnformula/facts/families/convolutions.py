"""Convolutions over one, two or three axes of space: a window, the same weights at every place.

With ``groups`` a filter reads a part of the channels; ``channels`` are then those that it reads. A transposed one
spreads each place over a window, so the output is larger. A separable one first convolves each channel alone, into
``depth_multiplier`` numbers, and then mixes them at each place; a depthwise one leaves the second step out.

Source: Keras, keras/src/layers/convolutional.
"""

from rnnformula.facts import Array, Family, Option, names, over_space
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers/convolutional"
_BIAS = Array("bias", "n", when="use_bias")
_ENDING = (
    " kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
    " kernel_constraint bias_constraint"
)


CONVOLUTIONS = CONV1D, CONV2D, CONV3D = tuple(
    Family(
        f"Conv{number}D",
        (Array("kernel", "k c n"), _BIAS),
        f"{SOURCE}/base_conv.py, BaseConv.build",
        arguments=names(
            "filters kernel_size strides padding data_format dilation_rate groups activation use_bias" + _ENDING
        ),
        input=over_space(number),
        output=names("space filters"),
        options=(Option("use_bias"),),
        likelihood=likelihood,
    )
    for number, likelihood in ((1, 7), (2, 3), (3, 1))
)

TRANSPOSED = tuple(
    Family(
        f"Conv{number}DTranspose",
        (Array("kernel", "k n c"), _BIAS),
        f"{SOURCE}/base_conv_transpose.py, BaseConvTranspose.build",
        arguments=names(
            "filters kernel_size strides padding "
            + ("data_format output_padding" if number == 3 else "output_padding data_format")
            + " dilation_rate activation use_bias"
            + _ENDING
        ),
        input=over_space(number),
        output=names("enlarged filters"),
        options=(Option("use_bias"),),
        likelihood=0,
    )
    for number in (1, 2, 3)
)

SEPARABLE = tuple(
    Family(
        f"SeparableConv{number}D",
        (
            Array("depthwise_kernel", "k c m"),
            Array("pointwise_kernel", " ".join(["1"] * number) + " cm n"),
            _BIAS,
        ),
        f"{SOURCE}/base_separable_conv.py, BaseSeparableConv.build",
        arguments=names(
            "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias"
            " depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer"
            " pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint"
            " bias_constraint"
        ),
        input=over_space(number),
        output=names("space filters"),
        options=(Option("use_bias"),),
        defaults=(("depth_multiplier", 1),),
        likelihood=0,
    )
    for number in (1, 2)
)

DEPTHWISE = tuple(
    Family(
        f"DepthwiseConv{number}D",
        (Array("kernel", "k c m"), Array("bias", "cm", when="use_bias")),
        f"{SOURCE}/base_depthwise_conv.py, BaseDepthwiseConv.build",
        arguments=names(
            "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias"
            " depthwise_initializer bias_initializer depthwise_regularizer bias_regularizer activity_regularizer"
            " depthwise_constraint bias_constraint"
        ),
        input=over_space(number),
        output=names("space channels*depth_multiplier"),
        options=(Option("use_bias"),),
        defaults=(("depth_multiplier", 1),),
        likelihood=0,
    )
    for number in (1, 2)
)
