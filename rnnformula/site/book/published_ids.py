"""The ledger of published ids: each with the short tag that is promised, its place, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rnnformula.citing.tag_code import is_tag
from rnnformula.citing.tag_records import in_language
from rnnformula.language import LANGUAGES
from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.sources import LEDGER
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What an id may name.
KINDS_OF_IDS = ("page", "step", "table", "figure", "formula", "term", "place")


@dataclass(frozen=True)
class Retired:
    """Why a tag no longer has a statement: since which version, the reason by language, and the tag to read instead."""

    version: str
    why: Mapping[str, str]
    see: str = ""


@dataclass(frozen=True)
class PublishedId:
    """An entry of the ledger.

    ``former`` are the addresses that led here: ``page.md#id``, and of a page ``page.md``; ``since`` is the version that
    had it first, empty until one has.
    """

    id: str
    tag: str
    page: str
    kind: str
    titles: Mapping[str, str] = field(hash=False)
    since: str
    former: tuple[str, ...] = ()
    retired: Retired | None = field(default=None, hash=False)

    @property
    def address(self) -> str:
        """Where the id stands: its page and itself."""
        return former_address(self.page, self.id)

    def title_in(self, lang: str) -> str:
        """Its title in a language, else in the default one; its id where it has none."""
        return in_language(self.titles, lang) or self.id

    def as_data(self) -> dict[str, Any]:
        """The entry as the ledger writes it."""
        data: dict[str, Any] = {name: getattr(self, name) for name in ("id", "tag", "page", "kind")}
        data |= {"titles": dict(self.titles), "since": self.since}
        if self.former:
            data["alias"] = list(self.former)
        if self.retired:
            data["retired"] = {"in": self.retired.version, "why": dict(self.retired.why)}
            data["retired"] |= {"see": self.retired.see} if self.retired.see else {}
        return data


def former_address(page: str, name: str) -> str:
    """An address as the ledger writes those that an id had."""
    return f"{page}#{name}"


def read_ledger(text: str) -> list[PublishedId]:
    """The entries of the ledger, in the order in which their tags were assigned.

    Raises:
        SiteError: the text is no JSON, or an entry is not as `PublishedId.as_data` writes it.
    """
    return read_entries(read_json(LEDGER, text or "[]"))


def read_entries(listed: Any, file: str = LEDGER) -> list[PublishedId]:
    """The entries of a ledger that was read from a file; errors as in `read_ledger`."""
    if not isinstance(listed, list):
        raise damaged(file, Message("expected a list, got {read}", read=type(listed).__name__))
    return [_read(entry, line_of(number), file) for number, entry in enumerate(listed)]


def line_of(number: int) -> int:
    """The line of the entry with this place in the list, from 0 on; each has one."""
    return number + 2


def write_ledger(entries: Iterable[PublishedId]) -> str:
    """The text of the ledger, an entry a line."""
    lines = ",\n".join(json.dumps(entry.as_data(), ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n"


def _read(data: Any, line: int, file: str) -> PublishedId:
    match data:
        case {
            "id": str(name),
            "tag": str(tag),
            "page": str(page),
            "kind": str(kind),
            "titles": dict(titles),
            "since": str(since),
            **rest,
        } if kind in KINDS_OF_IDS and is_tag(tag) and _are_texts(titles) and not rest.keys() - {"alias", "retired"}:
            former, retired = rest.get("alias", []), rest.get("retired")
            if isinstance(former, list) and all(isinstance(address, str) for address in former):
                return PublishedId(
                    name, tag, page, kind, titles, since, tuple(former), _read_retired(retired, line, file)
                )
    raise damaged(
        file,
        Message(
            "expected id, tag (four characters, as `make ids` gives them), page, kind ({kinds}), titles by language, "
            "since, and where there is one alias (a list) and retired, got {read}",
            kinds=", ".join(KINDS_OF_IDS),
            read=json.dumps(data, ensure_ascii=False),
        ),
        line,
    )


def _read_retired(data: Any, line: int, file: str) -> Retired | None:
    match data:
        case None:
            return None
        case {"in": str(version), "why": dict(why), **rest} if (
            _are_texts(why)
            and {code for code, language in LANGUAGES.items() if not language.partial} <= why.keys() <= LANGUAGES.keys()
            and not rest.keys() - {"see"}
        ):
            see = rest.get("see", "")
            if isinstance(see, str):
                return Retired(version, why, see)
    raise damaged(
        file,
        Message(
            "retired: expected in (a version), why in each language and, where there is something to read instead, "
            "see (its tag), got {read}",
            read=json.dumps(data, ensure_ascii=False),
        ),
        line,
    )


def _are_texts(texts: dict[Any, Any]) -> bool:
    return all(isinstance(text, str) and text.strip() for text in texts.values())


def broken_promises(earlier: Iterable[PublishedId], listed: Iterable[PublishedId]) -> list[str]:
    """What an earlier ledger promised and this one does not keep: its tags, their ids and addresses, what was said."""
    now = {entry.tag: entry for entry in listed}
    broken = []
    for old in earlier:
        entry = now.get(old.tag)
        if entry is None:
            broken.append(f"{old.tag} ({old.id}) is gone")
            continue
        addresses = {entry.address, *entry.former}
        broken += [f"{old.tag}: nothing leads from {lost}" for lost in {old.address, *old.former} - addresses]
        if old.since and entry.since != old.since:
            broken.append(f"{old.tag}: since was {old.since}, is {entry.since}")
        if old.retired and entry.retired != old.retired:
            broken.append(f"{old.tag} was retired in {old.retired.version}, for a reason that stays")
    return sorted(broken)
