"""A real Keras model or layer -> what each of its numbers means, read from the layers themselves."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import keras

from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.explained import EXPLAINED, NO_PARAMETERS, UNKNOWN, ExplainedRow
from rnnformula.explaining.explanation import explain_read_rows
from rnnformula.explaining.readings import make_reading
from rnnformula.explaining.row_costs import cost_of_input
from rnnformula.explaining.rows import adding_up
from rnnformula.explaining.untold import note_unknown_class
from rnnformula.keras.as_records import known, read
from rnnformula.language.phrases import label
from rnnformula.summaries.pasted import PastedRow, PastedTotal, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.explanation import Explanation
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape


def explain_real(model: Any) -> Explanation:
    """Take every number of a real model or layer apart.

    Raises:
        InputError: it is no Keras model or layer.
    """
    if not isinstance(model, keras.Layer):
        raise InputError(f"expected a Keras model or layer, got one of {type(model).__module__}")
    frozen = {id(weight) for weight in model.non_trainable_weights}
    pairs = list(_model(model, 0, frozen) if _is_model(model) else _layer(model, 0, {model.name}, frozen))
    totals = tuple(_totals(model)) if _is_model(model) else ()
    return explain_read_rows("keras", model.name, pairs, totals)


def _is_model(layer: Any) -> bool:
    return isinstance(layer, keras.Model)


def _model(model: Any, depth: int, frozen: set[int]) -> Iterator[tuple[PastedRow, ExplainedRow]]:
    """The rows of a model; those of models inside come below theirs."""
    names = {layer.name for layer in model.layers}
    for layer in model.layers:
        yield from _layer(layer, depth, names, frozen)


def _layer(layer: Any, depth: int, names: set[str], frozen: set[int]) -> Iterator[tuple[PastedRow, ExplainedRow]]:
    shapes = _outputs(layer)
    row = PastedRow(
        layer.name,
        type(layer).__name__,
        str(shapes[0]) if len(shapes) == 1 else str(list(shapes)) if shapes else "?",
        shapes,
        _count(layer),
        unbuilt=_count(layer) is None,
        sources=tuple(_sources(layer, names)) or None,
        depth=depth,
        # Not the layer's flag: a wrapper that is not to be trained may hold layers that are.
        trainable=not layer.weights or any(id(weight) not in frozen for weight in layer.weights),
    )
    inside = _model_inside(layer)
    below = list(_model(inside, depth + 1, frozen)) if inside is not None else []
    inner = [row for row, _ in below if row.depth == depth + 1]
    verdict, readings, notes = _told(layer, row, inner)
    forward = cost_of_input(readings[0].written, read(layer)[1]) if readings else None
    yield row, ExplainedRow(row.name, row.type, row.output_shape, row.count, verdict, readings, notes, depth, forward)
    yield from below


def _told(layer: Any, row: PastedRow, inner: list[PastedRow]) -> tuple[str, tuple[Reading, ...], tuple[Label, ...]]:
    if row.count is None:
        return NO_PARAMETERS, (), (label("note_unbuilt"),)
    if not row.count:
        return NO_PARAMETERS, (), ()
    if inner:
        verdict = EXPLAINED if sum(child.count or 0 for child in inner) == row.count else UNKNOWN
        return verdict, (), (adding_up(inner, row.count),) if verdict == EXPLAINED else ()
    if known(layer):
        record, shape, more = read(layer)
        reading = make_reading(record, tally_of(record, shape, more), row.type, torch=False)
        if reading.count == row.count:
            return EXPLAINED, (reading.with_reasons(label("why_read")),), ()
    return UNKNOWN, (), (note_unknown_class(row),)


def _model_inside(layer: Any) -> Any:
    """The model that a row stands for: the layer itself, or what it calls at each time step."""
    if isinstance(layer, keras.layers.TimeDistributed):
        layer = layer.layer
    return layer if _is_model(layer) else None


def _count(layer: Any) -> int | None:
    return layer.count_params() if layer.built else None


def _outputs(layer: Any) -> tuple[Shape, ...]:
    """The shapes of the outputs, () where the layer was not called on a symbolic input."""
    try:
        outputs = layer.output
    except (AttributeError, ValueError):
        return ()
    return tuple(tuple(output.shape) for output in keras.tree.flatten(outputs))


def _sources(layer: Any, names: set[str]) -> Iterator[Source]:
    """The layers of the model that a layer reads."""
    for node in getattr(layer, "_inbound_nodes", ()):
        for tensor in node.input_tensors:
            history = getattr(tensor, "_keras_history", None)
            if history is not None and history.operation.name in names:
                yield Source(history.operation.name, history.tensor_index)


def _totals(model: Any) -> Iterator[PastedTotal]:
    """The totals as Keras prints them: with the variables of an optimizer that is built."""
    if not model.built:
        return
    trainable, frozen = (_size(weights) for weights in (model.trainable_weights, model.non_trainable_weights))
    optimizer = getattr(model, "optimizer", None)
    kept = _size(optimizer.variables) if optimizer is not None and optimizer.built else 0
    yield PastedTotal("total", trainable + frozen + kept)
    yield PastedTotal("trainable", trainable)
    yield PastedTotal("non_trainable", frozen)
    if kept:
        yield PastedTotal("optimizer", kept)


def _size(variables: Any) -> int:
    return sum(prod(variable.shape) for variable in variables)
