"""One row of a table -> what it can mean, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Sum
from rnnformula.counting.likelihood import CHAINED, NOT_DOUBTED, is_far_ahead
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.axes import may_have_axes
from rnnformula.explaining.candidates import (
    SAME_WIDTH,
    family_of,
    has_parameters,
    is_known_class,
    is_of_today,
    is_plain,
)
from rnnformula.explaining.cut_shapes import shapes_that_begin
from rnnformula.explaining.effort import MODULE
from rnnformula.explaining.explained import AMBIGUOUS, EXPLAINED, NO_PARAMETERS, UNKNOWN, UNREADABLE, ExplainedRow
from rnnformula.explaining.moved_axes import with_moved_axes
from rnnformula.explaining.ordering import ordered
from rnnformula.explaining.pytorch import is_unbuilt, read_module, told_by_parts
from rnnformula.explaining.readings import MOST_READINGS, make_reading, readings
from rnnformula.explaining.untold import WIDER, cut_number, no_shape, note_unknown_class, nothing_fits, number_is_lost
from rnnformula.explaining.weights import layers_with
from rnnformula.explaining.widths import differs_inside, tells_width
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.kinds import holds_several
from rnnformula.language.phrases import Equality, Quote, label
from rnnformula.reading.inputs import input_for

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.effort import Effort
    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.neighbours import Inputs, Neighbours
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedRow, PastedTable

#: What torchsummary calls a row: the class, and the number of the call.
_CALL = re.compile(r"[A-Z]\w*-\d+")
#: A longer sum than this is not written out.
MOST_TERMS = 30


def explain_rows(
    table: PastedTable, neighbours: Neighbours, found_again: dict[int, int], effort: Effort, *, whole: bool
) -> list[ExplainedRow]:
    """Each row with its readings.

    Args:
        table: the table.
        neighbours: what its rows read.
        found_again: numbers that were cut and are known by now.
        effort: what may still be tried.
        whole: whether the rows add up to the printed total, so that none is missing.
    """
    known = all(row.count is not None or row.unbuilt for row in table.rows)
    summed = known and not whole and any(total.printed is not None for total in table.totals)
    called = not table.of_keras and all(_CALL.fullmatch(row.name) for row in table.rows)
    search = _Search(
        neighbours,
        effort,
        torch=not table.of_keras,
        whole=whole,
        summed=summed,
        old=_numbered(table),
        called=called,
    )
    rows = [_explained(place, row, search, found_again.get(place, row.count)) for place, row in enumerate(table.rows)]
    return ordered(table, rows, neighbours, old=search.old)


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for readings of the rows of one table, with what is known of the whole table.

    ``whole`` says that the rows add up to the total, ``summed`` that there is one, though they do not add
    up to it; ``old`` is for tables of an old Keras, ``called`` for those that torchsummary writes call by call.
    """

    neighbours: Neighbours
    effort: Effort
    torch: bool
    whole: bool
    summed: bool
    old: bool
    called: bool

    def readings(
        self, classes: list[str], shapes: tuple[Shape, ...], count: int, read: tuple[Shape, ...]
    ) -> list[Reading]:
        """All readings of a number, for each of the classes."""
        return [
            reading
            for name in classes
            for reading in readings(name, shapes, count, read, torch=self.torch, effort=self.effort)
        ]


def _numbered(table: PastedTable) -> bool:
    """Whether the names are those of an old Keras, which numbers the first layer of a class too."""
    return (
        table.of_keras
        and not table.name
        and bool(table.rows)
        and all(row.name.rpartition("_")[2].isdigit() for row in table.rows)
    )


def _explained(place: int, row: PastedRow, search: _Search, count: int | None) -> ExplainedRow:
    notes = []
    verdict = NO_PARAMETERS
    possible: list[Reading] = []
    if row.digits and row.count is None and str(count) != row.digits:
        notes.append(cut_number(row, count, torch=search.torch))
    if row.rounded:
        verdict = UNREADABLE
        notes.append(label("note_rounded", number=Quote(row.rounded)))
    elif row.arguments:
        verdict, possible, remarks = _of_module(row, search.effort)
        notes += remarks
        count = possible[0].count * row.repeats if possible else None
    elif count is None and row.digits:
        verdict = UNREADABLE
    elif row.unbuilt:
        notes.append(label("note_unbuilt"))
    elif row.recursive:
        notes.append(label("note_recursive"))
    elif number_is_lost(row, torch=search.torch):
        verdict = UNREADABLE
    elif count == 0 and has_parameters(row.type, torch=search.torch):
        verdict = UNKNOWN
        notes.append(label("note_not_counted", layer=Quote(row.type)))
        notes += [label("note_torchsummary")] if search.called else []
    elif count:
        inside = search.neighbours.inside(place)
        if inside and sum(child.count or 0 for child in inside) == count:
            verdict = EXPLAINED
            notes.append(adding_up(inside, count))
        else:
            verdict, possible, remarks = _of_number(row, count, place, search)
            notes += remarks
    elif search.torch and search.neighbours.inside(place):
        layer = told_by_parts(row, search.neighbours.inside(place))
        if layer is None:
            notes.append(label("note_container"))
        else:
            reading = make_reading(layer, tally_of(layer, input_for(layer, {})), row.type, torch=True)
            verdict, possible, count = EXPLAINED, [reading.with_reasons(label("why_parts"))], reading.count
    kind = row.type or (possible[0].layer if possible else "")
    return ExplainedRow(
        row.name or row.type, kind, row.output_shape, count, verdict, tuple(possible), tuple(notes), row.depth
    )


def adding_up(rows: list[PastedRow], count: int) -> Label:
    """The remark that rows add up to the number of the model that holds them."""
    numbers = tuple(row.count for row in rows if row.count)
    if len(numbers) > MOST_TERMS:
        return label("note_sum_many", n=len(numbers), sum=count)
    return label("note_sum", sum=Equality((Sum(numbers) if len(numbers) > 1 else numbers[0], count)))


def _of_number(row: PastedRow, count: int, place: int, search: _Search) -> tuple[str, list[Reading], list[Label]]:
    """What a printed number can mean."""
    if row.arrays and not row.type:
        possible = layers_with(row.arrays, row.name, row.types)
        return (_verdict(possible) if possible else UNKNOWN), possible, [] if possible else [label("note_no_layer_has")]
    old = search.old
    classes = [name for name in (row.types or (row.type,)) if is_known_class(name, torch=search.torch)]
    if not classes:
        return UNKNOWN, [], [note_unknown_class(row, torch=search.torch, rows=search.neighbours.inside(place))]
    if search.effort.left <= 0:
        search.effort.left_out += 1
        return UNKNOWN, [], [label("note_not_tried")]
    inputs = search.neighbours.inputs(place)
    if search.torch:
        inputs = with_moved_axes(inputs, row)
    if row.arrays:
        possible = _by_arrays(row, classes, count, search)
        if possible:
            return _verdict(possible), possible, []
    if not row.shapes and (possible := _of_cut_shape(row, classes, count, inputs, search)):
        return AMBIGUOUS, possible, [label("note_shape_begins", shape=Quote(row.output_shape), wider=WIDER)]
    possible = _by_inputs(row, classes, count, inputs, search)
    if inputs.shapes and inputs.shapes[0]:
        possible = _of_today(possible, old=old)
        chained = inputs.certain or search.torch
        if possible and row.reads:
            return _verdict(possible), possible, []
        if possible and chained and (not search.torch or is_plain(possible[0].written)):
            return _verdict(possible), possible, []
        others = _with_other_widths(row, classes, count, place, search)
        if search.torch and possible:
            others += _if_not_chained(row, classes, count, search)
        others = _without_twice(others, possible)
        weights = [sum(reading.logs) for reading in (*possible[:1], *others)]
        if possible and chained and is_far_ahead(weights, NOT_DOUBTED):
            return _verdict(possible), possible, []
        if possible or others:
            possible = _of_today([*possible, *others], old=old)
            if others:
                return AMBIGUOUS, possible, [label("note_order")]
            return _verdict(possible), possible, []
        missing = not search.whole and inputs.certain
        free = search.readings(classes, row.shapes, count, ()) if missing or not inputs.certain else []
        if free:
            reason = label("why_row_missing" if search.neighbours.chain else "why_reads_other")
            free = _of_today([reading.with_reasons(reason) for reading in free], old=old)
            return AMBIGUOUS, free, [*_open(search, inputs), *_may_hold(row, classes, search)]
        return UNKNOWN, [], [nothing_fits(row, inputs if search.neighbours.is_said(place) else None)]
    if not possible:
        return UNKNOWN, [], [nothing_fits(row, None) if row.shapes else no_shape(row)]
    possible = _of_today(possible, old=old)
    if len(possible) == 1 and row.shapes and _is_tried_whole(possible[0]):
        return _verdict(possible), [possible[0].with_reasons(label("why_only"))], []
    return _verdict(possible), [reading.with_reasons(label(_why(reading))) for reading in possible], []


class _Known:
    """Readings of which each layer is listed once; those of other sizes are not compared."""

    def __init__(self) -> None:
        self._by_sizes: dict[str, list[Tally]] = {}

    def adds(self, reading: Reading) -> bool:
        """Whether a reading is a new one; it is known from now on."""
        tally = reading.tally
        known = self._by_sizes.setdefault(f"{tally.layer} {tally.sizes} {tally.options}", [])
        if tally in known:
            return False
        known.append(tally)
        return True


def _of_cut_shape(row: PastedRow, classes: list[str], count: int, inputs: Inputs, search: _Search) -> list[Reading]:
    """Readings with each output shape that begins as what the printer left of it."""
    possible = [
        reading
        for shape in shapes_that_begin(row.output_shape, count)
        for reading in _by_inputs(replace(row, shapes=(shape,)), classes, count, inputs, search)
    ]
    return sorted(possible, key=lambda reading: -sum(reading.logs))[:MOST_READINGS]


def _without_twice(others: list[Reading], possible: list[Reading]) -> list[Reading]:
    """Other readings that are not among the possible ones, each once."""
    known = _Known()
    for reading in possible:
        known.adds(reading)
    return [reading for reading in others if known.adds(reading)]


def _may_hold(row: PastedRow, classes: list[str], search: _Search) -> list[Label]:
    """The remark that a layer may hold a whole model."""
    families = [family_of(name) for name in classes if not search.torch]
    may_hold = any(family and holds_several(family) for family in families)
    return [label("note_may_hold", layer=Quote(row.type))] if may_hold else []


def _if_not_chained(row: PastedRow, classes: list[str], count: int, search: _Search) -> list[Reading]:
    """Readings of a row of PyTorch that does not read the row before it."""
    free = search.readings(classes, row.shapes, count, ())
    return [reading.less_likely(1 - CHAINED).with_reasons(label("why_reads_other")) for reading in free]


def _open(search: _Search, inputs: Inputs) -> list[Label]:
    """What is said above readings whose input nothing in the table bears out."""
    if not inputs.certain:
        return [label("note_order")]
    return [label("note_row_missing" if search.summed else "note_row_missing_perhaps")]


def _is_tried_whole(reading: Reading) -> bool:
    """Whether all layers of the class were tried: of what is inside, of windows and stacks only the usual are."""
    family = reading.written.family
    return not family.composition and "kernel_size" not in family.all_sizes and reading.num_layers is None


def _by_inputs(row: PastedRow, classes: list[str], count: int, inputs: Inputs, search: _Search) -> list[Reading]:
    """Readings with each input that the row may have, each once."""
    possible: list[Reading] = []
    known = _Known()
    for source in (inputs, *inputs.others):
        for reading in search.readings(classes, row.shapes, count, source.shapes):
            if known.adds(reading):
                told_width = reading.of_width(CHAINED) if tells_width(source.shapes) else reading
                possible.append(told_width.with_reasons(*_reasons(reading, source)))
    return possible


def _verdict(possible: list[Reading]) -> str:
    """How sure a single reading is; layers that differ inside one are so rare that something else is as likely."""
    return EXPLAINED if len(possible) == 1 and not differs_inside(possible[0].written) else AMBIGUOUS


def _reasons(reading: Reading, inputs: Inputs) -> list[Label]:
    """Where the input of a reading was found; a layer that names its own input size needs no neighbour."""
    if not inputs.shapes or reading.reads is None:
        return []
    merged = [label("why_merge")] if reading.merge_mode == SAME_WIDTH else []
    return [*([inputs.reason] if inputs.reason else []), *merged]


def _why(reading: Reading) -> str:
    """Why a reading stands where it does, when nothing says what it reads."""
    options = reading.sizes
    if reading.merge_mode == SAME_WIDTH:
        return "why_merge"
    if False in (options.get("use_bias"), options.get("bias")):
        return "why_no_bias"
    if options.get("reset_after") is False:
        return "why_reset_before"
    several = (reading.num_layers or 1) > 1 or bool(reading.written.arguments.get("bidirectional"))
    return "why_options" if several or not is_plain(reading.written) else "why_default"


def _of_today(possible: list[Reading], *, old: bool) -> list[Reading]:
    """The readings without layers of an older Keras, where today's have the same sizes and the table is not so old."""
    return possible if old else [reading for reading in possible if not _is_superseded(reading, possible)]


def _is_superseded(reading: Reading, possible: list[Reading]) -> bool:
    """Whether what is inside is a layer of an older Keras, and one of today with the same sizes fits as well."""
    return (
        reading.inner is not None
        and not is_of_today(reading.written)
        and any(
            other.inner is not None
            and is_of_today(other.written)
            and (other.units, other.features) == (reading.units, reading.features)
            for other in possible
        )
    )


def _with_other_widths(row: PastedRow, classes: list[str], count: int, place: int, search: _Search) -> list[Reading]:
    """Readings with what any row above puts out, for tables that do not say what is connected to what."""
    if row.sources is not None or row.reads or search.neighbours.chain:
        return []
    widths = search.neighbours.widths_before(place)
    put_out = len(row.shapes[0]) if row.shapes else 0
    possible: list[Reading] = []
    for reading in search.readings(classes, row.shapes, count, ()):
        width = reading.reads or 0
        fits = (
            name
            for axes, name in widths.get(width, {}).items()
            if search.torch or may_have_axes(reading.written, axes, put_out)
        )
        if name := next(fits, None):
            told_width = reading.of_width((1 - CHAINED) / len(widths))
            possible.append(told_width.with_reasons(label("why_other_row", row=Quote(name), width=width)))
    return possible


def _by_arrays(row: PastedRow, classes: list[str], count: int, search: _Search) -> list[Reading]:
    """Readings whose arrays have the printed shapes, in some order of their axes."""
    printed = sorted(sorted(shape) for _, shape in row.arrays)
    widths = {axis for _, shape in row.arrays for axis in shape}
    possible: list[Reading] = []
    known = _Known()
    for width in sorted(widths):
        for reading in search.readings(classes, row.shapes, count, ((None, None, width),)):
            shapes = sorted(sorted(array.shape) for array in reading.tally.rows)
            if shapes == printed and known.adds(reading):
                possible.append(reading.with_reasons(label("why_arrays")))
    return possible


def _of_module(row: PastedRow, effort: Effort) -> tuple[str, list[Reading], list[Label]]:
    """The reading of a module of PyTorch as it prints itself, with all sizes."""
    if not is_known_class(row.type, torch=True):
        return (NO_PARAMETERS if torch_module(row.type) else UNKNOWN), [], []
    if is_unbuilt(row.type, row.arguments):
        return UNKNOWN, [], [label("note_unbuilt")]
    if effort.left <= 0:
        effort.left_out += 1
        return UNKNOWN, [], [label("note_not_tried")]
    try:
        layer, sizes = read_module(row.type, row.arguments)
        tally = tally_of(layer, input_for(layer, sizes), sizes)
    except InputError:
        return UNKNOWN, [], []
    effort.spend(MODULE, [tally])
    if not tally.count:
        return NO_PARAMETERS, [], []
    return EXPLAINED, [make_reading(layer, tally, row.type, torch=True).with_reasons(label("why_written"))], []
