"""Remarks and reasons -> sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, language_of
from rnnformula.language.saying import STYLE, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.language.phrases import Label
    from rnnformula.language.writing import Style


def sentences(remarks: Iterable[Label], lang: str = DEFAULT, style: Style = STYLE) -> tuple[str, ...]:
    """Each remark in the words of a language."""
    language = language_of(lang)
    return tuple(phrase(remark, language, style) for remark in remarks)
