"""Warnings: equal numbers that mean different things, a window given as features, Flatten after a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.rows import MODELS
from rnnformula.facts.kinds import reads_one_input, reads_vectors
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedTable


def remarks(table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours) -> list[Label]:
    """Warnings about a table, each once."""
    remarks_by_key: dict[str, Label] = {}
    for place, row in enumerate(rows):
        read = neighbours.inputs(place).shapes
        for remark in _of_row(row, table.rows[place].shapes, read):
            remarks_by_key.setdefault(remark.key, remark)
    for remark in _shared(table, rows):
        remarks_by_key.setdefault(remark.key, remark)
    return list(remarks_by_key.values())


def _of_row(row: ExplainedRow, shapes: tuple[Shape, ...], read: tuple[Shape, ...]) -> Iterator[Label]:
    shape = shapes[0] if shapes else ()
    before = read[0] if read else ()
    if row.type == "Flatten" and len(before) == 3:
        yield label("warn_flatten", row=Quote(row.name), shape=Quote(str(before)))
    if not row.readings:
        return
    reading = row.readings[0]
    if not reads_vectors(reading.written.family):
        return
    features, units = reading.features, reading.units
    if len(shape) == 3 and shape[1] and shape[1] == shape[2]:
        yield label("warn_equal_steps", row=Quote(row.name), number=shape[1])
    elif len(before) == 3 and before[1] and before[1] == before[2]:
        yield label("warn_equal_input", row=Quote(row.name), number=before[1])
    elif isinstance(units, int) and units == features and units > 1:
        yield label("warn_equal_units", row=Quote(row.name), number=units)
    steps = before[1] if len(before) == 3 else shape[1] if len(shape) == 3 else None
    if steps == 1 and isinstance(features, int) and features > 1:
        yield label("warn_window", row=Quote(row.name), features=features)
    if reading.backward_inner is not None and isinstance(units, tuple) and len(set(units)) > 1:
        yield label("warn_unequal", row=Quote(row.name))


def _shared(table: PastedTable, rows: Sequence[ExplainedRow]) -> Iterator[Label]:
    """Rows with parameters that are called on several inputs of their own."""
    for place, row in enumerate(rows):
        names = {source.name for source in table.rows[place].sources or ()}
        if row.count and len(names) > 1 and (row.type in MODELS or _reads_one_input(row.type)):
            yield label("note_shared", row=Quote(row.name))


def _reads_one_input(name: str) -> bool:
    """Whether two inputs of a class as printed are two calls."""
    family = family_of(name)
    return family is not None and reads_one_input(family)
