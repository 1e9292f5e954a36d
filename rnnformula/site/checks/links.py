"""Links between pages lead to a page and an id that exist; the menu has every page, and its sections are translated."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.book.pages import Page

SETTINGS = "mkdocs.yml"
NAV = re.compile(r"^nav:\n(?:[ ]+.*\n)+", re.MULTILINE)
SECTION = re.compile(r"^\s*- ([^:\n]+):\s*$", re.MULTILINE)
MENU_ENTRY = re.compile(r"^\s*- (\S+\.md)\s*$", re.MULTILINE)


def check_links(pages: list[Page], root: Path) -> list[Problem]:
    """Find links to pages or ids that are not there, and what the menu in mkdocs.yml lacks."""
    settings = (root / SETTINGS).read_text(encoding="utf-8")
    ids = {(page.lang, page.path): {item.text for item in page.ids} for page in pages}
    menu = set(MENU_ENTRY.findall(settings))
    problems = list(_untranslated(settings))
    for page in pages:
        for image in page.images:
            place = root / "docs" / page.lang / posixpath.dirname(page.path) / image.text
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
    return problems


def count_links(pages: list[Page], root: Path) -> int:
    """How many links there are."""
    return sum(len(page.links) for page in pages)


def _untranslated(settings: str) -> Iterator[Problem]:
    """Sections of the menu that would stand in English among Chinese ones."""
    nav = NAV.search(settings)
    for section in SECTION.finditer(settings, *nav.span()) if nav else ():
        if not re.search(rf"^ +{re.escape(section[1])}: ", settings, re.MULTILINE):
            line = settings.count("\n", 0, section.start(1)) + 1
            yield Problem(SETTINGS, line, f"nav_translations lacks the Chinese name of the section {section[1]!r}")
