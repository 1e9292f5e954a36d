"""``tags.json``: what every tag states, for the package and for programs that read the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site.book.citations import CHECKED_WITH
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.sources import TAGS_OF_PACKAGE
from rnnformula.site.book.work import TEXT_LICENSE, read_work
from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.work import Author
    from rnnformula.site.tags.tag_statements import TagStatement

#: Rises when something in the file gets another meaning, or goes. More may be added without that.
TAGS_FORMAT = 1


def tags_data(book: Book, statements: Iterable[TagStatement]) -> dict[str, Any]:
    """What is in the file: the work that is cited, what it was checked with, and the tags in their order."""
    work = read_work(book)
    versions = book.recorded.versions
    homes = {page.lang: page.title for page in book.pages if page.path == "index.md"}
    return {
        "format": TAGS_FORMAT,
        "work": {
            "titles": {lang: homes[lang] for lang in LANGUAGES if lang in homes},
            "authors": [_author(author) for author in work.authors],
            "version": work.version,
            "released": work.released.isoformat(),
            "license": TEXT_LICENSE,
            "address": work.address,
            "repository": work.repository,
        },
        "checked": {TITLES[name]: versions[name] for name in CHECKED_WITH if name in versions},
        "tags": [statement.as_data() for statement in statements],
    }


def _author(author: Author) -> dict[str, str]:
    """An author as CITATION.cff has it."""
    return {"name": author.name} if author.is_group else {"given-names": author.given, "family-names": author.family}


def in_lines(data: dict[str, Any]) -> str:
    """The file, a tag a line."""
    head = json.dumps({name: value for name, value in data.items() if name != "tags"}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(tag, ensure_ascii=False, separators=(",", ":")) for tag in data["tags"])
    return f'{head[:-1]}, "tags": [\n{lines}\n]}}\n'


def for_package(book: Book, statements: Iterable[TagStatement]) -> str:
    """The file as the package has it, without what only the site shows: of witnesses it has the kinds alone."""
    data = tags_data(book, statements)
    for tag in data["tags"]:
        tag["witnesses"] = [witness["kind"] for witness in tag["witnesses"]]
        del tag["rests_on"]
    return in_lines(data)


def write_tags(book: Book, statements: Iterable[TagStatement]) -> bool:
    """Write the file of the package; returns whether it changed."""
    text = for_package(book, statements)
    if text == book.sources.get(TAGS_OF_PACKAGE):
        return False
    write_whole(book.root / TAGS_OF_PACKAGE, text)
    return True
