"""How much is tried for one paste: counted, not timed, so that the same paste has the same answer everywhere."""

from __future__ import annotations

from dataclasses import dataclass

#: What may be tried for one paste, in layers whose number is worked out: about a second.
MOST = 30_000
#: What a reading costs: its arrays are listed, and whoever shows it writes a sentence on it.
READING = 8


@dataclass(slots=True)
class Effort:
    """What is left of it. ``left_out`` counts the rows that came after it was spent."""

    left: int = MOST
    left_out: int = 0

    def spend(self, tried: int, found: int) -> None:
        """Takes off what a search through so many layers that found so many cost."""
        self.left -= 1 + tried + READING * found
