"""Parts of several figures: roles of arrays, labels of their names and numbers, lines of the key, sums."""

from __future__ import annotations

import re
from itertools import takewhile
from math import prod
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum, count_of, substitute
from rnnformula.errors import InputError, shown
from rnnformula.facts import parse_shape, scalars
from rnnformula.figures.scene import ROLES, Box, KeyLine
from rnnformula.language import LANGUAGES
from rnnformula.language.phrases import Equality, Label, Quote, label
from rnnformula.reading.layers import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rnnformula.counting.tally import Row, Tally
    from rnnformula.facts import Array, Axis, Size
    from rnnformula.figures.scene import Mark, Point

#: Where text and blocks begin at the left.
LEFT = 2
#: Shapes with one weight for each number that is read and each unit that reads, so that a line can stand for it.
ONE_EACH = {shape: parse_shape(shape) for shape in ("f u", "u u", "u")}
#: Sizes of what an array reads, and of what it keeps from step to step, where its layer has another axis beside it.
READ_SIZES = (
    *("features", "channels", "input_dim", "value_features", "lora_rank", "output_shape", "kernel_rows"),
    "frame_length",
    *("in_features", "in1_features", "in_channels", "in_channels/groups", "num_embeddings", "embed_dim", "d_model"),
)
STATE_SIZES = ("units", "filters", "proj_size")
#: How PyTorch begins the name of an array that reads the layer before, whose states are of the same size.
READING_ARRAY = "weight_ih"
#: How PyTorch ends the name of an array: with the number of its layer, and its direction.
STACKED_NAME = re.compile(r"_(l\d+(?:_reverse)?)$")
#: More equal counts than this are multiplied instead of added up.
MOST_ADDED = 4
#: How high the band of the biases is where a layer is drawn small.
THIN_STRIPE = 5
#: The most time steps that fit side by side.
MOST_STEPS = 4
#: The longest axis that a figure to scale takes: what is longer would not be labelled legibly.
LONGEST_AXIS = 1_000_000


def role_of(array: Array) -> str:
    """What the array's weights multiply, by its shape: the input, the state before, or nothing as a bias does.

    Vectors of any kind are drawn as biases are.

    >>> from rnnformula.facts import Array
    >>> role_of(Array("recurrent_kernel", "u 4u"))
    'recurrent'
    """
    return "kernel" if array.name.startswith(READING_ARRAY) else role_of_axes(array.axes)


def role_of_axes(axes: Iterable[Axis]) -> str:
    """What an array with these axes multiplies."""
    sized = [{size for term in axis for size in term.sizes} for axis in axes]
    if sum(map(bool, sized)) > 1 and any(sizes.intersection(READ_SIZES) for sizes in sized):
        return "kernel"
    return "recurrent" if sum(bool(sizes.intersection(STATE_SIZES)) for sizes in sized) > 1 else "bias"


def part_of(row: Row) -> str:
    """Which part of a layer made of layers keeps an array, by its name; empty where the layer is one.

    >>> from rnnformula import tally
    >>> [part_of(row) for row in tally("torch.nn.RNN(3, 4, num_layers=2, bias=False)").rows]
    ['l0', 'l0', 'l1', 'l1']
    """
    if row.part:
        return row.part
    stacked = STACKED_NAME.search(row.array.name)
    return stacked[1] if stacked else row.array.name.rpartition("/")[0]


def gate_axis(row: Row) -> int | None:
    """The axis along which the array is made of gates: its columns, or its rows as in PyTorch.

    >>> from rnnformula import tally
    >>> [gate_axis(row) for row in tally("LSTM", units=2, features=3).rows]
    [1, 1, 0]
    """
    for number in reversed(range(len(row.array.axes))):
        first = prod(row.shape[:number]) == 1 or number == len(row.array.axes) - 1
        if row.gates and first and all(term.factor == len(row.gates) and term.size for term in row.array.axes[number]):
            return number
    return None


def gates_of(row: Row) -> tuple[str, ...]:
    """The gates that the array is made of, in their order; none where it is not made of any."""
    return () if gate_axis(row) is None else row.gates


def gate(letter: str) -> Label:
    """A gate by its letter and its name, ``i (input gate)``; or by its letter where languages have no name."""
    name = f"gate_{letter}"
    if all(name in language.words for language in LANGUAGES.values()):
        return label("gate", letter=letter, name=label(name))
    return label("value", value=letter)


def roles_of(tallies: Iterable[Tally]) -> list[str]:
    """The roles that any array of these layers has, in the order of `ROLES`."""
    drawn = {role_of(array) for counted in tallies for array in counted.arrays}
    return [role for role in ROLES if role in drawn]


def by_role(name: str, counted: Tally) -> dict[str, Row]:
    """The row of each role, for a figure whose lines each stand for one weight.

    Raises:
        InputError: an array has several weights for one line, as those of gated layers have.
    """
    for array in counted.arrays:
        if array.axes not in ONE_EACH.values():
            raise InputError(
                f"figure {name}: a line stands for one weight, but {counted.layer}'s {array.name} has the shape "
                f"{array.shape!r}, expected one of {', '.join(map(repr, ONE_EACH))}; the figure 'arrays' takes any"
            )
    rows = {role_of(row.array): row for row in counted.rows}
    if "kernel" not in rows:
        raise InputError(f"figure {name}: {counted.layer} has no kernel; expected a layer that reads features")
    return rows


def arrays_by_role(rows: Mapping[str, Row]) -> dict[str, str]:
    """The name of the array of each role, in the order of `ROLES`."""
    return {role: rows[role].array.name for role in ROLES if role in rows}


def check_sizes(name: str, counted: Tally) -> None:
    """Refuse sizes that could be drawn to scale but not labelled.

    Raises:
        InputError: a size is too large.
    """
    for sizes in (row.sizes for row in counted.rows):
        for size, value in sizes.items():
            if scalars(value) > LONGEST_AXIS:
                raise InputError(
                    f"figure {name}: {size} must be at most {LONGEST_AXIS:,} to be drawn, got {scalars(value):,}"
                )


def check_steps(name: str, steps: object, least: int = 1, most: int = MOST_STEPS, called: str = "steps") -> None:
    """Refuse a number of time steps, or of what else is ``called`` so, that can't be shown.

    Raises:
        InputError: the number is none, too small or too large.
    """
    if isinstance(steps, bool) or not isinstance(steps, int) or not least <= steps <= most:
        raise InputError(f"figure {name}: {called} must be an integer from {least} to {most:,}, got {shown(steps)}")


def call(counted: Tally) -> str:
    """The layer as it is written in Keras, the sizes that stand first: ``SimpleRNN(10)``, ``Conv1D(8, 3)``."""
    if "(" in counted.layer:
        return counted.layer
    leading = takewhile(counted.sizes.__contains__, find(counted.layer).arguments)
    sizes = [counted.sizes[name] for name in leading]
    written = [str(size[0] if isinstance(size, tuple) and len(set(size)) == 1 else size) for size in sizes]
    return f"{counted.layer}({', '.join(written)})" if written else counted.layer


def titled(key: str, name: str, sizes: Mapping[str, Size]) -> Label:
    """A title that names a layer and what it reads, or the layer alone if these sizes don't tell what it reads."""
    for read in ("features", "channels"):
        if read in sizes:
            return label(key, layer=name, features=label(f"n_{read}", n=scalars(sizes[read])))
    return label(f"{key}_alone", layer=name)


def multiplied(row: Row) -> Equality:
    """The sizes of an array multiplied: ``3 × 2 = 6``."""
    return Equality((substitute(count_of(row.array), row.sizes), row.count))


def added(counts: Sequence[int]) -> Equality:
    """Counts added up: ``6 + 4 + 2 = 12``."""
    return Equality((Sum(tuple(counts)), sum(counts)))


def listed(counted: Tally) -> tuple[Label, ...]:
    """Each array by its name in Keras, with its count."""
    return tuple(label("item", name=row.name, value=multiplied(row)) for row in counted.rows)


def total(counts: Sequence[int], name: str = "total") -> Label:
    """The sum that makes the total; many equal counts are multiplied."""
    return in_all(counts, label(name))


def in_all(counts: Sequence[int], name: Label) -> Label:
    """The sum that makes the total; many equal counts are multiplied."""
    if len(counts) > MOST_ADDED and len(set(counts)) == 1:
        return label("item", name=name, value=Equality((Product((len(counts), counts[0])), sum(counts))))
    return label("item", name=name, value=added(counts))


def sums(counted: Tally) -> list[Label]:
    """The total of all arrays; before it those of the parts, where the layer is made of parts."""
    parts: dict[str, list[int]] = {}
    for row in counted.rows:
        parts.setdefault(part_of(row), []).append(row.count)
    if len(parts) in (1, len(counted.rows)):
        return [in_all([row.count for row in counted.rows], label("total"))]
    of_parts = [in_all(counts, label("value", value=part)) for part, counts in parts.items()]
    return [*of_parts, in_all([sum(counts) for counts in parts.values()], label("total"))]


def lines_of_sums(sums: Sequence[Label]) -> list[KeyLine]:
    """The sums as lines of a key, the last one strong."""
    return [KeyLine(words, strong=number == len(sums)) for number, words in enumerate(sums, 1)]


def lines_of_roles(roles: Mapping[str, Label], arrays: Mapping[str, str]) -> list[KeyLine]:
    """A line of the key for each role, with a sample of how its lines are drawn; ``arrays`` has the array of a role."""
    return [KeyLine(words, role, "line", part=arrays.get(role, "")) for role, words in roles.items()]


def arrays_of(counted: Tally) -> list[KeyLine]:
    """A line of the key for each array: its name, its shape in names, then in numbers, and its count."""
    entries = []
    for row in counted.rows:
        names = count_of(row.array)
        sides = Equality((names, substitute(names, row.sizes), row.count))
        words = label("item", name=Quote(row.name), value=sides)
        entries.append(KeyLine(words, role_of(row.array), "block", part=row.array.name))
    return entries


def stripes(at: Point, width: float, height: float, arrays: Mapping[str, str]) -> list[Mark]:
    """A layer in small, as its rectangle: a band for the array of each role, that of the biases thin."""
    thin = THIN_STRIPE * ("bias" in arrays)
    usual = (height - thin) / max(1, len(arrays) - ("bias" in arrays))
    marks: list[Mark] = []
    top = at[1]
    for role, array in arrays.items():
        high = thin if role == "bias" else usual
        marks.append(Box((at[0], top), width, high, role, 1, 1, part=array))
        top += high
    return marks
