"""Figures -> SVG: the drawings, without the words of the key.

The class of a mark says what it means, such as ``fig-kernel``; a stylesheet gives it a colour. Without a stylesheet a
figure has the colour of the text, and dashes still tell the lines apart.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from math import hypot
from typing import TYPE_CHECKING, Any
from zlib import crc32

from rnnformula.counting.expressions import Product, Sum
from rnnformula.errors import InputError, shown
from rnnformula.figures.areas import SMALLEST_CELL
from rnnformula.figures.scene import TEXT, Box, Circle, Figure, Line, Panel, Text
from rnnformula.language import DEFAULT, language_of
from rnnformula.language.notation import MACROS
from rnnformula.language.phrases import Symbol
from rnnformula.language.saying import STYLE, phrase
from rnnformula.render.quoting import escape, part_of_mark, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.definition import Language

#: Dashes by which lines of a role are told without colour.
PATTERNS = {"recurrent": "7 3", "bias": "2 3"}
#: Sizes in labels, between marks that no label has, so that they can be told from words.
MARKING_SIZES = replace(STYLE, name=lambda name: f"\ue000{name}\ue001" if name in MACROS else name)
MARKED_SIZE = re.compile("\ue000(.*?)\ue001")
#: The length of an arrowhead and half of its width; the line ends this far inside it.
ARROW, HALF_ARROW, INSIDE_ARROW = 9, 4.5, 2
#: The width of lines, and the radius of the corners of a box that stands for no array.
STROKE, CORNER = 1.75, 4
#: The width of lines that are faint.
FAINT_STROKE = 1
#: An index stands this far below its letter, and is this much smaller.
INDEX_DROP = 3
#: How opaque a filled box is, and the blank between two panels.
OPACITY, BETWEEN_PANELS = 0.18, 16


def svg(figure: Figure, lang: str = DEFAULT) -> str:
    """The drawings of a figure below each other as one ``<svg>``, with a title and a description of all that it says.

    >>> from rnnformula import figure
    >>> svg(figure("unit", "SimpleRNN", units=2, features=3)).startswith("<svg")
    True

    Raises:
        InputError: an unknown language, or an object that is no figure.
    """
    language = language_of(lang)
    check_figure(figure)
    marks: list[str] = []
    top: float = 0
    for panel in figure.panels:
        marks += [f'<g transform="translate(0 {number(top)})">', *drawn(panel, language), "</g>"]
        top += panel.height + BETWEEN_PANELS
    width = max(panel.width for panel in figure.panels)
    return "\n".join([*opening(figure, width, top - BETWEEN_PANELS, language), *marks, "</svg>"])


def check_figure(figure: object) -> None:
    """Refuse what is no figure.

    Raises:
        InputError: it is none.
    """
    if not isinstance(figure, Figure):
        raise InputError(f"render: expected a Figure, got {shown(figure)}")


def opening(figure: Figure, width: float, height: float, language: Language) -> list[str]:
    """The start tag of a drawing, with the title and the description of its figure."""
    name = f"figure-{figure.name}-{checksum(figure)}"
    description = language.words["space"].join(phrase(sentence, language) for sentence in figure.description)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" {frame(width, height, language)}',
        f'aria-labelledby="{name}-title {name}-text">',
        f'<title id="{name}-title">{escape(phrase(figure.title, language))}</title>',
        f'<desc id="{name}-text">{escape(description)}</desc>',
    ]


def checksum(figure: Figure) -> str:
    """Digits that no figure has which says something else, the same in every language and each time."""
    sentences = json.dumps(
        (figure.title, figure.description), default=_as_data, ensure_ascii=False, separators=(",", ":")
    )
    return f"{crc32(sentences.encode()):08x}"


def _as_data(value: Any) -> dict[str, Any]:
    """A label, or what is put into one, as JSON has it."""
    match value:
        case Product(factors):
            return {"product": factors}
        case Sum(terms):
            return {"sum": terms}
    return {field.name: getattr(value, field.name) for field in fields(value)}


def frame(width: float, height: float, language: Language) -> str:
    """The attributes that every drawing has."""
    # Positions are counted from the left, and labels begin there, whatever the direction of the page around.
    direction = "" if language.direction == "ltr" else ' direction="ltr"'
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return f'{size} font-size="{TEXT}" fill="none"{direction}'


def drawn(panel: Panel, language: Language) -> Iterator[str]:
    """The marks of a panel."""
    for mark in panel.marks:
        yield from _mark(mark, language)


def _mark(mark: Mark, language: Language) -> Iterator[str]:
    match mark:
        case Text():
            yield _text(mark, language)
        case Line():
            yield from _line(mark)
        case Circle((x, y), radius, role, part, faint):
            at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
            yield f"<circle {_class('fig-node', role, part, faint)} {at} {_stroke(role, faint)}/>"
        case Box():
            yield from _box(mark)


def _text(text: Text, language: Language) -> str:
    kinds = ["fig-text", *(name for name in ("strong", "over") if getattr(text, name))]
    if isinstance(text.words, str):
        kinds.append("code")
    x, y = map(number, text.at)
    weight = ' font-weight="bold"' if text.strong else ""
    attributes = f'x="{x}" y="{y}" text-anchor="{text.anchor}" fill="currentColor"{weight}'
    if isinstance(text.words, Symbol):
        index = f'<tspan dy="{INDEX_DROP}" font-size="{TEXT - INDEX_DROP}">{text.words.index}</tspan>'
        written = f"{escape(text.words.letter)}{index}"
    else:
        written = MARKED_SIZE.sub(
            r'<tspan data-size="\1">\1</tspan>', escape(phrase(text.words, language, MARKING_SIZES))
        )
    return f"<text {_class(' fig-'.join(kinds), text.role, text.part, text.faint)} {attributes}>{written}</text>"


def _line(line: Line) -> Iterator[str]:
    points = list(line.points)
    head = ""
    if line.arrow:
        tip, points[-1] = points[-1], _back(points[-1], points[-2], ARROW - INSIDE_ARROW)
        back = _back(tip, points[-2], ARROW)
        across = ((back[1] - tip[1]) / ARROW * HALF_ARROW, (tip[0] - back[0]) / ARROW * HALF_ARROW)
        corners = (tip, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1]))
        attributes = _class("fig-head", line.role, line.part, line.faint)
        head = f'<polygon {attributes} points="{_points(corners)}" fill="currentColor"/>'
    start, *rest = points
    path = f"M{_points([start])} {'C' if len(rest) > 1 else 'L'}{_points(rest)}"
    if line.thin:
        yield f'<path {_class("fig-thin", line.role)} d="{path}" stroke="currentColor"/>'
        return
    attributes = _class("fig-line", line.role, line.part, line.faint)
    yield f'<path {attributes} d="{path}" {_stroke(line.role, line.faint)}/>'
    if head:
        yield head


def _box(box: Box) -> Iterator[str]:
    """A box, or the parts of one that stands for an array, with a line between any two scalars that can be seen."""
    (x, y), wide = box.at, box.width / box.parts
    if not box.rows:
        look = f' rx="{CORNER}" {_stroke(box.role, box.faint)}'
        yield _rect(_class("fig-box", box.role, box.part, box.faint), (x, y), box.width, box.height, look)
        return
    # A thin block is all filled, as an outline would be as thick as itself. Else half of the outline would lie outside.
    thin = min(wide, box.height) < SMALLEST_CELL
    inset = FAINT_STROKE / 2 if box.faint else 0 if thin else STROKE / 2
    for part in range(1 if thin else box.parts):
        at, width = (x + part * wide + inset, y + inset), (box.width if thin else wide) - 2 * inset
        look = _stroke(box.role, box.faint)
        if not box.faint:
            look = 'fill="currentColor"' if thin else f'fill="currentColor" fill-opacity="{OPACITY}" {look}'
        attributes = _class("fig-block", box.role, box.part, box.faint)
        yield _rect(attributes, at, width, box.height - 2 * inset, f" {look}")
    columns = box.columns // box.parts
    if wide / columns >= SMALLEST_CELL <= box.height / box.rows:
        across, down = wide / columns, box.height / box.rows
        inner = [column for column in range(1, box.columns) if column % columns]
        lines = [f"M{_points([(x + n * across, y + inset)])} v{number(box.height - 2 * inset)}" for n in inner]
        lines += [f"M{_points([(x, y + n * down)])} h{number(box.width)}" for n in range(1, box.rows)]
        if lines:
            yield f'<path {_class("fig-grid", box.role, "", box.faint)} d="{" ".join(lines)}" stroke="currentColor"/>'


def _rect(attributes: str, at: Point, width: float, height: float, look: str) -> str:
    size = f'x="{number(at[0])}" y="{number(at[1])}" width="{number(width)}" height="{number(height)}"'
    return f"<rect {attributes} {size}{look}/>"


def _class(kind: str, role: str, part: str = "", faint: bool = False) -> str:
    classes = f"{kind} fig-{role}" + " fig-faint" * faint
    return f"class={quoted(classes)}{part_of_mark(part)}"


def _stroke(role: str, faint: bool = False) -> str:
    pattern = f' stroke-dasharray="{PATTERNS[role]}"' if role in PATTERNS else ""
    return f'stroke="currentColor" stroke-width="{FAINT_STROKE if faint else STROKE}"{pattern}'


def _back(tip: Point, origin: Point, distance: float) -> Point:
    """The point at a distance before the tip, as seen from the origin."""
    across, down = origin[0] - tip[0], origin[1] - tip[1]
    share = distance / hypot(across, down)
    return (tip[0] + across * share, tip[1] + down * share)


def _points(points: list[Point] | tuple[Point, ...]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def number(value: float) -> str:
    """At most two decimals, the same on every machine."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
