"""Citations of the site and of its steps: for a forum, as plain text, in BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.language import words
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.work import read_work
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.work import Work

PROJECT = "rnnformula"
#: The frameworks that the cited numbers were compared with.
CHECKED_WITH = ("keras", "tensorflow")
#: Characters that TeX would read as commands -> how they are escaped.
TEX_MARKS = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
#: Characters that Markdown would read as marks in the text of a link -> how they are escaped.
MARKDOWN_MARKS = str.maketrans({character: f"\\{character}" for character in "\\`*_[]"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a citation names in a language; ``kind`` is the type of a BibTeX entry, ``code`` its type in GB/T 7714."""

    kind: str
    code: str
    key: str
    title: str
    work: str
    address: str


def cite_site(*, format: str, lang: str, book: Book) -> str:  # noqa: A002  # the word of the fence
    """The citation of the whole site and package, ready to copy.

    Raises:
        InputError: an unknown format or language, or a language without a home page.
    """
    work = _work(book)
    home = next((page for page in book.pages if (page.lang, page.path) == (_known(lang), "index.md")), None)
    if not home:
        raise InputError(Message("cite: there is no home page index.md in {lang!r}", lang=lang))
    title = words(lang)["cite_part"].format(whole=PROJECT, part=home.title)
    version = words(lang)["cite_version"].format(work.facts.version)
    return _write(
        Entry("software", "CP", PROJECT, title, version, book.settings.site_url + home.address), format, lang, work
    )


def cite_step(id: str, *, format: str, lang: str, book: Book) -> str:  # noqa: A002
    """The citation of what has this id: a page, a step, or the step that has a table, figure or formula of this id.

    Raises:
        InputError: an unknown id, format or language.
    """
    work = _work(book)
    page, line = _find(work, id, _known(lang))
    heading = [heading for heading in page.headings if heading.line <= line][-1].text
    whole = words(lang)["cite_part"].format(whole=page.title, part=heading)
    title = page.title if heading == page.title else whole
    version = f"{PROJECT} {work.facts.version}"
    address = f"{book.settings.site_url}{page.address}#{id}"
    return _write(Entry("misc", "EB", f"{PROJECT}:{id}", title, version, address), format, lang, work)


def cite_figures(*, lang: str, book: Book) -> dict[str, str]:
    """The citation of any figure as text, and with what editions.

    In ``citation`` its title, edition, address and the day stand in braces, for whoever takes it; ``checked`` is the
    edition of what Keras was compared on, ``edition`` that of sizes that nobody compared.

    Raises:
        InputError: an unknown language.
    """
    work = _work(book)
    version = f"{PROJECT} {work.facts.version}"
    entry = Entry("misc", "EB", PROJECT, "{title}", version, "{address}")
    checked = _edition(entry, _known(lang), work)
    citation = _text(entry, lang, work, accessed="{accessed}").replace(checked, "{edition}")
    return {"citation": citation, "checked": checked, "edition": version}


@dataclass(frozen=True)
class CitedWork:
    """What citations need: the book, the facts of CITATION.cff, the frameworks that checked the numbers."""

    book: Book
    facts: Work
    checked: list[str]


def _work(book: Book) -> CitedWork:
    versions = book.recorded.versions
    checked = [f"{TITLES[name]} {versions[name]}" for name in CHECKED_WITH if name in versions]
    return CitedWork(book, read_work(book), checked)


def _known(lang: str) -> str:
    words(lang)  # raises where there is no such language
    return lang


def _find(work: CitedWork, name: str, lang: str) -> tuple[Page, int]:
    for page in work.book.pages:
        for item in work.book.ids_of(page):
            if (page.lang, item.text) == (lang, name):
                return page, item.line
    raise InputError(Message("unknown id {name!r}; docs/ids.json lists all", name=name))


def _write(entry: Entry, format_: str, lang: str, work: CitedWork) -> str:
    if format_ not in CITATION_FORMATS:
        raise InputError(
            Message("unknown format {name!r} (known: {known})", name=format_, known=", ".join(CITATION_FORMATS))
        )
    return CITATION_FORMATS[format_](entry, lang, work)


def _markdown(entry: Entry, lang: str, work: CitedWork) -> str:
    return words(lang)["cite_markdown"].format(
        title=entry.title.translate(MARKDOWN_MARKS), address=entry.address, edition=_edition(entry, lang, work)
    )


def _text(entry: Entry, lang: str, work: CitedWork, accessed: str = "") -> str:
    released = work.facts.released
    return words(lang)["cite_text"].format(
        authors=words(lang)["comma"].join(author.name for author in work.facts.authors),
        title=entry.title,
        code=entry.code,
        edition=_edition(entry, lang, work),
        year=released.year,
        date=released.isoformat(),
        accessed=accessed or words(lang)["cite_accessed"],
        address=entry.address,
    )


def _bibtex(entry: Entry, lang: str, work: CitedWork) -> str:
    note = words(lang)["cite_note"].format(checked=_checked(work, lang))
    # Braces keep the name of a group together, and a title in its case.
    authors = ((author.name.translate(TEX_MARKS), author.is_group) for author in work.facts.authors)
    fields = {
        "author": " and ".join(f"{{{author}}}" if group else author for author, group in authors),
        "title": f"{{{entry.title.translate(TEX_MARKS)}}}",
        "howpublished": PROJECT if entry.kind == "misc" else "",
        "version": str(work.facts.version).translate(TEX_MARKS),
        "year": str(work.facts.released.year),
        "url": entry.address,
        "note": note.translate(TEX_MARKS),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry.kind}{{{entry.key},", *lines, "}"])


def _edition(entry: Entry, lang: str, work: CitedWork) -> str:
    return words(lang)["cite_edition"].format(work=entry.work, checked=_checked(work, lang))


def _checked(work: CitedWork, lang: str) -> str:
    return words(lang)["comma"].join(work.checked)


#: Format -> writer; a format is named like the language of the code block that shows it.
CITATION_FORMATS: dict[str, Callable[[Entry, str, CitedWork], str]] = {
    "markdown": _markdown,
    "text": _text,
    "bibtex": _bibtex,
}
