"""All tags that this version of the package knows, and how one is found by its tag, its id or a former address."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.citing.tag_code import LOOK_ALIKES, TAG_LENGTH, is_tag
from rnnformula.citing.tag_records import FRAGMENT, CitedWork, Retirement, Tag, TagExample, TagFormula, in_language
from rnnformula.errors import InputError, closest, shown
from rnnformula.language import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The file of all tags; `python -m rnnformula.site ids` writes it.
TAGS_FILE = Path(__file__).with_name("tags.json")
#: An address that leads to a tag.
TAG_ADDRESS = re.compile(r"(?:^|/)t/([0-9A-Za-z]+)/?(?:index\.html)?$")
#: How many characters may differ in what is offered instead, and how many tags are.
MOST_DIFFERENCES, MOST_OFFERED = 2, 3


@dataclass(frozen=True)
class TagRegister:
    """All tags, in the order in which they were assigned, and the work that they are part of."""

    work: CitedWork
    tags: tuple[Tag, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Tag]:
        """Former address, tag or id -> the tag; an id stands before a tag that is written alike."""
        former = {address: tag for tag in self.tags for address in tag.alias}
        fragments = {address.partition(FRAGMENT)[2]: tag for address, tag in former.items() if FRAGMENT in address}
        return fragments | former | {tag.tag: tag for tag in self.tags} | {tag.id: tag for tag in self.tags}

    def find(self, name: str) -> Tag:
        """What has this tag, in large letters or small, or has or had this id; an address with one of them will do.

        Raises:
            InputError: there is none; the message says why and what is near.
        """
        if not isinstance(name, str):
            raise InputError(f"expected a tag or an id, got {shown(name)}")
        wanted = name.strip()
        address = TAG_ADDRESS.search(wanted)
        fragment = wanted.rpartition(FRAGMENT)[2]
        for form in (wanted, wanted.upper(), address[1].upper() if address else "", fragment, wanted.lower()):
            if form and form in self.by_name:
                return self.by_name[form]
        raise InputError(self._unknown(address[1] if address else fragment))

    def _unknown(self, name: str) -> str:
        written = name.upper()
        if len(name) != TAG_LENGTH or not (name.isascii() and name.isalnum()):
            near = closest(name.lower(), [tag.id for tag in self.tags]) if self.tags else ""
            return f"unknown tag or id {shown(name)}" + (f"; did you mean {near!r}?" if near else "")
        if strange := [character for character in LOOK_ALIKES if character in written]:
            why = f"a tag has no {', '.join(strange)}, as they look like others"
        elif not is_tag(written):
            why = "no tag is written so, a character is another or two have changed places"
        else:
            why = f"version {self.work.version} does not have it, a later one may"
        near = " or ".join(f"{tag.tag} ({tag.id})" for tag in self._near(written))
        return f"unknown tag {written!r}: {why}" + (f"; did you mean {near}?" if near else "")

    def _near(self, written: str) -> Iterable[Tag]:
        """The tags that differ least, if they do so by little."""
        ranked = sorted(self.tags, key=lambda tag: _differences(written, tag.tag))
        fewest = min(_differences(written, ranked[0].tag), MOST_DIFFERENCES) if ranked else 0
        return [tag for tag in ranked if _differences(written, tag.tag) <= fewest][:MOST_OFFERED]


def _differences(first: str, second: str) -> int:
    """In how many places two tags differ; two characters that changed places are one difference."""
    places = [place for place, (left, right) in enumerate(zip(first, second, strict=False)) if left != right]
    swapped = len(places) == 2 and first[places[0]] == second[places[1]] and first[places[1]] == second[places[0]]
    return 1 if swapped else len(places)


@cache
def tag_register() -> TagRegister:
    """The tags of this version of the package."""
    return read_tags(TAGS_FILE.read_text(encoding="utf-8"))


def tags() -> tuple[Tag, ...]:
    """All tags, in the order in which they were assigned, those that are retired too."""
    return tag_register().tags


def find_tag(name: str) -> Tag:
    """What has this tag, in large letters or small, or has or had this id.

    >>> find_tag("lstm.formula").page
    'layers/lstm.md'

    Raises:
        InputError: there is none; the message says why and what is near.
    """
    return tag_register().find(name)


def retired_text(tag: Tag, lang: str) -> str:
    """Why a retired tag has no statement any more, and what to read instead; empty where it is not retired."""
    if not tag.retired:
        return ""
    phrases = words(lang)
    why = in_language(tag.retired.why, lang).rstrip(".。")
    text = phrases["tag_retired"].format(tag=tag.tag, version=tag.retired.version, why=why)
    return text + (phrases["tag_see"].format(tag=tag.retired.see) if tag.retired.see else "")


@lru_cache(maxsize=4)  # every citation of a page asks
def read_tags(text: str) -> TagRegister:
    """The tags of a file as `python -m rnnformula.site ids` writes it.

    Raises:
        ValueError: it is no JSON.
        KeyError: something is missing in it.
    """
    data = json.loads(text)
    work = data["work"]
    cited = CitedWork(
        titles=work["titles"],
        authors=tuple(work["authors"]),
        version=work["version"],
        released=work["released"],
        checked=data["checked"],
        license=work.get("license", ""),
        address=work.get("address") or "",
        repository=work.get("repository") or "",
    )
    return TagRegister(cited, tuple(map(_read_tag, data["tags"])))


def _read_tag(data: Mapping[str, Any]) -> Tag:
    formula, example, retired = data.get("formula"), data.get("example"), data.get("retired")
    return Tag(
        tag=data["tag"],
        id=data["id"],
        page=data["page"],
        kind=data["kind"],
        titles=data["titles"],
        statements=data.get("statements", {}),
        since=data["since"],
        formula=formula
        and TagFormula(
            formula["tex"],
            formula.get("text", ""),
            formula.get("python", ""),
            tuple(formula.get("sizes", ())),
            formula.get("layer", ""),
        ),
        example=example
        and TagExample(
            example["layer"], example["count"], example["text"], example.get("tex", ""), example.get("named", {})
        ),
        witnesses=tuple(data.get("witnesses", ())),
        rests_on=tuple(data.get("rests_on", ())),
        alias=tuple(data.get("alias", ())),
        retired=retired and Retirement(retired["in"], retired["why"], retired.get("see", "")),
    )
