"""What each section is in each language: current, outdated, in conflict, missing, new or gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.messages import Message
from rnnformula.site.translation.section_parts import LINKS, PART_KINDS, read_section_texts
from rnnformula.site.translation.synchronised import SaidThen, read_records, record_file

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
#: What changes where a section is on another page than in the other languages.
PLACE = "place"
CHANGE_KINDS = {**PART_KINDS, PLACE: Message("place")}
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

    ``changes`` has what each language changed since it last agreed, ``moved`` the languages that had agreed with the
    newest and changed. The section is ``agreed`` where none did: what waits then was left to wait on purpose.
    """

    key: str
    texts: Mapping[str, SectionText]
    record: SectionRecord | None
    moved: tuple[str, ...] = ()
    changes: Mapping[str, SectionChange] = field(default_factory=dict)
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
    in_order = dict.fromkeys(key for path in sorted(by_page) for key in by_page[path])
    renamed = _renamed({key: texts[key] for key in in_order if key not in records}, records, texts)
    names_before = {record.key for record in renamed.values()}
    keys = [*in_order, *(key for key in records if key not in in_order and key not in names_before)]
    return tuple(_compared(key, texts.get(key, {}), renamed.get(key) or records.get(key)) for key in keys)


def _renamed(
    new: Mapping[str, dict[str, SectionText]], records: Mapping[str, SectionRecord], texts: Mapping[str, object]
) -> dict[str, SectionRecord]:
    """The record of each section that has another id now in all languages, and says what it said: by its new key."""
    gone: dict[object, list[SectionRecord]] = {}
    for key, record in records.items():
        if key not in texts:
            recorded = {lang: record.newest.versions[lang].parts for lang in record.newest.standing}
            gone.setdefault(_without_links(recorded), []).append(record)
    said_now = {key: {lang: text.parts for lang, text in of_key.items()} for key, of_key in new.items()}
    matches = {key: gone.pop(_without_links(parts), []) for key, parts in said_now.items()}
    return {key: _with_links(listed[0], new[key]) for key, listed in matches.items() if len(listed) == 1}


def _without_links(parts: Mapping[str, Mapping[str, str]]) -> object:
    """What a section says but for its links, its own id among them."""
    return frozenset((lang, kind, digest) for lang, of in parts.items() for kind, digest in of.items() if kind != LINKS)


def _with_links(record: SectionRecord, texts: Mapping[str, SectionText]) -> SectionRecord:
    """The record as if it had the links of now."""
    newest = record.newest
    versions = {
        lang: replace(version, parts=texts[lang].parts) if lang in texts else version
        for lang, version in newest.versions.items()
    }
    return replace(record, agreements=(*record.agreements[:-1], replace(newest, versions=versions)))


def _compared(key: str, texts: dict[str, SectionText], record: SectionRecord | None) -> ComparedSection:
    if record is None:
        states = {
            lang: SectionState(key, lang, NEW if lang in texts else MISSING, texts.get(lang)) for lang in LANGUAGES
        }
        return ComparedSection(key, texts, None, states=states)
    one_place = len({text.page.path for text in texts.values()}) == 1
    strayed = {lang for lang, text in texts.items() if not one_place and record_file(text.page.path) != record.file}
    changes = {
        lang: _change(text, place.versions[lang], strayed=lang in strayed)
        for lang, text in texts.items()
        if (place := record.of(lang))
    }
    moved = tuple(lang for lang in record.newest.standing if lang in changes and changes[lang].kinds)
    states = {lang: _state(lang, texts, record, moved, changes) for lang in LANGUAGES}
    return ComparedSection(key, texts, record, moved, changes, states)


def _state(
    lang: str,
    texts: Mapping[str, SectionText],
    record: SectionRecord,
    moved: tuple[str, ...],
    own_changes: Mapping[str, SectionChange],
) -> SectionState:
    key, text, place = record.key, texts.get(lang), record.of(lang)
    if place is None or text is None:
        state = GONE if place else NEW if text else MISSING
        return SectionState(key, lang, state, text, place.day if place else None)
    others = moved if place is record.newest else record.newest.standing
    ahead = [other for other in others if other != lang and other in texts]
    known = [other for other in ahead if other in place.versions] or ahead  # of those a difference can be shown
    strayed = {other for other in known if PLACE in own_changes[other].kinds}
    changes = tuple(
        _change(texts[other], place.versions.get(other, NOTHING_SAID), strayed=other in strayed) for other in known
    )
    edited = bool(own_changes[lang].kinds)
    if place is not record.newest:
        return SectionState(key, lang, OUTDATED, text, place.day, changes, edited)
    if not ahead:
        return SectionState(key, lang, CURRENT, text, place.day, (), edited)
    if edited:
        return SectionState(key, lang, CONFLICT, text, place.day, (own_changes[lang], *changes), edited)
    return SectionState(key, lang, OUTDATED, text, place.day, changes)


def _change(text: SectionText, before: SaidThen, *, strayed: bool) -> SectionChange:
    kinds = tuple(kind for kind in PART_KINDS if text.parts.get(kind) != before.parts.get(kind))
    return SectionChange(text, before, (*kinds, PLACE) if strayed else kinds)
