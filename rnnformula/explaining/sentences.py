"""Remarks and reasons -> sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.saying import phrase
from rnnformula.language.writing import Style, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.language.phrases import Label

#: ``4·64·(6+64+1)``: short enough for a phone and a terminal.
STYLE = Style("·", number=grouped, plus="+")


def sentences(remarks: Iterable[Label], lang: str = "en", style: Style = STYLE) -> tuple[str, ...]:
    """Each remark in the words of a language."""
    label = words(lang)
    return tuple(phrase(remark, label, style) for remark in remarks)
