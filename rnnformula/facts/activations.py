"""Activation functions: what one of them computes for a number, and for its gradient.

A function counts as one operation, as the cost analyses of compilers have it. Its gradient is written with what the
function put out, ``y``, and the gradient that arrives, ``g``; ``total`` adds up over the last axis.

Source: Keras, keras/src/activations/activations.py.
"""

from __future__ import annotations

from dataclasses import dataclass

#: A function that needs an exponential, one that only compares, multiplies and adds, none at all.
TRANSCENDENTAL, ELEMENT_WISE, NO_OPERATION = "transcendental", "element_wise", ""


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation: the kind of operation that it is for each number, and its gradient in Python's syntax.

    >>> KNOWN_ACTIVATIONS["tanh"].gradient
    'g * (1 - y * y)'
    """

    name: str
    kind: str
    gradient: str = ""


KNOWN_ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("linear", NO_OPERATION),
        Activation("tanh", TRANSCENDENTAL, "g * (1 - y * y)"),
        Activation("sigmoid", TRANSCENDENTAL, "g * (y * (1 - y))"),
        Activation("softmax", TRANSCENDENTAL, "y * (g - total(g * y))"),
        Activation("exponential", TRANSCENDENTAL, "g * y"),
        Activation("softplus", TRANSCENDENTAL, "g * (1 - exp(-y))"),
        Activation("relu", ELEMENT_WISE, "g * (y > 0)"),
        Activation("hard_sigmoid", ELEMENT_WISE, "g * (y > 0) * (y < 1)"),
    )
}
"""Activations by Keras' names: those of recurrent layers, and those that often stand behind them."""
