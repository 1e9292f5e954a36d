"""Cells that several tables have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language.writing import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable


def agreement(one: int, other: int) -> str:
    """Two numbers and whether they are equal; a narrow column breaks behind the sign.

    >>> agreement(1200, 120)
    '1,200&nbsp;≠ 120'
    """
    return f"{grouped(one)}&nbsp;{'=' if one == other else '≠'} {grouped(other)}"


def listed(cells: Iterable[str]) -> str:
    """Several things in one cell, a line each: no language's comma, and easy to read on a phone."""
    return "<br>".join(cells)


def breakable(name: str) -> str:
    """A long name that a browser may break behind each of its words.

    >>> breakable("simple_rnn")
    'simple_<wbr>rnn'
    """
    return name.replace("_", "_<wbr>")
