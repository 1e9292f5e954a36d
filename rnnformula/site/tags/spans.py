"""What each id of a page names: its kind, its title, and the lines, fences and formulas that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.site.book.pages import ANCHOR, ANSWER_END, Heading, Item
from rnnformula.site.book.sections import place_of, read_sections

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book, ExecutedFence
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.terms import GlossaryTerm

#: The kinds that are one block, whose title says which.
BLOCKS_WITH_IDS = ("table", "figure", "formula")
#: What may end a title besides letters and digits, with a colon behind it.
ENDS_OF_TITLES = ')]）”"'


@dataclass(frozen=True)
class Span:
    """What an id names on a page of one language: lines ``first`` to ``last``, and what stands there.

    ``own`` ends where the first section inside begins; without sections inside it is ``last``. ``fences`` and
    ``formulas`` are those of all lines, ``term`` is the entry of the glossary.
    """

    id: str
    page: Page
    kind: str
    title: str
    first: int
    own: int
    last: int
    fences: tuple[ExecutedFence, ...] = ()
    formulas: tuple[Item, ...] = ()
    term: GlossaryTerm | None = None


def read_spans(book: Book, page: Page) -> dict[str, Span]:
    """What the ids of a page name, by id."""
    headings = {heading.id: heading for heading in page.headings if heading.id}
    terms = {term.id: term for term in book.terms}
    spans = {}
    for item in book.ids_of(page):
        if item.text in headings:
            spans[item.text] = _of_heading(book, page, headings[item.text])
        elif item.text in terms:
            term = terms[item.text]
            title = _part(page, page.title, term.word_in(page.lang))
            spans[item.text] = Span(item.text, page, "term", title, item.line, item.line, item.line, term=term)
        else:
            spans[item.text] = _of_anchor(book, page, item)
    return spans


def title_above(page: Page, line: int) -> str:
    """The title of the page, and behind it the last heading above a line, without marks of code."""
    above = [heading for heading in page.headings if heading.line <= line]
    if not above or above[-1].level == 1:
        return without_code_marks(page.title)
    return _part(page, page.title, above[-1].text)


def without_code_marks(text: str) -> str:
    """A heading without the marks of code."""
    return text.replace("`", "")


def _part(page: Page, whole: str, part: str) -> str:
    """A part behind the whole that it is of; behind a question no other mark stands."""
    whole, part = without_code_marks(whole), without_code_marks(part)
    key = "cite_part" if whole[-1:].isalnum() or whole[-1:] in ENDS_OF_TITLES else "cite_part_asked"
    return words(page.lang)[key].format(whole=whole, part=part)


def _of_heading(book: Book, page: Page, heading: Heading) -> Span:
    kind = "page" if heading.level == 1 else "step"
    first, own = heading.line, _end(page, heading.line, 6)
    last = len(page.lines) if kind == "page" else _end(page, heading.line, heading.level)
    title = title_above(page, heading.line)
    return _span(book, page, heading.id, kind, title, (first, own, last))


def _of_anchor(book: Book, page: Page, item: Item) -> Span:
    """An anchor before a block, or one that marks a place: an answer, or what had another id before."""
    title = title_above(page, item.line)
    number, text = next(
        (
            (number, text.strip())
            for number, text in enumerate(page.lines[item.line :], item.line + 1)
            if text.strip() and not ANCHOR.fullmatch(text.strip())
        ),
        (item.line, ""),
    )
    label = words(page.lang)
    for fence in book.fences_of(page):
        if fence.fence.line == number and fence.block_kind:
            return Span(
                item.text,
                page,
                fence.block_kind,
                label["title_block"].format(title=title, kind=label[f"kind_{fence.block_kind}"]),
                item.line,
                fence.fence.last,
                fence.fence.last,
                (fence,),
            )
    if text.startswith("$$"):
        formulas = tuple(formula for formula in page.formulas if formula.display and formula.line >= number)[:1]
        named = label["title_block"].format(title=title, kind=label["kind_formula"])
        last = number + sum(formula.text.count("\n") + 2 for formula in formulas)
        return Span(item.text, page, "formula", named, item.line, last, last, (), formulas)
    if number in page.table_lines:
        last = number
        while last + 1 in page.table_lines:
            last += 1
        named = label["title_block"].format(title=title, kind=label["kind_table"])
        return _span(book, page, item.text, "table", named, (item.line, last, last))
    if item.text.endswith(ANSWER_END):
        title = label["title_block"].format(title=title, kind=label["kind_answer"])
    end = _end(page, item.line, 6)
    return _span(book, page, item.text, "place", title, (item.line, end, end))


def _end(page: Page, line: int, level: int) -> int:
    """The last line of the text that begins at a line: before the next heading of this level or a higher one."""
    starts = (heading.line for heading in page.headings if heading.line > line and heading.level <= level)
    return next(starts, len(page.lines) + 1) - 1


def _span(book: Book, page: Page, name: str, kind: str, title: str, lines: tuple[int, int, int]) -> Span:
    first, own, last = lines
    fences = tuple(fence for fence in book.fences_of(page) if first <= fence.fence.line <= last)
    formulas = tuple(formula for formula in page.formulas if first <= formula.line <= last)
    return Span(name, page, kind, title, first, own, last, fences, formulas)


def section_of(page: Page, line: int) -> str:
    """The id of the section that a line belongs to."""
    sections = read_sections(page)
    return sections[place_of(sections, line)].id
