"""A paste that is code and no table: its layers row by row, counted instead of guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.asking import counted
from rnnformula.counting.open_models import Models, OpenModel
from rnnformula.counting.tally import Tally
from rnnformula.errors import InputError, OpenSizeError
from rnnformula.explaining.explained import (
    EXPLAINED,
    NO_PARAMETERS,
    UNKNOWN,
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
        layer = layer_of(model)
        link = PLACES.get(layer.family.name, "")
        reading = Reading(layer, model, (label("why_from_code"),), _framework(layer.family.name), link=link)
        return [ExplainedRow(layer.family.key, reading.layer, "", model.count, EXPLAINED, (reading,))]
    if isinstance(model, OpenModel):
        return [
            ExplainedRow(
                row.name,
                row.call.partition("(")[0],
                "",
                row.count if isinstance(row.count, int) else None,
                EXPLAINED if isinstance(row.count, int) else UNKNOWN,
                (),
                () if isinstance(row.count, int) else (label("note_code_count", count=Quote(write(row.count, STYLE))),),
            )
            for row in model.rows
        ]
    return [_row(row) for row in model.rows]


def _row(row: ModelRow) -> ExplainedRow:
    output = "" if row.output is None else str(row.output)
    kind = row.layer.family.name.rpartition(".")[2] if row.layer else row.written.partition("(")[0]
    if not row.count:
        return ExplainedRow(row.name, kind, output, 0, NO_PARAMETERS)
    if not row.layer:
        return ExplainedRow(row.name, kind, output, row.count, EXPLAINED)
    name = row.layer.family.name
    reading = Reading(row.layer, row.tally, (label("why_from_code"),), _framework(name), link=PLACES.get(name, ""))
    return ExplainedRow(row.name, kind, output, row.count, EXPLAINED, (reading,))


def _framework(name: str) -> str:
    return name.partition(".")[0] if "." in name else "keras"
