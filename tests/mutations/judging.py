"""Judges mutations of pages: whether a check finds something that it does not find without the mutation."""

from collections.abc import Iterable
from enum import Enum
from functools import cached_property
from posixpath import dirname, join, normpath

from rnnformula.site.book.contents import Book
from rnnformula.site.book.pages import Page
from rnnformula.site.checks import CHECKS, OF_ACCEPTANCE
from rnnformula.site.fences.loading import bind
from tests.mutations.of_pages import Mutation

#: What judges a page by what it says, first what needs its own versions alone, then what looks at pages it links to.
BY_MEANING = (
    (("structure", "formulas", "claims", "ids", "blocks", "raw_html"), False),
    (("numbers", "number_words"), True),
    (("links", "glossary"), True),
)


class Found(Enum):
    """How a mutation was found."""

    MEANING = "by what it says"
    ACCEPTANCE = "as nobody accepted it"
    NOT = "not"


class Judge:
    """Judges mutations of the pages of a book; what the checks say without one is worked out once for each page."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.without: dict[tuple[str, str], set[str]] = {}

    @cached_property
    def versions(self) -> dict[str, list[Page]]:
        """The pages of each path, in the order of the languages."""
        versions: dict[str, list[Page]] = {}
        for page in self.book.pages:
            versions.setdefault(page.path, []).append(page)
        return versions

    def judge(self, mutation: Mutation) -> Found:
        """How a mutation is found."""
        path = mutation.pages[0].path
        changed = {page.file: page for page in mutation.pages}
        pages = [changed.get(page.file, page) for page in self.versions[path]]
        for names, with_links in BY_MEANING:
            if any(self._finds(name, path, pages, self._book(path, pages, with_links)) for name in names):
                return Found.MEANING
        accepted = self._finds(OF_ACCEPTANCE, path, pages, self._book(path, pages, with_links=False))
        return Found.ACCEPTANCE if accepted else Found.NOT

    def _finds(self, name: str, path: str, pages: list[Page], book: Book) -> bool:
        key = path, name
        if key not in self.without:
            versions = self.versions[path]
            with_links = len(book.pages) > len(pages)
            self.without[key] = _messages(name, versions, self._book(path, versions, with_links))
        return not _messages(name, pages, book) <= self.without[key]

    def _book(self, path: str, pages: list[Page], with_links: bool) -> Book:
        """The book of these versions of a page, with the pages that they link to or without."""
        near = sorted(self._linked(path)) if with_links else ()
        return bind(self.book.sources, [*pages, *(page for other in near for page in self.versions[other])])

    def _linked(self, path: str) -> set[str]:
        targets = {link.text.partition("#")[0] for page in self.versions[path] for link in page.links}
        linked = {normpath(join(dirname(path), target)) for target in targets if target}
        return (linked & self.versions.keys()) - {path}


def _messages(name: str, pages: Iterable[Page], book: Book) -> set[str]:
    files = {page.file for page in pages}
    return {problem.message for problem in CHECKS[name](book).problems if problem.file in files}
