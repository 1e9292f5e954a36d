"""Preparing a release: its version and day where they are stated, its changes under it, and what it promises."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.published_ids import write_ledger
from rnnformula.site.book.released import VERSION_FORM, stated_before, version_order
from rnnformula.site.book.sources import CITATION, LEDGER, RELEASES, TAGS_OF_PACKAGE, Sources, read_source
from rnnformula.site.fences.loading import bind
from rnnformula.site.kept.files import write_together
from rnnformula.site.messages import Message
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from rnnformula.site.tags.tags_file import for_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rnnformula.site.book.contents import Book

CHANGELOG = "CHANGELOG.md"
#: What changed since the last release stands below this heading, up to the next one.
UNRELEASED = "## Unreleased"
CHANGES = re.compile(rf"^{UNRELEASED}\n+(?P<changes>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
#: Where the schemas of what programs read are; a release promises them.
SCHEMAS = "docs/schemas"
#: The lines of CITATION.cff that a release changes. `pyproject.toml` has the version from there.
STATED = r"^{key}:[^\n]*$"


def prepare(book: Book, version: str, day: date) -> list[str]:
    """Write what a release changes, all or nothing; returns the names of the files.

    The checks are not run here: whoever calls this refuses a release where they find something.

    Raises:
        SiteError: the version is none or not newer than those before, there are no changes, or a file is damaged.
        OSError: a file can't be written.
    """
    if problems := [*_of_version(book, version)]:
        raise SiteError(problems)
    citation = book.citation
    as_text = version if version.count(".") > 1 else f"'{version}'"  # YAML takes 1.0 for a number
    for key, value in (("version", as_text), ("date-released", day.isoformat())):
        citation, number = re.subn(STATED.format(key=key), f"{key}: {value}", citation, flags=re.MULTILINE)
        if number != 1:
            raise damaged(CITATION, Message("expected one line that begins with {key}", key=f"{key}:"))
    changelog = read_source(book.root, CHANGELOG)
    changes = CHANGES.search(changelog)
    if not changes or not changes["changes"].strip():
        raise damaged(
            CHANGELOG, Message("nothing stands under {heading}; a release says what changed", heading=UNRELEASED)
        )
    heading = f"{UNRELEASED}\n\n## {version} - {day.isoformat()}\n\n"
    ledger = write_ledger(replace(entry, since=entry.since or version) for entry in book.published_ids)
    head = json.dumps({"version": version, "released": day.isoformat()})[1:-1]
    schemas = json.dumps(_schemas(book), ensure_ascii=False, indent=1)
    written = {
        CITATION: citation,
        CHANGELOG: changelog[: changes.start()] + heading + changelog[changes.start("changes") :],
        LEDGER: ledger,
        f"{RELEASES}/{version}.json": (
            f'{{{head},\n"ids": {ledger.strip()},\n"statements": {_new_statements(book)},\n"schemas": {schemas}}}\n'
        ),
    }
    released = bind(Sources(book.root, {**book.sources.texts, **written}), book.pages)
    written[TAGS_OF_PACKAGE] = for_package(released, read_statements_of_tags(released))
    write_together({book.root / name: text for name, text in written.items()})
    return list(written)


def _new_statements(book: Book) -> str:
    """What tags state that the releases before stated otherwise or not at all, a tag a line."""
    lines = []
    for statement in read_statements_of_tags(book):
        tag, sentences = statement.entry.tag, dict(statement.sentences)
        earlier = stated_before(book.releases, tag)
        if sentences and (not earlier or earlier[-1][1] != sentences):
            lines.append(f"{json.dumps(tag)}: {json.dumps(sentences, ensure_ascii=False)}")
    return "{{\n{}\n}}".format(",\n".join(lines)) if lines else "{}"


def _schemas(book: Book) -> dict[str, Any]:
    files = sorted((book.root / SCHEMAS).glob("*.json"))
    names = [file.relative_to(book.root).as_posix() for file in files]
    return {file.stem: read_json(name, read_source(book.root, name)) for file, name in zip(files, names, strict=True)}


def _of_version(book: Book, version: str) -> Iterator[Problem]:
    if not VERSION_FORM.fullmatch(version):
        message = Message("version {version!r}: expected two or three numbers, such as 1.0.0", version=version)
        yield Problem(CITATION, 1, message)
        return
    if book.releases and version_order(version) <= version_order(book.released):
        message = Message("version {version}: expected one after {last}", version=version, last=book.released)
        yield Problem(CITATION, 1, message)
