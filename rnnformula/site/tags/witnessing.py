"""What witnesses the statement of an id: formulas, what frameworks built and printed, numbers seen in the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.known import is_of_keras, write_layer
from rnnformula.site.checks.formulas import NAME
from rnnformula.site.tags.formulas_stated import IN_WORDS, layers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.tags.spans import Span

#: The kinds of witnesses, in the order in which a page tells them. The last says that both languages claim the same
#: of what was accepted, and is there for all.
BY_FORMULA, BY_FRAMEWORK, BY_RECORD, BY_BUILD, BY_TEXT = "formula", "framework", "record", "build", "text"


@dataclass(frozen=True)
class Witness:
    """A witness: its kind, and what it looked at, by names that need no language.

    Of a formula these are layers that were counted, and TeX that was compared; of a framework, snippets that ran and
    layers that it built; of a record, rows of the numbers seen in the world; of a build, the table that it makes anew.
    """

    kind: str
    names: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The witness for programs."""
        return {"kind": self.kind, "names": list(self.names)}


def witnesses_of(book: Book, span: Span) -> tuple[Witness, ...]:
    """All witnesses of what an id names; its own lines are asked first, then the sections inside."""
    own = [fence for fence in span.fences if fence.fence.line <= span.own]
    formulas = [formula for formula in span.formulas if formula.line <= span.own]
    if not own and not formulas:
        own, formulas = list(span.fences), list(span.formulas)
    layers = [write_layer(tally) for tally in layers_in(own)]
    of_keras = [write_layer(tally) for tally in layers_in(own) if is_of_keras(tally)]
    # A lone name claims nothing.
    written = [IN_WORDS.expand(formula.text) for formula in formulas if not NAME.fullmatch(formula.text)]
    equations = [shown.layer for fence in own if (shown := fence.equations())]
    snippets = [fence.snippet for fence in own if fence.snippet]
    names_by_kind = {
        BY_FORMULA: (*layers, *equations, *(f"${' '.join(formula.split())}$" for formula in written)),
        BY_FRAMEWORK: (*snippets, *of_keras, *equations),
        BY_RECORD: tuple(_records(book, layers)),
        BY_BUILD: tuple(fence.report for fence in own if fence.report),
    }
    witnesses = [Witness(kind, tuple(dict.fromkeys(names))) for kind, names in names_by_kind.items() if names]
    return (*witnesses, Witness(BY_TEXT))


def _records(book: Book, layers: Sequence[str]) -> list[str]:
    """The numbers seen in the world of these layers alone, each with where it was seen."""
    return [
        f"{known.count}, {known.origin}"
        for known in book.known_counts
        if len(known.layers) == 1 and known.layers[0] in layers
    ]
