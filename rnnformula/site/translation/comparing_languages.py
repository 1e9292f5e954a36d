"""What each section is in each language: current, outdated, in conflict, missing, new or gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.messages import Message
from rnnformula.site.translation.section_parts import PART_KINDS, read_section_texts
from rnnformula.site.translation.synchronised import SaidThen, read_records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.section_parts import SectionText
    from rnnformula.site.translation.synchronised import SectionRecord

#: The states of a section in a language, the worst last but for the last two, and how a contributor is told of each.
CURRENT, OUTDATED, CONFLICT, MISSING, NEW, GONE = "current", "outdated", "conflict", "missing", "new", "gone"
SECTION_STATES = {
    CURRENT: Message("current"),
    OUTDATED: Message("outdated"),
    CONFLICT: Message("in conflict"),
    MISSING: Message("missing"),
    NEW: Message("new"),
    GONE: Message("gone"),
}
#: Where a language was never compared with another one.
NOTHING_SAID = SaidThen({}, ())


@dataclass(frozen=True)
class SectionChange:
    """What a language says in a section, and in which parts it said something else when another one last agreed."""

    text: SectionText
    before: SaidThen
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class SectionState:
    """A section in a language.

    ``text`` is what it says, None where it has none. ``changes`` are what other languages changed since it agreed with
    them on the day ``since``; in a conflict its own change comes first. ``edited`` is whether it changed itself.
    """

    key: str
    lang: str
    state: str
    text: SectionText | None
    since: date | None = None
    changes: tuple[SectionChange, ...] = ()
    edited: bool = False


@dataclass(frozen=True)
class ComparedSection:
    """A section in all languages: what it says in each, its record, and its state in each.

    It is ``agreed`` where nothing changed since the record was written: what waits then was left to wait on purpose.
    """

    key: str
    texts: Mapping[str, SectionText]
    record: SectionRecord | None
    moved: tuple[str, ...] = ()
    states: Mapping[str, SectionState] = field(default_factory=dict)

    @property
    def agreed(self) -> bool:
        """Whether the record says of each language what the pages say; one that lags behind may be on its way."""
        return not self.moved and not any(state.state in (NEW, GONE) for state in self.states.values())

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line where the section begins, in the first language that has it; where it is recorded."""
        for text in self.texts.values():
            return text.page.file, text.line
        return (self.record.file if self.record else "", 1)


@lru_cache(maxsize=4)
def compared_sections(book: Book) -> tuple[ComparedSection, ...]:
    """All sections of the book, and those that only their records have, in the order of the pages.

    Raises:
        SiteError: a record can't be read.
    """
    texts: dict[str, dict[str, SectionText]] = {}
    by_page: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        for page in book.in_languages([lang]):
            keys = by_page.setdefault(page.path, [])
            for text in read_section_texts(page):
                texts.setdefault(text.key, {}).setdefault(lang, text)
                keys.append(text.key)
    records = read_records(book.sources)
    in_order = (key for path in sorted(by_page) for key in by_page[path])
    return tuple(_compared(key, texts.get(key, {}), records.get(key)) for key in dict.fromkeys((*in_order, *records)))


def _compared(key: str, texts: dict[str, SectionText], record: SectionRecord | None) -> ComparedSection:
    if record is None:
        states = {
            lang: SectionState(key, lang, NEW if lang in texts else MISSING, texts.get(lang)) for lang in LANGUAGES
        }
        return ComparedSection(key, texts, None, (), states)
    moved = tuple(
        lang
        for lang in record.newest.standing
        if lang in texts and texts[lang].parts != record.newest.versions[lang].parts
    )
    states = {lang: _state(lang, texts, record, moved) for lang in LANGUAGES}
    return ComparedSection(key, texts, record, moved, states)


def _state(lang: str, texts: dict[str, SectionText], record: SectionRecord, moved: tuple[str, ...]) -> SectionState:
    key, text, place = record.key, texts.get(lang), record.of(lang)
    if place is None or text is None:
        state = GONE if place else NEW if text else MISSING
        return SectionState(key, lang, state, text, place.day if place else None)
    others = moved if place is record.newest else record.newest.standing
    ahead = [other for other in others if other != lang and other in texts]
    known = [other for other in ahead if other in place.versions] or ahead  # of those a difference can be shown
    changes = tuple(_change(texts[other], place.versions.get(other, NOTHING_SAID)) for other in known)
    edited = text.parts != place.versions[lang].parts
    if place is not record.newest:
        return SectionState(key, lang, OUTDATED, text, place.day, changes, edited)
    if not ahead:
        return SectionState(key, lang, CURRENT, text, place.day, (), edited)
    if edited:
        own = _change(text, place.versions[lang])
        return SectionState(key, lang, CONFLICT, text, place.day, (own, *changes), edited)
    return SectionState(key, lang, OUTDATED, text, place.day, changes)


def changed_parts(text: SectionText, before: SaidThen) -> tuple[str, ...]:
    """The kinds of parts in which a section differs from what it said before."""
    return tuple(kind for kind in PART_KINDS if text.parts.get(kind) != before.parts.get(kind))


def _change(text: SectionText, before: SaidThen) -> SectionChange:
    return SectionChange(text, before, changed_parts(text, before))
