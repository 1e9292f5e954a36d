"""Records -> JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.costing.costs import Cost
from rnnformula.counting.agreement import Check
from rnnformula.counting.derivation import Derivation, closed_formula
from rnnformula.counting.forward import Equations
from rnnformula.counting.models import Model
from rnnformula.counting.open_models import Models, OpenModel
from rnnformula.counting.solving import Solutions
from rnnformula.counting.tally import Tally
from rnnformula.counting.worked_steps import WorkedStep
from rnnformula.language import DEFAULT, words
from rnnformula.language.writing import PLAIN, write
from rnnformula.render.cost_tables import cost_fields
from rnnformula.render.layout import WritesItself, refusal

if TYPE_CHECKING:
    from rnnformula.counting.agreement import CheckedLayer
    from rnnformula.counting.derivation import Step
    from rnnformula.render.layout import Record


def json(record: Record, lang: str = DEFAULT) -> str:
    """The record as one JSON object; formulas in Python's syntax, counts as numbers of scalars.

    >>> from rnnformula import tally
    >>> from json import loads
    >>> loads(json(tally("SimpleRNN", units=10, features=1)))["count"]
    120

    The keys are the same in every language; only the values of ``label`` follow ``lang``.

    Raises:
        InputError: an unknown language.
    """
    import json as standard

    if isinstance(record, WritesItself):
        return record.in_format("json", lang)
    label = words(lang)
    match record:
        case Tally():
            data = _tally(record)
        case Derivation(tally, steps):
            data = _tally(tally) | {"steps": [_step(step, label) for step in steps]}
        case Check():
            data = _check(record)
        case Model():
            data = _model(record)
        case OpenModel():
            data = _open_model(record)
        case Models():
            data = {"models": [_one_of(model) for model in record.models]}
        case Cost():
            data = cost_fields(record)
        case Equations():
            data = {
                "layer": record.layer,
                "gates": list(record.gates),
                "equations": [{"target": step.target, "expression": step.expression} for step in record.equations],
            }
        case Solutions():
            data = {
                "layer": record.layer,
                "count": record.count,
                "solutions": [
                    {"sizes": tally.sizes, "options": tally.options} | _tally(tally) for tally in record.tallies
                ],
            }
        case WorkedStep():
            data = {
                "layer": record.layer,
                "sizes": record.tally.sizes,
                "lines": [
                    {"target": line.target, "unit": line.unit, "stages": list(line.stages)}
                    | {"total": None if line.total is None else float(line.total), "value": float(line.value)}
                    for line in record.lines
                ],
            }
        case _:
            raise refusal(record)
    return standard.dumps(data, ensure_ascii=False, indent=2)


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "layer": tally.layer,
        "sizes": tally.sizes,
        "arrays": [{"name": row.name, "shape": list(row.shape), "count": row.count} for row in tally.rows],
        "count": tally.count,
        "formula": write(closed_formula(tally), PLAIN),
    }


def _step(step: Step, label: dict[str, str]) -> dict[str, Any]:
    return {
        "key": step.key,
        "kind": step.kind,
        "label": step.key if step.kind == "array" else label[step.key],
        "formula": write(step.formula, PLAIN),
        "substitutions": [write(numbers, PLAIN) for numbers in step.substitutions],
        "value": step.value,
    }


def _check(check: Check) -> dict[str, Any]:
    return {"layers": [_layer(layer) for layer in check.layers], "count": check.count, "versions": check.versions}


def _model(model: Model) -> dict[str, Any]:
    layers = [
        {
            "name": row.name,
            "layer": row.call,
            "output": row.output,
            "count": row.count,
            "trainable": row.tally.trainable,
            "dtype": row.dtype,
            "bytes": row.bytes,
        }
        for row in model.rows
    ]
    return {
        "input": model.shape,
        "layers": layers,
        "count": model.count,
        "trainable": model.trainable,
        "non_trainable": model.count - model.trainable,
        "bytes": model.bytes,
    }


def _open_model(model: OpenModel) -> dict[str, Any]:
    layers = [{"name": row.name, "layer": row.call, "formula": write(row.count, PLAIN)} for row in model.rows]
    return {"layers": layers, "formula": write(model.count, PLAIN), "open": list(model.names)}


def _one_of(model: Model | OpenModel | Tally) -> dict[str, Any]:
    """A model among several, with its name."""
    if isinstance(model, Tally):
        return _tally(model)
    return {"name": model.name} | (_model(model) if isinstance(model, Model) else _open_model(model))


def _layer(layer: CheckedLayer) -> dict[str, Any]:
    arrays = [{"name": array.name, "shape": list(array.shape), "count": array.count} for array in layer.built]
    return {"name": layer.name, "arrays": arrays, "count": layer.count}
