"""The record of a report: its maker, and the ids and formulas that it brings to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.render.layout import Table
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.reports.build_facts import Facts


def _no_ids(terms: Sequence[GlossaryTerm]) -> tuple[str, ...]:
    return ()


def _no_formulas(book: Book) -> tuple[str, ...]:
    return ()


class Report(NamedTuple):
    """The maker of a table in a language, and the ids and formulas (TeX) that the table brings to its page.

    ``runs`` says that the table speaks of runs of examples, which a preview has not.
    """

    make: Callable[[Facts, str], Table]
    ids: Callable[[Sequence[GlossaryTerm]], tuple[str, ...]] = _no_ids
    formulas: Callable[[Book], tuple[str, ...]] = _no_formulas
    runs: bool = False
