"""Two pages as they were when they last agreed: where one lags behind, the other as it was then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.pages import Page
from rnnformula.site.translation.section_parts import read_section_texts
from rnnformula.site.translation.synchronised import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.synchronised import Records


class AlignedPage(NamedTuple):
    """A page, and for each of its lines, beginning with 1, the line of the page that was written."""

    page: Page
    lines: tuple[int, ...]

    def line_of(self, line: int) -> int:
        """The line of the page as it was written."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else line


def aligned(book: Book, first: Page, other: Page, *, with_lost: bool = False) -> tuple[AlignedPage, AlignedPage]:
    """Both pages without what is not expected to be alike.

    A section that one of them lacks is left out of the other, but where it is to have it and lost sections are asked
    for; where one lags behind, the section of the other is the one that it agreed with.
    """
    records = read_records(book.sources)
    return _aligned(first, other, records, with_lost), _aligned(other, first, records, with_lost)


def _aligned(page: Page, beside: Page, records: Records, with_lost: bool) -> AlignedPage:
    texts = read_section_texts(page)
    besides = {text.key for text in read_section_texts(beside)}
    parts: list[tuple[int, Sequence[str], bool]] = []  # the line, the lines, whether they are as written
    for text in texts:
        record = records.get(text.key)
        if text.key not in besides and record and not (with_lost and record.of(beside.lang)):
            continue  # the check of agreement says that it is missing
        own, others = (record.of(page.lang), record.of(beside.lang)) if record else (None, None)
        if record is None or own is others or own is None or others is None:
            parts.append((text.line, text.source, True))
        else:
            older = next(agreement for agreement in record.agreements if agreement in (own, others))
            if not {page.lang, beside.lang} <= older.versions.keys():
                continue  # they never agreed
            as_written = own is older
            parts.append((text.line, text.source if as_written else older.versions[page.lang].source, as_written))
    if len(parts) == len(texts) and all(as_written for _, _, as_written in parts):
        return AlignedPage(page, tuple(range(1, len(page.lines) + 1)))
    return AlignedPage(
        Page(page.lang, page.path, page.file, "\n".join([*_joined(lines for _, lines, _ in parts), ""])),
        tuple(
            start + number if as_written else start
            for start, lines, as_written in parts
            for number in range(len(lines))
        ),
    )


def _joined(parts: Iterable[Sequence[str]]) -> list[str]:
    return [line for lines in parts for line in lines]
