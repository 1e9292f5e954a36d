"""Rows of both sides in pairs, and what is said of each pair, as data without words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.explaining.explained import DIFFERS

if TYPE_CHECKING:
    from rnnformula.comparing.causes import Cause
    from rnnformula.comparing.given import ComparedRow
    from rnnformula.language.phrases import Label

#: What can be said about a pair of rows, besides `DIFFERS`.
UNCHANGED, ONLY_FIRST, ONLY_SECOND = "same", "only-first", "only-second"


@dataclass(frozen=True, slots=True)
class DiffRow:
    """Two rows that stand for each other, or a row that only one side has.

    >>> from rnnformula import diff
    >>> row = diff("LSTM(64)", "LSTM(64, use_bias=False)", features=8).rows[0]
    >>> row.verdict, row.change
    ('differs', -256)

    ``verdict`` is ``"same"``, ``"differs"``, ``"only-first"`` or ``"only-second"``; ``causes`` say why the numbers
    differ, and by how many parameters (scalars) each makes the second side's larger.
    """

    first: ComparedRow | None
    second: ComparedRow | None
    verdict: str
    causes: tuple[Cause, ...] = ()
    remarks: tuple[Label, ...] = ()

    @property
    def change(self) -> int:
        """How many parameters (scalars) the second side has more in this row; 0 where one can't be read."""
        numbers = [row.count if row else 0 for row in (self.first, self.second)]
        return 0 if None in numbers else numbers[1] - numbers[0]  # type: ignore[operator]  # no None here


@dataclass(frozen=True, slots=True)
class DiffRows:
    """All pairs of rows, in order."""

    rows: tuple[DiffRow, ...]

    @property
    def same(self) -> bool:
        """Whether no row differs."""
        return all(row.verdict == UNCHANGED for row in self.rows)

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of parameters (scalars) of both sides, as far as their rows say them."""
        first = sum(row.first.count or 0 for row in self.rows if row.first)
        return first, sum(row.second.count or 0 for row in self.rows if row.second)


__all__ = ["DIFFERS", "ONLY_FIRST", "ONLY_SECOND", "UNCHANGED", "DiffRow", "DiffRows"]
