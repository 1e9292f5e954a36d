"""Pages as readers get them: where a language lacks a page or a section, it is that of another language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from rnnformula.site.translation.comparing_languages import compared_sections
from rnnformula.site.translation.section_parts import read_section_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.comparing_languages import ComparedSection
    from rnnformula.site.translation.section_parts import SectionText


@dataclass(frozen=True)
class FilledPages:
    """All pages in all languages of the register.

    ``lent`` has the language that a page is shown in which its own lacks, by its language and path; ``borrowed`` the
    language of each section that another one lends, by the language and the path of the page and the id.
    """

    pages: tuple[Page, ...]
    lent: Mapping[tuple[str, str], str] = field(default_factory=dict)
    borrowed: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def source_of(self, lang: str, path: str) -> str | None:
        """The source of a page that is not shown as it was written; None for all else."""
        if (lang, path) not in self.lent and (lang, path) not in self.borrowed:
            return None
        return next(page.source for page in self.pages if (page.lang, page.path) == (lang, path))


@lru_cache(maxsize=4)
def fill(book: Book) -> FilledPages:
    """The pages of the book, with what is missing of each from the other languages, the default one first.

    Raises:
        SiteError: a record can't be read.
    """
    by_path: dict[str, dict[str, Page]] = {}
    for page in book.pages:
        by_path.setdefault(page.path, {})[page.lang] = page
    sections = {section.key: section for section in compared_sections(book)}
    pages: list[Page] = []
    lent: dict[tuple[str, str], str] = {}
    borrowed: dict[tuple[str, str], Mapping[str, str]] = {}
    for path, versions in by_path.items():
        pages += [page for lang, page in versions.items() if lang not in LANGUAGES]
        lender = next((lang for lang in LANGUAGES if lang in versions), "")
        for lang in LANGUAGES if lender else ():
            if lang not in versions:
                pages.append(Page(lang, path, f"docs/{lang}/{path}", versions[lender].source, (lender,)))
                lent[lang, path] = lender
            elif taken := dict(_taken(versions[lang], versions, sections)):
                pages.append(_filled(versions[lang], versions, taken))
                borrowed[lang, path] = taken
            else:
                pages.append(versions[lang])
    if not lent and not borrowed:
        return FilledPages(book.pages)
    return FilledPages(tuple(sorted(pages, key=lambda page: (page.path, page.lang))), lent, borrowed)


def shown_ids(book: Book) -> dict[tuple[str, str], set[str]]:
    """The ids of each page as it is shown, by its language and path."""
    filled = fill(book)
    written = {(page.lang, page.path): page for page in book.pages}
    ids = {place: {item.text for item in book.ids_of(page)} for place, page in written.items()}
    for (lang, path), lender in filled.lent.items():
        ids[lang, path] = ids[lender, path]
    for (lang, path), taken in filled.borrowed.items():
        for lender in dict.fromkeys(taken.values()):
            page = written[lender, path]
            for text in read_section_texts(page):
                if taken.get(text.key) == lender:
                    last = text.line + len(text.source) - 1
                    ids[lang, path] |= {item.text for item in book.ids_of(page) if text.line <= item.line <= last}
    return ids


def _taken(
    page: Page, versions: Mapping[str, Page], sections: Mapping[str, ComparedSection]
) -> Iterator[tuple[str, str]]:
    """The sections that the page lacks, each with the language that lends it."""
    for lang in LANGUAGES:
        for text in read_section_texts(versions[lang]) if lang in versions else ():
            having = sections[text.key].texts  # in the order of the languages
            if text.id and page.lang not in having and lang == next(iter(having)):
                yield text.key, lang


def _filled(page: Page, versions: Mapping[str, Page], taken: Mapping[str, str]) -> Page:
    """The page with these sections, each behind the one that it follows where it was written."""
    parts: list[SectionText] = list(read_section_texts(page))
    for lang in dict.fromkeys(taken.values()):
        before = ""
        for text in read_section_texts(versions[lang]):
            if taken.get(text.key) == lang:
                keys = [part.key for part in parts]
                parts.insert(keys.index(before) + 1 if before in keys else len(parts), text)
            before = text.key
    lines = [line for part in parts for line in (*part.source, *([""] if part.source[-1:] != [""] else []))]
    return Page(page.lang, page.path, page.file, "\n".join([*lines, ""]), tuple(sorted({*taken.values()})))
