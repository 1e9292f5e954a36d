"""Records -> strings: plain text, Markdown, LaTeX, JSON and HTML, in each language; figures -> HTML and SVG.

It may use the counting, the figures and the words of a language.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# These are public, so that type checkers have to know them.
from rnnformula.render.html_tables import html
from rnnformula.render.json import json
from rnnformula.render.latex import latex
from rnnformula.render.markdown import markdown
from rnnformula.render.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.render.hypertext_figures import hypertext
    from rnnformula.render.svg_drawings import svg

FORMATS: dict[str, Callable[..., str]] = {
    name: getattr(import_module(f"{__name__}.{module}"), name)
    for name, module in (
        ("text", "text"),
        ("markdown", "markdown"),
        ("latex", "latex"),
        ("json", "json"),
        ("html", "html_tables"),
    )
}
"""Format -> what writes it: the function of that name in a module of this folder. It takes a record and a language and
returns a str.

>>> list(FORMATS)
['text', 'markdown', 'latex', 'json', 'html']
"""
globals().update(FORMATS)  # as importing a module puts the module, not its function, under its name here

#: What draws figures, and the module of this folder that has it: loaded when it is asked for, as no record needs it.
DRAWINGS = {"hypertext": "hypertext_figures", "svg": "svg_drawings"}

__all__ = ["FORMATS", "html", "hypertext", "json", "latex", "markdown", "svg", "text"]


def __getattr__(name: str) -> object:
    if name not in DRAWINGS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{DRAWINGS[name]}"), name)
