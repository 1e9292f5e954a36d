"""What HTML that is kept between builds depends on besides what it is made of: where that changes, it is made anew."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.html.math.fonts import font_version
from rnnformula.site.html.math.mathml import converter_versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What turns an output into HTML: packages, and rooms of this one.
LAID_OUT_BY = ("Markdown", "markdown-exec", "pymdown-extensions", "Pygments")
LAYOUT_ROOMS = ("rnnformula/language", "rnnformula/site/html")
#: What reads the HTML of a page that was made.
READERS = ("html/html_reader.py", "publish/search.py", "publish/security.py", "publish/verifying.py")


def layout_surroundings(root: Path) -> list[str]:
    """What the layout of an output depends on: versions, settings and sources, each as text."""
    return [
        *map(version, LAID_OUT_BY),
        *converter_versions(root),
        font_version(root),
        (root / SETTINGS).read_text(encoding="utf-8"),
        *(source for room in LAYOUT_ROOMS for source in _sources(root / room)),
    ]


def reading_surroundings(root: Path) -> list[str]:
    """What is read in the HTML of a page depends on: Python, whose parser reads it, and sources."""
    sources = [root / "rnnformula/site" / reader for reader in READERS]
    return [sys.version, *(source.read_text(encoding="utf-8") for source in sources)]


def _sources(room: Path) -> Iterator[str]:
    for file in sorted(room.rglob("*.py")):
        yield file.read_text(encoding="utf-8")
