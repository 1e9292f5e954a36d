"""Records -> strings: plain text, Markdown, LaTeX, JSON and HTML, in each language; figures -> HTML and SVG.

It may use the counting, the figures and the words of a language.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# These are public, so that type checkers have to know them.
from rnnformula.render.html_tables import html
from rnnformula.render.hypertext import hypertext
from rnnformula.render.json import json
from rnnformula.render.latex import latex
from rnnformula.render.markdown import markdown
from rnnformula.render.svg import svg
from rnnformula.render.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

#: Format -> renderer: the function of that name in a module of this folder. It takes a record and a language and
#: returns a str.
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
globals().update(FORMATS)  # as importing a module puts the module, not its function, under its name here

__all__ = ["FORMATS", "html", "hypertext", "json", "latex", "markdown", "svg", "text"]
