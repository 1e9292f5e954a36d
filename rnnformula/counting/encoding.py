"""The outputs of layers that encode categories, words and sounds; their arguments decide how many axes there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.reading.inputs import bins_of, padding_of
from rnnformula.reading.sizes import read_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.reading.inputs import Shape, Shapes
    from rnnformula.reading.layers import Layer

#: What CategoryEncoding makes of a category where nothing is said; all others keep its number.
CATEGORY_MODE, NUMBER_MODE = "multi_hot", "int"
#: Modes that need an axis for each input.
ONE_HOT = "one_hot"


def _size(layer: Layer, name: str, default: int | None = None) -> int:
    return scalars(read_size(layer.family, name, layer.arguments.get(name, default)))


def _depth(layer: Layer) -> int:
    """How many categories there are, where the arguments say it.

    Raises:
        InputError: only the data say it.
    """
    given = layer.arguments
    for name in ("num_tokens", "num_bins"):
        if given.get(name) is not None:
            return _size(layer, name)
    if isinstance(given.get("bin_boundaries"), (list, tuple)):
        return len(given["bin_boundaries"]) + 1
    if given.get("pad_to_max_tokens") and given.get("max_tokens") is not None:
        return _size(layer, "max_tokens")
    raise InputError(f"{layer.family.name}: how many categories it puts out depends on data that are not known here")


def encoded(layer: Layer, shape: Shape) -> Shapes:
    """Categories as numbers, or with an axis that has a place for each category."""
    mode = layer.arguments.get("output_mode", CATEGORY_MODE if "num_tokens" in layer.family.arguments else NUMBER_MODE)
    if mode == NUMBER_MODE:
        return (shape,)
    kept = shape if mode == ONE_HOT and (shape[-1] != 1 or len(shape) == 1) else shape[:-1]
    return ((*kept, _depth(layer)),)


def hashed(layer: Layer, shape: Shape) -> Shapes:
    """Categories as numbers of bins, or with a place for each bin instead of the last axis."""
    is_number = layer.arguments.get("output_mode", NUMBER_MODE) == NUMBER_MODE
    return (shape if is_number else (*shape[:-1], _depth(layer)),)


def binned(layer: Layer, shape: Shape) -> Shapes:
    """Numbers as numbers of bins, or with a place for each bin; of several numbers the first axis is left out."""
    if layer.arguments.get("output_mode", NUMBER_MODE) in (NUMBER_MODE, ONE_HOT):
        return encoded(layer, shape)
    return ((shape[0], *shape[2:], _depth(layer)),)


def as_words(layer: Layer, shape: Shape) -> Shapes:
    """Texts as the numbers of their words, or with a place for each word that there is."""
    if layer.arguments.get("output_mode", NUMBER_MODE) != NUMBER_MODE:
        is_split = layer.arguments.get("split", True) is not None
        return ((*(shape if is_split else shape[:-1]), _depth(layer)),)
    length = layer.arguments.get("output_sequence_length")
    return ((shape[0], None if length is None else _size(layer, "output_sequence_length")),)


def mel_bins(layer: Layer, shape: Shape) -> Shapes:
    """A sound as bins of the mel scale, and frames."""
    bins, stride = (_size(layer, name, layer.family.numbers[name]) for name in ("num_mel_bins", "sequence_stride"))
    length = shape[1]
    return ((shape[0], bins, None if length is None else (length + stride + 1) // stride),)


def spectrogram(layer: Layer, shape: Shape) -> Shapes:
    """A sound as frames, each taken apart into waves.

    Raises:
        InputError: the frame is longer than the sound.
    """
    family, given = layer.family, layer.arguments
    first = given.get("data_format") == "channels_first"
    frame = _size(layer, "frame_length", family.numbers["frame_length"])
    step = frame // 2 if given.get("frame_step") is None else _size(layer, "frame_step")
    if not 1 <= step <= frame:
        raise InputError(f"{family.name}: frame_step must be at most frame_length, got {shown(step)} and {frame}")
    length, channels = (shape[2], shape[1]) if first else (shape[1], shape[2])
    bins = bins_of(layer) * (2 if given.get("mode") == "stft" else 1)
    frames = None
    if length is not None:
        places = length - frame + 1 if padding_of(layer) == "valid" else length
        if places < 1:
            raise InputError(f"{layer}: a window of {frame} does not fit into {length}; got an input of {shape}")
        frames = -(-places // step)
    if given.get("expand_dims"):
        return ((shape[0], channels, frames, bins) if first else (shape[0], frames, bins, channels),)
    waves = None if channels is None else channels * bins
    return ((shape[0], waves, frames) if first else (shape[0], frames, waves),)


#: A word of an output -> what makes the shapes.
ENCODED: dict[str, Callable[[Layer, Shape], Shapes]] = {
    "encoded": encoded,
    "hashed": hashed,
    "binned": binned,
    "words": as_words,
    "mel bins": mel_bins,
    "spectrogram": spectrogram,
}
