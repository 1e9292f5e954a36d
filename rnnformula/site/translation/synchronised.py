"""What each section said when someone last compared its languages, from the files in ``docs/synchronised``.

A section has a list of agreements, the oldest first. Each language stands at one of them: it says what that one says.
The texts of an agreement are kept as long as a language stands there, so that a difference can be shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.recorded import short_digest
from rnnformula.site.book.sources import SYNCHRONISED
from rnnformula.site.messages import Message
from rnnformula.site.translation.section_parts import PART_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.sources import Sources
    from rnnformula.site.translation.section_parts import SectionText


@dataclass(frozen=True)
class SaidThen:
    """What a section said in a language: the digest of each of its parts, and its lines."""

    parts: Mapping[str, str]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """The languages that said the same on a day, with what each said; ``standing`` are those that still stand there."""

    day: date
    standing: tuple[str, ...]
    versions: Mapping[str, SaidThen]


@dataclass(frozen=True)
class SectionRecord:
    """The agreements of a section, the oldest first, and the file that has them."""

    key: str
    file: str
    agreements: tuple[Agreement, ...]

    @property
    def path(self) -> str:
        """The path of the page that has the section, or had it last."""
        return f"{self.file.removeprefix(f'{SYNCHRONISED}/').removesuffix('.json')}.md"

    @property
    def newest(self) -> Agreement:
        """The last agreement."""
        return self.agreements[-1]

    def of(self, lang: str) -> Agreement | None:
        """Where a language stands; None where it never had the section."""
        return next((agreement for agreement in self.agreements if lang in agreement.standing), None)


Records = dict[str, SectionRecord]


def record_file(path: str) -> str:
    """The file that has the records of a page."""
    return f"{SYNCHRONISED}/{path.removesuffix('.md')}.json"


def version_of(text: SectionText) -> SaidThen:
    """What a section says now, as it is recorded."""
    return SaidThen(text.parts, tuple(text.source))


@lru_cache(maxsize=4)
def read_records(sources: Sources) -> Records:
    """The records of all sections, by their keys.

    Raises:
        SiteError: a file is not as `make synchronise` writes it, or two have the same section.
    """
    records: Records = {}
    for file, text in sources.texts.items():
        if file.startswith(f"{SYNCHRONISED}/"):
            for record in _read_file(file, text):
                if record.key in records:
                    message = Message("{key} stands in {other}, too", key=record.key, other=records[record.key].file)
                    raise damaged(file, message)
                records[record.key] = record
    return records


def _read_file(file: str, text: str) -> Iterable[SectionRecord]:
    try:
        for key, (digest, *agreements) in read_json(file, text).items():
            if digest != _digest(agreements):
                message = Message("{key} was edited by hand; take that back and run `make synchronise`", key=key)
                raise damaged(file, message)
            yield SectionRecord(key, file, tuple(map(_agreement, agreements)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = str(error)
        raise damaged(file, Message("not as `make synchronise` writes it ({reason})", reason=reason)) from None


def _agreement(content: dict[str, Any]) -> Agreement:
    day, standing = date.fromisoformat(content["day"]), tuple(content["standing"])
    versions = {
        lang: SaidThen(recorded["parts"], tuple(recorded["source"])) for lang, recorded in content["versions"].items()
    }
    if not set(standing) <= versions.keys() or not all(
        version.parts.keys() <= PART_KINDS.keys() for version in versions.values()
    ):
        raise ValueError(content["day"])
    return Agreement(day, standing, versions)


def _digest(agreements: list[Any]) -> str:
    return short_digest(json.dumps(agreements, ensure_ascii=False))


def written_records(records: Iterable[SectionRecord]) -> str:
    """The records of a file as it has them: a line for each line of a text, so that changes are read with ease."""
    content: dict[str, list[Any]] = {}
    for record in records:
        agreements = [
            {
                "day": agreement.day.isoformat(),
                "standing": list(agreement.standing),
                "versions": {
                    lang: {"parts": dict(version.parts), "source": list(version.source)}
                    for lang, version in agreement.versions.items()
                },
            }
            for agreement in record.agreements
        ]
        content[record.key] = [_digest(agreements), *agreements]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
