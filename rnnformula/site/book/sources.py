"""The files that the site is made from: each is read once, and all rooms are handed the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTINGS = "mkdocs.yml"
CITATION = "CITATION.cff"
GLOSSARY = "docs/glossary.toml"
#: Formulas that claim something else than a count, a shape or an equality, or that no family knows; each with why.
LISTED_FORMULAS = "docs/formulas.toml"
#: The ids that were published, a line an id: the path of its page, a blank, the id.
LEDGER = "docs/ids.txt"
#: Numbers seen in the world, each with its origin.
KNOWN_COUNTS = "tests/known_counts.csv"
#: What layers of Keras put out, with the weights and inputs that they had; ``make record-outputs`` writes it.
KNOWN_OUTPUTS = "tests/known_outputs.json"
#: Markdown of the project that is no page.
READ_ON_THE_WEB = ("README.md", "CONTRIBUTING.md")
SNIPPETS, DATA, RECORDS = "snippets", "snippets/data", "snippets/expected"
#: What each record was made from.
RECORD_INDEX = f"{RECORDS}/index.json"
PACKAGE = "rnnformula"

#: All sources, as patterns below the project's folder; what is not there is left out.
PATTERNS = (
    SETTINGS,
    CITATION,
    GLOSSARY,
    LISTED_FORMULAS,
    LEDGER,
    KNOWN_COUNTS,
    KNOWN_OUTPUTS,
    *READ_ON_THE_WEB,
    "docs/*/**/*.md",
    f"{SNIPPETS}/*.py",
    f"{DATA}/*",
    f"{RECORDS}/*",
    f"{PACKAGE}/**/*.py",
)


@dataclass(frozen=True, eq=False)
class Sources:
    """The texts of all sources by their paths, relative to the project's folder ``root``, in the order of the paths."""

    root: Path
    texts: Mapping[str, str]

    def get(self, name: str) -> str:
        """The text of a source, empty where there is none."""
        return self.texts.get(name, "")

    def text(self, name: str) -> str:
        """The text of a source.

        Raises:
            SiteError: there is no such file.
        """
        if name not in self.texts:
            raise SiteError([Problem(name, 1, "the file is missing")])
        return self.texts[name]

    def inside(self, folder: str, ending: str = "") -> list[str]:
        """The names of the files right inside a folder."""
        start = f"{folder}/"
        names = (name.removeprefix(start) for name in self.texts if name.startswith(start) and name.endswith(ending))
        return [name for name in names if "/" not in name]


def read_sources(root: Path) -> Sources:
    """Read all sources of the project in this folder.

    Raises:
        SiteError: a file that is not UTF-8.
    """
    files = {file for pattern in PATTERNS for file in root.glob(pattern) if file.is_file()}
    names = sorted(file.relative_to(root).as_posix() for file in files)
    return Sources(root, {name: _read(root, name) for name in names})


def _read(root: Path, name: str) -> str:
    # utf-8-sig as mkdocs does: a byte order mark, which some editors write, is no part of the text
    try:
        return (root / name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: {error.reason} at byte {error.start}"
        raise SiteError([Problem(name, 1, message)]) from None
