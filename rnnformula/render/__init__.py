"""Records -> strings: plain text, Markdown, LaTeX and JSON, in each language; figures -> SVG.

It may use the counting, the figures and the words of a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.render.data import json
from rnnformula.render.latex import latex
from rnnformula.render.markdown import markdown
from rnnformula.render.svg import svg
from rnnformula.render.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

#: Format -> renderer; each takes a record and a language and returns a str.
FORMATS: dict[str, Callable[..., str]] = {"text": text, "markdown": markdown, "latex": latex, "json": json}

__all__ = ["FORMATS", "json", "latex", "markdown", "svg", "text"]
