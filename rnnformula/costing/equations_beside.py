"""Equations of layers that stand beside recurrent ones, and layers that compute nothing.

``embeddings[x]`` is the row of a table that ``x`` names, ``repeated(x)`` the same vector at each of ``n`` steps.
"""

from __future__ import annotations

from rnnformula.facts import Equation
from rnnformula.facts.families import WEIGHTLESS_KINDS

#: How two directions become one; nothing is computed where they stand side by side.
MERGING_EQUATIONS = {
    "sum": "forward + backward",
    "mul": "forward * backward",
    "ave": "0.5 * (forward + backward)",
}

#: Layers that are an activation -> its name.
NAMED_ACTIVATIONS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "Softmax": "softmax"}
_ACTIVATION = (Equation("y", "activation(x)"),)
_CONVOLUTION = (Equation("y", "activation(conv(x, kernel) + bias)"),)

#: Layers whose families keep no equations -> theirs.
EQUATIONS_BESIDE = (
    {
        "Embedding": (Equation("y", "embeddings[x]"),),
        "RepeatVector": (Equation("y", "repeated(x)"),),
    }
    | dict.fromkeys(("Activation", *NAMED_ACTIVATIONS), _ACTIVATION)
    | {f"Conv{rank}D": _CONVOLUTION for rank in (1, 2, 3)}
)

#: Layers that compute nothing when a model is used: they give numbers another shape, or drop some in training.
NOTHING_COMPUTED = frozenset(
    {family.name for kind in ("shape", "regularization") for family in WEIGHTLESS_KINDS[kind]}
    - {"RepeatVector", "UpSampling1D", "UpSampling2D", "UpSampling3D"}  # gradients of what is repeated are added up
    | {"Input", "Identity", "Masking", "Concatenate"}
)
