"""Layers on their way to Keras and back, as plain data: what it is to build, and what it built. Knows no framework.

`rnnformula.keras.plain` is the other side. Between the two lies JSON, so that a layer that was built once can be
compared again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.counting.agreement import Built, CheckedLayer, compare
from rnnformula.counting.tally import split_arguments, tally, tally_of
from rnnformula.errors import InputError
from rnnformula.facts.families import FAMILIES
from rnnformula.reading.inputs import input_for, read_shape, start_shape
from rnnformula.reading.layers import BASE, Layer

if TYPE_CHECKING:
    from rnnformula.facts import Size
    from rnnformula.reading.arguments import Argument
    from rnnformula.reading.inputs import Shape

#: What stands for an axis of space that is left open: long enough for any window of small sizes.
SPACE = 64


def order(layer: str, /, **arguments: Argument) -> dict[str, Any]:
    """What Keras is to build for these sizes, on an input of any number of time steps; see `rnnformula.keras.build`.

    Raises:
        InputError: as in `rnnformula.count`.
    """
    counted = tally(layer, **arguments)
    record, sizes, shape = split_arguments(layer, arguments)
    ordered = order_of(record)
    if record.family.several == "projected":
        features = counted.sizes["features"]
        value = counted.sizes.get("value_features", features)
        return ordered | {"build": [[None, None, features], [None, None, value]]}
    if not record.family.output:  # attention over two inputs of one width
        return ordered | {"build": [[[None, None, counted.sizes.get("features", 1)]] * 2]}
    begins = read_shape(record, shape) if shape is not None else start_shape(record) or input_for(record, sizes)
    several = isinstance(counted.sizes.get("features"), tuple) and "axis" in record.family.arguments
    if several and "axis" not in record.arguments:
        ordered["axis"] = list(range(1, len(begins)))
    if record.arguments.get("stateful"):  # the state has a row for each sample of a batch
        begins = (begins[0] or 1, *begins[1:])
    if {"time", "space"} <= {*record.family.input}:  # Keras refuses an open axis of space
        begins = (*begins[:2], *(SPACE if axis is None else axis for axis in begins[2:]))
    return ordered | {"build": [list(begins)]}


def order_of(layer: Layer) -> dict[str, Any]:
    """What Keras is to make for a layer, without building it."""
    return {"class": layer.family.name, "arguments": {name: _asked(value) for name, value in layer.arguments.items()}}


def _asked(value: Any) -> Any:
    if isinstance(value, list):
        return [_asked(element) for element in value]
    return order_of(value) if isinstance(value, Layer) else value


def known(description: dict[str, Any]) -> bool:
    """Whether a family describes this very class (not one derived from it, nor quantized), and all layers inside."""
    return (
        description["class"] in FAMILIES
        and description["own"]
        and all(known(inner) for _, inner in description["inside"])
    )


def read_description(description: dict[str, Any]) -> tuple[Layer, Shape, dict[str, Size]]:
    """A built Keras layer: the same as a record, the shape it was built for, sizes of its further inputs.

    The shape is not read from its weights.

    Raises:
        InputError: the layer is not built.
    """
    if not description["built"]:
        name = title(description)
        raise InputError(f"{name}: the layer is not built; call it on data or call build(input_shape) first")
    shapes = [tuple(shape) for shape in description["shapes"]]
    more: dict[str, Size] = {}
    if "value_features" in FAMILIES[description["class"]].all_sizes:
        more["value_features"] = shapes[1][-1] or 0
    if len(shapes) > 1 and FAMILIES[description["class"]].read:
        more["features"] = shapes[0][-1] or 0
    return _record(description), shapes[0], more


def title(description: dict[str, Any]) -> str:
    """The name and class of the layer, for messages."""
    return f"{description['name']} ({description['class']})"


def checked(description: dict[str, Any]) -> CheckedLayer:
    """Compare a layer that was built with what the formula says of it.

    Raises:
        Mismatch: the formula and Keras differ; the message shows both sides.
        InputError: it is not built, or has weights that no family describes.
    """
    if not description["built"]:
        read_description(description)
    built = built_arrays(description)
    if not built:
        return CheckedLayer(description["name"], None, ())
    if not known(description):
        raise InputError(f"{title(description)}: it has weights, but no family describes it")
    record, shape, more = read_description(description)
    return compare(description["name"], tally_of(record, shape, more), built, description["count"])


def built_arrays(description: dict[str, Any]) -> tuple[Built, ...]:
    """The weights of a built layer in Keras' order, named as this package names arrays."""
    if description["inside"]:
        named = [
            (path, Built(f"{part}.{array.name}", array.shape))
            for part, inner in description["inside"]
            if inner["built"]  # a Pipeline builds its layers when it is called
            for (path, _), array in zip(inner["arrays"], built_arrays(inner), strict=True)
        ]
        family = FAMILIES.get(description["class"])
        if not family or not family.arrays:
            return tuple(array for _, array in named)
        by_path = dict(named)  # what it keeps itself stands among what is inside
        return tuple(
            by_path.get(path) or Built(path.rsplit("/", 1)[-1], tuple(shape)) for path, shape in description["arrays"]
        )
    family = FAMILIES.get(description["class"])
    parts = 1 + max((array.name.count("/") for array in family.arrays), default=0) if family else 1
    return tuple(Built("/".join(path.split("/")[-parts:]), tuple(shape)) for path, shape in description["arrays"])


def _record(description: dict[str, Any]) -> Layer:
    """The layer as a record, with those of its arguments that are plain values."""
    family = FAMILIES[description["class"]]
    given = {
        name: tuple(value) if isinstance(value, list) else value for name, value in description["arguments"].items()
    }
    composition = family.composition
    if composition is None:
        return Layer(family, {name: value for name, value in given.items() if name in (*family.arguments, *BASE)})
    parts = {place: _record(inner) for place, inner in description["inside"]}
    inside: dict[str, Any] = {composition.arguments[0]: [*parts.values()]}
    if composition.places:
        inside = {name: parts[place] for name, place in zip(composition.arguments, composition.places, strict=True)}
    if composition.both_ways:
        first, second = composition.arguments
        if str(inside[first]) == str(_turned(inside[second])):
            del inside[second]
    return Layer(family, inside | {name: given[name] for name in composition.settings})


def _turned(layer: Layer) -> Layer:
    """The layer with the other value of ``go_backwards``."""
    return Layer(layer.family, layer.arguments | {"go_backwards": not layer.arguments.get("go_backwards")})
