"""An expected number of parameters -> nothing, or an error that says what is there instead and what would give it."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING

from rnnformula.comparing.given import compared_rows
from rnnformula.comparing.leaf_counts import leaf_counts
from rnnformula.comparing.telling import signed
from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import substitute
from rnnformula.errors import InputError, shown
from rnnformula.explaining.sentences import sentences
from rnnformula.facts import scalars
from rnnformula.language import DEFAULT, words
from rnnformula.language.phrases import Quote, label
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import grouped, worked
from rnnformula.reading.layers import written
from rnnformula.render.printed_table import Table
from rnnformula.render.text import in_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import SupportsIndex

    from rnnformula.comparing.given import ComparedRow
    from rnnformula.comparing.leaf_counts import LeafCount
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Choice, Size
    from rnnformula.language.phrases import Label, Value
    from rnnformula.reading.arguments import Argument

#: A larger size is not looked for.
LARGEST = 1 << 20
#: The output of a layer that puts out what it reads.
KEEPS_WIDTH = ("same",)
#: So many reasons are named at most.
MOST_REASONS = 5


class UnexpectedCount(AssertionError):
    """A model has another number of parameters than expected; the message explains row by row.

    >>> try:
    ...     assert_count("LSTM(64)", 18000, features=6)
    ... except UnexpectedCount as error:
    ...     print(str(error).splitlines()[0])
    Expected 18,000 parameters, got 18,176 (+176).
    """


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
    rows = compared_rows(model, arguments)
    if unread := [row for row in rows if row.count is None]:
        raise InputError(f"assert_count: {unread[0].title} has no number: it is not built, or could not be read")
    count = sum(row.count or 0 for row in rows)
    if count != number:
        raise UnexpectedCount("\n".join(_told(rows, count, number, lang)))


def _told(rows: Sequence[ComparedRow], count: int, expected: int, lang: str) -> Iterator[str]:
    label_of = words(lang)
    head = label("count_expected", expected=expected, count=count, change=signed(count - expected))
    yield from sentences([head], lang, STYLE)
    listed = [(row.title, grouped(row.count or 0), _formula(row)) for row in rows]
    listed.append((label_of["total"], grouped(count), ""))
    yield in_columns(Table((label_of["layer"], label_of["count"], label_of["formula"]), tuple(listed), right=(1,)))
    reasons = [*_nearest(rows, expected)][:MOST_REASONS]
    yield from sentences(reasons or [label("count_nothing_near")], lang, STYLE)


def _formula(row: ComparedRow) -> str:
    """The number of a row taken apart, by its likeliest reading."""
    if not row.possible:
        return ""
    counted: Tally = row.possible[0][1]
    formula = closed_formula(counted)
    in_numbers = substitute(formula, counted.rows[0].sizes) if counted.rows and counted.uniform else formula
    return worked([in_numbers, counted.count], STYLE) if counted.rows else ""


def _nearest(rows: Sequence[ComparedRow], expected: int) -> Iterator[Label]:
    """Changes of one option or size of one row, or of an option in all rows of a class, that give the number."""
    leaves = [(leaf_counts(*row.possible[0]) or []) if row.possible else [] for row in rows]
    missing = expected - sum(row.count or 0 for row in rows)
    yield from _options(rows, leaves, missing, expected)
    for place, row in enumerate(rows):
        for leaf in leaves[place]:
            for name, size in leaf.sizes.items():
                if not isinstance(size, int) or (place and name in leaf.family.read):
                    continue  # the rows above say what it reads
                other = _size_for(leaf, name, leaves[place + 1 :], missing)
                if other is not None:
                    yield _would_be(expected, leaf, name, other, row=Quote(row.title))
    for row in rows:
        if row.count and row.count == -missing:
            yield label("count_nearest_without", row=Quote(row.title), expected=expected)


def _options(
    rows: Sequence[ComparedRow], leaves: Sequence[Sequence[LeafCount]], missing: int, expected: int
) -> Iterator[Label]:
    changes: dict[tuple[str, str, Choice], list[tuple[ComparedRow, LeafCount, int]]] = {}
    for place, row in enumerate(rows):
        for leaf in leaves[place]:
            for option in leaf.family.options:
                for value in option.values:
                    if value != leaf.options[option.name]:
                        change = leaf.with_option(option.name, value).count - leaf.count
                        changes.setdefault((row.type, option.name, value), []).append((row, leaf, change))
    for (_, name, value), by_row in changes.items():
        for row, leaf, change in by_row:
            if change == missing:
                yield _would_be(expected, leaf, name, value, row=Quote(row.title))
        if len(by_row) > 1 and sum(change for _, _, change in by_row) == missing:
            yield _would_be(expected, by_row[0][1], name, value, n=len(by_row))


def _would_be(expected: int, leaf: LeafCount, name: str, value: Choice | Size, **where: Value) -> Label:
    key = "count_nearest" if "row" in where else "count_nearest_all"
    return label(key, name=Quote(leaf.called(name)), value=Quote(written(value)), expected=expected, **where)


def _size_for(leaf: LeafCount, name: str, below: Sequence[Sequence[LeafCount]], missing: int) -> int | None:
    """The size that makes up for what is missing, the number grows with it; None where there is none."""

    def change(size: int) -> int | None:
        try:
            changed = leaf.with_size(name, size)
        except InputError:  # no layer has it
            return None
        followed = _followed(leaf, changed, below)
        return None if followed is None else changed.count - leaf.count + followed

    low, high = 1, LARGEST
    while low < high:
        middle = (low + high) // 2
        number = change(middle)
        if number is None:
            return None
        low, high = (middle + 1, high) if number < missing else (low, middle)
    return low if change(low) == missing else None


def _followed(leaf: LeafCount, changed: LeafCount, below: Sequence[Sequence[LeafCount]]) -> int | None:
    """What the rows below have more because they read a changed width; None where that can't be told."""
    readers = [reader for leaves in below for reader in leaves]
    before, after = _width(leaf), _width(changed)
    if not readers or (before == after and before is not None):
        return 0
    more = 0
    for reader in readers:
        if reader.family.output == KEEPS_WIDTH and not reader.sizes:
            continue
        read = [name for name in reader.family.read if reader.sizes.get(name) == before]
        if before is None or after is None or not read:
            return None
        more += reader.with_size(read[0], after).count - reader.count
        if reader.family.output != KEEPS_WIDTH:
            break  # its own width is what the next one reads
    return more


def _width(leaf: LeafCount) -> int | None:
    """How many numbers a layer puts out at each place; None where that can't be told."""
    name = (leaf.family.read if leaf.family.output == KEEPS_WIDTH else leaf.family.output)[-1:]
    return scalars(leaf.sizes[name[0]]) * leaf.times if name and name[0] in leaf.sizes else None
