"""Keras layers as plain data: what is to be built, and what was built. Knows Keras alone.

The process that runs the examples of the site reads this file by its path, without the package: what Keras built is
kept apart from what the formula says, so a changed formula is compared with it and nothing has to be built again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Under this package a class is registered that Keras does not have and a family describes.
PACKAGE = "rnnformula"
#: A layer to build: ``class`` and ``arguments``, in which a layer is written the same way; ``build`` are the
#: arguments of its method of that name, ``axis`` the axes of a normalization over several.
Order = dict[str, Any]
#: A layer that was built: see `describe`.
Description = dict[str, Any]


def make(order: Order) -> Any:
    """The Keras layer that is asked for, built where the order says on which shapes.

    Raises:
        AttributeError: Keras has no such class.
    """
    name = order["class"]
    kind = class_of(name) or getattr(keras, name)
    layer = kind(**{argument: _made(value) for argument, value in order["arguments"].items()})
    if "axis" in order:
        layer.axis = order["axis"]
    if "build" in order:
        layer.build(*map(_shape, order["build"]))
    return layer


def class_of(name: str) -> Any:
    """Keras' layer class of that name, or one that is registered for it, to be saved, as `PACKAGE`'s; else None.

    So a class of a reader's own is taken for one that a family describes only if its author says so.
    """
    return getattr(keras.layers, name, None) or keras.saving.get_registered_object(f"{PACKAGE}>{name}")


def _exported(kind: Any) -> str:
    """The name of a class, that under which Keras has it among its layers where its own is another."""
    if hasattr(keras.layers, kind.__name__):
        return str(kind.__name__)
    return next((name for name, other in vars(keras.layers).items() if other is kind), str(kind.__name__))


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return [_made(element) for element in value]
    return make(value) if isinstance(value, dict) and "class" in value else value


def _shape(written: Any) -> Any:
    """A shape, or a list of them; JSON knows no tuples."""
    if written and isinstance(written[0], (list, tuple)):
        return [tuple(shape) for shape in written]
    return tuple(written)


def layers_of(model_or_layer: Any) -> Iterator[Any]:
    """Every layer of a model, of those inside it too; of a layer the layer alone."""
    if isinstance(model_or_layer, keras.Model):
        for layer in model_or_layer.layers:
            yield from layers_of(layer)
    else:
        yield model_or_layer


def describe(layer: Any) -> Description:
    """A layer as Keras has it, in values that JSON knows.

    ``name`` and ``class``; ``own`` says that the class is that of `class_of`, not one derived from it, nor quantized;
    ``built``, and if it is: ``arguments`` are those of the constructor that are plain values, ``shapes`` what it was
    built for, one for each input, ``arrays`` pairs of a weight's path and shape, ``count`` what Keras counts.
    ``inside`` are pairs of a place, such as ``forward_layer``, and the description of the layer there.

    Only ``weights`` are described, never ``variables``: since Keras 3 a recurrent layer also owns the state of its
    seed generator, a variable that no count and no saved file includes.
    """
    name = _exported(type(layer))
    own = type(layer) is class_of(name) and not getattr(layer, "quantization_mode", None)
    description = {"name": layer.name, "class": name, "own": own, "built": bool(layer.built)}
    description["inside"] = [[place, describe(inner)] for place, inner in _inside(layer)]
    if not layer.built:
        return description
    config = layer.get_config() if own else {}
    return description | {
        "arguments": {argument: value for argument, value in config.items() if _plain(value)},
        "shapes": _shapes(layer) if own else [],
        "arrays": [[weight.path, list(weight.shape)] for weight in layer.weights],
        "count": layer.count_params(),
    }


def _inside(layer: Any) -> Iterator[tuple[str, Any]]:
    """The layers that a Keras layer is made of, and where it keeps them."""
    match layer:
        case keras.layers.Bidirectional():
            yield "forward_layer", layer.forward_layer
            yield "backward_layer", layer.backward_layer
        case keras.layers.TimeDistributed() | keras.layers.SpectralNormalization():
            yield "layer", layer.layer
        case keras.layers.Pipeline():
            for inner in layer.layers:
                yield inner.name, inner
        case keras.layers.StackedRNNCells():
            for number, cell in enumerate(layer.cells):
                yield f"cells[{number}]", cell
        case keras.layers.RNN() if type(layer) is keras.layers.RNN:
            yield "cell", layer.cell


def _plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(isinstance(element, int) or element is None for element in value)
    return isinstance(value, (bool, int, float, str)) or value is None


def _shapes(layer: Any) -> list[list[int | None]]:
    """What the layer was built for: a shape for each input, batch first."""
    config = layer.get_build_config() or {}
    # A layer that was first called with several arguments keeps a shape for each.
    if "shapes_dict" in config:
        return [list(shape) for shape in config["shapes_dict"].values()]
    shape = config.get("input_shape")
    if shape is None:
        return [[None]]
    return [list(of_input) for of_input in shape] if isinstance(shape[0], (list, tuple)) else [list(shape)]
