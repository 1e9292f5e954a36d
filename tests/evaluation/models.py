"""A real Keras model and what it printed, as a line of the truth that `tests.evaluate` reads."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from rnnformula.explaining.candidates import is_known_class
from tests.lazily import keras

if TYPE_CHECKING:
    from collections.abc import Iterator


def line(model: Any, text: str, number: str, *, nested: bool = False, covered_only: bool = True) -> dict[str, Any]:
    """The truth about what a model printed; ``nested`` says that it showed the rows of models inside.

    ``covered_only`` asks nothing about layers that no family describes.
    """
    rows = [_row(layer, depth, text) for layer, depth in _printed(model, expanded=nested)]
    for row in rows:
        if covered_only and not all(map(is_known_class, row.get("inner", ()))):
            row["open"] = True
    return {
        "id": number,
        "style": "keras3",
        "text": text,
        "rows": [
            {"name": row["name"], "type": row["type"], "output_shape": "", "params": row["params"], "cut": row["cut"]}
            for row in rows
        ],
        "recurrent": [],
        "all": rows,
        "total": model.count_params(),
        "trainable": _numbers(model.trainable_weights),
        "non_trainable": _numbers(model.non_trainable_weights),
        "connected": "Connected to" in text,
        "linear": isinstance(model, keras.Sequential),
        "complete": True,
        "generated": True,
    }


def _numbers(weights: list[Any]) -> int:
    return sum(prod(weight.shape) for weight in weights)


def _printed(model: Any, depth: int = 0, *, expanded: bool) -> Iterator[tuple[Any, int]]:
    """The layers that have a row, and how deep."""
    for layer in model.layers:
        yield layer, depth
        if expanded and isinstance(layer, keras.Model):
            yield from _printed(layer, depth + 1, expanded=True)


def _row(layer: Any, depth: int, text: str) -> dict[str, Any]:
    moving = _numbers([weight for weight in layer.weights if "moving" in weight.path])
    kept = _numbers(layer.non_trainable_weights)
    number = layer.count_params()
    row = {
        "name": layer.name,
        "type": type(layer).__name__,
        "params": number,
        "cut": not any(cell.strip() == f"{number:,}" for line in text.splitlines() for cell in line.split("│")),
        "depth": depth,
        "moving": moving,
        "frozen": kept - moving,
        "nontrainable": kept,
        "calls": _calls(layer),
        "ncalls": len(_calls(layer)),
    }
    if number:
        row["arrays"] = sorted(list(weight.shape) for weight in layer.weights)
        row["inner"] = _classes(layer)
        row["model"] = isinstance(layer, keras.Model) or isinstance(getattr(layer, "layer", None), keras.Model)
    return row


def _classes(layer: Any) -> list[str]:
    """The class of a layer and of those inside it, from the outermost in."""
    name = type(layer).__name__
    if name == "TimeDistributed":
        return [name, *_classes(layer.layer)]
    return [name, type(layer.forward_layer).__name__] if name == "Bidirectional" else [name]


def _calls(layer: Any) -> list[list[tuple[list[int | None], str]]]:
    """For each call the shapes that were read, and the layers that put them out."""
    return [
        [(list(tensor.shape), tensor._keras_history.operation.name) for tensor in node.input_tensors]
        for node in layer._inbound_nodes
        if node.input_tensors
    ]
