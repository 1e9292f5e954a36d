"""Labels and symbols -> strings, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language.phrases import Equality, Label, PartOf, Quote, Symbol
from rnnformula.language.writing import Style, grouped, worked

if TYPE_CHECKING:
    from rnnformula.language.definition import Language
    from rnnformula.language.phrases import Value

STYLE = Style(" × ", number=grouped)
#: What is read from the left inside of what is read from the right, by the marks that Unicode has for it.
ISOLATED = "\u2066{}\u2069"


def phrase(value: Value | Symbol, language: Language, style: Style = STYLE) -> str:
    """What a label says in a language; a word with forms, ``1 unit|{n} units``, takes the one that goes with ``n``.

    >>> from rnnformula.language import DEFAULT, language_of
    >>> phrase(Label("n_units", {"n": 2}), language_of(DEFAULT))
    '2 units'
    """
    match value:
        case int():
            return grouped(value)
        case str():
            return value
        case Quote(text):
            return style.code(text)
        case Symbol(letter, index):
            return f"{letter}{index}"
        case PartOf(part, words):
            return style.part(part, phrase(words, language, style))
        case Equality(sides):
            return ISOLATED.format(worked(sides, style)) if language.direction == "rtl" else worked(sides, style)
        case Label(key, values):
            form = language.word(key, values.get("n"))
            return form.format_map({name: phrase(given, language, style) for name, given in values.items()})
        case _:
            return language.words["list"].join(phrase(label, language, style) for label in value)
