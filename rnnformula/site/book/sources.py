"""The files that the site is made from; each is read once, and every room is handed that text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTINGS = "mkdocs.yml"
CITATION = "CITATION.cff"
GLOSSARY = "docs/glossary.toml"
#: Formulas that no check can judge, each with the reason.
LISTED_FORMULAS = "docs/formulas.toml"
#: What the pages claimed, and the examples showed, when someone last compared the two; ``make accept`` writes the file.
ACCEPTED_CLAIMS = "docs/accepted.json"
#: All published ids, each with its tag; `make ids` adds new ones.
LEDGER = "docs/ids.json"
#: What each tag states, as the package has it; `make ids` writes the file.
TAGS_OF_PACKAGE = "rnnformula/citing/tags.json"
#: What each release promised, a file a release; ``make release`` writes it.
RELEASES = "docs/releases"
#: What each section said when its languages were last compared, a file a page; `make synchronise` writes them.
SYNCHRONISED = "docs/synchronised"
#: The forms of what is published as data.
SCHEMAS_FOLDER = "docs/schemas"
#: Numbers seen in the world, each with its origin.
KNOWN_COUNTS = "tests/known_counts.csv"
#: Costs that tools print, each with its origin; ``make record-frameworks`` adds those that it measures.
KNOWN_COSTS = "tests/known_costs.csv"
#: Outputs of Keras layers with their weights and inputs; ``make record-outputs`` writes the file.
KNOWN_OUTPUTS = "tests/known_outputs.json"
#: How many of the changes that ``make mutations`` makes by rule were found when it last wrote the file.
MUTATION_RATES = "tests/mutations/rates.json"
#: How well translations that need work are found by each detector; ``make drift`` writes the file.
DETECTOR_SCORES = "tests/translation/scores.json"
#: Markdown files that are read on the web but are no pages of the site.
READ_ON_THE_WEB = ("README.md", "CONTRIBUTING.md")
SNIPPETS, SNIPPET_DATA, SNIPPET_RECORDS = "snippets", "snippets/data", "snippets/expected"
#: The digests of the sources that each record was made from.
RECORD_INDEX = f"{SNIPPET_RECORDS}/index.json"
PACKAGE = "rnnformula"
STYLES_FOLDER = "docs/assets/styles"
#: Modules that the build joins: what every page starts, what counts and draws, and what searches.
SCRIPTS_FOLDER = "docs/assets"
NUMBERS_FOLDER = "docs/assets/numbers"
SEARCH_FOLDER = "docs/assets/search"

#: Patterns of all sources, relative to the project's folder; a file that is missing is left out.
SOURCE_PATTERNS = (
    SETTINGS,
    CITATION,
    GLOSSARY,
    LISTED_FORMULAS,
    ACCEPTED_CLAIMS,
    LEDGER,
    TAGS_OF_PACKAGE,
    f"{RELEASES}/*.json",
    f"{SYNCHRONISED}/**/*.json",
    f"{SCHEMAS_FOLDER}/*.json",
    KNOWN_COUNTS,
    KNOWN_COSTS,
    KNOWN_OUTPUTS,
    MUTATION_RATES,
    DETECTOR_SCORES,
    *READ_ON_THE_WEB,
    "docs/*/**/*.md",
    f"{SNIPPETS}/*.py",
    f"{SNIPPET_DATA}/*",
    f"{SNIPPET_RECORDS}/*",
    f"{PACKAGE}/**/*.py",
    f"{STYLES_FOLDER}/*.css",
    f"{SCRIPTS_FOLDER}/*.mjs",
    f"{NUMBERS_FOLDER}/*.mjs",
    f"{SEARCH_FOLDER}/*.mjs",
)


@dataclass(frozen=True, eq=False)
class Sources:
    """The texts of all sources, by their paths relative to the project's folder ``root``, in the order of the paths."""

    root: Path
    texts: Mapping[str, str]

    def get(self, name: str) -> str:
        """The text of a source; empty where there is no such file."""
        return self.texts.get(name, "")

    def text(self, name: str) -> str:
        """The text of a source.

        Raises:
            SiteError: there is no such file.
        """
        if name not in self.texts:
            raise SiteError([Problem(name, 1, Message("the file is missing"))])
        return self.texts[name]

    def inside(self, folder: str, ending: str = "") -> list[str]:
        """The names of the files right inside a folder, without its subfolders."""
        start = f"{folder}/"
        names = (name.removeprefix(start) for name in self.texts if name.startswith(start) and name.endswith(ending))
        return [name for name in names if "/" not in name]


def load_sources(root: Path) -> Sources:
    """Read all sources of the project in this folder.

    Raises:
        SiteError: a file that is not UTF-8 or can't be read.
    """
    files = {file for pattern in SOURCE_PATTERNS for file in root.glob(pattern) if file.is_file()}
    names = sorted(file.relative_to(root).as_posix() for file in files)
    return Sources(root, {name: read_source(root, name) for name in names})


def read_source(root: Path, name: str) -> str:
    """The text of the file of this name.

    Raises:
        SiteError: the file is not UTF-8, or it can't be read.
    """
    # utf-8-sig as mkdocs does: a byte order mark, which some editors write, is no part of the text
    try:
        return (root / name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = Message("the file is not UTF-8: {reason} at byte {byte}", reason=error.reason, byte=error.start)
        raise SiteError([Problem(name, line, message)]) from None
    except OSError as error:
        raise SiteError([Problem(name, 1, Message("cannot read the file: {reason}", reason=error.strerror))]) from None
