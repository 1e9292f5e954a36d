"""What somebody holds, a text or an object of a framework -> the rows that are compared."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rnnformula.asking import counted, tally
from rnnformula.counting.models import Model
from rnnformula.counting.tally import READ_ALIKE, Tally, split_arguments
from rnnformula.errors import InputError, shown
from rnnformula.explaining.answers import in_own_words
from rnnformula.explaining.explanation import explain_text
from rnnformula.explaining.neighbours import INPUTS
from rnnformula.explaining.of_code import layer_of
from rnnformula.reading.layers import read_layer
from rnnformula.summaries import read_tables
from rnnformula.summaries.cells import read_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.explaining.explanation import Explanation
    from rnnformula.facts import Size
    from rnnformula.reading.arguments import Argument
    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer

#: What modules of PyTorch call the width of what they read.
READ_ELSEWHERE = ("in_features", "in_channels")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of what is compared: its name, class and number, its output, and the layers that it may be.

    >>> from rnnformula import diff
    >>> first = diff("LSTM(64)", "GRU(64)", features=8).rows[0].first
    >>> first.type, first.count
    ('LSTM', 18688)

    ``count`` is None where the number could not be read; ``possible`` are layers with their arrays, the likeliest
    first.
    """

    name: str
    type: str
    count: int | None
    output: str = ""
    possible: tuple[tuple[Layer, Tally], ...] = ()

    @property
    def title(self) -> str:
        """The row's name with its class, as summaries print it."""
        return f"{self.name} ({self.type})" if self.type and self.type not in self.name else self.name

    @property
    def axes(self) -> list[Shape]:
        """The axes of each output, without the number of samples."""
        return [shape[1:] for shape in read_shapes(self.output)]


def explained_object(summary: object) -> Explanation:
    """Each number of a summary, or of a model or layer of Keras or PyTorch, taken apart.

    Raises:
        InputError: it is none of these.
    """
    if isinstance(summary, (str, bytes)):
        return explain_text(summary)
    if is_torch_module(summary):
        from rnnformula.torch_objects import explain_module

        return explain_module(summary)
    if hasattr(summary, "count_params"):
        from rnnformula.keras.real_models import explain_real

        explained: Explanation = explain_real(summary)
        return explained
    raise InputError(f"expected the text of a summary, or a model or layer of Keras or PyTorch, got {shown(summary)}")


def is_torch_module(thing: object) -> bool:
    """Whether something is a module of PyTorch, which is not imported for it."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(thing, torch.nn.Module)


def rows_of_both(
    first: object, second: object, arguments: Mapping[str, Argument]
) -> tuple[list[ComparedRow], list[ComparedRow]]:
    """The rows of two sides; a layer that does not say what it reads reads what that of the other side reads.

    Raises:
        InputError: as in `compared_rows`; or an argument that neither side takes.
    """
    takes: set[str] = set()
    try:
        rows = _rows_of(first, arguments, None, takes)
    except InputError as error:
        try:
            others = _rows_of(second, arguments, None, takes)
        except InputError:
            raise error from None
        rows = _rows_of(first, arguments, _read(others), takes)
    else:
        others = _rows_of(second, arguments, _read(rows), takes)
    for name in arguments:
        if name not in takes:
            raise InputError(f"diff: neither side takes {name}")
    return rows, others


def compared_rows(side: object, arguments: Mapping[str, Argument]) -> list[ComparedRow]:
    """The rows of a summary, of a model, of code or of an object of a framework.

    Args:
        side: any of these.
        arguments: sizes and options that code does not say, as in `rnnformula.count`.

    Raises:
        InputError: it is none of these, nothing in the text can be counted, or an argument is not taken.
    """
    takes: set[str] = set()
    rows = _rows_of(side, arguments, None, takes)
    for name in arguments:
        if name not in takes:
            raise InputError(f"{name} is given, but only code without it takes it")
    return rows


def _rows_of(side: object, arguments: Mapping[str, Argument], lent: Size | None, takes: set[str]) -> list[ComparedRow]:
    """The rows of a side, which may read what is lent; ``takes`` gets the names of the arguments that it takes."""
    if not isinstance(side, str):
        return _of_explanation(explained_object(side).rows, alone=is_torch_module(side))
    if any(table.rows for table in read_tables(side)):
        return _of_explanation(explain_text(side).rows)
    written = _arguments_in(side)
    given = {name: value for name, value in arguments.items() if name not in written}
    error: InputError | None = None
    reads: list[dict[str, Any]] = [{}, *({name: lent} for name in READ_ALIKE if lent is not None)]
    for names, attempt in ((names, read | names) for names in (given, {}) for read in reads):
        try:
            rows = _of_code(side, attempt)
        except InputError as refused:
            error = error or refused
            continue
        takes.update(names)
        return rows
    raise error or InputError(f"expected a layer, a model or a summary, got {shown(side)}")


def _arguments_in(text: str) -> set[str]:
    """What the call of one layer says itself."""
    try:
        return set(read_layer(text).arguments)
    except InputError:
        return set()


def _read(rows: list[ComparedRow]) -> Size | None:
    """What the only layer of a side reads; None where it says nothing of it."""
    if len(rows) != 1 or not rows[0].possible:
        return None
    counted = rows[0].possible[0][1]
    sizes = counted.rows[0].sizes if counted.rows else {}
    return next((sizes[name] for name in (*READ_ALIKE, *READ_ELSEWHERE) if name in sizes), None)


def _of_explanation(rows: Sequence[ExplainedRow], *, alone: bool = False) -> list[ComparedRow]:
    """The rows that count: of models in models those inside, where they add up to the row of their model.

    Inputs are no layers: code says them in other ways. ``alone`` says that each row counts what it owns itself.
    """
    listed: list[ComparedRow] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        end = place + 1
        while end < len(rows) and rows[end].depth > row.depth:
            end += 1
        inside, place = rows[place + 1 : end], end
        within = _of_explanation(inside, alone=alone)
        is_sum = not row.count or (not alone and row.count == sum(inner.count or 0 for inner in within))
        if not (inside and is_sum) and row.type not in INPUTS:
            listed.append(_of_row(row))
        if alone or is_sum:
            listed += within
    return listed


def _of_row(row: ExplainedRow) -> ComparedRow:
    possible = tuple((reading.written, reading.tally) for reading in row.readings if reading.tally.count == row.count)
    return ComparedRow(row.name, row.type, row.count, row.output_shape, possible)


def _of_code(text: str, arguments: Mapping[str, Any]) -> list[ComparedRow]:
    """One layer with its sizes, or the layers of a model.

    Raises:
        InputError: a size is open, or there are several models.
    """
    record = counted(text, **arguments)
    if isinstance(record, Tally):
        layer = _as_written(text, arguments, record)
        return [
            ComparedRow(in_own_words(str(layer), layer.family), _class_of(layer), record.count, "", ((layer, record),))
        ]
    if isinstance(record, Model):
        return [
            ComparedRow(
                row.name,
                _class_of(row.layer) if row.layer else row.call.partition("(")[0],
                row.count,
                ", ".join(map(str, row.outputs)),
                ((row.layer, row.tally),) if row.layer else (),
            )
            for row in record.rows
            if not row.layer or row.layer.family.name not in INPUTS
        ]
    tally(text, **arguments)  # says what is open, or how many models there are
    raise InputError(f"expected a layer or a model, got {shown(text)}")


def _as_written(text: str, arguments: Mapping[str, Any], record: Tally) -> Layer:
    """The layer of a call with all of its arguments; of other code what its arrays say."""
    try:
        return split_arguments(text, arguments)[0]
    except InputError:
        return layer_of(record)


def _class_of(layer: Layer) -> str:
    """The class as summaries print it, without its module."""
    return layer.family.name.rpartition(".")[2]
