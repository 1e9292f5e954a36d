"""Layers that make one output of several inputs.

Source: Keras, keras/src/layers/merging.
"""

from rnnformula.facts import Family, names
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers/merging"

MERGING = (
    *(
        Family(name, (), SOURCE, (), output=(), several="broadcast")
        for name in names("Add Average Maximum Minimum Multiply Subtract")
    ),
    Family("Concatenate", (), SOURCE, ("axis",), output=(), several="joined"),
    Family("Dot", (), SOURCE, names("axes normalize"), output=(), several="dotted"),
)
