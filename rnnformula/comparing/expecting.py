"""An expected number of parameters -> nothing, or an error that says what is there instead and what would give it."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING

from rnnformula.comparing.given import rows_of
from rnnformula.comparing.leaf_counts import leaf_counts
from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import substitute
from rnnformula.errors import InputError, shown
from rnnformula.explaining.sentences import sentences
from rnnformula.language import DEFAULT, words
from rnnformula.language.phrases import Quote, label
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import grouped, worked
from rnnformula.reading.layers import written
from rnnformula.render.layout import Table
from rnnformula.render.text import in_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import SupportsIndex

    from rnnformula.comparing.given import ComparedRow
    from rnnformula.comparing.leaf_counts import LeafCount
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Choice, Size
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: A size is tried with so many more and fewer, then doubled and halved.
NEAR = (1, -1, 2, -2)
#: So many reasons are named at most.
MOST_REASONS = 5


class UnexpectedCount(AssertionError):
    """A model has another number of parameters than expected; the message explains row by row."""


def assert_count(model: object, expected: SupportsIndex, /, *, lang: str = DEFAULT, **arguments: Argument) -> None:
    """Hold the number of parameters of a layer or model; the failure says row by row where it comes from.

    >>> assert_count("LSTM(64)", 18176, features=6)

    Args:
        model: a model or layer of Keras or PyTorch, one in Keras code, or the text of a summary.
        expected: the number of parameters (scalars) that it must have.
        lang: the language of the failure.
        arguments: sizes of a layer that is given as code, as in `rnnformula.count`.

    Raises:
        UnexpectedCount: it has another number.
        InputError: it is no model, can't be counted, or the number is none.
    """
    __tracebackhide__ = True  # pytest then shows the line of the test
    try:
        number = index(expected)
    except TypeError:
        raise InputError(f"assert_count: expected a number of parameters, got {shown(expected)}") from None
    rows = rows_of(model, arguments)
    if unread := [row for row in rows if row.count is None]:
        raise InputError(f"assert_count: {unread[0].title} has no number: it is not built, or could not be read")
    count = sum(row.count or 0 for row in rows)
    if count != number:
        raise UnexpectedCount("\n".join(_told(rows, count, number, lang)))


def _told(rows: Sequence[ComparedRow], count: int, expected: int, lang: str) -> Iterator[str]:
    label_of = words(lang)
    head = label("count_expected", expected=expected, count=count, change=_signed(count - expected))
    yield from sentences([head], lang, STYLE)
    listed = [(row.title, grouped(row.count or 0), _formula(row)) for row in rows]
    listed.append((label_of["total"], grouped(count), ""))
    yield in_columns(Table((label_of["layer"], label_of["count"], label_of["formula"]), tuple(listed), right=(1,)))
    reasons = [*_nearest(rows, expected)][:MOST_REASONS]
    yield from sentences(reasons or [label("count_nothing_near")], lang, STYLE)


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else '−'}{abs(number):,}"


def _formula(row: ComparedRow) -> str:
    """The number of a row taken apart, by its likeliest reading."""
    if not row.possible:
        return ""
    counted: Tally = row.possible[0][1]
    formula = closed_formula(counted)
    in_numbers = substitute(formula, counted.rows[0].sizes) if counted.rows and counted.uniform else formula
    return worked([in_numbers, counted.count], STYLE) if counted.rows else ""


def _nearest(rows: Sequence[ComparedRow], expected: int) -> Iterator[Label]:
    """Changes of one option or size of one row, or of the same in all rows of a class, that give the number."""
    leaves = [(leaf_counts(*row.possible[0]) or []) if row.possible else [] for row in rows]
    count = sum(row.count or 0 for row in rows)
    changes: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for place, row in enumerate(rows):
        for leaf in leaves[place]:
            for name, value, changed in _variants(leaf):
                if place and name in leaf.family.read:
                    continue  # the rows above say what it reads
                change = changed.count - leaf.count + _followed(leaf, changed, leaves[place + 1 :])
                key = (row.type, leaf.called(name), written(value))
                changes.setdefault(key, []).append((row.title, change))
    for (_, name, value), by_row in changes.items():
        for title, change in by_row:
            if count + change == expected:
                yield label("count_nearest", name=Quote(name), value=Quote(value), row=Quote(title), expected=expected)
        if len(by_row) > 1 and count + sum(change for _, change in by_row) == expected:
            yield label("count_nearest_all", name=Quote(name), value=Quote(value), n=len(by_row), expected=expected)
    for row in rows:
        if row.count and count - row.count == expected:
            yield label("count_nearest_without", row=Quote(row.title), expected=expected)


def _variants(leaf: LeafCount) -> Iterator[tuple[str, Choice | Size, LeafCount]]:
    """The layer with one option or one size changed."""
    for option in leaf.family.options:
        for value in option.values:
            if value != leaf.options[option.name]:
                yield option.name, value, leaf.with_option(option.name, value)
    for name, size in leaf.sizes.items():
        if isinstance(size, int):
            for other in (*(size + step for step in NEAR), 2 * size, size // 2):
                if other > 0 and other != size:
                    yield name, other, leaf.with_size(name, other)


def _followed(leaf: LeafCount, changed: LeafCount, below: Sequence[Sequence[LeafCount]]) -> int:
    """What the next layer with parameters adds because it reads a changed width."""
    own = [name for name in leaf.sizes if name in leaf.family.output or name == "units"]
    before = sum(leaf.sizes[name] for name in own if isinstance(leaf.sizes[name], int)) * leaf.times  # type: ignore[misc]
    after = sum(changed.sizes[name] for name in own if isinstance(changed.sizes[name], int)) * leaf.times  # type: ignore[misc]
    for leaves in below:
        for reader in leaves:
            for name in reader.family.read:
                if before != after and reader.sizes.get(name) == before:
                    return sum(
                        again.with_size(name, after).count - again.count
                        for again in leaves
                        if again.sizes.get(name) == before
                    )
            return 0
    return 0
