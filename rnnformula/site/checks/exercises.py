"""Exercises: three to five on a page that has some, each with a folded answer that something vouches for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.site.book.claimed import lone_numbers
from rnnformula.site.book.pages import ANCHOR, ANSWER_END, EXERCISES_END
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import read_sections
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.sections import Section

FEWEST, MOST = 3, 5
#: A formula whose numbers are worked out by other checks.
EQUATION = re.compile(r"\d[^=]*=[^=]*\d")


def check(book: Book) -> Checked:
    """Find pages with too few or too many exercises, exercises without an answer, and answers without a proof."""
    things, problems = 0, []
    for page in book.pages:
        exercises: set[str] = set()
        for of_all in read_sections(page):
            if of_all.id.endswith(EXERCISES_END):
                parts = [section for section in read_sections(page) if of_all in section.above[:1]]
                exercises.update(section.id for section in parts)
                if not FEWEST <= len(parts) <= MOST:
                    message = Message(
                        "expected {fewest} to {most} exercises, each under a heading of its own, got {number}",
                        fewest=FEWEST,
                        most=MOST,
                        number=len(parts),
                    )
                    problems.append(Problem(page.file, of_all.first, message, page.lang))
                problems += [problem for section in parts for problem in _wrong(page, section, book)]
        things += len(exercises)
        for item in page.ids:
            if item.text.endswith(ANSWER_END) and item.text.removesuffix(ANSWER_END) not in exercises:
                message = Message(
                    "{answer!r} is the answer of no exercise; an exercise is a heading below one {{#….exercises}}",
                    answer=item.text,
                )
                problems.append(Problem(page.file, item.line, message, page.lang))
    return Checked(things, problems)


def _wrong(page: Page, exercise: Section, book: Book) -> Iterator[Problem]:
    """What an exercise lacks."""
    name = f"{exercise.id}{ANSWER_END}"
    place = next((item.line for item in page.ids if item.text == name and exercise.holds(item.line)), 0)
    if not place:
        message = Message("the exercise has no answer; write [](){{#{name}}} on a line of its own before it", name=name)
        yield Problem(page.file, exercise.first, message, page.lang)
        return
    prose = [(line, ANCHOR.sub("", text)) for line, text in page.prose if exercise.first < line <= exercise.last]
    if not any(text.strip() for line, text in prose if line < place):
        message = Message("the exercise asks nothing before its answer")
        yield Problem(page.file, exercise.first, message, page.lang)
    stated = {number for line, text in prose if line > place for number in lone_numbers(text)}
    printed = {
        number
        for fence in book.fences_of(page)
        if exercise.holds(fence.fence.line)
        for number in lone_numbers(fence.shown(book)[-1])
    }
    worked = any(EQUATION.search(item.text) for item in page.formulas if place < item.line <= exercise.last)
    if not (stated & printed or worked):
        message = Message("the answer says no number that an example of the exercise printed, and no formula has one")
        yield Problem(page.file, place, message, page.lang)
