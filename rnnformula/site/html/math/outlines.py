"""Letters of a font as paths, for a drawing that has to look the same where the font is not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from rnnformula.site.html.math.fonts import FONT, font_version
from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

#: The font's units in a size of text.
EM = 1000


class Outline(NamedTuple):
    """How far a letter reaches to the right, and its path; upwards is positive."""

    advance: float
    path: str


@dataclass
class Outlines:
    """The outlines of the math font's letters, kept between builds: to unpack the font takes a second.

    Another font is a subclass, which says where its outlines are kept, what they depend on, and who draws a letter.
    """

    root: Path
    shelf: Shelf = field(init=False)
    _drawers: dict[Path, Callable[[str], Outline]] = field(default_factory=dict)
    #: The file of the kept outlines, and what the font is called where it lacks a letter.
    kept_in: ClassVar[str] = "outlines.json"
    font_name: ClassVar[str] = "math font"
    #: Where on its axes a variable font is drawn.
    location: ClassVar[Mapping[str, float] | None] = None

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.root / ".cache" / self.kept_in, [*self.font_versions(), version("fonttools")])

    def font_versions(self) -> list[str]:
        """What the outlines depend on, besides who draws them."""
        return [font_version(self.root)]

    def of(self, letter: str) -> Outline:
        """The outline of a letter.

        Raises:
            LookupError: the font does not have it.
        """
        return Outline(*json.loads(self.shelf.get(letter, lambda: json.dumps(self._draw(letter)))))

    def file_of(self, letter: str) -> Path:
        """The file of the font that has the letter, if any has.

        Raises:
            LookupError: none has.
        """
        return self.root / FONT

    def lacks(self, letter: str) -> LookupError:
        """The error of a letter that the font does not have."""
        return LookupError(f"the {self.font_name} has no {letter} (U+{ord(letter):04X})")

    def _draw(self, letter: str) -> Outline:
        file = self.file_of(letter)
        if file not in self._drawers:
            self._drawers[file] = _drawer(file, self)
        return self._drawers[file](letter)


def _drawer(file: Path, outlines: Outlines) -> Callable[[str], Outline]:
    font = TTFont(file, lazy=True)
    names, glyphs = font.getBestCmap(), font.getGlyphSet(location=outlines.location)

    def draw(letter: str) -> Outline:
        if ord(letter) not in names:
            raise outlines.lacks(letter)
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs)
        glyph.draw(pen)
        return Outline(glyph.width, pen.getCommands())

    return draw
