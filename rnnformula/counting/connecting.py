"""Shapes between layers that are not connected one after another: merged, cut, put together by signs, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.counting.merging import output_of_several
from rnnformula.reading.code.meanings import Open
from rnnformula.reading.inputs import input_for, read_sizes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.counting.open_values import OpenValues
    from rnnformula.reading.layers import Layer


def unknown_read(
    layer: Layer, values: OpenValues, source: str, shape: Any, *, sole: bool, known_sizes: Mapping[str, Any]
) -> Any:
    """What a layer reads where nothing says its shape: the sizes that it needs are open; None where it needs none.

    ``sole``: it is the one input of the code, so that its sizes need no other name; ``said`` are sizes in the call.
    """
    sizes = {}
    names = [name for name in read_sizes(layer) if name != "value_features"]
    for name in names:
        if name in known_sizes:
            sizes[name] = values.number(known_sizes[name])
        elif sole and not isinstance(shape, Open):
            sizes[name] = values.named(name)
        else:
            whole = source if isinstance(shape, Open) else f"{source}.shape"
            filled = shape.names if isinstance(shape, Open) else ()
            sizes[name] = values.named(f"{whole}[-1]", filled)
    if not names and layer.family.input[:1] != ("...",):
        return None
    if not names and layer.family.output == ("same",):
        return None
    if not names and "output_dim" not in layer.family.arguments:
        return None
    return input_for(layer, sizes) if names else (None, None)


def merged_shape(layer: Layer, shapes: list[Any]) -> Any:
    """What a layer that reads several inputs puts out; None where that is not known."""
    if len(shapes) < 2 or any(shape is None or isinstance(shape, Open) for shape in shapes):
        return None
    return output_of_several(layer, shapes) if layer.family.several else None


def operated_shape(shapes: list[Any], index: Any = ...) -> Any:
    """What several shapes are together, number by number, or what is left of one when it is cut; None if unknown."""
    if any(shape is None or isinstance(shape, Open) for shape in shapes):
        return None
    if index is not ...:
        return _cut(shapes[0], index)
    longest = max(shapes, key=len)
    whole = list(longest)
    for shape in shapes:
        for place in range(1, len(shape) + 1):
            length, other = whole[-place], shape[-place]
            if length == other or other == 1:
                continue
            if length in (1, None):
                whole[-place] = other
            elif other is not None:
                return None
    return tuple(whole)


def _cut(shape: tuple[Any, ...], index: Any) -> Any:
    """The shape of a part of a tensor: ``x[:, -1, :]``."""
    places = index if isinstance(index, tuple) else (index,)
    if any(isinstance(place, (Open, str)) for place in places) or any(
        isinstance(place, slice) and place.stop == "open" for place in places
    ):
        return None
    if ... in places:
        before = places.index(...)
        left = len(shape) - len([place for place in places if place is not None]) + 1
        places = (*places[:before], *[slice(None)] * left, *places[before + 1 :])
    whole: list[Any] = []
    axes = list(shape)
    for place in places:
        if place is None:
            whole.append(1)
        elif not axes:
            return None
        else:
            length = axes.pop(0)
            if isinstance(place, slice):
                whole.append(len(range(*place.indices(length))) if length is not None else _open_cut(place))
    return (*whole, *axes)


def _open_cut(place: slice) -> int | None:
    """How much a slice leaves of an axis of any length."""
    if isinstance(place.start, int) and place.start < 0 and place.stop is None and place.step is None:
        return -place.start
    return None
