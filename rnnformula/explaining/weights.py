"""Rows that are lists of weights: where one layer ends and the next begins, and which layers have these arrays."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING

from rnnformula.explaining.matching import layers_of_shapes
from rnnformula.explaining.readings import make_reading
from rnnformula.facts.aliases import ARRAYS, USUAL_MODULES
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.matching import Axes, Match
    from rnnformula.summaries.pasted import PastedRow, PastedTable

ListedArrays = tuple[tuple[str, tuple[int, ...]], ...]

#: What a layer costs where a list of arrays is divided: a whole one with the default options, each option that is not,
#: a matrix alone, which may be of many layers, and an array that is of none.
WHOLE_LAYER, EACH_OPTION, MATRIX_ALONE, OF_NO_LAYER = 2, 3, 4, 10
#: No layer that people list without names has more arrays: four layers in two directions.
MOST_ARRAYS = 32
_OF_CELLS = re.compile(r"(?:weight|bias)_[ih]h")
_NUMBERED = re.compile(r"\d+d$")
#: Fewer letters say nothing.
_FEWEST = 3
_NUMBERS = re.compile(r"\d+$")


def in_layers(table: PastedTable) -> PastedTable:
    """The table with a row for each layer, where it lists arrays and does not name their layers."""
    if not any(_is_nameless(row) for row in table.rows):
        return table
    rows = [part for row in table.rows for part in (_parts(row) if _is_nameless(row) else [row])]
    return replace(table, rows=tuple(rows))


def _is_nameless(row: PastedRow) -> bool:
    return bool(row.arrays) and not row.name and not row.type


def _parts(row: PastedRow) -> Iterator[PastedRow]:
    """The layers of a list of arrays, named after their places in it: the division that costs least."""
    arrays = row.arrays
    costs, begins = [0], [0]
    for end in range(1, len(arrays) + 1):
        possible = (
            (costs[begin] + _cost(arrays[begin:end]), -begin) for begin in range(max(0, end - MOST_ARRAYS), end)
        )
        cost, begin = min(possible)
        costs.append(cost)
        begins.append(-begin)
    ends = [len(arrays)]
    while ends[-1]:
        ends.append(begins[ends[-1]])
    for begin, end in zip(ends[:0:-1], ends[-2::-1], strict=True):
        part = arrays[begin:end]
        yield replace(row, name=f"[{begin}:{end}]", arrays=part, count=sum(prod(shape) for _, shape in part))


def _cost(arrays: ListedArrays) -> int:
    """What it costs to take arrays for those of one layer."""
    fitting = layers_with(arrays)
    if not fitting:
        return OF_NO_LAYER if len(arrays) == 1 else OF_NO_LAYER * len(arrays) + 1
    others = min(len(reading.written.arguments.keys() & reading.written.family.choices.keys()) for reading in fitting)
    if len(arrays) == 1:
        return MATRIX_ALONE if len(arrays[0][1]) > 1 else OF_NO_LAYER - 1
    return WHOLE_LAYER + (EACH_OPTION * others if not fitting[0].written.inside else 0)


def layers_with(arrays: ListedArrays, name: str = "", types: tuple[str, ...] = ()) -> list[Reading]:
    """The layers that have exactly these arrays, by the names that the frameworks give them; the likeliest first.

    ``name`` is the layer's own, which may be that of its class; ``types`` are the classes that it can be.
    """
    fitting = _layers_with(arrays, types)
    words = [_NUMBERS.sub("", word).lower() for word in re.split(r"[._/]", name) if len(word) >= _FEWEST]
    named = [reading for reading in fitting if any(map(_NUMBERED.sub("", reading.layer).lower().startswith, words))]
    return named or list(fitting)


@lru_cache(maxsize=4096)
def _layers_with(arrays: ListedArrays, types: tuple[str, ...]) -> tuple[Reading, ...]:
    names = [name for name, _ in arrays]
    shapes = [shape for _, shape in arrays]
    fitting: list[Reading] = []
    if "weight" not in names and not all(map(_OF_CELLS.fullmatch, names)):
        fitting = _of_keras(_as_in_keras(names), shapes)
    if not fitting and not any(name in ("kernel", "recurrent_kernel") for name in names):
        fitting = [*_of_torch(names, shapes, types)]
    return tuple(reading.with_reasons(label("why_arrays")) for reading in fitting)


def _as_in_keras(names: list[str]) -> list[str]:
    """The names that Keras has for the arrays of Flax and of older versions."""
    known = [ARRAYS.get(name) or name for name in names]
    return ["beta" if name == "bias" and "gamma" in known else name for name in known]


def _of_keras(names: list[str], shapes: Sequence[Axes]) -> list[Reading]:
    """Layers that run over time before the cells that they are made of; other frameworks where Keras has none."""
    matches = layers_of_shapes(shapes, names)
    own = [match for match in matches if match.layer.family.name in FAMILIES]
    without_cells = [match for match in own if not match.layer.family.cell] or own
    # One array alone is as often that of a layer without a bias.
    usual = [match for match in without_cells if match.is_usual] if len(shapes) > 1 else []
    return [_reading(match) for match in usual or without_cells or (matches if all(names) else [])]


def _of_torch(names: list[str], shapes: Sequence[Axes], types: tuple[str, ...]) -> Iterator[Reading]:
    """Modules of PyTorch: matrices with a row for each output; those of Paddle have a column."""
    known = [] if not all(names) else names
    for turned in (list(shapes), [shape[::-1] for shape in shapes]):
        matches = layers_of_shapes(turned, known)
        fitting = [
            _reading(match, printed)
            for printed in types or USUAL_MODULES
            for match in matches
            if match.layer.family is torch_module(printed) and (known or not match.layer.family.cell)
        ]
        yield from fitting
        if fitting:
            return


def _reading(match: Match, printed: str = "") -> Reading:
    return make_reading(match.layer, match.tally, printed, torch=bool(printed))
