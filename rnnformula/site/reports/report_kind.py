"""The record of a report: its maker, and the ids and formulas that it brings to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.render.printed_table import Table
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.reports.build_facts import Facts


def _no_ids(terms: Sequence[GlossaryTerm]) -> tuple[str, ...]:
    return ()


def _no_formulas(book: Book) -> tuple[str, ...]:
    return ()


def _no_lead(facts: Facts, lang: str) -> str:
    return ""


class Report(NamedTuple):
    """The maker of a table in a language, and the ids and formulas (TeX) that the table brings to its page.

    ``runs`` says that the table speaks of runs of examples, which a preview has not. ``lead`` says in a sentence what
    the table comes to. A table that is looked up and not read has a ``fold``: the key of the line, with the number of
    rows, under which it is folded; ``searched`` says that the search of the site has the table.
    """

    make: Callable[[Facts, str], Table]
    ids: Callable[[Sequence[GlossaryTerm]], tuple[str, ...]] = _no_ids
    formulas: Callable[[Book], tuple[str, ...]] = _no_formulas
    runs: bool = False
    lead: Callable[[Facts, str], str] = _no_lead
    fold: str = ""
    searched: bool = True


class Written(NamedTuple):
    """A report as a page shows it: sentences before the table, the table, and how it is folded.

    ``lead`` and ``table`` are Markdown; ``fold`` is the line under which the table is folded, empty where it stands
    open; ``searched`` says that the search of the site has the table.
    """

    lead: str
    table: str
    fold: str
    searched: bool
