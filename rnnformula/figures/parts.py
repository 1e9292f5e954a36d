"""What several figures share: roles, the names and numbers they speak of, and the key of lines and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.figures.scene import LINE, ROLES, Box, Equality, Label, Line, Text, label
from rnnformula.formula import Sum, count_of, substitute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rnnformula.counting import Row, Tally
    from rnnformula.facts import Array
    from rnnformula.figures.scene import Mark

#: Where text and blocks begin at the left.
LEFT = 2
#: Shapes with one weight for each number that is read and each unit that reads, so that a line can stand for it.
ONE_EACH = ("f u", "u u", "u")
#: The longest axis that a figure to scale takes: what is longer would not be labelled legibly.
LONGEST = 1_000_000


def role_of(array: Array) -> str:
    """What the array's weights multiply, by its shape: the input, the state before, or nothing.

    >>> from rnnformula.facts import Array
    >>> role_of(Array("recurrent_kernel", "u 4u"))
    'recurrent'
    """
    axes = [{term.size for term in axis} for axis in array.axes]
    if any("features" in sizes for sizes in axes):
        return "kernel"
    return "recurrent" if sum("units" in sizes for sizes in axes) > 1 else "bias"


def roles_of(tallies: Iterable[Tally]) -> list[str]:
    """The roles that any array of these layers has, in the order of `ROLES`."""
    found = {role_of(array) for counted in tallies for array in counted.arrays}
    return [role for role in ROLES if role in found]


def by_role(name: str, counted: Tally) -> dict[str, Row]:
    """The row of each role, for a figure whose lines each stand for one weight.

    Raises:
        InputError: an array has several weights for one line, as those of gated layers have.
    """
    for array in counted.arrays:
        if " ".join(array.shape.split()) not in ONE_EACH:
            raise InputError(
                f"figure {name}: a line stands for one weight, but {counted.layer}'s {array.name} has the shape "
                f"{array.shape!r}, expected one of {', '.join(map(repr, ONE_EACH))}; the figure 'arrays' takes any"
            )
    return {role_of(row.array): row for row in counted.rows}


def check_sizes(name: str, counted: Tally) -> None:
    """Refuse sizes that could be drawn to scale but not labelled.

    Raises:
        InputError: a size is too large.
    """
    for size in counted.sizes:
        value = counted.size(size)
        if value > LONGEST:
            raise InputError(f"figure {name}: {size} must be at most {LONGEST:,} to be drawn, got {value:,}")


def call(counted: Tally) -> str:
    """The layer as it is written in Keras: ``SimpleRNN(10)``."""
    first = next((name for name in ("units", "filters") if name in counted.sizes), None)
    return f"{counted.layer}({counted.size(first)})" if first else counted.layer


def multiplied(row: Row, counted: Tally) -> Equality:
    """The sizes of an array multiplied: ``3 × 2 = 6``."""
    return Equality((substitute(count_of(row.array), row.sizes), row.count))


def added(counts: Sequence[int]) -> Equality:
    """Counts added up: ``6 + 4 + 2 = 12``."""
    return Equality((Sum(tuple(counts)), sum(counts)))


def listed(counted: Tally) -> tuple[Label, ...]:
    """Each array by its name in Keras with its count, for a description."""
    return tuple(label("item", name=row.name, value=multiplied(row, counted)) for row in counted.rows)


def total(counts: Sequence[int], name: str = "total", longest: int = 38) -> Label:
    """The total with all that is added, or alone where that would be longer than the figure is wide."""
    fits = length([*counts, sum(counts)]) <= longest
    return label("item", name=label(name), value=added(counts) if fits else sum(counts))


def length(numbers: Iterable[int]) -> int:
    """About how many characters these numbers take in an equality, signs and blanks included."""
    return sum(len(f"{number:,}") + 3 for number in numbers)


def key_and_sums(says: dict[str, Label], sums: Sequence[Label], top: float) -> tuple[list[Mark], float]:
    """A line for each role, how it is drawn and what it says; below them the sums, and where the first one stands."""
    marks: list[Mark] = []
    for number, (role, words) in enumerate(says.items()):
        y = top + number * LINE
        marks += [Line(((LEFT, y - 5), (LEFT + 34, y - 5)), role, sample=True), Text((LEFT + 44, y), words)]
    first = top + len(says) * LINE + 10
    marks += [Text((LEFT, first + number * LINE), words, strong=True) for number, words in enumerate(sums)]
    return marks, first


def key_of_boxes(roles: Iterable[str], y: float) -> list[Mark]:
    """The colours of the roles in one line."""
    marks: list[Mark] = []
    for role, x in zip(roles, (LEFT, 104, 260), strict=False):
        marks += [Box((x, y - 12), 13, 13, role, sample=True), Text((x + 20, y), label(role))]
    return marks
