"""Layers that two packages add to Keras: a conditional random field, whose numbers people print behind a BiLSTM.

Source: keras-contrib, keras_contrib/layers/crf.py; TensorFlow Addons, tensorflow_addons/layers/crf.py.
"""

from rnnformula.facts import Array, Family, Option, names

_BOUNDARIES = tuple(Array(f"{side}_boundary", "u", when="use_boundary") for side in ("left", "right"))

KERAS_CONTRIB_CRF = Family(
    "keras_contrib.layers.CRF",
    (
        Array("kernel", "f u"),
        Array("chain_kernel", "u u"),
        Array("bias", "u", when="use_bias"),
        *_BOUNDARIES,
    ),
    "keras-contrib, keras_contrib/layers/crf.py, CRF.build",
    arguments=names(
        "units learn_mode test_mode sparse_target use_boundary use_bias activation kernel_initializer"
        " chain_initializer bias_initializer boundary_initializer kernel_regularizer chain_regularizer"
        " boundary_regularizer bias_regularizer kernel_constraint chain_constraint boundary_constraint"
        " bias_constraint input_dim unroll"
    ),
    input=names("... features"),
    output=names("... units"),
    options=(Option("use_bias"), Option("use_boundary")),
)

#: Kernel and bias are those of a `Dense` inside, which Keras lists last.
#: Without a kernel it reads as many numbers as it has units, and none of its arrays says so.
TENSORFLOW_ADDONS_CRF = Family(
    "tensorflow_addons.layers.CRF",
    (
        Array("kernel", "f u", when="use_kernel"),
        Array("chain_kernel", "u u"),
        Array("bias", "u", when="use_kernel use_bias"),
        *_BOUNDARIES,
    ),
    "TensorFlow Addons, tensorflow_addons/layers/crf.py, CRF.build",
    arguments=names(
        "units chain_initializer chain_regularizer chain_constraint use_boundary boundary_initializer"
        " boundary_regularizer boundary_constraint use_kernel kernel_initializer kernel_regularizer"
        " kernel_constraint use_bias bias_initializer bias_regularizer bias_constraint activation"
    ),
    input=names("... features"),
    output=(),
    options=(Option("use_bias"), Option("use_boundary"), Option("use_kernel")),
)

ADDITIONS = (KERAS_CONTRIB_CRF, TENSORFLOW_ADDONS_CRF)
