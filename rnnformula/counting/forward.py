"""What a layer computes at one time step, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.displayed import Typeset
from rnnformula.errors import InputError, nearest, shown
from rnnformula.reading.layers import find

if TYPE_CHECKING:
    from rnnformula.facts import Choice, Equation, Variant


@dataclass(frozen=True, slots=True)
class Equations(Typeset):
    """The equations of a layer under one choice of its options, in the order in which they are computed.

    >>> [equation.target for equation in equations("GRU", reset_after=False).equations]
    ['z', 'r', 'candidate', 'h']
    """

    layer: str
    variant: Variant
    gates: tuple[str, ...]

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The equations of the step, one on each line."""
        return self.variant.equations


def equations(layer: str, /, **options: Choice) -> Equations:
    """The equations of a layer.

    >>> [equation.target for equation in equations("LSTM").equations]
    ['i', 'f', 'candidate', 'o', 'c', 'h']

    Args:
        layer: Keras' name of the layer class.
        options: as in `rnnformula.count`, such as ``use_bias=False``.

    Raises:
        InputError: an unknown layer or option, or a layer whose equations are not kept.
    """
    family = find(layer)
    if not family.equations:
        raise InputError(f"{family.name}: its equations are not kept; a recurrent layer's or Dense's are")
    for name, value in options.items():
        if name not in family.choices:
            raise InputError(f"{family.name}: unknown option {name!r}; {nearest(name, family.choices or ['none'])}")
        if not isinstance(value, bool):
            raise InputError(f"{family.name}: {name} must be True or False, got {shown(value)}")
    return Equations(family.name, family.variant(options), family.gates)
