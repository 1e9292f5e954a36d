"""The book, which holds all sources of the site as they were read, and its fences that print something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from rnnformula.errors import shown
from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.cost_records import KnownCost, read_known_costs
from rnnformula.site.book.data_files import damaged, read_json, read_toml_tables
from rnnformula.site.book.known import KnownCount, read_known_counts, recorded_layers
from rnnformula.site.book.measured import DetectorScores, MutationRates, read_detector_scores, read_mutation_rates
from rnnformula.site.book.pages import Item
from rnnformula.site.book.published_ids import PublishedId, read_ledger
from rnnformula.site.book.recorded import Recorded
from rnnformula.site.book.released import Release, read_releases
from rnnformula.site.book.settings import Settings
from rnnformula.site.book.sources import (
    CITATION,
    GLOSSARY,
    KNOWN_COSTS,
    KNOWN_COUNTS,
    KNOWN_OUTPUTS,
    LEDGER,
    LISTED_FORMULAS,
    SETTINGS,
    SNIPPET_DATA,
    SNIPPET_RECORDS,
    SNIPPETS,
)
from rnnformula.site.book.terms import GlossaryTerm, read_terms
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rnnformula.counting.forward import Equations
    from rnnformula.counting.tally import Tally
    from rnnformula.site.book.pages import Fence, Page
    from rnnformula.site.book.problems import Problem
    from rnnformula.site.book.sources import Sources


class ListedFormula(NamedTuple):
    """A formula that no check can judge: the path of its page, its TeX in one line, and the reason by language."""

    page: str
    tex: str
    why: dict[str, str]


@dataclass(frozen=True)
class ExecutedFence:
    """A fence that prints something, with its page. Each kind is a subclass that overrides what differs from here."""

    page: Page
    fence: Fence

    @property
    def code(self) -> str:
        """The text of the fence, by which the build finds the fence again."""
        return self.fence.code.strip()

    @property
    def snippet(self) -> str:
        """The file name of the snippet that the fence shows; empty where it shows none."""
        return ""

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The layers that the fence speaks of, for Keras to confirm."""
        return ()

    @property
    def sizes(self) -> Mapping[str, object]:
        """The sizes and options that the fence names."""
        return {}

    @property
    def report(self) -> str:
        """The name of the report, which only a build can print; empty where the fence prints something else."""
        return ""

    @property
    def block_kind(self) -> str:
        """What the output is where it needs an id of its own: table, figure or formula; empty where it is none."""
        return ""

    @property
    def box(self) -> str:
        """The CSS classes of the box around the output; empty where there is no box."""
        return ""

    @property
    def data(self) -> Mapping[str, str]:
        """What a table that can follow the sizes of its reader says of itself, as data; empty for all else."""
        return {}

    @property
    def drawn(self) -> str:
        """The HTML of the figure that the fence prints; empty where it prints something else."""
        return ""

    def ids(self, book: Book) -> tuple[str, ...]:
        """The ids that the output brings to the page."""
        return ()

    def equations(self) -> Equations | None:
        """The equations that the fence prints, if it prints some."""
        return None

    def formulas(self, book: Book) -> tuple[tuple[str, bool], ...]:
        """The TeX of each formula in the output, with whether the formula is displayed."""
        return ()

    def shown(self, book: Book) -> tuple[str, ...]:
        """The texts that show the reader the numbers of the fence."""
        return ()

    def printed(self, book: Book) -> str:
        """The output, where neither an example nor a build is needed to print it.

        Raises:
            InputError: the fence names something that the book does not have.
        """
        return ""


@dataclass(frozen=True, eq=False)
class Book:
    """The pages, their fences, and all other sources of the site.

    ``fences`` are the fences that print something, ``unread`` the fences that can't be read, each with its problem.
    """

    sources: Sources
    pages: tuple[Page, ...]
    fences: tuple[ExecutedFence, ...]
    unread: tuple[tuple[Fence, Problem], ...]

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self.sources.root

    @cached_property
    def _fences_by_page(self) -> dict[Page, list[ExecutedFence]]:
        by_page: dict[Page, list[ExecutedFence]] = {page: [] for page in self.pages}
        for fence in self.fences:
            by_page[fence.page].append(fence)
        return by_page

    def fences_of(self, page: Page) -> list[ExecutedFence]:
        """The fences of a page that print something, in order."""
        return self._fences_by_page[page]

    @cached_property
    def _ids_by_page(self) -> dict[Page, list[Item]]:
        ids = {page: list(page.ids) for page in self.pages}
        for fence in self.fences:
            ids[fence.page] += [Item(fence.fence.line, name) for name in fence.ids(self)]
        return {page: sorted(items, key=lambda item: item.line) for page, items in ids.items()}

    def ids_of(self, page: Page) -> list[Item]:
        """All ids of a page, both written ones and those that its fences bring, in order."""
        return self._ids_by_page[page]

    @cached_property
    def terms(self) -> list[GlossaryTerm]:
        """The agreed terms, in the order of the file."""
        return read_terms(self.sources.text(GLOSSARY))

    @cached_property
    def published_ids(self) -> list[PublishedId]:
        """The entries of the ledger, in the order in which their tags were assigned."""
        return read_ledger(self.sources.get(LEDGER))

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """The releases that were made, the newest first."""
        return read_releases(self.sources)

    @property
    def released(self) -> str:
        """The version of the newest release; empty where none was made."""
        return self.releases[0].version if self.releases else ""

    @cached_property
    def listed_formulas(self) -> list[ListedFormula]:
        """The formulas that no check can judge, in the order of the file."""
        formulas = []
        for line, table in read_toml_tables(LISTED_FORMULAS, self.sources.get(LISTED_FORMULAS), "formula"):
            match table:
                case {"page": str(page), "tex": str(tex), "why": dict(why), **rest} if not rest and DEFAULT in why:
                    formulas.append(ListedFormula(page, " ".join(tex.split()), why))
                case _:
                    message = Message("expected page, tex and why.{lang}, got {read!r}", lang=DEFAULT, read=table)
                    raise damaged(LISTED_FORMULAS, message, line)
        return formulas

    @cached_property
    def mutation_rates(self) -> MutationRates:
        """How many changes that were made by rule were found, as it was last measured."""
        return read_mutation_rates(self.sources)

    @cached_property
    def detector_scores(self) -> DetectorScores:
        """How well translations that need work are found by each detector, as it was last measured."""
        return read_detector_scores(self.sources)

    @cached_property
    def known_counts(self) -> list[KnownCount]:
        """The numbers seen in the world, in the order of the file."""
        return read_known_counts(self.sources.text(KNOWN_COUNTS))

    @cached_property
    def known_costs(self) -> list[KnownCost]:
        """The costs that tools print, in the order of the file."""
        return read_known_costs(self.sources.text(KNOWN_COSTS))

    @cached_property
    def layers_of_frameworks(self) -> frozenset[str]:
        """The layers that Keras does not have and that are recorded as their framework or their snippet builds them."""
        return recorded_layers(self.known_counts)

    @cached_property
    def known_outputs(self) -> dict[str, Any]:
        """What layers of Keras put out, by family and variant."""
        outputs = read_json(KNOWN_OUTPUTS, self.sources.text(KNOWN_OUTPUTS))
        if not isinstance(outputs, dict):
            raise damaged(KNOWN_OUTPUTS, Message("expected an object, got {read}", read=shown(outputs)))
        return outputs

    @cached_property
    def snippets(self) -> dict[str, str]:
        """The code of each snippet, by its file name."""
        return {name: self.sources.texts[f"{SNIPPETS}/{name}"] for name in self.sources.inside(SNIPPETS, ".py")}

    @cached_property
    def data(self) -> dict[str, str]:
        """The files that snippets read, by their file names."""
        return {name: self.sources.texts[f"{SNIPPET_DATA}/{name}"] for name in self.sources.inside(SNIPPET_DATA)}

    @cached_property
    def recorded(self) -> Recorded:
        """The recorded outputs of snippets."""
        return Recorded(
            {name: self.sources.texts[f"{SNIPPET_RECORDS}/{name}"] for name in self.sources.inside(SNIPPET_RECORDS)}
        )

    @cached_property
    def settings(self) -> Settings:
        """The settings of the site."""
        return Settings(self.sources.text(SETTINGS))

    @property
    def citation(self) -> str:
        """The text of CITATION.cff."""
        return self.sources.text(CITATION)

    def original_of(self, page: Page) -> Page | None:
        """The page that a page in a partial language is translated from, of whose own sentences little is known."""
        if page.lang not in LANGUAGES or not LANGUAGES[page.lang].partial:
            return None
        return next((other for other in self.pages if (other.lang, other.path) == (DEFAULT, page.path)), None)

    def in_languages(self, languages: Iterable[str]) -> list[Page]:
        """The pages in these languages."""
        known = set(languages)
        return [page for page in self.pages if page.lang in known]
