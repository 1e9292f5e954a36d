"""The text of a summary -> its tables and rows, whoever printed them.

It may use the facts and the reading of code; what a row means is not its concern.
"""

from __future__ import annotations

from rnnformula.errors import InputError, shown
from rnnformula.summaries.cleaning import cleaned, is_junk
from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal, Source
from rnnformula.summaries.tables import tables

__all__ = ["PastedRow", "PastedTable", "PastedTotal", "Source", "read"]


def read(text: str | bytes) -> tuple[PastedTable, ...]:
    """The tables in a pasted text, () where there are none; bytes are read as UTF-8.

    >>> read("lstm_1 (LSTM)   (None, 10)   480")[0].rows[0].count
    480

    Raises:
        InputError: no text at all.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        raise InputError(f"summaries: expected the text of a summary, got {shown(text)}")
    return () if is_junk(text) else tuple(tables(cleaned(text)))
