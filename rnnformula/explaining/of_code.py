"""A paste that is code and no table: its layers row by row, counted instead of guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.asking import counted
from rnnformula.counting.models import Model
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
from rnnformula.explaining.row_costs import certain_cost, cost_of_input, cost_of_reading, has_no_products
from rnnformula.facts.kinds import keeps_state
from rnnformula.language.phrases import Label, Quote, label
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import write
from rnnformula.reading.code.chains import LONGEST_CODE
from rnnformula.reading.inputs import start_shape
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.counting.models import ModelRow
    from rnnformula.language.phrases import Value
    from rnnformula.reading.inputs import Shape
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
    rows = tuple(row for model in models for row in _rows(model, text))
    totals: list[Label] = []
    for model in models:
        count = write(model.count, STYLE)
        if isinstance(model, OpenModel):
            totals.append(label("note_code_open", count=Quote(count), names=Quote(", ".join(model.names))))
        elif len(rows) > 1:
            totals.append(label("note_code_total", count=Quote(count)))
    tied = [pair for model in models if not isinstance(model, Tally) for pair in model.tied]
    shared = [label("live_tied", array=Quote(array), other=Quote(other)) for array, other in tied]
    forward = _of_all_rows(models[0], rows) if len(models) == 1 else None
    return Explained(rows=rows, remarks=(label("note_code"), *totals, *shared), forward=forward)


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


def _rows(model: Model | OpenModel | Tally, text: str) -> list[ExplainedRow]:
    if isinstance(model, Tally):
        reading = _read(layer_of(model), model)
        name, begins = reading.written.family.key, _begins(text)
        forward = cost_of_input(reading.written, begins) if begins else cost_of_reading(reading)
        return [ExplainedRow(name, reading.layer, "", model.count, EXPLAINED, (reading,), forward=forward)]
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
    is_told = row.reads is not None and (row.outputs or keeps_state(row.layer.family))
    forward = cost_of_input(row.layer, row.reads) if is_told and row.reads else None
    return ExplainedRow(row.name, kind, output, row.count, EXPLAINED, (_read(row.layer, row.tally),), forward=forward)


def _begins(text: str) -> Shape | None:
    """The input that a layer alone names itself."""
    try:
        return start_shape(read_layer(text))
    except InputError:
        return None


def _of_all_rows(model: Model | OpenModel | Tally, rows: Sequence[ExplainedRow]) -> int | None:
    """The multiply-accumulates of a whole model; None where those of a layer are not known."""
    if not isinstance(model, Model):
        return None
    costs = [0 if not row.count and has_no_products(row.type, torch=False) else certain_cost(row) for row in rows]
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) and sum(map(bool, known)) > 1 else None
