"""Cells that several reports have in common."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from rnnformula.language import language_of
from rnnformula.language.writing import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A word that a narrow column has no room for, and where a part of a layer, a word of a name or of a class ends.
LONG_WORD, PART_END, NAME_END = re.compile(r"\S{20,}"), re.compile(r"[=_]|(?=\()"), re.compile("_")
CLASS_WORD_END = re.compile("(?<=[a-z])(?=[A-Z])")
#: So many links stand in a cell as they are.
OPEN_PLACES = 2


#: Around what no line breaks.
TOGETHER_CLASS = "bound"
TOGETHER, TOGETHER_END = f'<span class="{TOGETHER_CLASS}">', "</span>"


def agreement(left: int, right: int) -> str:
    """Two numbers and whether they are equal; a narrow column breaks the line behind the sign.

    >>> agreement(1200, 120)
    '1,200&nbsp;≠ 120'
    """
    return f"{grouped(left)}&nbsp;{'=' if left == right else '≠'} {grouped(right)}"


def one_per_line(cells: Iterable[str]) -> str:
    """Several items in a cell, a line each: easy to read on a phone, and without the comma of any language."""
    return "<br>".join(cells)


def places(links: Iterable[str], lang: str) -> str:
    """Links to what is concerned, a line each; more than a few are folded under their number, so that rows stay low."""
    different = list(dict.fromkeys(links))
    if len(different) <= OPEN_PLACES:
        return one_per_line(different)
    line = language_of(lang).word("n_places", len(different)).format(n=grouped(len(different)))
    return f"<details><summary>{line}</summary>{one_per_line(different)}</details>"


def layer_cell(layer: str) -> str:
    """A layer with its sizes as code; a narrow column may break it where a part ends.

    >>> layer_cell("GRU units=2 return_sequences=true")
    '<code>GRU units=2 return_<wbr>sequences=<wbr>true</code>'
    """
    return f"<code>{_breakable(html.escape(layer), PART_END)}</code>"


def arrays_cell(names: Iterable[str], shape: tuple[int, ...]) -> str:
    """Arrays of a shape, which stays on a line of its own where it must.

    >>> arrays_cell(["gamma", "beta"], (10,))
    '`gamma` `beta` <span class="bound">(10,)</span>'
    """
    return " ".join([*(f"`{name}`" for name in names), f"{TOGETHER}{shape}{TOGETHER_END}"])


def class_cell(name: str) -> str:
    """A class as code; a narrow column may break it behind each of its words.

    >>> class_cell("GlobalAveragePooling1D")
    '<code>Global<wbr>Average<wbr>Pooling1D</code>'
    """
    return f"<code>{_breakable(name, CLASS_WORD_END)}</code>"


def breakable(name: str) -> str:
    """A long name that a browser may break behind each of its words.

    >>> breakable("around_additive_attention")
    'around_<wbr>additive_<wbr>attention'
    """
    return _breakable(name, NAME_END)


def _breakable(text: str, ends: re.Pattern[str]) -> str:
    """A text whose long words may be broken behind these ends."""
    return LONG_WORD.sub(lambda word: ends.sub(r"\g<0><wbr>", word[0]), text)
