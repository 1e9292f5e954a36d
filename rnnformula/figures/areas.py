"""A layer as a rectangle whose area is its number of parameters, for every figure of arrays.

The rectangle is gates × units wide. Its rows are what is read: features, units of the step before, biases. Arrays that
have no axis in common with the others of their layer make a rectangle of their own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.figures.fit import width
from rnnformula.figures.parts import gate, gates_of, part_of, role_of, role_of_axes
from rnnformula.figures.scene import CENTRED, EDGE, GATES, LINE, UNITS, WIDTH, Box, KeyLine, Line, Panel, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rnnformula.counting.tally import Row, Tally
    from rnnformula.facts import Term
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.phrases import Label

    Axis = tuple[Term, ...]

#: The most room for the widest rectangle and for the highest, the least for the widest, the largest side of a scalar.
WIDE, HIGH, NARROWEST, LARGEST_SCALAR = 190, 190, 40, 26
#: The room for the widest and the highest of several rectangles.
WIDE_OF_SEVERAL, HIGH_OF_SEVERAL = 160, 150
#: From this side on scalars are drawn one by one, as squares.
SMALLEST_CELL = 6
#: Where scalars are too small to be seen, one may be this many times wider than high, or higher than wide.
STRETCHED = 4
#: A thinner band can't be seen.
THINNEST = 4
#: The least width of a gate that a letter fits above.
LETTERED = 12
#: The least height of a band that its count fits into, and the least blank on both sides of that together.
ROOM_FOR_COUNT, BESIDE_COUNT = 19, 8
#: Labels stand this far from the rectangle, with at least this much from one baseline to the next.
APART, LABEL_LINE = 9, 19
#: What a label leads to is pointed at by a line where it is further away than this; how far that stays away from both.
DISPLACED, LEADER_GAP = 7, 2
#: The room above a rectangle for the letters of gates, and how far above it their baseline is.
LETTERS_HIGH, ABOVE_COLUMNS = 22, 8
#: The room above a rectangle without letters, which the label of a thin first band needs.
ABOVE = LINE / 2
#: The bracket below a rectangle: how far below, how high; and how far below the baseline of its label is.
BRACKET_BELOW, BRACKET_HIGH, BELOW_BRACKET = 6, 6, 28
#: The blank below the last baseline of a panel.
DESCENT = 7
#: Sizes that a label has a word for.
NAMED_SIZES = ("features", "channels", "units", "filters")
#: A longer name of a size has no room beside its number.
LONGEST_SIZE = 14


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a rectangle: an array, or a part of one; ``words`` says what its rows are.

    ``before`` is how many of its equal parts, one a gate, were there before in a rectangle that is built up.
    """

    row: Row
    role: str
    rows: int
    count: int
    words: Label
    before: int = 0

    @property
    def part(self) -> str:
        """The name of the array in its layer."""
        return self.row.array.name


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Arrays that have the same columns, one below the other.

    ``part`` says where a layer made of layers keeps them; ``words`` says what the columns are, ``words_of_gate`` what
    those of one gate are.
    """

    part: str
    bands: tuple[Band, ...]
    columns: int
    gates: tuple[str, ...]
    words: Label
    words_of_gate: Label

    @property
    def parts(self) -> int:
        """The number of equal parts side by side."""
        return len(self.gates) or 1

    @property
    def rows(self) -> int:
        """The number of all rows."""
        return sum(band.rows for band in self.bands)

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of all bands."""
        return sum(band.count for band in self.bands)


@dataclass(frozen=True, slots=True)
class Scale:
    """How wide and how high one scalar is, in all rectangles of a figure."""

    across: float
    down: float

    def height(self, band: Band) -> float:
        """How high a band is drawn."""
        return max(THINNEST, band.rows * self.down)

    def is_thickened(self, band: Band) -> bool:
        """Whether a band is drawn thicker than to scale."""
        return band.rows * self.down < THINNEST


def rectangles(counted: Tally) -> list[Rectangle]:
    """The rectangles of a layer, in the order of its arrays.

    >>> from rnnformula import tally
    >>> [(rectangle.columns, rectangle.rows) for rectangle in rectangles(tally("LSTM", units=2, features=3))]
    [(8, 6)]
    """
    parts: dict[str, list[Row]] = {}
    for row in counted.rows:
        parts.setdefault(part_of(row), []).append(row)
    return [rectangle for part, rows in parts.items() for rectangle in _of_part(part, rows)]


def _of_part(part: str, rows: list[Row]) -> Iterator[Rectangle]:
    while rows:
        axis = _common_axis(rows)
        fitting = [row for row in rows if _times(row, axis)]
        rows = [row for row in rows if row not in fitting]
        yield _rectangle(part, fitting, axis)


def _common_axis(rows: list[Row]) -> Axis:
    """The axis that most arrays have; of several that of gates, then the one that stands last in the first array."""
    times = Counter(axis for row in rows for axis in dict.fromkeys(row.array.axes))
    most = max(times.values(), default=0)
    common = [(row, axis) for row in rows for axis in reversed(row.array.axes) if times[axis] == most]
    gated = [axis for row, axis in common if row.gates and axis[0].factor == len(row.gates)]
    return next(iter([*gated, *(axis for _, axis in common)]), ())


def _times(row: Row, axis: Axis) -> int:
    """How many times an array has the axis side by side: once, several times in a vector of several, or never."""
    axes = row.array.axes
    if axis in axes or (not axes and not axis):
        return 1
    if len(axes) == 1 and len(axes[0]) == len(axis) == 1 and axes[0][0].size == axis[0].size:
        times, rest = divmod(axes[0][0].factor, axis[0].factor)
        return 0 if rest else times
    return 0


def _rectangle(part: str, rows: list[Row], axis: Axis) -> Rectangle:
    first = rows[0]
    columns = _scalars(axis, first)
    gates = next((gates_of(row) for row in rows if gates_of(row) and axis[0].factor == len(gates_of(row))), ())
    bands = tuple(band for row in rows for band in _bands(row, axis, columns))
    words = _width_in_words(axis, first, columns)
    return Rectangle(
        part, bands, columns, gates, words, _width_of_gate(first, columns // len(gates)) if gates else words
    )


def _scalars(axis: Axis, row: Row) -> int:
    return sum(term.value(row.sizes) for term in axis) if axis else 1


def _bands(row: Row, axis: Axis, columns: int) -> Iterator[Band]:
    """The bands of an array: one, or where it keeps several things in one axis, one for each."""
    axes = list(row.array.axes)
    if axis in axes:
        # The last such axis: Keras has what reads in rows, what is computed in columns.
        del axes[len(axes) - 1 - axes[::-1].index(axis)]
    else:
        axes = []
    if len(axes) == 1 and len(axes[0]) > 1:
        for term in axes[0]:
            rows = term.value(row.sizes)
            yield Band(row, role_of_axes([(term,), axis]), rows, rows * columns, _height_in_words([(term,)], row, rows))
        return
    rows = row.count // columns
    yield Band(row, role_of(row.array), rows, row.count, _height_in_words(axes, row, rows))


def _height_in_words(axes: Sequence[Axis], row: Row, rows: int) -> Label:
    """What the rows of a band are: ``3 features``, ``3 × 3 × 2 channels``, ``2 biases``, or the name of a vector."""
    named = [axis for axis in axes if any(term.size for term in axis)]
    if not named:
        return label("n_biases", n=rows) if "bias" in row.array.name else label("value", value=row.array.name)
    *before, last = sorted(named, key=lambda axis: axis[0].size in NAMED_SIZES)
    factors = [factor for axis in before for factor in _factors(axis, row)]
    return _sized(factors, last, row)


def _factors(axis: Axis, row: Row) -> tuple[int, ...]:
    """An axis as numbers; a size of several numbers stands for as many."""
    size = row.sizes.get(axis[0].size)
    return size if isinstance(size, tuple) else (_scalars(axis, row),)


def _sized(factors: Iterable[int], axis: Axis, row: Row) -> Label:
    """Numbers times a size in words."""
    (*more, number), size = _factors(axis, row), axis[0].size
    written = [f"{factor:,}" for factor in (*factors, *more)]
    if len(axis) == 1 and axis[0].factor > 1:
        written.append(f"{axis[0].factor:,}")
        number //= axis[0].factor
    known = len(axis) == len(axis[0].sizes) == 1 and size in NAMED_SIZES
    name = " × ".join(axis[0].sizes)
    named = f"{number:,} {name}" if len(name) <= LONGEST_SIZE else f"{number:,}"
    words = label(f"n_{size}", n=number) if known else label("value", value=named)
    return label("times_size", factors=" × ".join(written), size=words) if written else words


def _width_in_words(axis: Axis, row: Row, columns: int) -> Label:
    if len(axis) == 1 and axis[0].size:
        return _sized((), axis, row)
    return label("value", value=f"{columns:,}")


def _width_of_gate(row: Row, columns: int) -> Label:
    size = next(size for size in ("units", "filters") if size in row.sizes)
    return label(f"n_{size}", n=columns)


def scale_of(shown: Sequence[Rectangle], wide: float = WIDE, high: float = HIGH, widest: float = WIDTH) -> Scale:
    """One scale for all rectangles: squares where they can be seen, else as much of the room as a stretch allows.

    ``widest`` is the widest that a panel with a rectangle, its labels and counts may be.
    """
    room = widest - 2 * EDGE - labels_wide(shown)
    beside = room - _counts_wide(shown)
    wide = min(wide, beside if beside >= NARROWEST else room)
    across = min(LARGEST_SCALAR, wide / max(rectangle.columns for rectangle in shown))
    down = min(LARGEST_SCALAR, high / max(rectangle.rows for rectangle in shown))
    if min(across, down) >= SMALLEST_CELL:
        across = down = min(across, down)
    return Scale(min(across, down * STRETCHED), min(down, across * STRETCHED))


def labels_wide(shown: Iterable[Rectangle]) -> float:
    """The room that the labels of all bands need beside a rectangle; one that was there before has none."""
    new = [band for rectangle in shown for band in rectangle.bands if band.before < rectangle.parts]
    return max((width(band.words) for band in new), default=0) + APART


def _counts_wide(shown: Iterable[Rectangle]) -> float:
    """The room that the counts of all bands need beside a rectangle."""
    counts = (label("value", value=f"{band.count:,}") for rectangle in shown for band in rectangle.bands)
    return APART + max(width(words, strong=True) for words in counts)


def panel(
    shown: Rectangle,
    scale: Scale,
    *,
    labels: float = 0,
    labelled: bool = True,
    head: Label | None = None,
    foot: tuple[Label, ...] = (),
) -> Panel:
    """A rectangle with labels: rows at the left, columns below, gates above; counts in it or to its right.

    ``labels`` is the room for those at the left, at least what they need; without any it is not ``labelled``.
    What was there before is an outline without a label.
    """
    wide = max(THINNEST, shown.columns * scale.across)
    # The words below stand in the middle of the rectangle, also where they are wider than it.
    labels = max((width(shown.words) - wide) / 2, *((labels, labels_wide([shown])) if labelled else (0,)))
    left, top = EDGE + labels, LETTERS_HIGH if _has_letters(shown, wide) else ABOVE
    right = left + wide
    boxes = list(boxes_of(shown, scale, left, top))
    baselines = _spread([box.at[1] + box.height / 2 + CENTRED for box in boxes])
    in_steps = [part for band, box in zip(shown.bands, boxes, strict=True) for part in _in_steps(box, band.before)]
    marks: list[Mark] = [*in_steps, *_letters(shown, left, wide, top)]
    edges = [right]
    for band, box, baseline in zip(shown.bands, boxes, baselines, strict=True):
        middle = box.at[1] + box.height / 2
        new = band.before < shown.parts
        if labelled and new:
            marks.append(Text((left - APART, baseline), band.words, "end", band.role, part=band.part))
            marks += _leader(band.role, (left - APART, baseline), (left, middle))
        count = label("value", value=f"{band.count:,}")
        if box.height >= ROOM_FOR_COUNT and wide >= width(count, strong=True) + BESIDE_COUNT:
            at = (left + wide / 2, middle + CENTRED)
            marks.append(Text(at, count, "middle", band.role, strong=new, over=True, part=band.part))
        elif (edge := right + APART + width(count, strong=True)) <= WIDTH - EDGE:  # else the key alone says it
            marks.append(Text((right + APART, baseline), count, role=band.role, strong=new, part=band.part))
            marks += _leader(band.role, (right + APART, baseline), (right, middle))
            edges.append(edge)
    bottom = boxes[-1].at[1] + boxes[-1].height
    marks += _bracket(left, right, bottom + BRACKET_BELOW)
    half = width(shown.words) / 2
    # Below the middle of the rectangle, further left where the panel would grow too wide.
    at = (min(left + wide / 2, WIDTH - EDGE - half), max(bottom + BELOW_BRACKET, baselines[-1] + LABEL_LINE))
    marks.append(Text(at, shown.words, "middle", part=UNITS))
    return Panel(max(*edges, at[0] + half) + EDGE, at[1] + DESCENT, tuple(marks), head, foot)


def to_scale(shown: Sequence[Rectangle]) -> tuple[list[Panel], Label | None]:
    """A panel for each rectangle, all on one scale, and which bands are drawn thicker, None where none is."""
    alone = len(shown) == 1
    scale = scale_of(shown) if alone else scale_of(shown, WIDE_OF_SEVERAL, HIGH_OF_SEVERAL)
    heads = [label("value", value=rectangle.part) if rectangle.part and not alone else None for rectangle in shown]
    labels = labels_wide(shown)
    panels = [panel(rectangle, scale, labels=labels, head=head) for rectangle, head in zip(shown, heads, strict=True)]
    return panels, thickened(shown, scale)


def thickened(shown: Sequence[Rectangle], scale: Scale) -> Label | None:
    """Which bands are drawn thicker than to scale, None where none is."""
    thick = [band.row.name for rectangle in shown for band in rectangle.bands if scale.is_thickened(band)]
    names = tuple(label("value", value=name) for name in dict.fromkeys(thick))
    return label("thickened", names=names) if names else None


def lines_of_gates(shown: Iterable[Rectangle]) -> list[KeyLine]:
    """A line of the key for each order of gates that a rectangle has."""
    gates = dict.fromkeys(rectangle.gates for rectangle in shown if rectangle.gates)
    return [KeyLine(label("value", value=tuple(map(gate, letters))), part=GATES) for letters in gates]


def _letters(shown: Rectangle, left: float, wide: float, top: float) -> list[Mark]:
    """The letter of each gate above its columns; none where they are too narrow."""
    if not _has_letters(shown, wide):
        return []
    gate = wide / len(shown.gates)
    middles = [left + (number + 0.5) * gate for number in range(len(shown.gates))]
    above = top - ABOVE_COLUMNS
    return [Text((x, above), letter, "middle", part=GATES) for x, letter in zip(middles, shown.gates, strict=True)]


def _leader(role: str, text: Point, edge: Point) -> list[Mark]:
    """A line from a label to the edge of its band, where it stands beside another one."""
    (x, baseline), (edge_x, middle) = text, edge
    y, gap = baseline - CENTRED, LEADER_GAP if x < edge_x else -LEADER_GAP
    return [Line(((x + gap, y), (edge_x - gap, middle)), role, thin=True)] if abs(y - middle) > DISPLACED else []


def _has_letters(shown: Rectangle, wide: float) -> bool:
    return bool(shown.gates) and wide / len(shown.gates) >= LETTERED


def boxes_of(shown: Rectangle, scale: Scale, left: float, top: float) -> Iterator[Box]:
    """The bands as boxes, one below the other."""
    wide = max(THINNEST, shown.columns * scale.across)
    for band in shown.bands:
        height = scale.height(band)
        yield Box((left, top), wide, height, band.role, band.rows, shown.columns, shown.parts, band.part)
        top += height


def _in_steps(box: Box, before: int) -> list[Box]:
    """A box as what was there before, so many of its parts, and beside it what is new."""
    if before in (0, box.parts):
        return [replace(box, faint=bool(before))]
    old, columns = box.width / box.parts * before, box.columns // box.parts * before
    return [
        replace(box, width=old, columns=columns, parts=before, faint=True),
        replace(
            box,
            at=(box.at[0] + old, box.at[1]),
            width=box.width - old,
            columns=box.columns - columns,
            parts=box.parts - before,
        ),
    ]


def _spread(wanted: Iterable[float]) -> list[float]:
    """Baselines where they are wanted, or below the one before where that is too near."""
    placed: list[float] = []
    for baseline in wanted:
        placed.append(max(baseline, placed[-1] + LABEL_LINE) if placed else baseline)
    return placed


def _bracket(left: float, right: float, top: float) -> list[Mark]:
    """The line below a rectangle that says how far its columns reach."""
    low = top + BRACKET_HIGH
    return [
        Line(((left, top), (left, low)), thin=True),
        Line(((left, low), (right, low)), thin=True),
        Line(((right, low), (right, top)), thin=True),
    ]


def one_gate(shown: Rectangle) -> Rectangle:
    """The columns of one gate, which are alike for all."""
    gates = len(shown.gates)
    bands = tuple(replace(band, count=band.count // gates) for band in shown.bands)
    return Rectangle(shown.part, bands, shown.columns // gates, (), shown.words_of_gate, shown.words_of_gate)
