"""Normalizations: numbers for each feature, some of which training does not change.

``Normalization`` keeps the mean and the variance that ``adapt`` finds, and a number of how many it has seen; where both
are given it keeps none. Spectral normalization is a wrapper: it keeps a vector beside the kernel of the layer inside.

Source: Keras, keras/src/layers/normalization and keras/src/layers/preprocessing/normalization.py.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.composition import BESIDE_KERNEL
from rnnformula.facts.keras_version import KERAS

_SCALE_AND_SHIFT = (Array("gamma", "f", when="scale"), Array("beta", "f", when="center"))
_SWITCHES = (Option("center"), Option("scale"))

BATCH_NORMALIZATION = Family(
    "BatchNormalization",
    (
        *_SCALE_AND_SHIFT,
        Array("moving_mean", "f", trainable=False),
        Array("moving_variance", "f", trainable=False),
        Array("moving_stddev", "f", when="renorm", trainable=False),
        Array("renorm_mean", "f", when="renorm", trainable=False),
        Array("renorm_stddev", "f", when="renorm", trainable=False),
    ),
    f"{KERAS}, keras/src/layers/normalization/batch_normalization.py, BatchNormalization.build",
    arguments=names(
        "axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer"
        " moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint renorm"
        " renorm_clipping renorm_momentum synchronized"
    ),
    input=names("... features"),
    output=("same",),
    options=(*_SWITCHES, Option("renorm", (False, True))),
    likelihood=8,
    one_axis=True,
)

LAYER_NORMALIZATION = Family(
    "LayerNormalization",
    _SCALE_AND_SHIFT,
    f"{KERAS}, keras/src/layers/normalization/layer_normalization.py, LayerNormalization.build",
    arguments=names(
        "axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer"
        " beta_constraint gamma_constraint"
    ),
    input=names("... features"),
    output=("same",),
    options=_SWITCHES,
    likelihood=9,
)

GROUP_NORMALIZATION = Family(
    "GroupNormalization",
    _SCALE_AND_SHIFT,
    f"{KERAS}, keras/src/layers/normalization/group_normalization.py, GroupNormalization.build",
    arguments=names(
        "groups axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer"
        " beta_constraint gamma_constraint"
    ),
    input=names("... features"),
    output=("same",),
    options=_SWITCHES,
    defaults=(("groups", 32),),
    multiples=(("features", "groups"),),
    one_axis=True,
    likelihood=0,
)

RMS_NORMALIZATION = Family(
    "RMSNormalization",
    (Array("scale", "f"),),
    f"{KERAS}, keras/src/layers/normalization/rms_normalization.py, RMSNormalization.build",
    arguments=names("axis epsilon"),
    input=names("... features"),
    output=("same",),
    likelihood=0,
)

NORMALIZATION = Family(
    "Normalization",
    (
        Array("mean", "f", when="axis -mean", trainable=False),
        Array("mean", "()", when="-axis -mean", trainable=False),
        Array("variance", "f", when="axis -mean", trainable=False),
        Array("variance", "()", when="-axis -mean", trainable=False),
        Array("count", "()", when="-mean", trainable=False),
    ),
    f"{KERAS}, keras/src/layers/preprocessing/normalization.py, Normalization.build",
    arguments=names("axis mean variance invert"),
    input=names("... features"),
    output=("same",),
    options=(Option("axis", given=True), Option("mean", (False, True), given=True)),
    likelihood=0,
)

SPECTRAL_NORMALIZATION = Family(
    "SpectralNormalization",
    (Array("vector_u", "1 z", trainable=False),),
    f"{KERAS}, keras/src/layers/normalization/spectral_normalization.py, SpectralNormalization.build",
    arguments=names("layer power_iterations"),
    output=("inner layer",),
    composition=BESIDE_KERNEL,
    likelihood=0,
)
