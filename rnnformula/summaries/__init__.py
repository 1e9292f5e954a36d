"""The text of a pasted summary -> its tables and rows, whoever printed them; the register of table styles.

It may use the facts and the reading of code; what a row means is not its concern.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown
from rnnformula.summaries.cleaning import cleaned, is_junk
from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal, Source
from rnnformula.summaries.tables import tables

if TYPE_CHECKING:
    from rnnformula.summaries.styles import TableStyle

#: The styles in which tables are printed, in the order in which they are asked about a line. A name stands for the
#: module of that name in this folder and for the class in it that is named alike: ``boxes`` has ``Boxes``.
STYLES: tuple[type[TableStyle], ...] = tuple(
    getattr(import_module(f"{__name__}.{name}"), name.title().replace("_", ""))
    for name in (
        "modules",
        "indexed",
        "flax_boxes",
        "numbered",
        "trees",
        "boxes",
        "columns",
        "translated",
        "weight_lists",
    )
)

__all__ = ["STYLES", "PastedRow", "PastedTable", "PastedTotal", "Source", "read_tables"]


def read_tables(text: str | bytes) -> tuple[PastedTable, ...]:
    """The tables in a pasted text, () where there are none; bytes are read as UTF-8.

    >>> read_tables("lstm_1 (LSTM)   (None, 10)   480")[0].rows[0].count
    480

    Raises:
        InputError: no text at all.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        raise InputError(f"summaries: expected the text of a summary, got {shown(text)}")
    return () if is_junk(text) else tuple(tables(cleaned(text), STYLES))
