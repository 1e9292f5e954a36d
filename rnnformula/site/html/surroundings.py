"""What HTML that is kept between builds depends on besides what it is made of: where that changes, it is made anew."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.html.math.fonts import font_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.book.sources import Sources

#: What turns an output into HTML: packages, and rooms of this one.
LAID_OUT_BY = ("Markdown", "markdown-exec", "pymdown-extensions", "Pygments")
LAYOUT_ROOMS = ("rnnformula/language/", "rnnformula/site/html/")
#: What reads the HTML of a page that was made.
READERS = tuple(
    f"rnnformula/site/{name}.py"
    for name in ("html/html_reader", "publish/search_text", "publish/page_content", "publish/verifying")
)


def layout_surroundings(sources: Sources, converter: Sequence[str]) -> list[str]:
    """What the layout of an output depends on: versions, settings and sources, each as text.

    ``converter`` is what `rnnformula.site.html.math.mathml.converter_versions` says of the converter of formulas.
    """
    rooms = (text for name, text in sources.texts.items() if name.startswith(LAYOUT_ROOMS))
    return [*map(version, LAID_OUT_BY), *converter, font_version(sources.root), sources.text(SETTINGS), *rooms]


def reading_surroundings(sources: Sources) -> list[str]:
    """What is read in the HTML of a page depends on: Python, whose parser reads it, and sources."""
    return [sys.version, *map(sources.text, READERS)]
