"""Remarks and reasons -> sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.render.phrases import phrase
from rnnformula.render.writing import Style, grouped
from rnnformula.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.phrases import Label

#: ``4·64·(6+64+1)``: short enough for a phone and a terminal.
STYLE = Style("·", number=grouped, plus="+")


def sentences(remarks: Iterable[Label], lang: str = "en", style: Style = STYLE) -> tuple[str, ...]:
    """Each remark in the words of a language."""
    label = words(lang)
    return tuple(phrase(remark, label, style) for remark in remarks)
