"""Links between pages lead to a page and an id that exist; the menu has every page, and its sections are translated.

In a list a link to a page has the title of the page, as the menu and the search have it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from rnnformula.errors import nearest
from rnnformula.language import DEFAULT, section_names
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.book.textbook import CHAPTERS, chapter_of, edition_of
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message
from rnnformula.site.translation.filling import shown_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Item, Page
    from rnnformula.site.book.settings import Settings

#: Where the chapters are listed.
TEXTBOOK = "rnnformula/site/book/textbook.py"


def check(book: Book) -> Checked:
    """Find links to pages or ids that are not there, and what the menu in mkdocs.yml lacks."""
    ids = shown_ids(book)
    titles = {(page.lang, page.path): page.title.replace("`", "") for page in book.pages}
    menu = book.settings.menu
    problems = list(_unnamed(book.settings))
    for page in book.pages:
        for image in page.images:
            place = book.root / "docs" / page.lang / posixpath.dirname(page.path) / image.text
            if "://" not in image.text and not place.is_file():
                problems.append(
                    Problem(
                        page.file,
                        image.line,
                        Message("image {image!r}: there is no such file", image=image.text),
                        page.lang,
                    )
                )
        if page.path not in menu:
            problems.append(
                Problem(
                    page.file,
                    1,
                    Message("nav in mkdocs.yml lacks {path}; no menu would lead to the page", path=page.path),
                    page.lang,
                )
            )
        for listed in page.listed_links:
            title = titles.get((page.lang, _target(page, listed.target)))
            if title is not None and "#" not in listed.target and listed.text != title:
                message = Message(
                    "link {text!r}: in a list it has the title of {target}, which is {title!r}, so that readers "
                    "know the page again",
                    text=listed.text,
                    target=listed.target,
                    title=title,
                )
                problems.append(Problem(page.file, listed.line, message, page.lang))
        for link in page.links:
            if "://" in link.text or link.text.startswith("mailto:"):
                problems += _chapter(page, link)
                continue
            fragment = link.text.partition("#")[2]
            target = _target(page, link.text)
            known = ids.get((page.lang, target))
            if known is None:
                problems.append(
                    Problem(
                        page.file,
                        link.line,
                        Message("link {link!r}: there is no page {target}", link=link.text, target=target),
                        page.lang,
                    )
                )
            elif fragment and fragment not in known:
                message = Message(
                    "link {link!r}: {target} has no id {fragment!r}", link=link.text, target=target, fragment=fragment
                )
                problems.append(Problem(page.file, link.line, message, page.lang))
    return Checked(sum(len(page.links) for page in book.pages), problems)


def _chapter(page: Page, link: Item) -> Iterator[Problem]:
    """A link to a chapter that there is none of, or to the edition of another language."""
    chapter = chapter_of(link.text)
    if chapter is None:
        return
    if chapter.partition("#")[0] not in CHAPTERS:
        message = Message(
            "link {link!r}: not one of the chapters in {file}; {nearest}",
            link=link.text,
            file=TEXTBOOK,
            nearest=nearest(chapter, CHAPTERS),
        )
        yield Problem(page.file, link.line, message, page.lang)
    elif link.text != (wanted := edition_of(page.lang) + chapter):
        message = Message("link {link!r}: a page of this language has {wanted}", link=link.text, wanted=wanted)
        yield Problem(page.file, link.line, message, page.lang)


def _target(page: Page, link: str) -> str:
    """The path of the page that a link of a page leads to."""
    path = link.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path


def _unnamed(settings: Settings) -> Iterator[Problem]:
    """Sections of the menu that would stand in the default language among pages of another."""
    for section, line in settings.sections.items():
        if section not in section_names(DEFAULT):
            message = Message(
                "the section {section!r} has no label section_... in rnnformula/language/{lang}.py; other "
                "languages would show it untranslated",
                section=section,
                lang=DEFAULT,
            )
            yield Problem(SETTINGS, line, message)
