"""The first look at edited pages: a live build that makes them again at once, and leaves all checks to the next one."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import read_source
from rnnformula.site.build import Build
from rnnformula.site.fences.loading import with_edited
from rnnformula.site.html.conversion import Conversion
from rnnformula.site.html.current_page import CurrentPage
from rnnformula.site.html.examples_shown import ShownExamples
from rnnformula.site.publish.live import Live, made_of
from rnnformula.site.publish.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.book.pages import Page
    from rnnformula.site.publish.generator import MkDocsConfig


def edited_pages(last: Build) -> list[Page]:
    """The pages that were edited since that build, where a first look can show them; else none.

    It can where they are all of one language, and print what they printed before: a new example has to be examined.
    What a page lends to another language, or borrows, is left to the whole build.
    """
    try:
        texts = {page.file: read_source(last.root, page.file) for page in last.written.pages}
    except SiteError:
        return []  # a page is gone, or can't be read
    before = [page for page in last.written.pages if texts[page.file] != page.source]
    shared = {path for _, path in (*last.filled.lent, *last.filled.borrowed)}
    if len({page.lang for page in before}) != 1 or shared & {page.path for page in before}:
        return []
    edited = [replace(page, source=texts[page.file]) for page in before]
    book = with_edited(last.book, edited)
    printed = [[fence.code for fence in last.book.fences_of(page)] for page in before]
    if (
        len(book.unread) > len(last.book.unread)
        or [[f.code for f in book.fences_of(page)] for page in edited] != printed
    ):
        return []
    return edited


class FirstLook(Build):
    """Makes edited pages of one language again, and takes all else from the last build, also what was wrong then."""

    def __init__(self, config: MkDocsConfig, last: Build, edited: Sequence[Page], begun: int) -> None:
        vars(self).update(vars(last))
        self.begun = begun
        self.config = config
        self.resources = ExitStack()
        self.edited = edited
        self.page = CurrentPage(self.formulas)

    def examine(self) -> None:
        """Examine nothing."""
        assert self.shown is not None
        known = self.unchanged.made_of
        self.book = with_edited(self.book, self.edited)
        printed = self.print_reports()
        self.metadata = Metadata(with_edited(self.written, self.edited), self.beside.link_images, self.filled.lent)
        Conversion(self.page).add_to(self.config, ShownExamples(self.page, printed, self.laid_out))
        self.tell_templates()
        self.unchanged = Live(self.shown, {**known, **made_of(printed, self.beside, self.edited, self.begun)})

    def finish_language(self, config: MkDocsConfig) -> None:
        """Write the twins of the pages; the index of the search can wait."""
        for name, text in self.twins.texts.items():
            (Path(config.site_dir) / name).write_text(text, encoding="utf-8")
