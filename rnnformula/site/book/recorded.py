"""The recorded outputs of snippets, and the index of the sources that each was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.errors import shown
from rnnformula.site.book.claimed import lone_numbers
from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.installed import framework_versions
from rnnformula.site.book.sources import RECORD_INDEX, SNIPPET_RECORDS
from rnnformula.site.kept.files import write_together
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The packages whose versions the records depend on.
RECORDED_VERSIONS = ("keras", "tensorflow", "sympy")

#: Under what the index keeps the counts of Keras that a snippet printed.
COUNTED = "counted"

ANEW = Message("delete the file, then run `make record`")
NOBODY = Message("nobody recorded its output; where TensorFlow is installed, run `make record`")


@dataclass(frozen=True)
class Recorded:
    """The recorded outputs of snippets; ``texts`` maps the names of their files, and of the index, to the contents."""

    texts: Mapping[str, str]

    def output(self, snippet: str) -> str | None:
        """The recorded output of a snippet; None where there is none."""
        return self.texts.get(_file_name(snippet))

    def counted(self, snippet: str) -> tuple[int, ...]:
        """The numbers of parameters in the recorded output that Keras counted."""
        return tuple(int(count) for count in self._index["snippets"].get(snippet, {}).get(COUNTED, "").split())

    @cached_property
    def versions(self) -> dict[str, str]:
        """The versions of the frameworks that the records were made with; empty before the first recording."""
        versions: dict[str, str] = self._index["versions"]
        return versions

    @cached_property
    def _index(self) -> dict[str, Any]:
        index = read_json(RECORD_INDEX, self.texts.get(INDEX_NAME, '{"versions": {}, "snippets": {}}'))
        match index:
            case {"versions": dict(versions), "snippets": dict(snippets)}:
                digests = [versions, *snippets.values()]
                if all(isinstance(names, dict) and _are_texts(names.values()) for names in digests) and all(
                    count.isdecimal() for names in snippets.values() for count in names.get(COUNTED, "").split()
                ):
                    return dict(index)
        raise damaged(
            RECORD_INDEX,
            Message(
                "expected versions and snippets with their digests, got {read}; {anew}", read=shown(index), anew=ANEW
            ),
        )

    def doubt(self, snippet: str, source: str) -> str:
        """Why the record of a snippet can't be what its code prints now; empty where there is no reason to doubt.

        Nothing runs: the index keeps digests of the source (code and data) and of the output recorded with it.
        """
        output = self.output(snippet)
        if output is None:
            return NOBODY
        digests = self._index["snippets"].get(snippet, {})
        if digests.get("code") != short_digest(source):
            return Message("it changed since its output was recorded; where TensorFlow is installed, run `make record`")
        if digests.get("output") != short_digest(output):
            return Message("its record {record} was edited by hand; run `make record`", record=_file_name(snippet))
        printed = lone_numbers(output)
        if strange := [str(count) for count in self.counted(snippet) if str(count) not in printed]:
            return Message(
                "its record has no {numbers}, which {index} says it printed; run `make record`",
                numbers=", ".join(strange),
                index=RECORD_INDEX,
            )
        return ""

    def version_change(self) -> str:
        """How the installed versions differ from the recorded ones; empty where they are equal."""
        installed = _installed()
        if self.versions == installed:
            return ""
        change = Message(
            "recorded with {recorded}, running {installed}", recorded=_named(self.versions), installed=_named(installed)
        )
        return Message("{change}; read the pages, then run `make record`", change=change)

    def orphans(self, snippets: Iterable[str]) -> list[str]:
        """The names of records that belong to none of these snippets."""
        known = {_file_name(snippet) for snippet in snippets}
        return sorted(name for name in self.texts if name.endswith(".txt") and name not in known)

    def write(
        self, root: Path, printed: Mapping[str, tuple[str, str]], counted: Mapping[str, Iterable[int]] | None = None
    ) -> list[Message]:
        """Record the source and output of each snippet, and the counts of Keras in it; remove all other records.

        Returns a line for each change.
        """
        changed: list[Message] = []
        files: dict[Path, str | None] = {}
        for snippet, (_, output) in printed.items():
            if self.output(snippet) != output:
                files[root / SNIPPET_RECORDS / _file_name(snippet)] = output
                changed.append(
                    Message("recorded {folder}/{record}", folder=SNIPPET_RECORDS, record=_file_name(snippet))
                )
        for name in self.orphans(printed):
            files[root / SNIPPET_RECORDS / name] = None
            changed.append(
                Message("removed {folder}/{name}: no page shows its snippet", folder=SNIPPET_RECORDS, name=name)
            )
        digests = {
            snippet: {"code": short_digest(source), "output": short_digest(output)}
            for snippet, (source, output) in sorted(printed.items())
        }
        for snippet, counts in (counted or {}).items():
            digests[snippet] |= {COUNTED: " ".join(map(str, counts))} if counts else {}
        index = {"versions": _installed(), "snippets": digests}
        if self._index != index:
            files[root / RECORD_INDEX] = json.dumps(index, indent=2) + "\n"
            changed.append(Message("recorded {file}", file=RECORD_INDEX))
        write_together(files)
        return changed


INDEX_NAME = RECORD_INDEX.removeprefix(f"{SNIPPET_RECORDS}/")


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _file_name(snippet: str) -> str:
    return f"{snippet.removesuffix('.py')}.txt"


def short_digest(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _installed() -> dict[str, str]:
    return {name: number for name, number in framework_versions().items() if name in RECORDED_VERSIONS}


def _named(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items()) or Message("no version")
