"""Figures -> SVG, to stand in a page as it is.

The class of a mark says what it means, such as ``fig-kernel``; a stylesheet gives it a colour. Without a stylesheet a
figure has the colour of the text, and dashes still tell the lines apart.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from rnnformula.errors import InputError, shown
from rnnformula.figures.scene import TEXT, WIDTH, Box, Circle, Figure, Line, Text
from rnnformula.language import DEFAULT, language_of
from rnnformula.language.notation import MACROS
from rnnformula.language.phrases import Symbol
from rnnformula.language.saying import STYLE, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.definition import Language

#: Dashes by which lines of a role are told without colour.
PATTERNS = {"recurrent": "7 3", "bias": "2 3"}
#: Sizes in labels, between marks that no label has, so that they can be told from words.
MARKING_SIZES = replace(STYLE, name=lambda name: f"\ue000{name}\ue001" if name in MACROS else name)
MARKED_SIZE = re.compile("\ue000(.*?)\ue001")
#: Where one scalar is smaller than this, no grid is drawn.
SMALLEST_CELL = 6
#: The lines between the parts of a block stand out from it this far at each end.
OUT = 3
#: The length of an arrowhead and half of its width; the line ends this far inside it.
ARROW, HALF_ARROW, INSIDE_ARROW = 9, 4.5, 2
#: The width of lines, and the radius of the corners of a box that stands for no array.
STROKE, CORNER = 1.75, 4
#: An index stands this far below its letter, and is this much smaller.
INDEX_DROP = 3
#: How opaque a filled box is, and one that is filled more.
OPACITY, STRONG_OPACITY = 0.2, 0.55


def svg(figure: Figure, lang: str = DEFAULT) -> str:
    """The figure as one ``<svg>`` element, with a title and a description for those who can't see it.

    >>> from rnnformula import figure
    >>> svg(figure("unit", "SimpleRNN", units=2, features=3)).startswith("<svg")
    True

    Raises:
        InputError: an unknown language, or an object that is no figure.
    """
    language = language_of(lang)
    if not isinstance(figure, Figure):
        raise InputError(f"render: expected a Figure, got {shown(figure)}")
    # An id that no other figure has, and that is the same in every language and each time.
    name = f"figure-{figure.name}-{hashlib.sha256(repr(figure).encode()).hexdigest()[:8]}"
    size = f'width="{WIDTH}" height="{_number(figure.height)}" viewBox="0 0 {WIDTH} {_number(figure.height)}"'
    description = language.words["space"].join(phrase(sentence, language) for sentence in figure.description)
    # Positions are counted from the left, and labels begin there, whatever the direction of the page around.
    direction = "" if language.direction == "ltr" else ' direction="ltr"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" {size}',
            f'aria-labelledby="{name}-title {name}-text" font-size="{TEXT}" fill="none"{direction}>',
            f'<title id="{name}-title">{escape(phrase(figure.title, language))}</title>',
            f'<desc id="{name}-text">{escape(description)}</desc>',
            *(line for mark in figure.marks for line in _mark(mark, language)),
            "</svg>",
        ]
    )


def _mark(mark: Mark, language: Language) -> Iterator[str]:
    match mark:
        case Text():
            yield _text(mark, language)
        case Line():
            yield from _line(mark)
        case Circle((x, y), radius, role):
            at = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
            yield f"<circle {_class('fig-node', role)} {at} {_stroke(role)}/>"
        case Box():
            yield from _box(mark)


def _text(text: Text, language: Language) -> str:
    kinds = ["fig-text", *(name for name in ("strong", "over") if getattr(text, name))]
    if isinstance(text.words, str):
        kinds.append("code")
    x, y = map(_number, text.at)
    weight = ' font-weight="bold"' if text.strong else ""
    attributes = f'x="{x}" y="{y}" text-anchor="{text.anchor}" fill="currentColor"{weight}'
    if isinstance(text.words, Symbol):
        index = f'<tspan dy="{INDEX_DROP}" font-size="{TEXT - INDEX_DROP}">{text.words.index}</tspan>'
        written = f"{escape(text.words.letter)}{index}"
    else:
        # A page writes sizes in the notation of its reader.
        written = MARKED_SIZE.sub(
            r'<tspan data-size="\1">\1</tspan>', escape(phrase(text.words, language, MARKING_SIZES))
        )
    return f"<text {_class(' fig-'.join(kinds), text.role)} {attributes}>{written}</text>"


def _line(line: Line) -> Iterator[str]:
    points = list(line.points)
    head = ""
    if line.arrow:
        tip, points[-1] = points[-1], _back(points[-1], points[-2], ARROW - INSIDE_ARROW)
        back = _back(tip, points[-2], ARROW)
        across = ((back[1] - tip[1]) / ARROW * HALF_ARROW, (tip[0] - back[0]) / ARROW * HALF_ARROW)
        corners = (tip, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1]))
        head = f'<polygon {_class("fig-head", line.role)} points="{_points(corners)}" fill="currentColor"/>'
    start, *rest = points
    path = f"M{_points([start])} {'C' if len(rest) > 1 else 'L'}{_points(rest)}"
    kind = "fig-line fig-sample" if line.sample else "fig-line"
    yield f'<path {_class(kind, line.role)} d="{path}" {_stroke(line.role)}/>'
    if head:
        yield head


def _box(box: Box) -> Iterator[str]:
    kind = "fig-box" + " fig-block" * bool(box.rows) + " fig-strong" * box.strong + " fig-sample" * box.sample
    (x, y), rounded = box.at, "" if box.rows or box.sample or box.strong else f' rx="{CORNER}"'
    size = f'x="{_number(x)}" y="{_number(y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
    # A thin block is all outline: half of it would lie outside, so the outline gives way.
    outline = "" if min(box.width, box.height) < SMALLEST_CELL else f" {_stroke('plain')}"
    opacity = STRONG_OPACITY if box.strong else OPACITY
    filled = f' fill="currentColor" fill-opacity="{opacity if outline else 1}"' if box.role != "plain" else ""
    yield f"<rect {_class(kind, box.role)} {size}{rounded}{filled}{outline}/>"
    if box.rows and box.width / box.columns >= SMALLEST_CELL <= box.height / box.rows:
        across, down = box.width / box.columns, box.height / box.rows
        lines = [f"M{_points([(x + n * across, y)])} v{_number(box.height)}" for n in range(1, box.columns)]
        lines += [f"M{_points([(x, y + n * down)])} h{_number(box.width)}" for n in range(1, box.rows)]
        if lines:
            yield f'<path {_class("fig-grid", box.role)} d="{" ".join(lines)}" stroke="currentColor"/>'
    if box.parts > 1:
        yield from _dividers(box)


def _dividers(box: Box) -> Iterator[str]:
    """Lines between the parts of a block."""
    (x, y), part = box.at, (box.height if box.down else box.width) / box.parts
    if part < SMALLEST_CELL:
        return
    if box.down:
        lines = [f"M{_points([(x - OUT, y + n * part)])} h{_number(box.width + 2 * OUT)}" for n in range(1, box.parts)]
    else:
        lines = [f"M{_points([(x + n * part, y - OUT)])} v{_number(box.height + 2 * OUT)}" for n in range(1, box.parts)]
    yield f'<path {_class("fig-parts", "plain")} d="{" ".join(lines)}" {_stroke("plain")}/>'


def _class(kind: str, role: str) -> str:
    return f"class={quoteattr(f'{kind} fig-{role}')}"


def _stroke(role: str) -> str:
    pattern = f' stroke-dasharray="{PATTERNS[role]}"' if role in PATTERNS else ""
    return f'stroke="currentColor" stroke-width="{STROKE}"{pattern}'


def _back(tip: Point, origin: Point, distance: float) -> Point:
    """The point at a distance before the tip, as seen from the origin."""
    across, down = origin[0] - tip[0], origin[1] - tip[1]
    share = distance / hypot(across, down)
    return (tip[0] + across * share, tip[1] + down * share)


def _points(points: list[Point] | tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(number: float) -> str:
    """At most two decimals, the same on every machine."""
    return f"{round(number, 2) + 0:.2f}".rstrip("0").rstrip(".")
