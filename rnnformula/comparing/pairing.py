"""Rows of two sides -> pairs that stand for each other; a row that only one side has stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.comparing.given import ComparedRow

    #: A row of the first side and one of the second; None where a side has none.
    Pair = tuple[ComparedRow | None, ComparedRow | None]

#: What it costs to pair rows of one class with other numbers, of other classes, and to leave a row alone: two that
#: stand alone cost more than one pair of other classes.
OTHER_NUMBER, OTHER_CLASS, ALONE = 200, 500, 300
#: A layer with parameters does not stand for one without.
NO_PAIR = 2 * ALONE + 1
#: What it costs besides, the more the further two numbers are apart; and that layers or names are not the same.
FARTHEST, OTHER_LAYER, OTHER_NAME = 80, 10, 1
#: More pairs than this are not weighed; rows then stand for each other by their places.
MOST_PAIRS = 4_000_000


def paired(first: Sequence[ComparedRow], second: Sequence[ComparedRow]) -> list[Pair]:
    """The rows of both sides in order, paired so that as little as possible differs."""
    if len(first) * len(second) > MOST_PAIRS:
        shorter = min(len(first), len(second))
        rest: list[Pair] = [*((row, None) for row in first[shorter:]), *((None, row) for row in second[shorter:])]
        return [*zip(first, second, strict=False), *rest]
    costs = [[ALONE * column for column in range(len(second) + 1)]]
    for row in first:
        before = costs[-1]
        now = [before[0] + ALONE]
        for column, other in enumerate(second):
            now.append(min(before[column] + _cost(row, other), before[column + 1] + ALONE, now[column] + ALONE))
        costs.append(now)
    pairs: list[Pair] = []
    place, column = len(first), len(second)
    while place or column:
        cost = costs[place][column]
        if place and column and cost == costs[place - 1][column - 1] + _cost(first[place - 1], second[column - 1]):
            place, column = place - 1, column - 1
            pairs.append((first[place], second[column]))
        elif place and cost == costs[place - 1][column] + ALONE:
            place -= 1
            pairs.append((first[place], None))
        else:
            column -= 1
            pairs.append((None, second[column]))
    return pairs[::-1]


def _cost(row: ComparedRow, other: ComparedRow) -> int:
    low, high = sorted((row.count or 0, other.count or 0))
    cost = FARTHEST * (high - low) // (high or 1)
    cost += OTHER_NAME if row.name != other.name else 0
    if row.type != other.type:
        return cost + (OTHER_CLASS if bool(row.count) == bool(other.count) else NO_PAIR)
    if [str(layer) for layer, _ in row.possible[:1]] != [str(layer) for layer, _ in other.possible[:1]]:
        cost += OTHER_LAYER
    return cost + (OTHER_NUMBER if row.count != other.count else 0)
