"""What a framework built, compared array by array with what the formula says. Knows no framework."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from rnnformula.displayed import Displayed, Typeset

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally


@dataclass(frozen=True, slots=True)
class Built:
    """One weight array as a framework built it: its name, its shape in numbers."""

    name: str
    shape: tuple[int, ...]

    @property
    def count(self) -> int:
        """The number of scalars in the array."""
        return prod(self.shape)


@dataclass(frozen=True, slots=True)
class CheckedLayer:
    """One layer on which the formula and the framework agree.

    ``tally`` is what the formula says, ``built`` what the framework made, in the same order;
    ``tally`` is None for a layer without weights, such as Flatten.
    """

    name: str
    tally: Tally | None
    built: tuple[Built, ...]

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of the layer."""
        return sum(array.count for array in self.built)


@dataclass(frozen=True, slots=True)
class Check(Displayed, Typeset):
    """A layer or a model on which both sides agree.

    ``versions`` names the framework, such as ``{"keras": "3.15.1"}``.
    """

    layers: tuple[CheckedLayer, ...]
    versions: dict[str, str]

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of all layers together."""
        return sum(layer.count for layer in self.layers)


class Mismatch(AssertionError):
    """The formula and the framework differ; the message shows both sides."""


def compare(name: str, tally: Tally, built: tuple[Built, ...], reported: int) -> CheckedLayer:
    """Compare one layer's formula with what was built.

    Args:
        name: what the layer is called, for the message.
        tally: what the formula says.
        built: the arrays the framework made, in its order.
        reported: the number of parameters that the framework itself reports.

    Raises:
        Mismatch: an array's name, shape or number differs, or the total does.
    """
    expected = tuple(Built(row.name, row.shape) for row in tally.rows)
    if expected != built or tally.count != reported:
        raise Mismatch(
            f"{name}: formula and framework differ\n"
            f"  formula:   {_side(expected, tally.count)}\n"
            f"  framework: {_side(built, reported)}"
        )
    return CheckedLayer(name, tally, built)


def _side(arrays: tuple[Built, ...], total: int) -> str:
    listed = ", ".join(f"{array.name} {array.shape} {array.count}" for array in arrays)
    return f"{listed or 'no arrays'}; {total} in all"
