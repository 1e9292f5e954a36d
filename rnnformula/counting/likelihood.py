"""How likely it is that somebody made a layer: of several that have a number, this tells which is meant.

A likelihood is a product; it is added up as logarithms. Its factors are

- how often the class is used, or the class that another one holds: `USUAL_CLASSES`, `USUAL_INSIDE`;
- for each size how often its value is used, as it was counted in `USUAL_SIZES`; as if `PRIOR` further sizes had been
  counted, a number also has a weight by its form: powers of two, round numbers and small ones are usual, large odd ones
  rare, and what is above some thousands rarer still;
- for each option how likely it is to have another value than its default: `OPTIONS`;
- what stands around a row, which `rnnformula.explaining.together` asks: `CHAINED`, `OF_PRINTED_SIZE`, `KEEPS_TOO_MUCH`.

All weights stand here. The scripts of the site weigh in the same way, and a test holds them to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import sort_of
from rnnformula.facts.usual_sizes import USUAL_CLASSES, USUAL_INSIDE, USUAL_SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.facts import Family, Size
    from rnnformula.reading.layers import Layer

#: So many sizes that were never seen weigh as much as the ones that were counted.
PRIOR = 20
#: A number is weighed by the first of these forms that it has: what divides it, from and up to where, the weight.
FORMS: tuple[tuple[int, int, int, float], ...] = (
    (100, 100, 2000, 6),
    (50, 50, 1000, 4),
    (32, 32, 2048, 4),
    (10, 10, 500, 3),
    (16, 16, 512, 3),
    (1, 3, 12, 3),
)
#: The weight of a power of two up to the largest one that is usual.
POWER_OF_TWO, LARGEST_POWER = 8, 2**13
#: The weight of an odd number above what is small.
ODD, SMALL = 0.3, 64
#: Numbers grow rarer, at first as ``1 / (n + NUMBER_SPREAD)``; above `MANY` as the square of that, and as the third
#: power for what reads no flattened picture, by `rnnformula.facts.kinds.sort_of`.
NUMBER_SPREAD, MANY, NEVER_FLAT = 8, 1000, ("recurrent", "space")
#: Nobody gives a layer more units, filters or other sizes of its own than this; the weight of those who do.
MOST_OWN, ABOVE_MOST_OWN = 4096, 1e-3
#: The weights of all numbers, added up.
ALL_NUMBERS = 9.83
#: Words of an embedding: the weight of 1, 2 or 5 before three or more zeros, of other thousands and hundreds, and of
#: one more than these, as 0 is often kept free.
ROUND_WORDS, THOUSANDS, HUNDREDS, ONE_MORE = 1000, 8, 4, 0.5
#: Words grow rarer, at first as ``1 / (n + WORDS)``; above `MANY_WORDS` as the square.
WORDS, MANY_WORDS = 1000, 100_000
#: The weights of all numbers of words, added up.
ALL_WORDS = 6.990
#: Sizes of which a few values are usual, with their share; all other values share the rest, and the larger the rarer.
FEW: dict[str, dict[int, float]] = {
    "kernel_size": {3: 0.5, 5: 0.14, 2: 0.08, 7: 0.08, 1: 0.07, 4: 0.05, 9: 0.02, 11: 0.02, 8: 0.015},
    "num_heads": {8: 0.35, 4: 0.25, 2: 0.15, 16: 0.07, 12: 0.06, 1: 0.06},
    "num_layers": {1: 0.7, 2: 0.22, 3: 0.05, 4: 0.02},
}
#: A window whose sides differ is so much rarer; but for those with which models of speech read spectrograms, each of
#: which has such a share.
UNEQUAL_SIDES, WINDOWS_OF_SPEECH, OF_SPEECH = 0.05, ((41, 11), (21, 11)), 0.005
#: The channels of sounds and pictures, and how much likelier they are than by their form.
OF_PICTURES, TIMES_IN_PICTURES = (1, 3), 4
#: How often a convolution reads as many channels as it puts out, whatever their number.
EQUAL_CHANNELS = 0.25
#: Option -> how likely it is that it is not at its default.
OPTIONS = {
    "use_bias": 0.025,
    "reset_after": 0.3,
    "bidirectional": 0.2,
    "center": 0.01,
    "scale": 0.02,
    "renorm": 0.002,
    "merge_mode": 0.05,
    "axis": 0.02,
    "data_format": 0.03,
    "lora_rank": 0.002,
    "proj_size": 0.005,
}
#: How likely a normalization is to leave out its bias alone.
NORMALIZED_WITHOUT_BIAS = 1e-3
#: As `OPTIONS`, for all others.
OTHER_OPTION = 0.05
#: Sizes and options of PyTorch -> the name here under which they are weighed.
ALIKE_SIZES = {
    "in_features": "features",
    "num_features": "features",
    "normalized_shape": "features",
    "out_features": "units",
    "in_channels": "channels",
    "out_channels": "filters",
    "num_embeddings": "input_dim",
    "embedding_dim": "output_dim",
    "bias": "use_bias",
}
#: How likely a GRU is to reset after the product, in a table of Keras before TensorFlow 2 and in one of later.
OLD_RESET_AFTER, NEW_RESET_AFTER = 0.05, 0.96
#: A backward layer of its own; each further cell of a stack.
OWN_BACKWARD, FURTHER_CELL = 0.002, 0.2
#: A class that was never seen counts as if it had been, so often.
UNSEEN = 0.5
#: A class of another framework or an older Keras, where none is said.
FOREIGN = 0.05
#: People come with numbers of recurrent layers; where no class is said, others are so much rarer.
NOT_RECURRENT = 0.25
#: A layer over vectors whose output has axes of space is so much rarer than one over space.
VECTORS_IN_SPACE = 0.05

#: How likely it is that a row reads what the row before it puts out, where the table does not say what it reads.
CHAINED = 0.8
#: How likely a row is to put out what the row below it is printed to read.
PRINTED_BELOW = 0.97
#: How likely what a model reads is to have the memory that is printed, and how likely to be only a part of it.
OF_PRINTED_SIZE, PART_OF_PRINTED_SIZE, BEYOND_PRINTED_SIZE = 0.9, 0.005, 1e-6
#: How likely a layer is to keep more numbers from training than the whole table does.
KEEPS_TOO_MUCH = 1e-6
#: Logarithms that agree in so many digits are equal: the order in which they are added up makes no difference.
EQUAL_DIGITS = 6
#: How likely a row's name is to tell of another layer than it is, by `rnnformula.facts.kinds.suits_name`.
NAMED_OTHERWISE = 1e-5
#: The likeliest of several is called almost certain when it is so many times as likely as all others together.
FAR_AHEAD = 10_000
#: So far ahead, what a row of PyTorch reads of the row before it is not doubted.
NOT_DOUBTED = 50

_ROUND = re.compile("[125]0{3,}")


def log_likelihood(layer: Layer, read: Mapping[str, Size]) -> float:
    """How likely a layer is that reads these sizes, as a logarithm; only differences of two mean something.

    >>> from rnnformula.reading.layers import read_layer
    >>> usual, odd = read_layer("GRU(1024)"), read_layer("GRU(1)")
    >>> log_likelihood(usual, {"features": 256}) > log_likelihood(odd, {"features": 1_312_765})
    True
    """
    return sum(log_likelihoods(layer, read))


def log_likelihoods(layer: Layer, read: Mapping[str, Size]) -> tuple[float, float]:
    """As `log_likelihood`, in two parts: of all but what the layer reads at a place, and of that."""
    own = _sorted_out(layer.family).of_class
    width = 0.0
    for place, (holder, leaf) in enumerate(_distinct(layer)):
        known = _sorted_out(leaf.family)
        if holder is not None:
            own += _log_of_inside(holder.family, leaf.family)
        own += log_of_options(leaf) + sum(
            _log_of_size(known.sort, name, size)
            for name in known.own
            if (size := leaf.arguments.get(name) or (read.get(name) if place == 0 else None))
        )
        if place == 0:
            filters = leaf.arguments.get("filters", leaf.arguments.get("out_channels"))
            width = sum(
                _log_of_read(known.sort, name, size, filters)
                for name in known.read
                if (size := read.get(name, leaf.arguments.get(name)))
            )
    return own + _log_of_making(layer), width


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """What is asked of a family for each layer: its sort, its sizes, what its options are else, how usual it is."""

    family: Family
    sort: str
    own: tuple[str, ...]
    read: tuple[str, ...]
    decided: tuple[tuple[str, Any], ...]
    of_class: float


#: By the identity of a family, as the many layers of a search would be slow to compare.
_SORTED_OUT: dict[int, _SortedOut] = {}


def _sorted_out(family: Family) -> _SortedOut:
    known = _SORTED_OUT.get(id(family))
    if known is None or known.family is not family:
        read = tuple(name for name in family.sizes if name in ("features", "channels") or name in family.input)
        layout = (("axis", -1), ("data_format", "channels_last"))
        known = _SORTED_OUT[id(family)] = _SortedOut(
            family,
            sort_of(family),
            tuple(name for name in family.sizes if name not in read),
            read,
            (
                *family.choices.items(),
                *((name, None) for name in family.optional),
                *((name, value) for name, value in layout if name in family.arguments and name not in family.choices),
            ),
            log((USUAL_CLASSES.get(_short(family), 0) + UNSEEN) / (sum(USUAL_CLASSES.values()) + UNSEEN)),
        )
    return known


def _distinct(layer: Layer) -> list[tuple[Layer | None, Layer]]:
    """The layers that own arrays with the one that holds each; equal ones once."""
    if not layer.family.composition:
        return [(None, layer)]
    pairs: list[tuple[Layer | None, Layer]] = []
    for inner in layer.inside:
        for holder, leaf in _distinct(inner):
            pair = (holder or layer, leaf)
            if all(leaf != other for _, other in pairs):
                pairs.append(pair)
    return pairs


def _log_of_making(layer: Layer) -> float:
    """How a layer made of layers is made: the way of merging, the number of cells, a backward layer of its own."""
    composition = layer.family.composition
    if composition is None:
        return 0.0
    added = sum(map(_log_of_making, layer.inside))
    if composition.both_ways:
        added += log(OWN_BACKWARD) if len(layer.inside) > 1 else 0.0
        merged = OPTIONS["merge_mode"]
        added += log(merged if layer.arguments.get("merge_mode", "concat") != "concat" else 1 - merged)
    elif len(layer.inside) > 1:
        added += (len(layer.inside) - 1) * log(FURTHER_CELL)
    return added


def log_of_options(layer: Layer) -> float:
    """How likely the options of a layer are."""
    family, given = layer.family, layer.arguments
    added = 0.0
    for name, default in _sorted_out(family).decided:
        value = given.get(name, default)
        if name in FEW:
            added += log(_few(name, value))
        else:
            other = OPTIONS.get(ALIKE_SIZES.get(name, name), OTHER_OPTION)
            if name == "bias" and family.output == ("same",):
                other = NORMALIZED_WITHOUT_BIAS
            added += log(1 - other if value == default else other)
    return added


def _short(family: Family) -> str:
    return family.name.rpartition(".")[2]


def _log_of_inside(holder: Family, inner: Family) -> float:
    """How often a class stands in another one; unseen ones by the rank that their facts give them."""
    inside = USUAL_INSIDE.get(_short(holder), {})
    unseen = UNSEEN * (1 + inner.likelihood) / 10 * (FOREIGN if "." in inner.name else 1)
    return log((inside.get(_short(inner), 0) + unseen) / (sum(inside.values()) + 1))


def log_of_size(family: Family, name: str, size: Size) -> float:
    """How likely a size of a layer of this family is."""
    return _log_of_size(sort_of(family), name, size)


def _log_of_read(sort: str, name: str, size: Size, filters: Size | None) -> float:
    """How likely a size is that is read at a place, beside the filters of a convolution, if it is one."""
    usual = _log_of_size(sort, name, size)
    if filters is None or ALIKE_SIZES.get(name, name) != "channels":
        return usual
    if size != filters:
        return usual + log(1 - EQUAL_CHANNELS)
    return log(EQUAL_CHANNELS + (1 - EQUAL_CHANNELS) * exp(usual))


@lru_cache(maxsize=1 << 16)
def _log_of_size(sort: str, name: str, size: Size) -> float:
    if isinstance(size, tuple):
        if len(set(size)) == 1:
            return _log_of_size(sort, name, size[0])
        if size in WINDOWS_OF_SPEECH:
            return log(OF_SPEECH)
        return log(UNEQUAL_SIDES) + sum(_log_of_size(sort, name, side) for side in size)
    name = ALIKE_SIZES.get(name, name)
    seen = USUAL_SIZES.get(sort, {}).get(name, {})
    return log((seen.get(size, 0) + PRIOR * usual_number(sort, name, size)) / (sum(seen.values()) + PRIOR))


def usual_number(sort: str, name: str, number: int) -> float:
    """How usual a number is as a size of this name, by its form alone; all numbers together have about 1."""
    if name in FEW:
        return _few(name, number)
    if name == "input_dim":
        return _form_of_words(number) / (number + WORDS) * min(1, MANY_WORDS / number) / ALL_WORDS
    rarer = min(1, MANY / number) ** (2 if sort in NEVER_FLAT else 1)
    usual = _form(number) / (number + NUMBER_SPREAD) * rarer / ALL_NUMBERS
    if name == "channels":
        return usual * (TIMES_IN_PICTURES if number in OF_PICTURES else 1)
    return usual * (ABOVE_MOST_OWN if name != "features" and number > MOST_OWN else 1)


def _few(name: str, number: int) -> float:
    usual = FEW[name]
    return usual.get(number) or (1 - sum(usual.values())) / (number * (number + 1))


def _form(number: int) -> float:
    if number <= LARGEST_POWER and number & (number - 1) == 0:
        return POWER_OF_TWO
    for divisor, low, high, weight in FORMS:
        if low <= number <= high and number % divisor == 0:
            return weight
    return ODD if number > SMALL and number % 2 else 1


def _form_of_words(number: int) -> float:
    if _ROUND.fullmatch(str(number)):
        return ROUND_WORDS
    for divisor, weight in ((1000, THOUSANDS), (100, HUNDREDS)):
        if number % divisor == 0:
            return weight
        if number > 1 and number % divisor == 1:
            return weight * ONE_MORE
    return 1


def shares(logs: Sequence[float]) -> list[float]:
    """Logarithms of likelihoods -> the share of each among all of them."""
    most = max(logs, default=0.0)
    weights = [exp(number - most) for number in logs]
    return [weight / sum(weights) for weight in weights]


def is_far_ahead(logs: Sequence[float], times: int = FAR_AHEAD) -> bool:
    """Whether the first of several is so many times as likely as all others that these need not be looked at.

    >>> is_far_ahead([0.0, -10.0]), is_far_ahead([0.0, -5.0])
    (True, False)
    """
    first, *others = shares(logs) or [1.0]
    return first > times * sum(others)
