"""Restoring what all languages share, from the page in another language: ids, fences, links, formulas and digits.

Nothing else of the page changes. What could stand in more than one place is not restored, but named.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.messages import Message
from rnnformula.site.translation.restored_blocks import restore_blocks
from rnnformula.site.translation.restored_headings import restore_headings
from rnnformula.site.translation.restored_pieces import restore_digits, restore_pieces
from rnnformula.site.translation.under_repair import UnderRepair

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.problems import Problem


class Restored(NamedTuple):
    """A page with what could be restored, and a problem for each thing that could not."""

    page: Page
    text: str
    left: tuple[Problem, ...]

    @property
    def diff(self) -> str:
        """What changes, as `git apply` takes it; empty where nothing does."""
        old, new = (text.splitlines(keepends=True) for text in (self.page.source, self.text))
        lines = unified_diff(old, new, f"a/{self.page.file}", f"b/{self.page.file}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def restored(book: Book, first: Page, page: Page, keys: Collection[str] | None = None) -> Restored:
    """A page with what it shares with the page in another language restored, in these sections or in all.

    Where one of both lags behind on purpose, the other is taken as it was when they last agreed.
    """
    left: list[Problem] = []
    repair = UnderRepair(book, first, page, keys)
    for restore in (restore_headings, restore_blocks, restore_pieces, restore_digits, _compare_tables):
        restore(repair)
        left += repair.left
        repair.left.clear()
        if repair.edits:
            repair = UnderRepair(book, first, replace(page, source=repair.text), keys)
    return Restored(page, repair.page.source, tuple(dict.fromkeys(left)))


def restored_pages(
    book: Book, languages: Sequence[str], keys: Mapping[str, Collection[str] | None] | None = None
) -> list[Restored]:
    """The pages in these languages, each restored from the first other language that has it.

    The languages are all but the default one where none is named; ``keys`` are the sections of each path that is
    repaired, None for all.
    """
    repaired = list(languages) or [lang for lang in LANGUAGES if lang != DEFAULT]
    by_path: dict[str, dict[str, Page]] = {}
    for page in book.in_languages(LANGUAGES):
        by_path.setdefault(page.path, {})[page.lang] = page
    pages = []
    for path, versions in by_path.items():
        for lang in repaired:
            first = next((versions[code] for code in LANGUAGES if code in versions and code != lang), None)
            if first and lang in versions and (keys is None or path in keys):
                pages.append(restored(book, first, versions[lang], keys[path] if keys else None))
    return pages


def _compare_tables(repair: UnderRepair) -> None:
    """Name the first table of a section that has another size; its words are prose, so that it is left as it is."""
    for section in repair.sections():
        source, own = (
            [table for table in side.page.tables if any(block.first + 1 == table.line for block in side.blocks)]
            for side in (section.source, section.own)
        )
        for table, other in zip(source, own, strict=False):
            if table.text != other.text:
                message = Message(
                    "table of {text!r}: that at {file}:{line} has {other!r}; tables are not repaired",
                    text=other.text,
                    other=table.text,
                    file=repair.first.file,
                    line=repair.source.line_of(table.line),
                )
                repair.leave(other.line, message)
                break
