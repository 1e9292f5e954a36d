"""How much is tried for one paste: counted, not timed, so that the same paste has the same answer everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.tally import Tally

#: What may be tried for one paste, in layers whose number is worked out: about a second.
MOST_EFFORT = 30_000
#: What an array of a reading costs: it is listed, and whoever shows the reading writes a sentence on it.
ARRAY = 3
#: What a module of PyTorch costs, which has arrays for each of its layers.
MODULE = 3


@dataclass(slots=True)
class Effort:
    """The effort that is left. ``left_out`` counts the rows that came after all of it was spent."""

    left: int = MOST_EFFORT
    left_out: int = 0

    def spend(self, tried: int, tallies: Iterable[Tally]) -> None:
        """Subtract what a search cost: the layers that were tried, and the arrays of the readings that fit."""
        self.left -= 1 + tried + ARRAY * sum(len(tally.rows) for tally in tallies)
