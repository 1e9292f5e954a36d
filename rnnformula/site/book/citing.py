"""How the site and one step of it are cited: for a forum, as plain text, in BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from rnnformula.errors import InputError
from rnnformula.language import words
from rnnformula.site.book.installed import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

NAME = "rnnformula"
#: What the numbers that are cited were compared with.
CHECKED_WITH = ("keras", "tensorflow")
#: What TeX would read as a command.
TEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
#: What Markdown would read as a mark in the text of a link.
MARKS = str.maketrans({character: f"\\{character}" for character in "\\`*_[]"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to cite in one language; ``kind`` is an entry type of BibTeX, ``code`` the one of GB/T 7714."""

    kind: str
    code: str
    key: str
    title: str
    work: str
    address: str


def site(*, format: str, lang: str, book: Book) -> str:  # noqa: A002  # the word of the fence
    """The whole site and package, ready to copy.

    Raises:
        InputError: an unknown format or language, or a site without a home page in it.
    """
    work = _work(book)
    home = next((page for page in book.pages if (page.lang, page.path) == (_known(lang), "index.md")), None)
    if not home:
        raise InputError(f"cite: there is no home page index.md in {lang!r}")
    title = words(lang)["cite_part"].format(whole=NAME, part=home.title)
    version = words(lang)["cite_version"].format(work.facts["version"])
    return _write(
        Entry("software", "CP", NAME, title, version, book.settings.site_url + home.address), format, lang, work
    )


def step(id: str, *, format: str, lang: str, book: Book) -> str:  # noqa: A002
    """What has this id: a page, a step, or the step that a table, a figure or a formula belongs to.

    Raises:
        InputError: an unknown id, format or language.
    """
    work = _work(book)
    page, line = _find(work, id, _known(lang))
    heading = [heading for heading in page.headings if heading.line <= line][-1].text
    whole = words(lang)["cite_part"].format(whole=page.title, part=heading)
    title = page.title if heading == page.title else whole
    version = f"{NAME} {work.facts['version']}"
    address = f"{book.settings.site_url}{page.address}#{id}"
    return _write(Entry("misc", "EB", f"{NAME}:{id}", title, version, address), format, lang, work)


@dataclass(frozen=True)
class Work:
    """What is cited: the book, the facts of CITATION.cff, the frameworks that checked the numbers."""

    book: Book
    facts: dict[str, Any]
    checked: list[str]


def _work(book: Book) -> Work:
    versions = book.recorded.versions
    checked = [f"{TITLES[name]} {versions[name]}" for name in CHECKED_WITH if name in versions]
    return Work(book, yaml.safe_load(book.citation), checked)


def _known(lang: str) -> str:
    words(lang)  # raises where there is no such language
    return lang


def _find(work: Work, name: str, lang: str) -> tuple[Page, int]:
    for page in work.book.pages:
        for item in work.book.ids_of(page):
            if (page.lang, item.text) == (lang, name):
                return page, item.line
    raise InputError(f"unknown id {name!r}; docs/ids.txt lists all")


def _write(entry: Entry, format_: str, lang: str, work: Work) -> str:
    if format_ not in FORMATS:
        raise InputError(f"unknown format {format_!r} (known: {', '.join(FORMATS)})")
    return FORMATS[format_](entry, lang, work)


def _markdown(entry: Entry, lang: str, work: Work) -> str:
    return words(lang)["cite_markdown"].format(
        title=entry.title.translate(MARKS), address=entry.address, edition=_edition(entry, lang, work)
    )


def _text(entry: Entry, lang: str, work: Work) -> str:
    released = work.facts["date-released"]
    return words(lang)["cite_text"].format(
        authors=words(lang)["comma"].join(map(_author, work.facts["authors"])),
        title=entry.title,
        code=entry.code,
        edition=_edition(entry, lang, work),
        year=released.year,
        date=released.isoformat(),
        accessed=words(lang)["cite_accessed"],
        address=entry.address,
    )


def _bibtex(entry: Entry, lang: str, work: Work) -> str:
    note = words(lang)["cite_note"].format(checked=_checked(work, lang))
    # Braces keep the name of a group together, and a title in its case.
    authors = ((_author(author).translate(TEX), "name" in author) for author in work.facts["authors"])
    fields = {
        "author": " and ".join(f"{{{author}}}" if group else author for author, group in authors),
        "title": f"{{{entry.title.translate(TEX)}}}",
        "howpublished": NAME if entry.kind == "misc" else "",
        "version": str(work.facts["version"]).translate(TEX),
        "year": str(work.facts["date-released"].year),
        "url": entry.address,
        "note": note.translate(TEX),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry.kind}{{{entry.key},", *lines, "}"])


def _author(author: dict[str, str]) -> str:
    return author.get("name") or f"{author['given-names']} {author['family-names']}"


def _edition(entry: Entry, lang: str, work: Work) -> str:
    return words(lang)["cite_edition"].format(work=entry.work, checked=_checked(work, lang))


def _checked(work: Work, lang: str) -> str:
    return words(lang)["comma"].join(work.checked)


#: Format -> writer; each is named like the language of the code block that shows it.
FORMATS: dict[str, Callable[[Entry, str, Work], str]] = {"markdown": _markdown, "text": _text, "bibtex": _bibtex}
