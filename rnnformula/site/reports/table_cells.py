"""Cells that several reports have in common."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from rnnformula.language import language_of
from rnnformula.language.writing import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where a part of a layer ends.
PART_END = re.compile(r"[(=_]")
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

    >>> layer_cell("LSTM units=2")
    '<code>LSTM units=<wbr>2</code>'
    """
    parts = PART_END.sub(r"\g<0><wbr>", html.escape(layer))
    return f"<code>{parts}</code>"


def breakable(name: str) -> str:
    """A long name that a browser may break behind each of its words.

    >>> breakable("simple_rnn")
    'simple_<wbr>rnn'
    """
    return name.replace("_", "_<wbr>")
