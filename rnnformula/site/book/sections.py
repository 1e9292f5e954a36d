"""The sections of a page, each with the sections that it is part of, and the sentences and formulas of a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, any_of
from rnnformula.language.prose import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.pages import Page

#: How sentences are written, by language.
PROSE = {code: language.prose() for code, language in LANGUAGES.items()}
#: The end of a sentence; a full stop inside a name or a number has no blank behind it.
END = re.compile(rf"{any_of(lambda prose: prose.sentence_end)}|\n\s*\n")
CHARACTERS_BEFORE, CHARACTERS_BEHIND = 12, 45
BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next heading; ``above`` are the sections that contain it, nearest first.

    The first section of a page is the text before its first heading.
    """

    id: str
    level: int
    first: int
    last: int
    text: str
    above: tuple[Section, ...] = ()

    def holds(self, line: int) -> bool:
        """Whether a line belongs to the section."""
        return self.first <= line <= self.last


@lru_cache(maxsize=512)  # several checks read the sections of every page
def read_sections(page: Page) -> list[Section]:
    """All sections of a page, in order."""
    levels = [0, *(heading.level for heading in page.headings)]
    sections: list[Section] = []
    around: list[Section] = []  # those that go on, each part of the one before it
    for level, (line, name, lines) in zip(levels, page.sections(), strict=True):
        while around and around[-1].level >= level:
            around.pop()
        above = tuple(reversed(around))
        sections.append(Section(name, level, line, line + len(lines) - 1, "\n".join(lines), above))
        around.append(sections[-1])
    return sections


def place_of(sections: list[Section], line: int) -> int:
    """The index of the section that a line belongs to."""
    return bisect_right(sections, line, key=lambda section: section.first) - 1


@dataclass(frozen=True)
class FormulaInText:
    """A formula, the heading above it, and its sentence, which for a displayed formula is the one before it.

    The formula is marked in its sentence by `HERE`, other formulas by NUL.
    """

    line: int
    tex: str
    sentence: str
    heading: str = ""

    @property
    def near(self) -> str:
        """The words right before and behind the formula in its sentence."""
        place = self.sentence.find(HERE)
        return self.sentence[max(place - CHARACTERS_BEFORE, 0) : place + CHARACTERS_BEHIND] if place >= 0 else ""


def read_formulas(page: Page) -> Iterator[FormulaInText]:
    """All formulas of a page; a formula that begins with × is read as one with the formula before it."""
    for item in page.formulas:
        if item.display:
            yield FormulaInText(item.line, " ".join(item.text.split()), _before(page, item.line))
    for line, parts in page.inlines:
        yield from _inline(line, parts)


def _before(page: Page, line: int) -> str:
    """The last sentence before a line, in its section."""
    lines: list[tuple[int, str]] = []
    place = bisect_left(page.prose, line, key=lambda numbered: numbered[0])
    for number, text in (page.prose[at] for at in range(place - 1, -1, -1)):
        if text.strip() and not text.lstrip().startswith("[](){"):
            if text.startswith("#") or (lines and number < lines[-1][0] - 1):
                break
            lines.append((number, text))
    sentences = [part for part in END.split("\n".join(text for _, text in reversed(lines))) if part.strip()]
    return sentences[-1] if sentences else ""


def _inline(line: int, parts: list[Token]) -> Iterator[FormulaInText]:
    formulas: list[tuple[int, int, str]] = []  # line, place in the text, TeX
    text = ""
    for part in parts:
        if part.type in BREAKS:
            line += 1
            text += "\n"
        elif part.type.startswith("math_inline"):
            tex = " ".join(part.content.split())
            if formulas and tex.startswith(r"\times") and not text[formulas[-1][1] :].strip(" \0"):
                formulas[-1] = (*formulas[-1][:2], f"{formulas[-1][2]} {tex}")
            else:
                formulas.append((line, len(text), tex))
            text += "\0"
        else:
            text += part.content
    starts = [0, *(match.end() for match in END.finditer(text)), len(text) + 1]
    for at, place, tex in formulas:
        start = max(start for start in starts if start <= place)
        end = min(end for end in starts if end > place)
        yield FormulaInText(at, tex, f"{text[start:place]}{HERE}{text[place + 1 : end]}")


def read_sentences(page: Page) -> Iterator[tuple[int, str]]:
    """The sentences of a page with their lines; NUL stands for a formula, and code has no backticks."""
    for line, parts in page.inlines:
        text = "".join(
            "\n" if part.type in BREAKS else "\0" if part.type.startswith("math") else part.content for part in parts
        )
        start = 0
        for match in [*END.finditer(text), None]:
            end = match.end() if match else len(text)
            if text[start:end].strip():
                yield line + text.count("\n", 0, start), text[start:end]
            start = end
