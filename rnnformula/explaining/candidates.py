"""Layers that a row may be, by its class and the shape of its output; what they read is left open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rnnformula.counting.solving import with_options
from rnnformula.explaining.pytorch import TORCH
from rnnformula.reading.layers import Layer, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.reading.inputs import Shape

CUDNN = "tf.compat.v1.keras.layers.CuDNN"

#: Printed class of Keras -> the name here.
ALIASES = {
    "UnifiedLSTM": "LSTM",
    "UnifiedGRU": "GRU",
    "CuDNNLSTM": f"{CUDNN}LSTM",
    "CuDNNGRU": f"{CUDNN}GRU",
    "Convolution1D": "Conv1D",
    "TimeDistributedDense": "Dense",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "SimpleRnn": "SimpleRNN",
}

#: What may be inside a `Bidirectional`, the likeliest first, by the number of axes of one step.
RECURRENT = ("LSTM", "GRU", "SimpleRNN", f"{CUDNN}LSTM", f"{CUDNN}GRU")
CONVOLUTIONS = {2: ("ConvLSTM1D",), 3: ("ConvLSTM2D",), 4: ("ConvLSTM3D",)}
CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell")
#: What may be inside a `TimeDistributed`.
EACH_STEP = ("Dense", "LayerNormalization", "BatchNormalization", "Conv1D", "LSTM", "GRU", "SimpleRNN", "Embedding")
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
    match ALIASES.get(name, name):
        case "Bidirectional":
            return tuple(_both_directions(shapes))
        case "TimeDistributed":
            return tuple(_each_step(shape))
        case "RNN":
            return tuple(_cells(shape))
        case known:
            return tuple(_alone(known, shape))


@lru_cache(maxsize=4096)
def known(name: str, *, torch: bool = False) -> bool:
    """Whether the class is one whose parameters this package can tell."""
    if torch:
        return name in TORCH
    try:
        family = find(ALIASES.get(name, name))
    except ValueError:
        return False
    return family.name != "Sequential" and bool(family.arrays or family.inside)


def _alone(name: str, shape: Shape) -> Iterator[Candidate]:
    """A layer without layers inside."""
    if not known(name):
        return
    family = find(name)
    sizes = [size for size in family.arguments.split() if size in family.sizes]
    if family.output == "same":
        yield from _normalizations(name, shape)
        return
    for told in _told(name, shape) or ({},):
        missing = tuple(size for size in sizes if size not in told)
        for layer in with_options(Layer(family, told)):
            yield Candidate(layer, missing)


def _told(name: str, shape: Shape) -> list[dict[str, Any]]:
    """What the shape of the output says about the constructor's arguments, the likeliest first."""
    family = find(name)
    axes = family.output.split()
    last = axes[-1] if axes else "units"
    if not shape or len(shape) < 2 or name == "MultiHeadAttention":
        return []
    told: list[dict[str, Any]] = [{last: shape[-1]}] if shape[-1] else []
    rank = axes.count("space")
    if rank and len(shape) > rank + 1 and shape[-1 - rank]:
        told.append({last: shape[-1 - rank], "data_format": "channels_first"})
    return told


def _normalizations(name: str, shape: Shape) -> Iterator[Candidate]:
    """Numbers for each place along one axis, the last by default, or along several."""
    family = find(name)
    places: list[tuple[int, ...]] = [(axis,) for axis in range(len(shape) - 1, 0, -1)]
    if name == "LayerNormalization":
        places += [
            axes for number in range(2, len(shape)) for axes in combinations(range(1, min(len(shape), 7)), number)
        ]
    for axes in places:
        lengths = tuple(shape[axis] for axis in axes)
        if not all(lengths):
            continue
        axis: dict[str, Any] = {"axis": list(axes) if len(axes) > 1 else axes[0]}
        arguments = {} if axes == (len(shape) - 1,) else axis
        for layer in with_options(Layer(family, arguments)):
            yield Candidate(layer, (), (("features", lengths if len(lengths) > 1 else lengths[0]),))


def _both_directions(shapes: tuple[Shape, ...]) -> Iterator[Candidate]:
    """Two of a layer; concatenated, its units are half of what comes out."""
    shape = shapes[0] if shapes else ()
    names = (
        RECURRENT if len(shape) < 4 else (*CONVOLUTIONS.get(len(shape) - 2, ()), *CONVOLUTIONS.get(len(shape) - 1, ()))
    )
    family = find("Bidirectional")
    for mode in _modes(shapes):
        for name in names:
            for candidate in _alone(name, _of_one(shape, mode)):
                if "units" not in candidate.open:
                    yield Candidate(Layer(family, {"layer": candidate.layer, "merge_mode": mode}), candidate.open)


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


def _each_step(shape: Shape) -> Iterator[Candidate]:
    family = find("TimeDistributed")
    step = (shape[0], *shape[2:]) if len(shape) > 2 else ()
    for name in EACH_STEP if step else ():
        for candidate in _alone(name, step):
            if "units" not in candidate.open:
                yield Candidate(Layer(family, {"layer": candidate.layer}), candidate.open, candidate.read)
    for candidate in _both_directions((step,)) if len(step) in (2, 3) else ():
        if candidate.layer.arguments["merge_mode"] == "concat":
            yield Candidate(Layer(family, {"layer": candidate.layer}), candidate.open)


def _cells(shape: Shape) -> Iterator[Candidate]:
    """One cell, then stacks of equal ones; the last one's units come out."""
    family = find("RNN")
    units = shape[-1] if len(shape) > 1 else None
    if not units:
        return
    for number in range(1, MOST_CELLS + 1):
        for name in CELLS:
            cells = [Layer(find(name), {"units": units}) for _ in range(number)]
            for layer in with_options(Layer(family, {"cell": cells[0] if number == 1 else cells})):
                yield Candidate(layer)


def _of_torch(name: str, shape: Shape) -> Iterator[Candidate]:
    if name not in TORCH:
        return
    ours, given = TORCH[name].ours, TORCH[name].given
    width = shape[-1] if len(shape) > 1 else None
    if not ours.startswith("torch."):
        yield from _alone(ours, shape)
        return
    if not width:
        return
    for layer in with_options(Layer(find(ours), dict(given))):
        directions = 2 if layer.arguments["bidirectional"] else 1
        if width % directions == 0:
            yield Candidate(Layer(layer.family, layer.arguments | {"units": width // directions}))
