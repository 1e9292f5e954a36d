"""Labels of figures -> strings, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language.phrases import Equality, Label, Quote, Symbol
from rnnformula.language.writing import Style, grouped, worked

if TYPE_CHECKING:
    from rnnformula.language.phrases import Value

STYLE = Style(" × ", number=grouped)


def phrase(value: Value | Symbol, words: dict[str, str], style: Style = STYLE) -> str:
    """What a label says; a word with forms, ``1 unit|{n} units``, takes the first where ``n`` is 1.

    >>> phrase(Label("n_units", {"n": 2}), {"n_units": "1 unit|{n} units"})
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
        case Equality(sides):
            return worked(sides, style)
        case Label(key, values):
            form = words[key].split("|")[0 if values.get("n") == 1 else -1]
            return form.format_map({name: phrase(given, words, style) for name, given in values.items()})
        case _:
            return words["list"].join(phrase(one, words, style) for one in value)
