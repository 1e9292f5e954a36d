"""Rows of a table solved together: the one choice of readings that fits the table best, and how likely each is in it.

A row whose input no shape tells reads, most likely, what the row before it puts out. The rows with such a tie make
trees, and the best choice is by_row in two passes along them, from the last row to the first and back; each pass looks
at every reading once or twice, so that the work is linear in the number of readings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import exp, inf, log
from typing import TYPE_CHECKING

from rnnformula.counting.likelihood import CHAINED, EQUAL_DIGITS
from rnnformula.explaining.widths import keeps_width, tells_width, width_put_out, width_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.neighbours import Neighbours


@dataclass
class RowChoice:
    """The readings of one row, and how likely each is together with the best readings of all other rows.

    ``alone`` is how likely each is by itself, ``below`` with the rows that read it, ``together`` with all others, as
    logarithms. ``before`` is the row that it reads where no shape tells that, ``after`` are the rows that read it so.
    """

    readings: Sequence[Reading]
    alone: list[float]
    before: int | None = None
    after: list[int] = field(default_factory=list)
    below: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)

    @cached_property
    def read(self) -> list[int | None]:
        """How many numbers each reading reads at a place."""
        return [width_read(reading) for reading in self.readings]

    @cached_property
    def put_out(self) -> list[int | None]:
        """How many numbers each reading puts out at a place."""
        return [width_put_out(reading) for reading in self.readings]

    @property
    def best(self) -> Reading | None:
        """The likeliest reading; of equals the first."""
        scores = self.together
        place = max(range(len(scores)), key=lambda number: round(scores[number], EQUAL_DIGITS), default=None)
        return None if place is None else self.readings[place]


def choices(by_row: Sequence[Sequence[Reading]], neighbours: Neighbours, evidence: Sequence[float]) -> list[RowChoice]:
    """Each row's readings with how likely they are together with all others.

    Args:
        by_row: the readings of each row.
        neighbours: what is connected to what.
        evidence: for each reading, row after row, what else speaks for it, as a logarithm.
    """
    more = iter(evidence)
    rows = []
    for before, readings in zip(_ties(by_row, neighbours), by_row, strict=True):
        # What a tied row reads is weighed with the row before it.
        logs = [reading.logs[0] + (reading.logs[1] if before is None else 0.0) + next(more) for reading in readings]
        rows.append(RowChoice(readings, logs, before))
    for place, choice in enumerate(rows):
        if choice.before is not None:
            rows[choice.before].after.append(place)
    for choice in reversed(rows):
        choice.below = list(choice.alone)
        for child in choice.after:
            _add(choice.below, map(_said_before(rows[child]), choice.put_out))
    for choice in rows:
        choice.together = list(choice.below)
        if choice.before is not None:
            _add(choice.together, _said_after(choice, rows[choice.before]))
    return rows


def _add(scores: list[float], message: Iterable[float]) -> None:
    for place, score in enumerate(message):
        scores[place] += score


def _tied(reading: Reading) -> float:
    """How likely a row is to read this width where the row before it puts out the same."""
    return log(CHAINED + (1 - CHAINED) * exp(reading.logs[1]))


def _untied(reading: Reading) -> float:
    """How likely a row is to read this width where it does not read the row before it."""
    return log(1 - CHAINED) + reading.logs[1]


def _said_before(choice: RowChoice) -> Callable[[int | None], float]:
    """What a row says of what the row before it puts out: how likely its own best reading is then."""
    tied: dict[int | None, float] = {}
    untied = -inf
    for reading, width, score in zip(choice.readings, choice.read, choice.below, strict=True):
        untied = max(untied, score + _untied(reading))
        tied[width] = max(tied.get(width, -inf), score + _tied(reading))
    tied.pop(None, None)
    return lambda width: max(tied.get(width, -inf), untied)


def _said_after(choice: RowChoice, before: RowChoice) -> Iterator[float]:
    """What the row before a row says of each of its readings: how likely the best one there is, without this row."""
    message = _said_before(choice)
    tied: dict[int | None, float] = {}
    for width, score in zip(before.put_out, before.together, strict=True):
        tied[width] = max(tied.get(width, -inf), score - message(width))
    untied = max(tied.values())
    tied.pop(None, None)
    for reading, width in zip(choice.readings, choice.read, strict=True):
        yield max(tied.get(width, -inf) + _tied(reading), untied + _untied(reading))


def _ties(by_row: Sequence[Sequence[Reading]], neighbours: Neighbours) -> list[int | None]:
    """For each row the one whose output it reads, where both have readings and no shape tells what it reads."""
    ties: list[int | None] = []
    reached: dict[int, int | None] = {}  # the row whose output stands behind a row
    for place, readings in enumerate(by_row):
        before = neighbours.source_row(place)
        if before is not None:
            source = _behind(before, by_row, neighbours, ties, reached)
            ties.append(source if source is not None and source < place else None)
        else:  # the first row of a model reads what the model reads
            around = neighbours.parent[place] if not neighbours.rows[place].sources else None
            ties.append(ties[around] if around is not None else None)
        if readings and tells_width(neighbours.inputs(place).shapes):
            ties[place] = None
    return [before if readings else None for before, readings in zip(ties, by_row, strict=True)]


def _behind(
    place: int,
    by_row: Sequence[Sequence[Reading]],
    neighbours: Neighbours,
    ties: list[int | None],
    reached: dict[int, int | None],
) -> int | None:
    """The row that put out what stands behind a row: itself, the last one inside it, or the one before it."""
    passed = []
    while place not in reached and not by_row[place]:
        passed.append(place)
        row, inside = neighbours.rows[place], neighbours.last_inside(place)
        if inside is not None:
            place = inside
        elif not row.count and keeps_width(row.type):
            reached[place] = ties[place] if place < len(ties) else None
        else:
            reached[place] = None
    source = reached.get(place, place)
    reached |= dict.fromkeys(passed, source)
    return source
