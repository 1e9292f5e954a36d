"""Conv1D: a window of ``kernel_size`` time steps, the same weights at every place.

With ``groups`` a filter reads a part of the channels; ``channels`` are then those that it reads.

Source: Keras, keras/src/layers/convolutional/base_conv.py.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.keras_version import KERAS

CONV1D = Family(
    "Conv1D",
    (Array("kernel", "k c n"), Array("bias", "n", when="use_bias")),
    f"{KERAS}, keras/src/layers/convolutional/base_conv.py, BaseConv.build",
    arguments=names(
        "filters kernel_size strides padding data_format dilation_rate groups activation use_bias"
        " kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
        " kernel_constraint bias_constraint"
    ),
    input=names("space channels"),
    output=names("space filters"),
    options=(Option("use_bias"),),
    likelihood=7,
)
