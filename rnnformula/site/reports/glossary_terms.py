"""The agreed terms of a group, the reader's language first; each row has an id of its own.

The ids are written by hand in ``docs/glossary.toml``, beside their words, and reach the checks through `Book.ids_of`:
a term is one entry in one file, and can be cited.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.render.printed_table import Table
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import one_per_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.reports.build_facts import Facts

#: What stands for the word of a language that is still being translated and has none.
NO_WORD = "–"


def terms_table(group: str) -> Callable[[Facts, str], Table]:
    """Make the maker of the table of a group."""

    def make(facts: Facts, lang: str) -> Table:
        label = words(lang)
        order = [lang, *(other for other in LANGUAGES if other != lang)]
        rows = tuple(_row(term, order, label) for term in facts.book.terms if term.group == group)
        others = (words(other)["language"] for other in order[1:])
        return Table((one_per_line([label["term"], *others]), label["meaning"]), rows)

    return make


def term_ids(group: str) -> Callable[[Sequence[GlossaryTerm]], tuple[str, ...]]:
    """Make the function that picks the ids of a group from all terms."""

    def ids(terms: Sequence[GlossaryTerm]) -> tuple[str, ...]:
        return tuple(term.id for term in terms if term.group == group)

    return ids


def _row(term: GlossaryTerm, order: list[str], label: dict[str, str]) -> tuple[str, ...]:
    lang, *others = order
    is_borrowed = lang not in term.words
    # The id links to itself, so that its address can be copied on a phone, too.
    name = f"[**{term.word_in(lang)}**](#{term.id}){{: #{term.id}{f' lang={DEFAULT}' if is_borrowed else ''} }}"
    comma = label["comma"]
    also = comma.join([*term.also.get(lang, ()), *(f"`{name}`" for name in term.names)])
    never = comma.join(
        label["never_because"].format(wording=comma.join(refused), why=why) for why, refused in _by_reason(term, lang)
    )
    meaning = [
        term.meaning_in(lang),
        *([label["also"] + also] if also else []),
        *([label["never"] + never] if never else []),
    ]
    return one_per_line([name, *(term.words.get(other, NO_WORD) for other in others)]), one_per_line(meaning)


def _by_reason(term: GlossaryTerm, lang: str) -> Iterator[tuple[str, list[str]]]:
    """Each reason, with the wordings that it is the reason for."""
    for why, refused in groupby(term.never.get(lang, ()), key=lambda refused: refused.why[lang]):
        yield why, [entry.wording for entry in refused]


REPORTS = {f"terms.{group}": Report(terms_table(group), term_ids(group)) for group in GROUPS}
