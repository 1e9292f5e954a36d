"""The image of a link as SVG: layers as their rectangles, their name, their formula, the name of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.figures.areas import LETTERED, SMALLEST_CELL, STRETCHED, Scale, boxes_of, rectangles
from rnnformula.figures.scene import ROLES, Panel
from rnnformula.language import DEFAULT, language_of
from rnnformula.render.svg_drawings import drawn, number
from rnnformula.site.html.math.outlines import EM
from rnnformula.site.publish.link_texts import Coloured, broken_formulas, formulas_of, name_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.figures.areas import Rectangle
    from rnnformula.figures.scene import Box
    from rnnformula.site.html.math.outlines import Outline, Outlines
    from rnnformula.site.publish.link_texts import BrokenTitle, Sides, TextLine, TextLines
    from rnnformula.site.publish.title_letters import TitleLetters

    Alphabet = tuple[int, int, int]
    Face = Callable[[str], Outline]

#: The size that sites ask for which show links.
IMAGE_WIDE, IMAGE_HIGH = 1200, 630
#: The blank at the edges, where text ends at most, where the ground of the rectangles begins.
IMAGE_MARGIN, TEXT_END, GROUND = 64, 664, 704
TEXT_WIDE = TEXT_END - IMAGE_MARGIN
#: The room of the rectangles with their letters and brackets.
ROOM_LEFT, ROOM_RIGHT, ROOM_TOP, ROOM_BOTTOM = GROUND + 46, IMAGE_WIDE - 46, 54, IMAGE_HIGH - 54
#: The largest sizes of text, and those from which on text is rather broken into lines than set smaller.
LARGEST_TITLE, LARGEST_FORMULA, UNBROKEN_TITLE, UNBROKEN_FORMULA = 150, 56, 76, 44
#: The size of labels, the least that can be read, the size of the site's name.
LABEL_SIZE, LEAST_LABEL, SITE_SIZE = 38, 22, 38
#: The side of the icon of the site, and where its name begins beside that.
ICON_SIZE, SITE_LEFT = 48, IMAGE_MARGIN + 64
#: From one baseline to the next, and the height of a capital, in sizes of text.
TITLE_LEADING, FORMULA_LEADING, CAPITAL = 1.2, 1.3, 0.73
#: The blank below the title, below the name of the layers, above the site, the most that lines of a formula may take.
BELOW_TITLE, BELOW_NAME, ABOVE_SITE, FORMULA_HIGH = 56, 26, 24, 210
#: How many pixels a unit of a figure is, whose lines are as much thicker here; the largest side of a scalar.
MAGNIFIED, LARGEST_SIDE = 2.4, 84
#: The room above a rectangle for the letters of gates, below one for its bracket, between two.
LETTERS_ROOM, BRACKET_ROOM, BETWEEN_AREAS = 52, 78, 36
#: How far letters are above a rectangle, the bracket below, how high that is, how far the label's baseline below that.
LETTERS_ABOVE, BRACKET_UNDER, BRACKET_HOOK, LABEL_BELOW = 16, 16, 12, 42
#: A label may take this much of a band's width and height, and keeps lines this far away.
LABEL_WIDE, LABEL_HIGH, KEPT_AWAY = 0.86, 0.86, 6
#: The letters of the math font that formulas and labels are set in: where its capitals, small letters, digits begin.
SANS_LETTERS: Alphabet = (0x1D5A0, 0x1D5BA, 0x1D7E2)


def letter_of(alphabet: Alphabet, letter: str) -> str:
    """The letter in an alphabet of the font, or as it is where the alphabet lacks it.

    >>> letter_of(SANS_LETTERS, "L"), letter_of(SANS_LETTERS, "(")
    ('𝖫', '(')
    """
    for first, last, start in zip("Aa0", "Zz9", alphabet, strict=True):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return letter


class Placed(NamedTuple):
    """A rectangle at its place; one that stands on another one with the same columns shares letters and bracket."""

    rectangle: Rectangle
    sides: Sides
    left: float
    top: float
    is_lettered: bool
    is_bracketed: bool


class Room(NamedTuple):
    """How large text may be, from which size on it need not be broken, and how high all of it may be."""

    largest: float
    unbroken: float
    high: float


@dataclass(frozen=True)
class Pencil:
    """Draws with these letters, those of titles apart, in these colours, the icon of the site beside its name."""

    outlines: Outlines
    titles: TitleLetters
    colours: dict[str, str]
    icon: str

    def draw(self, shown: BrokenTitle, layers: Sequence[Tally], site: str) -> str:
        """The image of layers as one ``<svg>``, with the title of a page and the name of the site.

        Raises:
            LookupError: the font has no such letter.
        """
        ground = (
            f'<rect x="{GROUND}" width="{IMAGE_WIDE - GROUND}" height="{IMAGE_HIGH}" fill="{self.colours["sunk"]}"/>'
        )
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{IMAGE_WIDE}" height="{IMAGE_HIGH}" fill="none">',
                f"<style>{self._styles()}</style>",
                f'<rect width="{IMAGE_WIDE}" height="{IMAGE_HIGH}" fill="{self.colours["page"]}"/>',
                ground,
                *self._texts(shown, layers, site),
                *self._areas([rectangle for counted in layers for rectangle in rectangles(counted)]),
                "</svg>",
            ]
        )

    def _styles(self) -> str:
        arrays = [role for role in ROLES if role != "plain"]
        rules = [f".fig-{role}{{color:{self._colour(role)}}}" for role in ROLES]
        # A block that is too thin for an outline is all of the stronger colour.
        rules += [f".fig-{role}[fill-opacity]{{fill:{self.colours[f'{role}-fill']};fill-opacity:1}}" for role in arrays]
        return "".join([*rules, ".fig-grid{stroke-opacity:.45}"])

    def _colour(self, role: str) -> str:
        return self.colours["ink" if role == "plain" else role]

    def _texts(self, shown: BrokenTitle, layers: Sequence[Tally], site: str) -> Iterator[str]:
        """The title, what it is drawn of and the formula in the middle of the height, the site below."""
        formula, size = self._fitted(
            broken_formulas(formulas_of(layers)), self._sans, Room(LARGEST_FORMULA, UNBROKEN_FORMULA, FORMULA_HIGH)
        )
        formula_high = ((len(formula) - 1) * FORMULA_LEADING + CAPITAL) * size
        name = (Coloured(name_of(layers), "soft"),) if shown.text != name_of(layers) else ()
        name_high = (CAPITAL * LABEL_SIZE + BELOW_NAME) * bool(name)
        end = IMAGE_HIGH - IMAGE_MARGIN - SITE_SIZE - ABOVE_SITE
        left_over = end - IMAGE_MARGIN - formula_high - name_high - BELOW_TITLE
        title, large = self._fitted(shown.ways, self.titles.of, Room(LARGEST_TITLE, UNBROKEN_TITLE, left_over))
        title_high = ((len(title) - 1) * TITLE_LEADING + CAPITAL) * large
        top = IMAGE_MARGIN + max(0, left_over - title_high) / 2
        for place, line in enumerate(title):
            y = top + (CAPITAL + place * TITLE_LEADING) * large
            yield from self._line(line, IMAGE_MARGIN, y, large, self.titles.of)
        top += title_high + BELOW_TITLE
        if name:
            small = min(LABEL_SIZE, TEXT_WIDE / self._width(name))
            yield from self._line(name, IMAGE_MARGIN, top + CAPITAL * LABEL_SIZE, small)
        top += name_high
        for place, line in enumerate(formula):
            yield from self._line(line, IMAGE_MARGIN, top + (CAPITAL + place * FORMULA_LEADING) * size, size)
        above = number(IMAGE_HIGH - IMAGE_MARGIN - (CAPITAL * SITE_SIZE + ICON_SIZE) / 2)
        square = f'x="{IMAGE_MARGIN}" y="{above}" width="{ICON_SIZE}" height="{ICON_SIZE}"'
        yield self.icon.strip().replace("<svg", f"<svg {square}", 1)
        yield from self._line((Coloured(site, "soft"),), SITE_LEFT, IMAGE_HIGH - IMAGE_MARGIN, SITE_SIZE)

    def _fitted(self, ways: Iterable[TextLines], face: Face, room: Room) -> tuple[TextLines, float]:
        """The first way to break text that can be set as large as it need not be broken, else the largest; its size."""
        sized = []
        for lines in ways:
            widest = max(self._width(line, face) for line in lines)
            size = min(room.largest, TEXT_WIDE / widest, room.high / len(lines) / FORMULA_LEADING)
            if size >= room.unbroken:
                return lines, size
            sized.append((lines, size))
        return max(sized, key=lambda way: way[1])

    def _width(self, line: TextLine, face: Face | None = None) -> float:
        """How wide a line is, in sizes of text."""
        outline_of = face or self._sans
        return sum(outline_of(letter).advance for piece in line for letter in piece.text) / EM

    def _sans(self, letter: str) -> Outline:
        """The letter as formulas and labels are set."""
        return self.outlines.of(letter_of(SANS_LETTERS, letter))

    def _line(self, line: TextLine, x: float, y: float, size: float, face: Face | None = None) -> Iterator[str]:
        """A line of text as paths that begins at a place."""
        scale = f"{size / EM:.5f}"
        yield f'<g transform="translate({number(x)} {number(y)}) scale({scale} -{scale})">'
        at: float = 0
        for piece in line:
            yield f'<g fill="{self._colour(piece.role)}">'
            for letter in piece.text:
                outline = (face or self._sans)(letter)
                yield f'<path transform="translate({number(at)} 0)" d="{outline.path}"/>'
                at += outline.advance
            yield "</g>"
        yield "</g>"

    def _areas(self, shown: Sequence[Rectangle]) -> Iterator[str]:
        """All rectangles on one scale, in the middle of their room."""
        beside, stacked = _beside(shown), _stacked(shown)
        placed, scale = max(beside, stacked, key=lambda arranged: arranged[1].across * arranged[1].down)
        for rectangle in placed:
            yield from self._area(rectangle, scale)

    def _area(self, placed: Placed, scale: Scale) -> Iterator[str]:
        shown, left, top = placed.rectangle, placed.left, placed.top
        boxes = list(boxes_of(shown, Scale(scale.across / MAGNIFIED, scale.down / MAGNIFIED), 0, 0))
        panel = Panel(boxes[0].width, boxes[-1].at[1] + boxes[-1].height, tuple(boxes))
        yield f'<g transform="translate({number(left)} {number(top)}) scale({MAGNIFIED})">'
        yield from drawn(panel, language_of(DEFAULT))
        yield "</g>"
        wide = panel.width * MAGNIFIED
        if placed.is_lettered:
            yield from self._letters(shown.gates, left, wide, top)
        for box, words in zip(boxes, placed.sides.rows, strict=True):
            yield from self._label(words, box, left, top)
        if placed.is_bracketed:
            yield from self._bracket(placed.sides.columns, left, wide, top + panel.height * MAGNIFIED + BRACKET_UNDER)

    def _letters(self, gates: Sequence[str], left: float, wide: float, top: float) -> Iterator[str]:
        gate = wide / len(gates)
        if gate >= LETTERED * MAGNIFIED:
            for place, letter in enumerate(gates):
                yield from self._centred(Coloured(letter), left + (place + 0.5) * gate, top - LETTERS_ABOVE)

    def _label(self, words: str, box: Box, left: float, top: float) -> Iterator[str]:
        """What the rows of a band are, in the middle of it; nothing where that could not be read."""
        wide, high = box.width * MAGNIFIED, box.height * MAGNIFIED
        piece = Coloured(words, box.role)
        size = min(LABEL_SIZE, LABEL_WIDE * wide / self._width((piece,)), LABEL_HIGH * high)
        if size < LEAST_LABEL:
            return
        x, y = left + wide / 2, top + (box.at[1] + box.height / 2) * MAGNIFIED
        half_wide = min(self._width((piece,)) * size, wide - 4 * KEPT_AWAY) / 2 + KEPT_AWAY
        half_high = min(size * FORMULA_LEADING, high - 2 * KEPT_AWAY) / 2
        place = f'x="{number(x - half_wide)}" y="{number(y - half_high)}" rx="{KEPT_AWAY}"'
        extent = f'width="{number(2 * half_wide)}" height="{number(2 * half_high)}"'
        yield f'<rect {place} {extent} fill="{self.colours[f"{box.role}-fill"]}"/>'
        yield from self._centred(piece, x, y + size * CAPITAL / 2, size)

    def _bracket(self, words: str, left: float, wide: float, top: float) -> Iterator[str]:
        path = f"M{number(left)},{number(top)} v{BRACKET_HOOK} h{number(wide)} v-{BRACKET_HOOK}"
        yield f'<path d="{path}" stroke="{self.colours["soft"]}" stroke-width="3"/>'
        size = min(LABEL_SIZE, (wide + BETWEEN_AREAS) / self._width((Coloured(words),)))
        if size >= LEAST_LABEL:
            yield from self._centred(Coloured(words), left + wide / 2, top + BRACKET_HOOK + LABEL_BELOW, size)

    def _centred(self, piece: Coloured, x: float, y: float, size: float = LABEL_SIZE) -> Iterator[str]:
        yield from self._line((piece,), x - self._width((piece,)) * size / 2, y, size)


def _beside(shown: Sequence[Rectangle]) -> tuple[list[Placed], Scale]:
    """Rectangles beside each other, and their scale."""
    above = LETTERS_ROOM * any(rectangle.gates for rectangle in shown)
    gaps = (len(shown) - 1) * BETWEEN_AREAS
    columns, rows = sum(rectangle.columns for rectangle in shown), max(rectangle.rows for rectangle in shown)
    scale = _scale(ROOM_RIGHT - ROOM_LEFT - gaps, columns, ROOM_BOTTOM - ROOM_TOP - above - BRACKET_ROOM, rows)
    left = (ROOM_LEFT + ROOM_RIGHT - columns * scale.across - gaps) / 2
    top = (ROOM_TOP + ROOM_BOTTOM + above - BRACKET_ROOM - rows * scale.down) / 2
    placed = []
    for rectangle in shown:
        placed.append(Placed(rectangle, sides_of(rectangle), left, top, bool(rectangle.gates), True))
        left += rectangle.columns * scale.across + BETWEEN_AREAS
    return placed, scale


def _stacked(shown: Sequence[Rectangle]) -> tuple[list[Placed], Scale]:
    """Rectangles one below the other, and their scale."""
    sides = [sides_of(rectangle) for rectangle in shown]
    heads = [(rectangle.gates, names.columns, rectangle.columns) for rectangle, names in zip(shown, sides, strict=True)]
    begins = [not place or heads[place - 1] != head for place, head in enumerate(heads)]
    ends = [*begins[1:], True]
    above = [LETTERS_ROOM * (first and bool(rectangle.gates)) for first, rectangle in zip(begins, shown, strict=True)]
    below = [BETWEEN_AREAS + BRACKET_ROOM * last for last in ends[:-1]] + [BRACKET_ROOM]
    columns, rows = max(rectangle.columns for rectangle in shown), sum(rectangle.rows for rectangle in shown)
    blank = sum(above) + sum(below)
    scale = _scale(ROOM_RIGHT - ROOM_LEFT, columns, ROOM_BOTTOM - ROOM_TOP - blank, rows)
    top = (ROOM_TOP + ROOM_BOTTOM - blank - rows * scale.down) / 2
    placed = []
    for place, rectangle in enumerate(shown):
        top += above[place]
        left = (ROOM_LEFT + ROOM_RIGHT - rectangle.columns * scale.across) / 2
        placed.append(Placed(rectangle, sides[place], left, top, bool(above[place]), ends[place]))
        top += rectangle.rows * scale.down + below[place]
    return placed, scale


def _scale(wide: float, columns: int, high: float, rows: int) -> Scale:
    """A scalar as large as it fits: a square where it can be seen, else stretched at most as in figures."""
    across, down = min(LARGEST_SIDE, wide / columns), min(LARGEST_SIDE, high / rows)
    if min(across, down) >= SMALLEST_CELL * MAGNIFIED:
        across = down = min(across, down)
    return Scale(min(across, down * STRETCHED), min(down, across * STRETCHED))
