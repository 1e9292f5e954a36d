"""What is published beside the pages: snippets and their data, what formulas and styles need, images, the engine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rnnformula.site.html.math import prepare_formulas
from rnnformula.site.publish.browser_engine import is_wanted, write_engine
from rnnformula.site.publish.generator import File
from rnnformula.site.publish.joined_scripts import write_scripts
from rnnformula.site.publish.link_images import write_link_images
from rnnformula.site.publish.own_scripts import OFFLINE, OWN_SCRIPTS
from rnnformula.site.publish.style_sheet import PUBLISHED_STYLES, write_style_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.problems import Problem
    from rnnformula.site.examples.examining import Examples
    from rnnformula.site.html.math.mathml import Formulas
    from rnnformula.site.publish.browser_engine import Engine
    from rnnformula.site.publish.generator import Files
    from rnnformula.site.publish.link_images import LinkImage

#: Where all but the snippets are published.
PUBLISHED = "assets"


class BesidePages:
    """Makes files in a folder below ``.cache`` and adds them to those that mkdocs publishes.

    ``font`` is the name of the math font's file, ``engine`` what a page with the box loads, where there is one,
    ``link_images`` has the image of each page by its language and path, ``numbers_scripts`` are what counts and draws
    in the pages of each language. A live build has no images, as nobody shares a link to it, and the font whole: to cut
    it takes longer than all pages.
    """

    def __init__(self, root: Path, *, live: bool = False) -> None:
        self.root = root
        self.live = live
        self.folder = root / ".cache" / PUBLISHED
        self.font = ""
        self.engine: Engine | None = None
        self.link_images: dict[str, LinkImage] = {}
        self.numbers_scripts: dict[str, str] = {}
        self.names: list[str] = []

    def make(self, book: Book, formulas: Formulas) -> list[Problem]:
        """Make the files; returns a problem for each formula that can't be read or shown, at every place it stands.

        And for a style sheet that can't be read.
        """
        problems, self.names = prepare_formulas(book, formulas, self.folder, whole_font=self.live)
        self.font = self.names[0]
        problems += write_style_sheet(book.sources, self.folder)
        self.names += PUBLISHED_STYLES.values()
        self.numbers_scripts, scripts = write_scripts(book.sources, self.folder)
        self.names += scripts
        self.link_images = {} if self.live else write_link_images(book, self.folder)
        self.names += dict.fromkeys(image.file for image in self.link_images.values())
        if is_wanted(book.pages):
            self.engine = write_engine(book.sources, self.folder, live=self.live)
            self.names += self.engine.files
        return problems

    def add_to(self, files: Files, examples: Examples, site_dir: str) -> None:
        """Have mkdocs publish the files, and the snippets with their data for readers to run."""
        snippets = [f"snippets/{name}" for name in examples.codes]
        data = [name for names in examples.data.values() for name in names]
        for name in dict.fromkeys(snippets + data):
            files.append(File(name, str(self.root), site_dir, use_directory_urls=False))
        for name in self.names:  # never what else may lie there
            files.append(File(f"{PUBLISHED}/{name}", str(self.folder.parent), site_dir, use_directory_urls=False))

    def write_service_worker(self, site: Path) -> None:
        """Put the service worker at the root of the site, as it may rule only what lies below it.

        static-i18n takes a file there for one of the pages' own folder; so mkdocs can't publish it.
        """
        if self.engine:
            shutil.copyfile(self.root / OWN_SCRIPTS / OFFLINE, site / OFFLINE)
