"""PReLU: a slope for each number that comes in, or one for all places along the axes that share it.

``features`` are all axes of the input, and 1 for each that ``shared_axes`` names.

Source: K. He and others, Delving Deep into Rectifiers (ICCV 2015); Keras, keras/src/layers/activations/prelu.py.
"""

from rnnformula.facts import Array, Family, names
from rnnformula.facts.keras_version import KERAS

PRELU = Family(
    "PReLU",
    (Array("alpha", "f"),),
    f"{KERAS}, keras/src/layers/activations/prelu.py, PReLU.build",
    arguments=names("alpha_initializer alpha_regularizer alpha_constraint shared_axes"),
    input=names("... features"),
    output=("same",),
    reads="shared axes",
    likelihood=0,
)
