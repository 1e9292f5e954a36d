r"""Which part of a layer each term of a formula in TeX stands for, found by multiplying out, wherever that stands.

A formula that counts a layer has its terms marked, one that is the count or the shape of a matrix is marked as a whole:
``4 \times \units`` alone may be the biases of an LSTM, but also the width of its kernel. Names of arrays say
themselves what they are.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rnnformula.counting.polynomial import Polynomial, axis_polynomials, of_array, sum_of, symbols
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import RECURRENT_LAYERS
from rnnformula.figures.term_parts import parts_in_numbers, parts_of_terms, sizes_put_in
from rnnformula.language.notation import CONTROL, NOTATIONS, OF_ARRAYS, arguments_of, plain
from rnnformula.site.algebra.polynomials import (
    FRACTION_KIND,
    SAME,
    SHAPE_KIND,
    TEX_ROW_END,
    WORDS_BESIDE,
    read_statement,
    renamed,
    split_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rnnformula.facts import Array, Family
    from rnnformula.figures.term_parts import FormulaTerm, Place
    from rnnformula.site.algebra.polynomials import Statement

#: How a mark is written, for Temml.
TEX_MARK = r"\data{{part={}}}{{{}}}"
#: What no mark may hold: the end of a cell or of a row.
CELL_ENDS = ("&", TEX_ROW_END)
#: A row that says what the next one counts.
ROW_LABEL = re.compile(r"[\s&]*\\text\{([^{}]*)\}\\colon[\s&]*")
#: A name as text; shorter names of arrays, such as ONNX's, are letters that may mean anything.
NAME_AS_TEXT = re.compile(r"\\text\{([^{}]*)\}")
SHORTEST_NAME = 4
#: Macro -> the name of the array that it is, or that it has a part of.
MACRO_ARRAYS = {
    macro: plain(next(iter(NOTATIONS.values())).tex[array]) for array, macros in OF_ARRAYS.items() for macro in macros
}
#: The names of the sizes in formulas, first as Keras has them, then as each other notation does.
SIZE_NAMES = (
    SAME,
    *({plain(notation.tex[size]): size for size in ("units", "features")} for notation in list(NOTATIONS.values())[1:]),
)

#: A polynomial, or several, as a key.
Key = tuple[frozenset[tuple[tuple[str, ...], int]], ...]
#: The name of each array and how many numbers it holds; and the number of gates.
CountedLayer = tuple[tuple[tuple[str, Polynomial], ...], int]


def with_parts(tex: str) -> str:
    r"""The TeX with a mark around each term that stands for a part of a layer.

    >>> with_parts(r"\units \times (\features + 1)")
    '\\data{part=units}{\\units} \\times (\\data{part=kernel}{\\features} + \\data{part=bias}{1})'
    """
    marked, behind = "", 0
    for (start, end), part in sorted(parts_in_tex(tex).items()):
        marked += tex[behind:start] + TEX_MARK.format(part, tex[start:end])
        behind = end
    return marked + tex[behind:]


def parts_in_tex(tex: str) -> dict[Place, str]:
    """The part that each term of a formula stands for, by the first and the last place of the term; none overlap."""
    parts_by_place: dict[Place, str] = {}
    label = ""
    for row in split_rows(tex):
        if named := ROW_LABEL.fullmatch(row.tex):
            label = plain(named[1])
            continue
        with suppress(ValueError):  # what is no polynomial may have names of arrays
            parts_by_place |= _parts_of_statement(read_statement(row), label)
    parts_by_place = {
        place: part for place, part in parts_by_place.items() if not any(end in tex[slice(*place)] for end in CELL_ENDS)
    }
    parts_by_place |= dict(_names(tex))
    for words in WORDS_BESIDE.finditer(tex):
        start = tex.rfind(TEX_ROW_END, 0, words.start())
        beside = {part for place, part in parts_by_place.items() if start < place[0] < words.start()}
        if len(beside) == 1:
            parts_by_place[words.start() + words[0].index("\\text"), words.end()] = beside.pop()
    return parts_by_place


def _names(tex: str) -> Iterator[tuple[Place, str]]:
    """The names of arrays, as macros or as text."""
    for macro in CONTROL.finditer(tex):
        if macro[1] in MACRO_ARRAYS:
            yield (macro.start(), arguments_of(tex, macro.end(), macro[1])[1]), MACRO_ARRAYS[macro[1]]
    for name in NAME_AS_TEXT.finditer(tex):
        if plain(name[1]) in _named_arrays():
            yield name.span(), plain(name[1])


def _parts_of_statement(statement: Statement, label: str) -> dict[Place, str]:
    """The parts of all sides; numbers put in are known from the side in symbols that they are equal to."""
    parts_by_place: dict[Place, str] = {}
    in_symbols = [term for side in statement.terms for term in _whole(side)]
    for given in in_symbols:
        term, parts = _parts_of_side(given, label)
        parts_by_place |= parts
        if set(statement.signs) != {"="}:
            continue
        sizes: dict[str, int] = {}
        for numbers in statement.terms:
            sizes |= sizes_put_in(term, numbers)
        for numbers in statement.terms:
            if not symbols(numbers.value):
                parts_by_place |= parts_in_numbers(term, parts, numbers, sizes)
    return parts_by_place


def _whole(term: FormulaTerm) -> tuple[FormulaTerm, ...]:
    """The term itself; of a fraction what is above and below the line."""
    return term.within if term.kind == FRACTION_KIND else (term,)


def _parts_of_side(term: FormulaTerm, label: str) -> tuple[FormulaTerm, dict[Place, str]]:
    """The side with the names of sizes that the package has, and its parts."""
    if term.kind == SHAPE_KIND:
        name = _matrices_by_shape().get(_key(*(axis.value for axis in term.within)), "")
        return term, {term.place: name} if name else {}
    for names in SIZE_NAMES:
        if names is not SAME and symbols(term.value) != names.keys():
            continue
        known = _renamed(term, names)
        if (_key(known.value), label) in _arrays_by_count():
            return known, {term.place: label}
        if layer := _layers_by_total().get(_key(known.value)):
            return known, parts_of_terms(known, *layer)
        if name := _matrices_by_count().get(_key(known.value), ""):
            return known, {term.place: name}
    return term, {}


def _renamed(term: FormulaTerm, names: Mapping[str, str]) -> FormulaTerm:
    return replace(
        term, value=renamed(term.value, names), within=tuple(_renamed(inner, names) for inner in term.within)
    )


def _key(*polynomials: Polynomial) -> Key:
    return tuple(frozenset(polynomial.items()) for polynomial in polynomials)


def _counts(arrays: Iterable[Array]) -> tuple[tuple[str, Polynomial], ...]:
    return tuple((array.name, renamed(of_array(array))) for array in arrays)


def _arrays(families: Iterable[Family]) -> set[Array]:
    return {array for family in families for variant in family.variants for array in variant.arrays}


def _is_of_matrix(count: Polynomial) -> bool:
    return any(len(sizes) > 1 for sizes in count)


@cache
def _named_arrays() -> frozenset[str]:
    families = (*FAMILIES.values(), *RECURRENT_LAYERS.values())
    return frozenset(array.name for array in _arrays(families) if len(array.name) >= SHORTEST_NAME)


@cache
def _layers_by_total() -> dict[Key, CountedLayer]:
    """The layers by how many numbers they hold; of several the first, those of Keras before a pair of them in both
    directions, these before other frameworks.
    """
    layers: dict[Key, CountedLayer] = {}

    def add(families: Iterable[Family], times_each: int) -> None:
        for family in families:
            for variant in family.variants:
                counts = _counts(variant.arrays) * times_each
                total = sum_of(count for _, count in counts)
                if _is_of_matrix(total):
                    layers.setdefault(_key(total), (counts, len(family.gates)))

    add(FAMILIES.values(), 1)
    add((family for family in FAMILIES.values() if family.recurrent and not family.cell), 2)
    add(RECURRENT_LAYERS.values(), 1)
    return layers


@cache
def _arrays_by_count() -> frozenset[tuple[Key, str]]:
    families = (*FAMILIES.values(), *RECURRENT_LAYERS.values())
    return frozenset((_key(count), name) for name, count in _counts(_arrays(families)))


@cache
def _matrices_by_count() -> dict[Key, str]:
    """Keras' arrays by how many numbers they hold; those of a vector may be those of a row of another array too."""
    counts = [(_key(count), name) for name, count in _counts(_arrays(FAMILIES.values())) if _is_of_matrix(count)]
    return _only_ones(counts)


@cache
def _matrices_by_shape() -> dict[Key, str]:
    arrays = [array for array in _arrays(FAMILIES.values()) if len(array.axes) > 1]
    return _only_ones((_key(*(renamed(axis) for axis in axis_polynomials(array))), array.name) for array in arrays)


def _only_ones(names: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """The name for each key that has one alone."""
    names_by_key: dict[Key, set[str]] = {}
    for key, name in names:
        names_by_key.setdefault(key, set()).add(name)
    return {key: min(several) for key, several in names_by_key.items() if len(several) == 1}
