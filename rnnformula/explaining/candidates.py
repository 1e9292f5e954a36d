"""Layers that a row may be, by its class and the shape of its output; what they read is left open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import gcd
from typing import TYPE_CHECKING, Any

from rnnformula.counting.solving import leaves, with_options
from rnnformula.explaining.size_searches import SEARCHED, search_for
from rnnformula.facts.aliases import OF_SEVERAL_OUTPUTS, PRINTED
from rnnformula.facts.composition import CELL
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.kinds import at_each_step, cells, earlier_recurrent_layers, keeps_state, recurrent_layers
from rnnformula.reading.layers import Layer, family_named, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Family
    from rnnformula.reading.inputs import Shape

#: The most axes of what a recurrent layer of vectors puts out: batch, time, units.
VECTORS = 3
#: A way to merge two directions that leaves the units alone; no number tells it from ``mul`` and ``ave``.
SAME_WIDTH = "sum"
#: The most cells of equal units that a stack is tried with.
MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layer whose sizes are known but for what it reads, and ``open`` sizes of its constructor.

    ``read`` are sizes that its output tells, such as the features of a normalization.
    """

    layer: Layer
    open: tuple[str, ...] = ()
    read: tuple[tuple[str, Any], ...] = ()


def candidates(name: str, shapes: tuple[Shape, ...], *, torch: bool = False) -> list[Candidate]:
    """All layers that a row of this printed class and these output shapes may be, the likeliest first.

    The list is empty where the class is none that this package knows.
    """
    return list(_candidates(name, shapes, torch))


@lru_cache(maxsize=4096)
def _candidates(name: str, shapes: tuple[Shape, ...], torch: bool) -> tuple[Candidate, ...]:
    shape = shapes[0] if shapes else ()
    if torch:
        return tuple(_of_torch(name, shape))
    if name in OF_SEVERAL_OUTPUTS and len(shapes) > 1:
        other, place = OF_SEVERAL_OUTPUTS[name]
        sized = {"units": shapes[place][-1]} if shapes[place] and shapes[place][-1] else {}
        missing = tuple(size for size in find(other).arguments if size == "units" and not sized)
        return tuple(Candidate(layer, missing) for layer in with_options(Layer(find(other), sized)))
    family = family_of(name)
    if family is None:
        return ()
    composition = family.composition
    if composition is None:
        return tuple(_alone(family, shape))
    if composition.both_ways:
        return tuple(_both_directions(family, shapes))
    if composition.around:
        return tuple(_around(family, shape))
    if composition.each_step:
        return tuple(_over_time(family, shape) if composition.part == CELL else _each_step(family, shape))
    return ()


def family_of(name: str) -> Family | None:
    """The family of a class as Keras prints it, None where it is none that this package knows."""
    return family_named(PRINTED.get(name, name))


@lru_cache(maxsize=4096)
def is_known_class(name: str, *, torch: bool = False) -> bool:
    """Whether the class is one whose parameters this package can tell."""
    if torch:
        module = torch_module(name)
        return module is not None and bool(module.arrays)
    family = family_of(name)
    if family is None or (family.composition and family.composition.is_chain):
        return False
    return bool(family.arrays or family.composition)


@lru_cache(maxsize=4096)
def has_parameters(name: str, *, torch: bool = False) -> bool:
    """Whether layers of this printed class own parameters whatever their arguments are, since they keep a state."""
    family = torch_module(name) if torch else family_of(name)
    return family is not None and keeps_state(family)


def is_plain(layer: Layer) -> bool:
    """Whether a layer has the options that nobody has to choose."""
    leaf = next(leaves(layer))
    return all(leaf.arguments.get(name, default) == default for name, default in leaf.family.choices.items())


def is_of_today(layer: Layer) -> bool:
    """Whether what is inside a layer, or the layer itself, is a class that today's Keras still has."""
    return next(leaves(layer)).family.name in FAMILIES


def _alone(family: Family, shape: Shape) -> Iterator[Candidate]:
    """A layer without layers inside."""
    if not family.arrays:
        return
    if search_for(family):
        yield Candidate(Layer(family, {}), SEARCHED)
        return
    sizes = [size for size in family.arguments if size in family.sizes and size not in family.numbers]
    if family.output == ("same",):
        yield from _normalizations(family, shape)
        return
    for given in _given(family, shape) or ({},):
        missing = tuple(size for size in sizes if size not in given)
        for layer in with_options(Layer(family, given)):
            yield Candidate(layer, missing)


def _given(family: Family, shape: Shape) -> list[dict[str, Any]]:
    """Arguments of the constructor that the shape of the output suggests, the likeliest first."""
    if not family.output or len(shape) < 2:
        return []
    last = family.output[-1]
    given: list[dict[str, Any]] = [{last: shape[-1]}] if shape[-1] else []
    rank = family.input.count("space")
    if rank and len(shape) > rank + 1 and shape[-1 - rank]:
        given.append({last: shape[-1 - rank], "data_format": "channels_first"})
    several = [{name: 2} for name in family.numbers if name in family.all_sizes]
    return given + [arguments | more for arguments in given for more in several]


def _normalizations(family: Family, shape: Shape) -> Iterator[Candidate]:
    """Normalizations along one axis, the last by default, or along several."""
    if "shared_axes" in family.arguments:
        yield from _slopes(family, shape)
        return
    if "axis" in family.choices:  # it may have no axis: one number for all
        for layer in with_options(Layer(family, {"axis": None})):
            yield Candidate(layer, (), (("features", ()),))
    if not shape:
        yield from (Candidate(layer) for layer in with_options(Layer(family, {})))
    places: list[tuple[int, ...]] = [(axis,) for axis in range(len(shape) - 1, 0, -1)]
    if not family.one_axis:
        places += [
            axes for number in range(2, len(shape)) for axes in combinations(range(1, min(len(shape), 7)), number)
        ]
    for axes in places:
        lengths = tuple(shape[axis] for axis in axes)
        if not all(lengths):
            continue
        axis: dict[str, Any] = {"axis": list(axes) if len(axes) > 1 else axes[0]}
        arguments = ({} if axes == (len(shape) - 1,) else axis) | _groups(family, lengths[0])
        for layer in with_options(Layer(family, arguments)):
            yield Candidate(layer, (), (("features", lengths if len(lengths) > 1 else lengths[0]),))


def _slopes(family: Family, shape: Shape) -> Iterator[Candidate]:
    """A number for each place, or one along some axes; those of space before the others."""
    axes = range(1, len(shape))
    for number in (0, max(len(shape) - 2, 0), *range(1, max(len(shape) - 2, 1))):
        for shared in combinations(axes, number):
            lengths = tuple(1 if axis in shared else shape[axis] for axis in axes)
            if all(lengths) and (number or shared == ()):
                arguments = {"shared_axes": list(shared)} if shared else {}
                yield Candidate(Layer(family, arguments), (), (("features", lengths),))


def _groups(family: Family, features: int | None) -> dict[str, Any]:
    """Groups into which the features can be divided, where the usual number can't; no parameter tells them."""
    usual = family.numbers.get("groups")
    return {} if usual is None or not features or features % usual == 0 else {"groups": gcd(usual, features)}


def _around(family: Family, shape: Shape) -> Iterator[Candidate]:
    """A layer around another one that puts out the same, and keeps a vector for its kernel."""
    composition = family.composition
    (first,) = family.inside
    for inner in at_each_step():
        if composition and inner.arrays[0].name in composition.around and not keeps_state(inner):
            for candidate in _alone(inner, shape):
                yield Candidate(Layer(family, {first: candidate.layer}), candidate.open, candidate.read)


def _both_directions(family: Family, shapes: tuple[Shape, ...]) -> Iterator[Candidate]:
    """Bidirectional layers of one layer; when both outputs are concatenated, its units are half of them."""
    shape = shapes[0] if shapes else ()
    first = family.inside[0]
    for mode in _modes(shapes):
        for inner in _that_put_out(len(shape)):
            for candidate in _alone(inner, _of_one(shape, mode)):
                if "units" not in candidate.open:
                    yield Candidate(Layer(family, {first: candidate.layer, "merge_mode": mode}), candidate.open)


def _that_put_out(rank: int) -> list[Family]:
    """Recurrent layers whose output may have so many axes: of every time step, then of the last alone."""
    if rank <= VECTORS:
        return [*recurrent_layers(), *earlier_recurrent_layers()]
    return [*recurrent_layers(rank - 2), *recurrent_layers(rank - 1)]


def _modes(shapes: tuple[Shape, ...]) -> tuple[str | None, ...]:
    """How the directions may be merged; a second output, a state or the other direction, shows the units of one."""
    if len(shapes) < 2 or not shapes[0] or not shapes[1]:
        return ("concat", SAME_WIDTH)
    first, second = shapes[:2]
    if first[-1] != second[-1]:
        return ("concat",)
    several = len(first) == len(second) and (len(first) > 2 or len(shapes) % 2 == 0)
    return (None,) if several else (SAME_WIDTH,)


def _of_one(shape: Shape, mode: str | None) -> Shape:
    """The output of one direction; () where the mode can't give this shape."""
    if not shape or not shape[-1]:
        return ()
    if mode == "concat":
        return (*shape[:-1], shape[-1] // 2) if shape[-1] % 2 == 0 else ()
    return shape


def _each_step(family: Family, shape: Shape) -> Iterator[Candidate]:
    """Layers that run at each time step; of bidirectional ones only those that concatenate."""
    step = (shape[0], *shape[2:]) if len(shape) > 2 else ()
    (first,) = family.inside
    for inner in at_each_step(len(step)) if step else ():
        for candidate in _alone(inner, step):
            if "units" not in candidate.open:
                yield Candidate(Layer(family, {first: candidate.layer}), candidate.open, candidate.read)
    if len(step) not in (2, VECTORS):
        return
    for outer in FAMILIES.values():
        if outer.composition and outer.composition.both_ways:
            for candidate in _both_directions(outer, (step,)):
                if candidate.layer.arguments["merge_mode"] == "concat":
                    yield Candidate(Layer(family, {first: candidate.layer}), candidate.open)


def _over_time(family: Family, shape: Shape) -> Iterator[Candidate]:
    """One cell, then stacks of equal cells; the units of the last one are the width of the output."""
    units = shape[-1] if len(shape) > 1 else None
    if not units:
        return
    (first,) = family.inside
    for number in range(1, MOST_CELLS + 1):
        for cell in cells():
            stack = [Layer(cell, {"units": units}) for _ in range(number)]
            for layer in with_options(Layer(family, {first: stack[0] if number == 1 else stack})):
                yield Candidate(layer)


def _of_torch(name: str, shape: Shape) -> Iterator[Candidate]:
    """Recurrent modules of PyTorch, and their cells; all others are found by `module_layers`."""
    family = torch_module(name)
    width = shape[-1] if len(shape) > 1 else None
    if family is None or not keeps_state(family):
        return
    for layer in with_options(Layer(family)):
        directions = 2 if layer.arguments.get("bidirectional") else 1
        if not width:
            yield Candidate(layer, ("units",))
        elif width % directions == 0:
            yield Candidate(Layer(family, layer.arguments | {"units": width // directions}))


def projected(name: str, shape: Shape) -> Iterator[Candidate]:
    """Modules of PyTorch that put out a projection of their units, which are open then."""
    family = torch_module(name)
    width = shape[-1] if len(shape) > 1 else None
    if family is None or not width or not keeps_state(family):
        return
    for bound, _ in family.below:
        for layer in with_options(Layer(family)):
            directions = 2 if layer.arguments.get("bidirectional") else 1
            if width % directions == 0:
                yield Candidate(Layer(family, layer.arguments | {bound: width // directions}), ("units",))
