"""Figures -> HTML, to stand in a page as it is: drawings beside each other where there is room, the key in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, language_of
from rnnformula.language.saying import phrase
from rnnformula.render.quoting import MARKED_CODE, MARKING_CODE, escape, part_of_mark, quoted
from rnnformula.render.svg_drawings import MARKED_SIZE, MARKING_SIZES, check_figure, drawn, frame, opening

if TYPE_CHECKING:
    from rnnformula.figures.scene import Figure, KeyLine, Panel
    from rnnformula.language.definition import Language
    from rnnformula.language.phrases import Value

#: A side of an equation in numbers, and what keeps it on one line; a line breaks before its sign.
EQUAL_SIDE, WHOLE_SIDE = re.compile(r" = ([\d,×+() ]*[\d)])"), ' <span class="term">=\N{NO-BREAK SPACE}\\1</span>'
#: A gate with its name, and what keeps them on one line.
NAMED_GATE = re.compile(r"\b[a-z] ?[(\uff08][^()\uff08\uff09]+[)\uff09]")
WHOLE_GATE = r'<span class="bound">\g<0></span>'
#: Sizes, names of code and parts of a layer in labels, each between marks that no label has.
MARKING = replace(
    MARKING_SIZES,
    code=MARKING_CODE,
    part=lambda part, written: f"\ue004{part}\ue005{written}\ue006",
)
MARKED_PART, END_OF_PART = re.compile("\ue004(.*?)\ue005"), "\ue006"
#: A dot within a name of code, behind which the name may break.
INNER_DOT = re.compile(r"(?<=\w\.)(?=[A-Za-z])")


def hypertext(figure: Figure, lang: str = DEFAULT) -> str:
    """The figure as one ``<figure>``: a drawing for each panel, the key as a list, the title as its caption.

    >>> from rnnformula import figure
    >>> hypertext(figure("unit", "SimpleRNN", units=2, features=3)).startswith("<figure")
    True

    Raises:
        InputError: an unknown language, or an object that is no figure.
    """
    language = language_of(lang)
    check_figure(figure)
    first, *others = figure.panels
    described = [*opening(figure, first.width, first.height, language), *drawn(first, language), "</svg>"]
    panels = [_panel(first, described, language)]
    for panel in others:
        start = f'<svg class="fig" aria-hidden="true" {frame(panel.width, panel.height, language)}>'
        panels.append(_panel(panel, [start, *drawn(panel, language), "</svg>"], language))
    entries = [_entry(entry, language) for entry in figure.key]
    return "\n".join(
        [
            f'<figure class="figure figure-{figure.name}" data-of={quoted(figure.of)}>',
            '<div class="figure-body">',
            '<div class="figure-panels">',
            *panels,
            "</div>",
            '<ul class="figure-key">',
            *entries,
            "</ul>",
            "</div>",
            f"<figcaption>{INNER_DOT.sub('<wbr/>', escape(phrase(figure.title, language)))}</figcaption>",
            "</figure>",
        ]
    )


def _panel(panel: Panel, drawing: list[str], language: Language) -> str:
    head = [f'<p class="figure-head">{_words(panel.head, language)}</p>'] if panel.head else []
    foot = [f'<p class="figure-foot">{_words(line, language)}</p>' for line in panel.foot]
    return "\n".join(['<div class="figure-panel">', *head, *drawing, *foot, "</div>"])


def _entry(entry: KeyLine, language: Language) -> str:
    sample = f'<span class="figure-sample figure-{entry.sample} fig-{entry.role}"></span>' if entry.sample else ""
    words = _words(entry.words, language)
    strong = f"<strong>{words}</strong>" if entry.strong else words
    return f"<li{part_of_mark(entry.part)}>{sample}<span>{strong}</span></li>"


def _code(name: re.Match[str]) -> str:
    return f"<code>{INNER_DOT.sub('<wbr/>', name[1])}</code>"


def _words(words: Value, language: Language) -> str:
    written = MARKED_SIZE.sub(r'<var data-size="\1">\1</var>', escape(phrase(words, language, MARKING)))
    written = MARKED_CODE.sub(_code, NAMED_GATE.sub(WHOLE_GATE, EQUAL_SIDE.sub(WHOLE_SIDE, written)))
    return MARKED_PART.sub(_part, written).replace(END_OF_PART, "</span>")


def _part(part: re.Match[str]) -> str:
    return f"<span{part_of_mark(part[1])}>"
