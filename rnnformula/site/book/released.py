"""The releases that were made: each left a file in docs/releases, with the ids that were published by then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from rnnformula.errors import shown
from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.published_ids import read_entries
from rnnformula.site.book.sources import RELEASES
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.published_ids import PublishedId
    from rnnformula.site.book.sources import Sources

#: How a version is written: numbers joined by points, two of them or three.
VERSION_FORM = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){1,2}")


@dataclass(frozen=True)
class Release:
    """A release: its version, the day it was made, the ids that it promised, and what tags stated by then.

    ``statements`` has the sentences, by language, of tags that the release before stated otherwise or not at all.
    """

    version: str
    released: str
    ids: tuple[PublishedId, ...]
    statements: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    @property
    def folder(self) -> str:
        """Where its site stays, from the root of the site on."""
        return folder_of(self.version)

    @property
    def pages(self) -> frozenset[str]:
        """The paths of the pages that have an id."""
        return frozenset(entry.page for entry in self.ids if not entry.retired)


def stated_before(releases: Iterable[Release], tag: str) -> list[tuple[str, Mapping[str, str]]]:
    """What a tag stated, oldest first: each version that changed it, with the sentences by language."""
    oldest_first = sorted(releases, key=lambda release: version_order(release.version))
    return [(release.version, release.statements[tag]) for release in oldest_first if tag in release.statements]


def folder_of(version: str) -> str:
    """The folder in which the site of a version stays.

    >>> folder_of("1.0.0")
    'v1.0.0/'
    """
    return f"v{version}/"


def version_order(version: str) -> tuple[int, ...]:
    """What versions are compared by; 1.0 and 1.0.0 are the same.

    >>> version_order("1.10") > version_order("1.9.3"), version_order("1.0") == version_order("1.0.0")
    (True, True)
    """
    numbers = [int(number) for number in version.split(".")]
    return (*numbers, *[0] * (3 - len(numbers)))


def read_releases(sources: Sources) -> tuple[Release, ...]:
    """All releases, the newest first.

    Raises:
        SiteError: a file of a release is damaged.
    """
    releases = [
        _read(f"{RELEASES}/{name}", sources.texts[f"{RELEASES}/{name}"]) for name in sources.inside(RELEASES, ".json")
    ]
    return tuple(sorted(releases, key=lambda release: version_order(release.version), reverse=True))


def _read(name: str, text: str) -> Release:
    content = read_json(name, text)
    match content:
        case {"version": str(version), "released": str(released), "ids": [*ids], **rest}:
            if VERSION_FORM.fullmatch(version) and name == f"{RELEASES}/{version}.json" and _is_date(released):
                statements = rest.get("statements", {})
                if isinstance(statements, dict) and {*map(type, statements.values())} <= {dict}:
                    return Release(version, released, tuple(read_entries(ids, name)), statements)
    message = Message(
        "expected version as in the name of the file, released as a date, ids as in the ledger, statements by tag and "
        "language, got {read}",
        read=shown(content),
    )
    raise damaged(name, message)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
