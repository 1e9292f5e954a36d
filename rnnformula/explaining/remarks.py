"""Warnings: equal numbers that mean different things, a window given as features, Flatten after a sequence.

Each is said only where the rows bear it out, and at most once a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.explained import EXPLAINED
from rnnformula.explaining.neighbours import INPUTS
from rnnformula.explaining.untold import MODELS, WIDER, number_is_lost
from rnnformula.facts.kinds import keeps_state, reads_one_input, reads_vectors
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedTable

#: Remarks on equal numbers, those that are confused most easily first: a table gets one of them.
EQUAL_NUMBERS = ("warn_equal_input", "warn_equal_steps", "warn_equal_units")


def remarks(table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours) -> list[Label]:
    """Warnings about a table, each once."""
    remarks_by_key: dict[str, Label] = {}
    for place in range(len(rows)):
        for remark in _of_row(place, table, rows, neighbours):
            remarks_by_key.setdefault(remark.key, remark)
    for remark in (*_shared(table, rows), *_missing(table)):
        remarks_by_key.setdefault(remark.key, remark)
    for key in [key for key in EQUAL_NUMBERS if key in remarks_by_key][1:]:
        del remarks_by_key[key]
    return list(remarks_by_key.values())


def _of_row(place: int, table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours) -> Iterator[Label]:
    row, pasted = rows[place], table.rows[place]
    if not table.of_keras:  # which axis is time, a module of PyTorch is told in the code
        return
    if row.type == "Flatten":
        yield from _flattened(place, table, rows, neighbours)
    if not row.readings or not reads_vectors(row.readings[0].written.family):
        return
    inputs = neighbours.inputs(place)
    before = inputs.shapes[0] if inputs.shapes and inputs.certain and not inputs.others else ()
    above = neighbours.only_source(place)
    from_input = above is not None and table.rows[above].type in INPUTS
    if row.verdict == EXPLAINED:
        yield from _equal_numbers(row, pasted.shapes, before, from_input=from_input)
    if from_input and len(pasted.shapes) == 1 and len(before) == 3:
        batch, steps, features = before
        if batch is None and steps == 1 and features is not None and features > 1:
            yield label("warn_window", row=Quote(row.name), features=features)
    reading = row.readings[0]
    units = reading.units
    if reading.backward_inner is not None and isinstance(units, tuple) and len(set(units)) > 1:
        yield label("warn_unequal", row=Quote(row.name))


def _equal_numbers(row: ExplainedRow, shapes: tuple[Shape, ...], before: Shape, *, from_input: bool) -> Iterator[Label]:
    """Two numbers beside each other that are equal by chance."""
    shape = shapes[0] if shapes else ()
    features, units = row.readings[0].features, row.readings[0].units
    if len(before) == 3 and before[1] and before[1] == before[2] == features and features > 1:
        yield label("warn_equal_input", row=Quote(row.name), number=before[1])
    if len(shape) == 3 and shape[1] and shape[1] == shape[2] and shape[1] > 1:
        yield label("warn_equal_steps", row=Quote(row.name), number=shape[1])
    if from_input and isinstance(units, int) and units == features and units > 1:
        yield label("warn_equal_units", row=Quote(row.name), number=units)


def _flattened(place: int, table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours) -> Iterator[Label]:
    """Time steps of a recurrent layer that a layer with weights reads side by side."""
    inputs = neighbours.inputs(place)
    before = inputs.shapes[0] if inputs.shapes and inputs.certain and not inputs.others else ()
    sequence = neighbours.maker(place)
    if len(before) != 3 or not before[1] or before[1] < 2 or sequence is None:
        return
    family = family_of(table.rows[sequence].type)
    if family is None or not keeps_state(family):
        return
    for reader in range(place + 1, len(rows)):
        if neighbours.maker(reader) == place:
            if rows[reader].verdict == EXPLAINED and rows[reader].readings:
                values = {"row": Quote(rows[place].name), "shape": Quote(str(before))}
                yield label("warn_flatten", **values, next=Quote(rows[reader].name), steps=before[1])
            return


def _shared(table: PastedTable, rows: Sequence[ExplainedRow]) -> Iterator[Label]:
    """Rows with parameters that are called on several inputs of their own."""
    for place, row in enumerate(rows):
        sources = table.rows[place].sources or ()
        names = {source.name for source in sources if not source.cut}
        if row.count and len(names) > 1 and (row.type in MODELS or _reads_one_input(row.type)):
            yield label("note_shared", row=Quote(row.name))


def _reads_one_input(name: str) -> bool:
    """Whether two inputs of a class as printed are two calls."""
    family = family_of(name)
    return family is not None and reads_one_input(family)


def _missing(table: PastedTable) -> Iterator[Label]:
    """Rows whose number the printer, or whoever copied the table, cut off."""
    lost = sum(number_is_lost(row, torch=not table.of_keras) for row in table.rows)
    if not lost:
        return
    whole = all(row.count is None and not row.digits for row in table.rows)
    yield label("note_column_cut", wider=WIDER) if whole else label("note_numbers_cut", n=lost, wider=WIDER)
