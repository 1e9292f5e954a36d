"""What CITATION.cff says of the site and the package; this alone reads the file, and all that names them asks here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rnnformula.errors import shown
from rnnformula.site.book.data_files import damaged, read_yaml
from rnnformula.site.book.sources import CITATION
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book

#: The licence of the pages, as docs/LICENSE says; that of CITATION.cff is the licence of the code.
TEXT_LICENSE, TEXT_LICENSE_ADDRESS = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Author:
    """A person by given and family names, or a group, which has its ``name`` alone."""

    name: str
    given: str = ""
    family: str = ""

    @property
    def is_group(self) -> bool:
        """Whether the name is that of a group, which is never turned around."""
        return not self.family


@dataclass(frozen=True, slots=True)
class Work:
    """The facts of CITATION.cff; ``address`` and ``repository`` are empty while there are none."""

    title: str
    abstract: str
    authors: tuple[Author, ...]
    version: str
    released: date
    license: str
    keywords: tuple[str, ...]
    address: str
    repository: str


@lru_cache(maxsize=2)  # every page asks
def read_work(book: Book) -> Work:
    """The site and package as CITATION.cff states them.

    Raises:
        SiteError: the file is missing, or lacks what a citation needs.
    """
    facts = read_yaml(CITATION, book.citation)
    match facts:
        case {
            "authors": [*authors],
            "title": str(title),
            "license": str(license_),
            "version": str(version),
            "date-released": date() as released,
        } if authors and all(map(_has_a_name, authors)):
            return Work(
                title,
                str(facts.get("abstract", "")).strip(),
                tuple(map(_author, authors)),
                version,
                released,
                license_,
                tuple(map(str, facts.get("keywords") or ())),
                str(facts.get("url") or ""),
                str(facts.get("repository-code") or ""),
            )
    raise damaged(
        CITATION,
        Message(
            "expected authors (each with a name, or given-names and family-names), title, license and version as text "
            "such as '1.0.0', date-released as a date, got {read}",
            read=shown(facts),
        ),
    )


def _has_a_name(author: object) -> bool:
    match author:
        case {"name": str()} | {"given-names": str(), "family-names": str()}:
            return True
    return False


def _author(author: dict[str, Any]) -> Author:
    if "name" in author:
        return Author(author["name"])
    given, family = author["given-names"], author["family-names"]
    return Author(f"{given} {family}", given, family)
