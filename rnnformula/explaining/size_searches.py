"""Layers whose sizes neither stand in their output nor follow by one division: fitting from the number and both shapes.

Each search sees the layer alone, without what holds it, and gives arguments of its constructor and sizes that it reads.
"""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Any

from rnnformula.counting.solving import divisors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.facts import Family
    from rnnformula.reading.inputs import Shape

    #: Arguments of the constructor, and sizes that are read.
    Found = tuple[dict[str, Any], dict[str, Any]]
    #: The family, its output, the number, its inputs.
    Search = Callable[[Family, Shape, int, tuple[Shape, ...]], Iterator[Found]]

#: What is open in a candidate of these searches.
SEARCHED = ("all sizes",)
#: How many numbers a depthwise convolution may make of each channel, the likeliest first.
MULTIPLIERS = (1, 2, 3, 4, 8)
#: Sizes of a head, the likeliest first; how many heads of queries may share keys.
HEAD_SIZES, MOST_SHARING = (64, 128, 32, 16, 8, 96, 256, 4, 2, 1), 64
#: Of an input and an output with more axes together no equation is looked for.
MOST_AXES = 12
#: A larger area than this is no window.
LARGEST_WINDOW = 10_000


def search_for(family: Family) -> Search | None:
    """The search for layers of a family, None where their output tells enough."""
    if family.reads in _READ:
        return _READ[family.reads]
    sizes = {*family.sizes}
    if {"kernel_size", "depth_multiplier"} <= {*family.all_sizes} and "filters" not in sizes:
        return _depthwise
    return _grouped if "num_query_heads" in sizes else None


def _depthwise(family: Family, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[Found]:
    """A window for each channel; windows of equal sides come first."""
    fitting = _depthwise_windows(family, shape, count, inputs)
    yield from sorted(fitting, key=lambda pair: isinstance(pair[0]["kernel_size"], tuple))


def _depthwise_windows(family: Family, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[Found]:
    """The output has ``depth_multiplier`` times as many channels as the input."""
    rank = family.input.count("space")
    for last in (True, False):
        width = shape[-1 if last else -1 - rank] if len(shape) > rank + 1 else None
        read = inputs[0] if inputs and len(inputs[0]) == len(shape) else ()
        known = read[-1 if last else -1 - rank] if read else None
        formats = {} if last else {"data_format": "channels_first"}
        for times in MULTIPLIERS if width else ():
            channels, rest = divmod(width or 0, times)
            if rest or (known is not None and known != channels):
                continue
            for bias in (True, False):
                area, rest = divmod(count - (width or 0) * bias, width or 1)
                arguments: dict[str, Any] = formats | ({} if bias else {"use_bias": False})
                if times > 1:
                    arguments["depth_multiplier"] = times
                for window in _windows(area, rank) if not rest else ():
                    yield arguments | {"kernel_size": window}, {"channels": channels}


def _windows(area: int, rank: int) -> Iterator[int | tuple[int, ...]]:
    """Windows of an area: of equal sides, else of two sides that differ."""
    side = round(area ** (1 / rank)) if 0 < area <= LARGEST_WINDOW else 0
    if side and side**rank == area:
        yield side
    elif side and rank == 2:
        yield from ((high, area // high) for high in divisors(area))


def _grouped(family: Family, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[Found]:
    """Heads of queries that share heads of keys and values; the number tells how wide all of each are."""
    features = shape[-1] if len(shape) > 2 else inputs[0][-1] if inputs else None
    for bias, gate in ((True, False), (False, False), (True, True), (False, True)) if features else ():
        options = ({} if bias else {"use_bias": False}) | ({"use_gate": True} if gate else {})
        for sharing in range(1, MOST_SHARING + 1):
            # For each number of a key: queries, what is put out and a gate, each ``sharing`` times; keys and values.
            per_key = (2 + gate) * sharing * (features or 0) + 2 * (features or 0) + ((1 + gate) * sharing + 2) * bias
            keys, rest = divmod(count - (features or 0) * bias, per_key)
            if rest or keys < 1:
                continue
            for size in HEAD_SIZES:
                if keys % size == 0:
                    heads = {"num_query_heads": keys // size * sharing, "num_key_value_heads": keys // size}
                    yield options | {"head_dim": size} | heads, {"features": features}


def _by_equation(family: Family, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[Found]:
    """The last axes of the input become the last axes of the output; those before are kept."""
    read = inputs[0] if inputs else (*shape[:-1], None)
    if len(read) < 2 or len(shape) < 2 or len(read) + len(shape) > MOST_AXES:
        return
    alike = next(
        (place for place in range(min(len(read), len(shape))) if shape[place] not in (None, read[place])), None
    )
    most = min(len(read), len(shape)) - 1 if alike is None else alike
    for kept in range(most, 0, -1):
        put_out = shape[kept:]
        if None in put_out:
            continue
        lengths = [length or 1 for length in put_out]
        biases = (axes for number in range(len(put_out) + 1) for axes in combinations(range(len(put_out)), number))
        for axes in sorted(biases, key=lambda axes: axes not in ((), (len(put_out) - 1,), (*range(len(put_out)),))):
            bias = tuple(lengths[at] if at in axes else 1 for at in range(axes[0], len(put_out))) if axes else None
            width, rest = divmod(count - (prod(bias) if bias else 0), prod(lengths))
            summed = (width,) if read[kept:] == (None,) else tuple(length or 0 for length in read[kept:])
            if not rest and width > 0 and prod(summed) == width:
                yield _equation(kept, summed, put_out, axes), _arrays(summed, lengths, bias)


def _equation(kept: int, summed: Shape, put_out: Shape, axes: tuple[int, ...]) -> dict[str, Any]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    before, inside = letters[:kept], letters[kept : kept + len(summed)]
    after = letters[kept + len(summed) : kept + len(summed) + len(put_out)]
    equation = f"{before}{inside},{inside}{after}->{before}{after}"
    output = (*[None] * (kept - 1), *put_out)
    named = {"bias_axes": "".join(after[axis] for axis in axes)} if axes else {}
    return {"equation": equation, "output_shape": output if len(output) > 1 else output[0]} | named


def _arrays(summed: tuple[int, ...], put_out: list[int], bias: tuple[int, ...] | None) -> dict[str, Any]:
    *rows, columns = (*summed, *put_out)
    return {"kernel_rows": tuple(rows), "kernel_columns": columns} | ({} if bias is None else {"bias_shape": bias})


def _waves(family: Family, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[Found]:
    """A spectrogram: as many waves for each channel as its output has, from frames that the number tells."""
    width = shape[-1] if len(shape) == 3 else None
    channels = (inputs[0][-1] if inputs and len(inputs[0]) == 3 else None) or 1
    if not width or width % channels:
        return
    modes = {"log": (2, 1), "stft": (2, 2), "real": (1, 1), "imag": (1, 1)}
    for mode, (arrays, times) in modes.items():
        bins, odd = divmod(width // channels, times)
        if odd or bins < 2:
            continue
        frame, rest = divmod(count, arrays * bins)
        if rest or not 0 < frame < 2 * bins:
            continue
        arguments: dict[str, Any] = {} if mode == "log" else {"mode": mode}
        if 2 ** (frame - 1).bit_length() // 2 + 1 != bins:
            arguments["fft_length"] = 2 * (bins - 1) if frame < 2 * bins - 1 else frame
        yield arguments | {"frame_length": frame}, {"bins": bins}


_READ: dict[str, Search] = {"equation": _by_equation, "bins": _waves}
