"""The same skeleton in every language: pages, headings with ids, fences, links, images, equations, numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import CODE_ABOVE, CODE_FOLDED, Item
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.textbook import ANY_EDITION, chapter_of
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message, besides
from rnnformula.site.translation.alignment import aligned
from rnnformula.site.translation.located import DIGITS, LANG_OPTION, TEX_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: Where the pages are on which code is folded below what it printed.
LAYER_PAGES = "layers/"


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
    partners = {name: lines for _, name, lines in other.sections()}
    for line, name, lines in first.sections():
        if name not in partners:  # reported above: the heading has no partner
            continue
        in_first, in_other = (Counter(DIGITS.findall("\n".join(part))) for part in (lines, partners[name]))
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


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements(), key=lambda number: (len(number), number)))


def _headings(page: Page) -> list[Item]:
    return [Item(heading.line, f"{'#' * heading.level} … {{#{heading.id}}}") for heading in page.headings]


def _fences(page: Page) -> list[Item]:
    return [Item(fence.line, LANG_OPTION.sub('lang="…"', f"{fence.info}\n{fence.code}")) for fence in page.fences]


def _links(page: Page) -> list[Item]:
    """Links; those to a chapter are the same whichever edition they lead to."""
    return [
        link if (chapter := chapter_of(link.text)) is None else Item(link.line, ANY_EDITION + chapter)
        for link in page.links
    ]


def _formulas(page: Page) -> list[Item]:
    return [Item(formula.line, TEX_WORDS.sub(r"\\text{…}", formula.text)) for formula in page.formulas]


def _in_order(kind: str, first: Page, of_first: list[Item], other: Page, of_other: list[Item]) -> Iterator[Problem]:
    for item, partner in zip(of_first, of_other, strict=False):
        if item.text != partner.text:
            message = Message(
                "{kind} {other!r} differs from {text!r} at {file}:{line}; all languages have the same {kind}s "
                "in the same order",
                kind=kind,
                other=partner.text,
                text=item.text,
                file=first.file,
                line=item.line,
            )
            yield Problem(other.file, partner.line, message, other.lang)
            return
    shorter, longer = sorted(((first, of_first), (other, of_other)), key=lambda pair: len(pair[1]))
    for extra in longer[1][len(shorter[1]) :][:1]:
        yield Problem(
            longer[0].file,
            extra.line,
            Message(
                "{kind} {text!r} has no partner in {file}; what one language has, the others have too",
                kind=kind,
                text=extra.text,
                file=shorter[0].file,
            ),
            longer[0].lang,
        )


def _in_any_order(kind: str, first: Page, of_first: list[Item], other: Page, of_other: list[Item]) -> Iterator[Problem]:
    """Items without a partner in the other language; as word order differs, they may change places."""
    for page, items, partner, partners in ((first, of_first, other, of_other), (other, of_other, first, of_first)):
        extra = Counter(item.text for item in items) - Counter(item.text for item in partners)
        for text in extra:
            line = [item.line for item in items if item.text == text][-1]
            yield Problem(
                page.file,
                line,
                Message(
                    "{kind} {text!r} has no partner in {file}; what one language has, the others have too",
                    kind=kind,
                    text=text,
                    file=partner.file,
                ),
                page.lang,
            )
