"""What the head of a page says of it to programs: how it is cited, what a shared link shows, the graph of JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.work import TEXT_LICENSE_ADDRESS, read_work
from rnnformula.site.publish.linked_data import asset_address, graph_of, page_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.work import Author, Work
    from rnnformula.site.publish.generator import Page as BuiltPage
    from rnnformula.site.publish.link_images import LinkImage

#: What programs that collect citations take a page for: the title of a citation alone they take for a journal's.
KIND_OF_TEXT = "webpage"
#: How Google Scholar writes a date.
SLASHED_DATE = "%Y/%m/%d"

Tags = list[tuple[str, str]]


class HeadOfPage(NamedTuple):
    """The ``<meta>`` that have a name and those that have a property, each with its content; the JSON-LD."""

    named: Tags
    properties: Tags
    graph: str


@dataclass(frozen=True)
class Metadata:
    """The metadata of the pages of a book; ``images`` has the image of each by its language and path, or none.

    ``lent`` has the language of each page that is shown in another one, by language and path: it is cited as the page
    that it is in that language.
    """

    book: Book
    images: Mapping[str, LinkImage]
    lent: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """What CITATION.cff states."""
        return read_work(self.book)

    def of(self, built: BuiltPage) -> HeadOfPage:
        """The metadata of a page, whose HTML is whole by now."""
        lang, _, path = built.file.src_uri.partition("/")
        page = self._page(self.lent.get((lang, path), lang), path)
        name = f"{page.lang}/{page.path}"
        description = str(built.meta.get("description") or words(page.lang)["site_description"])
        image = self.images.get(name)
        graph = graph_of(self.book, self.work, page, built.content or "", description, image)
        return HeadOfPage(self._citation(page), self._shared(page, description, image), graph)

    def address_of(self, lang: str, path: str) -> str:
        """Where a page is published."""
        return page_address(self.book, self._page(lang, path))

    def _page(self, lang: str, path: str) -> Page:
        return next(page for page in self.book.pages if (page.lang, page.path) == (lang, path))

    def _citation(self, page: Page) -> Tags:
        """What Google Scholar, Zotero and the like read."""
        return [
            ("author", ", ".join(author.name for author in self.work.authors)),
            ("citation_title", page.title),
            *(("citation_author", _turned_around(author)) for author in self.work.authors),
            ("citation_publication_date", self.work.released.strftime(SLASHED_DATE)),
            ("citation_language", page.lang),
            ("citation_public_url", page_address(self.book, page)),
            ("citation_keywords", "; ".join(self.work.keywords)),
            ("dc.type", KIND_OF_TEXT),
            ("dc.rights", TEXT_LICENSE_ADDRESS),
        ]

    def _shared(self, page: Page, description: str, image: LinkImage | None) -> Tags:
        """What sites read that show shared links."""
        others = (language for language in LANGUAGES.values() if language.code != page.lang)
        return [
            ("og:type", "article"),
            ("og:site_name", str(self.book.settings.values["site_name"])),
            ("og:title", page.title),
            ("og:description", description),
            ("og:url", page_address(self.book, page)),
            *_locale("og:locale", LANGUAGES[page.lang].locale),
            *(tag for other in others for tag in _locale("og:locale:alternate", other.locale)),
            *(self._image(image) if image else ()),
        ]

    def _image(self, image: LinkImage) -> Tags:
        return [
            ("og:image", asset_address(self.book, image.file)),
            ("og:image:type", "image/png"),
            ("og:image:width", str(image.width)),
            ("og:image:height", str(image.height)),
            ("og:image:alt", image.text),
        ]


def _locale(name: str, locale: str) -> Tags:
    return [(name, locale)] if locale else []


def _turned_around(author: Author) -> str:
    """A name as citations have it: ``Family, Given``."""
    return author.name if author.is_group else f"{author.family}, {author.given}"
