"""Saying that languages say the same now: the only way in which a record of `docs/synchronised` changes."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.sources import SYNCHRONISED
from rnnformula.site.messages import Message, enumerated
from rnnformula.site.translation.comparing_languages import compared_sections
from rnnformula.site.translation.synchronised import (
    Agreement,
    SectionRecord,
    read_records,
    record_file,
    version_of,
    written_records,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.comparing_languages import ComparedSection


def sections_named(book: Book, names: Iterable[str]) -> list[ComparedSection]:
    """The sections of these ids, and all sections of these pages, such as ``layers/lstm.md``.

    Raises:
        SiteError: there is no such section or page; the message says which come close.
    """
    sections = {section.key: section for section in compared_sections(book)}
    on_page: dict[str, list[str]] = {}
    for section in sections.values():
        paths = {text.page.path for text in section.texts.values()}
        if not paths and section.record:  # no language has it any more
            paths = {section.record.path}
        for path in paths:
            on_page.setdefault(path, []).append(section.key)
    keys: dict[str, None] = {}
    problems = []
    for name in names:
        path_in_docs = name.split("/", 2)[2] if name.count("/") > 1 and name.startswith("docs/") else name
        if name in sections:
            keys[name] = None
        elif path_in_docs in on_page:
            keys |= dict.fromkeys(on_page[path_in_docs])
        else:
            close = get_close_matches(name, [*sections, *on_page], 3)
            message = (
                Message("no section or page {name!r}; close to it: {names}", name=name, names=enumerated(close))
                if close
                else Message("no section or page {name!r}", name=name)
            )
            problems.append(Problem(SYNCHRONISED, 1, message))
    if problems:
        raise SiteError(problems)
    return [sections[key] for key in keys]


def synchronised_files(
    book: Book, sections: Sequence[ComparedSection], languages: Sequence[str], today: date
) -> dict[str, str | None]:
    """What the records are once these languages, or all that have them, say the same in these sections.

    The files that change, with their new text, None where nothing is left in a file. A language that is not named
    waits where it was; one whose section is gone is no longer expected to have it.

    Raises:
        SiteError: a language that is not named changed, too; which one leads can't be told.
    """
    problems = []
    records = dict(read_records(book.sources))
    for section in sections:
        named = [lang for lang in (languages or LANGUAGES) if lang in section.texts]
        if refusal := _refusal(section, named, languages):
            problems.append(Problem(*section.place, refusal))
            continue
        if section.record:
            del records[section.record.key]  # its id may be another one by now
        if section.texts:
            records[section.key] = _agreed(section, named, today)
    if problems:
        raise SiteError(problems)
    return _changed_files(book, records)


def _refusal(section: ComparedSection, named: list[str], languages: Sequence[str]) -> Message | None:
    """Why it can't be said that the named languages say the same; None where it can."""
    key, pages = section.key, {text.page.path for text in section.texts.values()}
    if section.texts and not named:
        return Message("section {key!r}: no page in {languages} has it", key=key, languages=enumerated(languages))
    if len(pages) > 1:
        return Message(
            "section {key!r} is on other pages in other languages: {pages}; move it in all of them",
            key=key,
            pages=enumerated(sorted(pages)),
        )
    if section.texts and not languages and (lacking := lacking_languages(section)):
        return Message(
            "section {key!r} is not in {lacking}; write it there, or name the languages that have it, as in {option}",
            key=key,
            lacking=enumerated(lacking),
            option=languages_option(section.texts),
        )
    if unnamed := [lang for lang in section.moved if lang not in named]:
        return Message(
            "section {key!r}: {others} changed, too; compare, and name all languages that say the same now",
            key=key,
            others=enumerated(unnamed),
        )
    return None


def languages_option(languages: Iterable[str]) -> str:
    """How the commands are told of languages."""
    codes = " ".join(languages)
    return f'LANGUAGES="{codes}"' if " " in codes else f"LANGUAGES={codes}"


def lacking_languages(section: ComparedSection) -> list[str]:
    """The languages that lack a section although nobody ever said so; those still being translated are let wait."""
    return [
        lang
        for lang, language in LANGUAGES.items()
        if lang not in section.texts
        and not language.partial
        and (section.record is None or section.record.of(lang) is not None)
    ]


def _agreed(section: ComparedSection, named: list[str], today: date) -> SectionRecord:
    """The record of a section once these languages say the same."""
    before = section.record
    file = record_file(next(iter(section.texts.values())).page.path)
    says = {lang: version_of(section.texts[lang]) for lang in named}
    if before is None:
        return SectionRecord(section.key, file, (Agreement(today, tuple(named), says),))
    recorded = [lang for lang in LANGUAGES if before.of(lang)]
    left = [lang for lang in recorded if lang in section.texts]
    if not section.moved and left == recorded and all(before.of(lang) is before.newest for lang in named):
        return replace(before, key=section.key, file=file)
    if section.moved or not any(before.of(lang) is before.newest for lang in left):
        newest = Agreement(today, tuple(named), says)  # a new one, which those that are not named do not know
        older = before.agreements
    else:
        agreeing = {*before.newest.standing, *named} & section.texts.keys()
        joined = tuple(lang for lang in LANGUAGES if lang in agreeing)
        newest = Agreement(today, joined, {**before.newest.versions, **says})
        older = before.agreements[:-1]
    kept = [
        replace(agreement, standing=standing)
        for agreement in older
        if (standing := tuple(lang for lang in agreement.standing if lang in left and lang not in newest.standing))
    ]
    return SectionRecord(section.key, file, (*kept, newest))


def _changed_files(book: Book, records: dict[str, SectionRecord]) -> dict[str, str | None]:
    order = {section.key: number for number, section in enumerate(compared_sections(book))}
    by_file: dict[str, list[SectionRecord]] = {}
    for record in sorted(records.values(), key=lambda record: order[record.key]):
        by_file.setdefault(record.file, []).append(record)
    written: dict[str, str | None] = {file: written_records(listed) for file, listed in by_file.items()}
    written |= {record.file: None for record in read_records(book.sources).values() if record.file not in by_file}
    return {file: text for file, text in written.items() if text != book.sources.texts.get(file)}
