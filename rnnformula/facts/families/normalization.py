"""BatchNormalization and LayerNormalization: numbers for each feature, some of which training does not change.

Source: Keras, keras/src/layers/normalization.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.keras_version import KERAS

BATCH_NORMALIZATION = Family(
    "BatchNormalization",
    (
        Array("gamma", "f", when="scale"),
        Array("beta", "f", when="center"),
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
    options=(Option("center"), Option("scale"), Option("renorm", (False, True))),
    likelihood=8,
)

LAYER_NORMALIZATION = Family(
    "LayerNormalization",
    (Array("gamma", "f", when="scale"), Array("beta", "f", when="center")),
    f"{KERAS}, keras/src/layers/normalization/layer_normalization.py, LayerNormalization.build",
    arguments=names(
        "axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer"
        " beta_constraint gamma_constraint"
    ),
    input=names("... features"),
    output=("same",),
    options=(Option("center"), Option("scale")),
    likelihood=9,
)
