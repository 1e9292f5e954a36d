"""The facts that reports are made of: of a build, or of a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book.addresses import relative_address
from rnnformula.site.reports.table_cells import breakable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.checks.checked import Checked
    from rnnformula.site.checks.equations import RunEquations
    from rnnformula.site.examples.examining import Examples


@dataclass(frozen=True)
class Facts:
    """The book, the examples, and the result of each check, by its name.

    ``preview`` says that nothing ran; ``here`` is the address of the page that shows a report; ``equations`` is how the
    equations compare with what Keras put out in this build; ``written`` is the book as it was written, where that is
    another one than the book that is shown.
    """

    book: Book
    examples: Examples
    checked: dict[str, Checked]
    preview: bool
    here: str = ""
    equations: RunEquations | None = None
    written: Book | None = None

    @property
    def as_written(self) -> Book:
        """The book without what a language lacks and another one lends it."""
        return self.written or self.book

    def page_links(self, paths: Iterable[str], lang: str) -> list[str]:
        """Links to the pages with these paths in a language; the text of each link is the title of its page."""
        pages = {page.path: page for page in self.book.pages if page.lang == lang}
        return [f"[{pages[path].title}]({self._address(pages[path].address)})" for path in paths]

    def page_link(self, path: str, text: str, lang: str) -> str:
        """A link with this text to the page with that path in a language; the text alone where there is none."""
        page = next((page for page in self.book.pages if page.path == path and page.lang == lang), None)
        return f"[{text}]({self._address(page.address)})" if page else text

    def address_of(self, path: str, lang: str) -> str:
        """The address of the page with that path in a language, as the page that shows the report writes it."""
        return self._address(next(page.address for page in self.book.pages if (page.path, page.lang) == (path, lang)))

    def snippet_link(self, name: str) -> str:
        """A link to the file of a snippet, which the site publishes."""
        stem = breakable(name.removesuffix(".py"))
        return f"[<code>{stem}</code>]({self._address(f'snippets/{name}')})"

    def _address(self, target: str) -> str:
        return relative_address(target, self.here)
