"""What each tag states: a sentence by language, a formula, an example, its witnesses, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rnnformula.language import DEFAULT
from rnnformula.site.tags.assigning import spans_by_id
from rnnformula.site.tags.formulas_stated import stated_example, stated_formula
from rnnformula.site.tags.resting import rests_on
from rnnformula.site.tags.sentences_stated import sentence_of, source_sentence
from rnnformula.site.tags.witnessing import witnesses_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.published_ids import PublishedId
    from rnnformula.site.tags.formulas_stated import StatedExample, StatedFormula
    from rnnformula.site.tags.spans import Span
    from rnnformula.site.tags.witnessing import Witness


@dataclass(frozen=True)
class TagStatement:
    """What a tag states; of a retired tag, what the ledger knows alone. ``rests_on`` and ``used_by`` are tags."""

    entry: PublishedId
    sentences: Mapping[str, str]
    formula: StatedFormula | None
    example: StatedExample | None
    witnesses: tuple[Witness, ...]
    rests_on: tuple[str, ...]
    used_by: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The statement for programs, behind what the ledger says."""
        data = self.entry.as_data()
        after = {name: data.pop(name) for name in ("alias", "retired") if name in data}
        data["statements"] = dict(self.sentences)
        if self.formula:
            data["formula"] = self.formula.as_data()
        if self.example:
            data["example"] = self.example.as_data()
        data["witnesses"] = [witness.as_data() for witness in self.witnesses]
        return data | {"rests_on": list(self.rests_on)} | after


def read_statements_of_tags(book: Book) -> list[TagStatement]:
    """What the tags of the ledger state, in its order; an id that no page has states nothing."""
    by_id = spans_by_id(book)
    resting = rests_on({name: spans[DEFAULT] for name, spans in by_id.items() if DEFAULT in spans})
    tags = {entry.id: entry.tag for entry in book.published_ids if not entry.retired}
    used: dict[str, list[str]] = {}
    for name, others in resting.items():
        for other in others:
            used.setdefault(other, []).append(name)
    return [_statement(book, entry, by_id.get(entry.id, {}), resting, used, tags) for entry in book.published_ids]


def _statement(
    book: Book,
    entry: PublishedId,
    spans: Mapping[str, Span],
    resting: Mapping[str, tuple[str, ...]],
    used: Mapping[str, list[str]],
    tags: Mapping[str, str],
) -> TagStatement:
    if entry.retired or DEFAULT not in spans:
        return TagStatement(entry, {}, None, None, (), (), ())
    span = spans[DEFAULT]
    on_page = book.fences_of(span.page)
    formula = stated_formula(span, source_sentence(span), on_page)
    example = stated_example(span, formula, on_page)
    return TagStatement(
        entry,
        {lang: sentence_of(of_language, formula, example) for lang, of_language in spans.items()},
        formula,
        example,
        witnesses_of(book, span),
        tuple(tags[name] for name in resting.get(entry.id, ()) if name in tags),
        tuple(tags[name] for name in used.get(entry.id, ()) if name in tags),
    )
