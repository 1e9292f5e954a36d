"""The agreed terms of one group, the reader's language first; each row has an id of its own.

The ids are written by hand in ``docs/glossary.toml``, beside the words they stand for, and reach
the checks through `Book.ids_of`, so that one term is one entry in one file and still can be cited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, words
from rnnformula.render.layout import Table
from rnnformula.site.reports.table_cells import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.site.book.terms import Term
    from rnnformula.site.reports.build_facts import Facts


def terms(group: str) -> Callable[[Facts, str], Table]:
    """The maker of the table of a group."""

    def make(facts: Facts, lang: str) -> Table:
        label = words(lang)
        order = [lang, *(other for other in LANGUAGES if other != lang)]
        rows = tuple(_row(term, order, label) for term in facts.book.terms if term.group == group)
        others = (words(other)["language"] for other in order[1:])
        return Table((listed([label["term"], *others]), label["meaning"]), rows)

    return make


def term_ids(group: str) -> Callable[[Sequence[Term]], tuple[str, ...]]:
    """What tells the ids of a group."""

    def ids(terms: Sequence[Term]) -> tuple[str, ...]:
        return tuple(term.id for term in terms if term.group == group)

    return ids


def _row(term: Term, order: list[str], label: dict[str, str]) -> tuple[str, ...]:
    lang, *others = order
    # A link to itself: its address can be copied on a phone, too.
    name = f"[**{term.words[lang]}**](#{term.id}){{: #{term.id} }}"
    never = label["comma"].join(term.never.get(lang, ()))
    meaning = [term.meaning[lang], *([label["never"] + never] if never else [])]
    return listed([name, *(term.words[other] for other in others)]), listed(meaning)
