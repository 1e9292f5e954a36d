"""Real Keras layers -> the records of this package, and their arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras

from rnnformula.check import Built
from rnnformula.errors import InputError
from rnnformula.families import FAMILIES
from rnnformula.layers import BASE, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Size
    from rnnformula.inputs import Shape


def known(layer: Any) -> bool:
    """Whether a family describes this very class (not one derived from it, nor quantized), and all layers inside."""
    name = type(layer).__name__
    return (
        name in FAMILIES
        and type(layer) is getattr(keras.layers, name, None)
        and not getattr(layer, "quantization_mode", None)
        and all(known(inner) for _, inner in inside(layer))
    )


def inside(layer: Any) -> Iterator[tuple[str, Any]]:
    """The layers that a Keras layer is made of, and where it keeps them."""
    match layer:
        case keras.layers.Bidirectional():
            yield "forward_layer", layer.forward_layer
            yield "backward_layer", layer.backward_layer
        case keras.layers.TimeDistributed():
            yield "layer", layer.layer
        case keras.layers.StackedRNNCells():
            for number, cell in enumerate(layer.cells):
                yield f"cells[{number}]", cell
        case keras.layers.RNN() if type(layer) is keras.layers.RNN:
            yield "cell", layer.cell


def read(layer: Any) -> tuple[Layer, Shape, dict[str, Size]]:
    """A built Keras layer: the same as a record, the shape it was built for, sizes of its further inputs.

    The shape is not read from its weights.

    Raises:
        InputError: the layer is not built.
    """
    name = f"{layer.name} ({type(layer).__name__})"
    if not layer.built:
        raise InputError(f"{name}: the layer is not built; call it on data or call build(input_shape) first")
    shapes = _shapes(layer)
    more: dict[str, Size] = {}
    if isinstance(layer, keras.layers.MultiHeadAttention):
        more["value_features"] = shapes[1][-1] or 0
    if len(shapes) > 1 and FAMILIES[type(layer).__name__].read:
        more["features"] = shapes[0][-1] or 0
    return _record(layer), shapes[0], more


def _record(layer: Any) -> Layer:
    """The layer with those of its arguments that are plain values."""
    family = FAMILIES[type(layer).__name__]
    names = (*family.arguments.split(), *BASE)
    arguments = {}
    if not family.inside:
        config = layer.get_config()
        arguments = {name: value for name, value in config.items() if name in names and _plain(value)}
    held = dict(inside(layer))
    match layer:
        case keras.layers.Bidirectional():
            arguments = {
                "layer": _record(held["forward_layer"]),
                "backward_layer": _record(held["backward_layer"]),
                "merge_mode": layer.merge_mode,
            }
            if str(arguments["layer"]) == str(_turned(arguments["backward_layer"])):
                del arguments["backward_layer"]
        case keras.layers.TimeDistributed():
            arguments = {"layer": _record(held["layer"])}
        case keras.layers.StackedRNNCells():
            arguments = {"cells": [_record(cell) for cell in held.values()]}
        case keras.layers.RNN() if held:
            kept = ("return_sequences", "return_state", "go_backwards")
            arguments = {"cell": _record(held["cell"])} | {name: getattr(layer, name) for name in kept}
    return Layer(family, arguments)


def _turned(layer: Layer) -> Layer:
    """The layer in the other direction."""
    return Layer(layer.family, layer.arguments | {"go_backwards": not layer.arguments.get("go_backwards")})


def _plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(isinstance(one, int) for one in value)
    return isinstance(value, (bool, int, float, str)) or value is None


def _shapes(layer: Any) -> list[Shape]:
    """What the layer was built for: a shape for each input, batch first."""
    config = layer.get_build_config() or {}
    # A layer that was first called with several arguments keeps a shape for each.
    if "shapes_dict" in config:
        return [tuple(shape) for shape in config["shapes_dict"].values()]
    shape = config.get("input_shape")
    if shape is None:
        return [(None,)]
    return [tuple(one) for one in shape] if isinstance(shape[0], (list, tuple)) else [tuple(shape)]


def built_arrays(layer: Any) -> tuple[Built, ...]:
    """The weights of a Keras layer in its order, named as this package names arrays."""
    held = list(inside(layer))
    if held:
        return tuple(
            Built(f"{part}.{array.name}", array.shape) for part, inner in held for array in built_arrays(inner)
        )
    family = FAMILIES.get(type(layer).__name__)
    parts = 1 + max((array.name.count("/") for array in family.arrays), default=0) if family else 1
    return tuple(Built("/".join(weight.path.split("/")[-parts:]), tuple(weight.shape)) for weight in layer.weights)
