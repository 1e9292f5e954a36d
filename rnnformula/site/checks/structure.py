"""The same skeleton in every language: pages, headings with ids, fences, links, images, equations, numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import CODE_ABOVE, CODE_FOLDED, Item
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import place_of, read_sections
from rnnformula.site.book.textbook import ANY_EDITION, chapter_of
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message, besides
from rnnformula.site.translation.alignment import aligned
from rnnformula.site.translation.located import DIGITS, LANG_OPTION, TEX_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

#: Where the pages are on which code is folded below what it printed.
LAYER_PAGES = "layers/"
#: Lists are numbered anew when they are shown.
ITEM_NUMBER = re.compile(r"^\s*\d+\.(?=\s)")
#: A comment, in fences of these languages that are never run.
COMMENT_IN_CODE = re.compile(r"(^|\s)#\s.*$", re.MULTILINE)
COMMENTED_LANGUAGES = ("console", "python")


def check(book: Book) -> Checked:
    """Compare every page with the page of the same path in the first language, each as it was when they last agreed.

    A digit that changes on one page alone, wherever it stands, is found here, because the digits
    of each section must be the same in all languages.
    """
    by_path: dict[str, dict[str, Page]] = {}
    for page in book.pages:
        by_path.setdefault(page.path, {})[page.lang] = page
    problems: list[Problem] = []
    for page in book.pages:
        problems += _loose_rows(page)
        problems += _unfolded_code(page)
    for versions in by_path.values():
        problems += _unknown(versions)
        known = [versions[lang] for lang in LANGUAGES if lang in versions]
        for other in known[1:]:
            problems += _compare_aligned(known[0], other, book)
    things = (
        len(items)
        for page in book.pages
        for items in (page.headings, page.fences, page.tables, page.links, page.images, page.formulas)
    )
    return Checked(sum(things), problems)


def _loose_rows(page: Page) -> Iterator[Problem]:
    """Lines that look like rows and are in no table; a reader would see the bars."""
    for number, line in page.prose:
        if line.lstrip().startswith("|") and number not in page.table_lines:
            yield Problem(
                page.file,
                number,
                Message("a row in no table; is the line of | --- | missing? Readers would see the bars"),
                page.lang,
            )


def _unfolded_code(page: Page) -> Iterator[Problem]:
    """Fences that put code before the sentence that follows, on pages that derive a count in a few steps."""
    if page.path.startswith(LAYER_PAGES):
        for fence in page.fences:
            if fence.source == CODE_ABOVE:
                message = Message(
                    'fence: code on a page of {folder} is folded; write source="{source}"',
                    folder=LAYER_PAGES,
                    source=CODE_FOLDED,
                )
                yield Problem(page.file, fence.line, message, page.lang)


def _unknown(versions: dict[str, Page]) -> Iterator[Problem]:
    for lang, page in versions.items():
        if lang not in LANGUAGES:
            yield Problem(
                page.file,
                1,
                Message(
                    "{lang!r} is not a language of rnnformula.language; add it there, or move the folder", lang=lang
                ),
                lang,
            )


def _compare_aligned(first: Page, other: Page, book: Book) -> Iterator[Problem]:
    sides = {side.page.file: side for side in aligned(book, first, other)}
    for problem in _compare(sides[first.file].page, sides[other.file].page):
        yield replace(problem, line=sides[problem.file].line_of(problem.line))


def _compare(first: Page, other: Page) -> Iterator[Problem]:
    for kind, of_first, of_other in (
        (Message("heading"), _headings(first), _headings(other)),
        (Message("fence"), _fences(first), _fences(other)),
        (Message("table"), first.tables, other.tables),
    ):
        yield from _in_order(kind, first, of_first, other, of_other)
    for kind, of_first, of_other in (
        (Message("link"), _links(first), _links(other)),
        (Message("image"), first.images, other.images),
        (Message("equation"), _formulas(first), _formulas(other)),
        (Message("id"), first.ids, other.ids),
    ):
        yield from _in_any_order(kind, first, of_first, other, of_other)
    partners = {name: (line, lines) for line, name, lines in other.sections()}
    for line, name, lines in first.sections():
        if name not in partners:  # reported above: the heading has no partner
            continue
        in_first, in_other = Counter(_digits(first, line, lines)), Counter(_digits(other, *partners[name]))
        if in_first != in_other:
            only = {first.lang: in_first - in_other, other.lang: in_other - in_first}
            differences = besides(
                Message("only in {lang}: {numbers}", lang=lang, numbers=_listed(numbers))
                for lang, numbers in only.items()
                if numbers
            )
            where = Message("section {name!r}", name=name) if name else Message("the part before the first heading")
            yield Problem(
                first.file,
                line,
                Message(
                    "{where} has other numbers than {file}: {differences}",
                    where=where,
                    file=other.file,
                    differences=differences,
                ),
                first.lang,
            )


def _digits(page: Page, first: int, lines: list[str]) -> list[str]:
    """The numbers in lines of a page from the first on, but for those before the items of a list."""
    items = {token.map[0] + 1 for token in page.tokens if token.type == "list_item_open" and token.map}
    texts = (ITEM_NUMBER.sub("", line) if number in items else line for number, line in enumerate(lines, first))
    return DIGITS.findall("\n".join(texts))


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements(), key=lambda number: (len(number), number)))


def _headings(page: Page) -> list[Item]:
    return [Item(heading.line, f"{'#' * heading.level} … {{#{heading.id}}}") for heading in page.headings]


def _fences(page: Page) -> list[Item]:
    return [
        Item(fence.line, LANG_OPTION.sub('lang="…"', f"{fence.info}\n{_without_comments(fence)}"))
        for fence in page.fences
    ]


def _without_comments(fence: Fence) -> str:
    """The code of a fence; in code that is only shown, what a comment says may differ, as it is prose."""
    return COMMENT_IN_CODE.sub(r"\1# …", fence.code) if fence.info in COMMENTED_LANGUAGES else fence.code


def _links(page: Page) -> list[Item]:
    """Links; those to a chapter are the same whichever edition they lead to."""
    return [
        link if (chapter := chapter_of(link.text)) is None else Item(link.line, ANY_EDITION + chapter)
        for link in page.links
    ]


def _formulas(page: Page) -> list[Item]:
    texts = (TEX_WORDS.sub(r"\\text{…}", " ".join(formula.text.split())) for formula in page.formulas)
    return [Item(formula.line, text) for formula, text in zip(page.formulas, texts, strict=True)]


def _in_order(kind: str, first: Page, of_first: list[Item], other: Page, of_other: list[Item]) -> Iterator[Problem]:
    """The first place where the items part: one without a partner, or two that should be the same."""
    texts, others = ([item.text for item in items] for items in (of_first, of_other))
    for how, start, end, other_start, other_end in SequenceMatcher(None, texts, others, autojunk=False).get_opcodes():
        if how in ("delete", "insert"):
            page, items, partner = (
                (first, of_first[start:end], other)
                if how == "delete"
                else (other, of_other[other_start:other_end], first)
            )
            yield _unpaired_item(kind, page, items[0], partner)
            return
        if how == "replace":
            item, twin = of_first[start], of_other[other_start]
            message = Message(
                "{kind} {other!r} differs from {text!r} at {file}:{line}; all languages have the same {kind}s "
                "in the same order",
                kind=kind,
                other=twin.text,
                text=item.text,
                file=first.file,
                line=item.line,
            )
            yield Problem(other.file, twin.line, message, other.lang)
            return


def _unpaired_item(kind: str, page: Page, item: Item, partner: Page) -> Problem:
    message = Message(
        "{kind} {text!r} has no partner in {file}; what one language has, the others have too",
        kind=kind,
        text=item.text,
        file=partner.file,
    )
    return Problem(page.file, item.line, message, page.lang)


def _in_any_order(kind: str, first: Page, of_first: list[Item], other: Page, of_other: list[Item]) -> Iterator[Problem]:
    """Items without a partner in the other language; as word order differs, they may change places."""
    for page, items, partner, partners in ((first, of_first, other, of_other), (other, of_other, first, of_first)):
        extra = Counter(item.text for item in items) - Counter(item.text for item in partners)
        beside = Counter(zip(_sections_of(partner, partners), (item.text for item in partners), strict=True))
        own = list(zip(_sections_of(page, items), items, strict=True))
        here = Counter((section, item.text) for section, item in own)
        for text in extra:
            alike = [(section, item) for section, item in own if item.text == text]
            more = [item for section, item in alike if here[section, text] > beside[section, text]]
            yield _unpaired_item(kind, page, more[-1] if more else alike[-1][1], partner)


def _sections_of(page: Page, items: list[Item]) -> list[str]:
    """The id of the section in which each item stands."""
    sections = read_sections(page)
    return [sections[place_of(sections, item.line)].id for item in items]
