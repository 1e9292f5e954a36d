"""Records -> plain text for a terminal, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT
from rnnformula.language.writing import Style, grouped
from rnnformula.render.layout import WritesItself, table

if TYPE_CHECKING:
    from rnnformula.render.layout import Record
    from rnnformula.render.printed_table import Table

STYLE = Style(" × ", number=grouped, indent="  ")


def text(record: Record, lang: str = DEFAULT) -> str:
    """The record as a table in columns; a Chinese character takes two of them. An explanation is lines.

    >>> from rnnformula import tally
    >>> print(text(tally("Dense", units=1, features=2)))
    Array   Shape                       Parameters
    kernel  (features, units) = (2, 1)  2 × 1 = 2
    bias    (units,) = (1,)             1
    Total   units × (features + 1)      1 × (2 + 1) = 3

    Raises:
        InputError: an unknown language.
    """
    if isinstance(record, WritesItself):
        return record.in_format("text", lang)
    laid_out = table(record, lang, STYLE)
    return "\n".join([in_columns(laid_out), *laid_out.notes])


def in_columns(laid_out: Table) -> str:
    """A table in columns, as wide as their widest cells."""
    lines = [laid_out.head, *laid_out.rows]
    widths = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            _pad(cell, width, right=number in laid_out.right)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def width_of(cell: str) -> int:
    """How many letters wide a text is; a Chinese character is as wide as two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in cell)


def _pad(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - width_of(cell))
    return blanks + cell if right else cell + blanks
