"""Links between pages lead to a page and an id that exist; the menu has every page, and its sections are translated."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, section_names
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.checks.checked import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.settings import Settings


def check(book: Book) -> Checked:
    """Find links to pages or ids that are not there, and what the menu in mkdocs.yml lacks."""
    ids = {(page.lang, page.path): {item.text for item in book.ids_of(page)} for page in book.pages}
    menu = book.settings.menu
    problems = list(_unnamed(book.settings))
    for page in book.pages:
        for image in page.images:
            place = book.root / "docs" / page.lang / posixpath.dirname(page.path) / image.text
            if "://" not in image.text and not place.is_file():
                problems.append(
                    Problem(page.file, image.line, f"image {image.text!r}: there is no such file", page.lang)
                )
        if page.path not in menu:
            problems.append(Problem(page.file, 1, f"nav in mkdocs.yml lacks {page.path}", page.lang))
        for link in page.links:
            if "://" in link.text or link.text.startswith("mailto:"):
                continue
            path, _, fragment = link.text.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            known = ids.get((page.lang, target))
            if known is None:
                problems.append(
                    Problem(page.file, link.line, f"link {link.text!r}: there is no page {target}", page.lang)
                )
            elif fragment and fragment not in known:
                message = f"link {link.text!r}: {target} has no id {fragment!r}"
                problems.append(Problem(page.file, link.line, message, page.lang))
    return Checked(sum(len(page.links) for page in book.pages), problems)


def _unnamed(settings: Settings) -> Iterator[Problem]:
    """Sections of the menu that would stand in the default language among pages of another."""
    for section, line in settings.sections.items():
        if section not in section_names(DEFAULT):
            message = f"the section {section!r} has no label section_... in rnnformula/language/{DEFAULT}.py"
            yield Problem(SETTINGS, line, message)
