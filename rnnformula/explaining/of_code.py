"""A paste that is code and no table: its layers row by row, counted instead of guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.asking import counted
from rnnformula.counting.open_models import Models, OpenModel, OpenRow
from rnnformula.counting.tally import Tally
from rnnformula.errors import InputError, OpenSizeError
from rnnformula.explaining.explained import (
    EXPLAINED,
    NO_PARAMETERS,
    OPEN_SIZE,
    Explained,
    ExplainedRow,
    Reading,
)
from rnnformula.explaining.places import PLACES
from rnnformula.language.phrases import Label, Quote, label
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import write
from rnnformula.reading.code.chains import LONGEST_CODE
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from rnnformula.counting.models import Model, ModelRow
    from rnnformula.language.phrases import Value
    from rnnformula.reading.layers import Layer

#: What code of a layer has, and prose seldom.
CALL_SIGNS = ("(", "（")


def explain_code(text: str) -> Explained | None:
    """The layers of code, or what is in the way of counting them; None where the text is no code of layers."""
    if len(text) > LONGEST_CODE or not any(sign in text for sign in CALL_SIGNS):
        return None
    try:
        record = counted(text)
    except OpenSizeError as error:
        names = Quote(", ".join(error.names))
        return Explained(remarks=(*_reason(error), label("note_code_names", names=names)))
    except InputError as error:
        reason = _reason(error)
        return Explained(remarks=reason) if reason else None
    models = record.models if isinstance(record, Models) else (record,)
    rows = tuple(row for model in models for row in _rows(model))
    totals: list[Label] = []
    for model in models:
        count = write(model.count, STYLE)
        if isinstance(model, OpenModel):
            totals.append(label("note_code_open", count=Quote(count), names=Quote(", ".join(model.names))))
        elif len(rows) > 1:
            totals.append(label("note_code_total", count=Quote(count)))
    tied = [pair for model in models if not isinstance(model, Tally) for pair in model.tied]
    shared = [label("live_tied", array=Quote(array), other=Quote(other)) for array, other in tied]
    return Explained(rows=rows, remarks=(label("note_code"), *totals, *shared))


def _reason(error: InputError) -> tuple[Label, ...]:
    """What is in the way, in the words of any language."""
    if not error.phrase:
        return ()
    key, values = error.phrase
    spoken: dict[str, Value] = {
        name: Quote(value) if isinstance(value, str) else value for name, value in values.items()
    }
    return (Label(key, spoken),)


def layer_of(counted: Tally) -> Layer:
    """The layer whose arrays were counted, as it is written in code."""
    written = read_layer(counted.layer)
    given = {name: size for name, size in counted.sizes.items() if name in written.family.arguments}
    return type(written)(written.family, written.arguments | given | counted.options)


def _rows(model: Model | OpenModel | Tally) -> list[ExplainedRow]:
    if isinstance(model, Tally):
        reading = _read(layer_of(model), model)
        return [ExplainedRow(reading.written.family.key, reading.layer, "", model.count, EXPLAINED, (reading,))]
    if isinstance(model, OpenModel):
        return [_open_row(row) for row in model.rows]
    return [_row(row) for row in model.rows]


def _open_row(row: OpenRow) -> ExplainedRow:
    """A row of a model in which a size is open: what it puts out may depend on that."""
    kind = row.call.partition("(")[0].rpartition(".")[2]
    if row.tally is None:
        formula = label("note_code_count", count=Quote(write(row.count, STYLE)))
        return ExplainedRow(row.name, kind, "", None, OPEN_SIZE, (), (formula,))
    if not row.tally.count:
        return ExplainedRow(row.name, kind, "", 0, NO_PARAMETERS)
    return ExplainedRow(row.name, kind, "", row.tally.count, EXPLAINED, (_read(layer_of(row.tally), row.tally),))


def _read(layer: Layer, tally: Tally) -> Reading:
    """What code says, as a reading."""
    name = layer.family.name
    framework = name.partition(".")[0] if "." in name else "keras"
    return Reading(layer, tally, (label("why_from_code"),), framework, link=PLACES.get(name, ""))


def _row(row: ModelRow) -> ExplainedRow:
    output = "" if row.output is None else str(row.output)
    kind = row.layer.family.name.rpartition(".")[2] if row.layer else row.written.partition("(")[0]
    if not row.count:
        return ExplainedRow(row.name, kind, output, 0, NO_PARAMETERS)
    if not row.layer:
        return ExplainedRow(row.name, kind, output, row.count, EXPLAINED)
    return ExplainedRow(row.name, kind, output, row.count, EXPLAINED, (_read(row.layer, row.tally),))
