"""Letters of the math font as paths, for a drawing that has to look the same where the font is not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from rnnformula.site.html.math.fonts import FONT, font_version
from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The font's units in a size of text.
EM = 1000


class Outline(NamedTuple):
    """How far a letter reaches to the right, and its path; upwards is positive."""

    advance: float
    path: str


@dataclass
class Outlines:
    """The outlines of letters, kept between builds: to unpack the font takes a second."""

    root: Path
    shelf: Shelf = field(init=False)
    _drawers: list[Callable[[str], Outline]] = field(default_factory=list)

    def __post_init__(self) -> None:
        surroundings = [font_version(self.root), version("fonttools")]
        self.shelf = Shelf(self.root / ".cache" / "outlines.json", surroundings)

    def of(self, letter: str) -> Outline:
        """The outline of a letter.

        Raises:
            LookupError: the font does not have it.
        """
        return Outline(*json.loads(self.shelf.get(letter, lambda: json.dumps(self._draw(letter)))))

    def _draw(self, letter: str) -> Outline:
        if not self._drawers:
            self._drawers.append(_drawer(self.root / FONT))
        return self._drawers[0](letter)


def _drawer(file: Path) -> Callable[[str], Outline]:
    font = TTFont(file, lazy=True)
    names, glyphs = font.getBestCmap(), font.getGlyphSet()

    def draw(letter: str) -> Outline:
        if ord(letter) not in names:
            raise LookupError(f"the math font has no {letter} (U+{ord(letter):04X})")
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs)
        glyph.draw(pen)
        return Outline(glyph.width, pen.getCommands())

    return draw
