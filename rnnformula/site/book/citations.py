"""Citations of the site and of its steps, with the addresses of the site; `rnnformula.citing` writes each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.citing.citation_formats import WORK_NAME, Citation, citation_of, reference, write_citation
from rnnformula.citing.tag_records import FRAGMENT, CitedWork, Tag
from rnnformula.citing.tag_register import read_tags
from rnnformula.errors import InputError
from rnnformula.language import DEFAULT, words
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.sources import LEDGER, TAGS_OF_PACKAGE
from rnnformula.site.book.work import TEXT_LICENSE, read_work
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: The frameworks that the cited numbers were compared with.
CHECKED_WITH = ("keras", "tensorflow")


def cite_site(*, format: str, lang: str, book: Book) -> str:  # noqa: A002  # the word of the fence
    """The citation of the whole site and package, ready to copy.

    Raises:
        InputError: an unknown format or language, or a language without a home page.
    """
    work = cited_work(book)
    home = next((page for page in book.pages if (page.lang, page.path) == (_known(lang), "index.md")), None)
    if not home:
        raise InputError(Message("cite: there is no home page index.md in {lang!r}", lang=lang))
    title = words(lang)["cite_part"].format(whole=WORK_NAME, part=home.title)
    version = words(lang)["cite_version"].format(work.version)
    address = book.settings.site_url + home.address
    return write_citation(Citation(title, address, version, WORK_NAME, lang, work, "software", "CP"), format)


def cite_step(id: str, *, format: str, lang: str, book: Book) -> str:  # noqa: A002
    """The citation of what has this id: a page, a step, a table, a figure, a formula or a term.

    What has no tag yet is cited by its page and id, and named like the step that it belongs to.

    Raises:
        InputError: an unknown id, format or language.
    """
    work = cited_work(book)
    page, line = _find(book, id, _known(lang))
    tag = _tag(book, id)
    if tag:
        return write_citation(citation_of(tag, lang=lang, site=book.settings.site_url, work=work), format)
    heading = [heading for heading in page.headings if heading.line <= line][-1].text
    whole = words(lang)["cite_part"].format(whole=page.title, part=heading)
    title = page.title if heading == page.title else whole
    address = f"{book.settings.site_url}{page.address}{FRAGMENT}{id}"
    citation = Citation(title, address, f"{WORK_NAME} {work.version}", f"{WORK_NAME}:{id}", lang, work)
    return write_citation(citation, format)


def cite_figures(*, lang: str, book: Book) -> dict[str, str]:
    """The citation of any figure as text, and with what editions.

    In ``citation`` its title, edition, address and the day stand in braces, for whoever takes it; ``checked`` is the
    edition of what Keras was compared on, ``edition`` that of sizes that nobody compared.

    Raises:
        InputError: an unknown language.
    """
    work = cited_work(book)
    edition = f"{WORK_NAME} {work.version}"
    citation = Citation("{title}", "{address}", edition, WORK_NAME, _known(lang), work, accessed="{accessed}")
    checked = citation.whole_edition
    return {"citation": reference(citation).replace(checked, "{edition}"), "checked": checked, "edition": edition}


def cited_work(book: Book) -> CitedWork:
    """The site and package as citations name them."""
    work, versions = read_work(book), book.recorded.versions
    return CitedWork(
        {DEFAULT: work.title},
        tuple(
            {"name": author.name} if author.is_group else {"given-names": author.given, "family-names": author.family}
            for author in work.authors
        ),
        work.version,
        work.released.isoformat(),
        {TITLES[name]: versions[name] for name in CHECKED_WITH if name in versions},
        TEXT_LICENSE,
        work.address,
        work.repository,
    )


def _known(lang: str) -> str:
    words(lang)  # raises where there is no such language
    return lang


def _find(book: Book, name: str, lang: str) -> tuple[Page, int]:
    for page in book.pages:
        for item in book.ids_of(page):
            if (page.lang, item.text) == (lang, name):
                return page, item.line
    raise InputError(Message("unknown id {name!r}; {file} lists all", name=name, file=LEDGER))


def _tag(book: Book, name: str) -> Tag | None:
    """The tag of an id, with what it states where the file of all tags has it already; None of an id without a tag."""
    entry = next((entry for entry in book.published_ids if entry.id == name), None)
    if not entry:
        return None
    text = book.sources.get(TAGS_OF_PACKAGE)
    known = read_tags(text).by_name.get(entry.tag) if text else None
    if known and known.id == name:
        return known
    return Tag(entry.tag, name, entry.page, entry.kind, entry.titles)
