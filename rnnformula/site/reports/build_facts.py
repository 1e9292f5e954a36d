"""What a build knows when its pages are written, or what can be known without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from rnnformula.site.reports.table_cells import breakable, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.checks.checked import Checked
    from rnnformula.site.examples.examining import Examples


@dataclass(frozen=True)
class Facts:
    """The book, the examples, and what each check found, by its name.

    ``preview`` says that nothing ran; ``here`` is the address of the page that shows a report.
    """

    book: Book
    examples: Examples
    checked: dict[str, Checked]
    preview: bool
    here: str = ""

    def page_links(self, paths: Iterable[str], lang: str) -> str:
        """Links to the pages of these paths in a language, by their titles."""
        there = {page.path: page for page in self.book.pages if page.lang == lang}
        return listed(f"[{there[path].title}]({self._address(there[path].address)})" for path in paths)

    def page_link(self, path: str, words: str) -> str:
        """A link of these words to the page of that path, where there is one."""
        page = next((page for page in self.book.pages if page.path == path), None)
        return f"[{words}]({self._address(page.address)})" if page else words

    def snippet_link(self, name: str) -> str:
        """A link to a snippet, which the site publishes."""
        stem = breakable(name.removesuffix(".py"))
        return f"[<code>{stem}</code>]({self._address(f'snippets/{name}')})"

    def _address(self, target: str) -> str:
        address: str = get_relative_url(target, self.here)
        return address
