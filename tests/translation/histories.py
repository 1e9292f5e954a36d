"""Histories of pages in several languages, made of commits and of what people said about them, with their truth.

A truth answers one question: would a careful reader of the translation be told something else, or miss something, or
would the pages part in structure? It does not ask what a detector could know, nor whether anybody said anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tests.languages import CHINESE, ENGLISH

#: Each history is told in these; the first is the source of all rules that know one source.
TOLD = (ENGLISH, CHINESE)


@dataclass(frozen=True)
class Commit:
    """Files somebody writes, or removes where the text is ``None``; ``moved`` has new names of pages by the old."""

    files: Mapping[str, str | None]
    message: str
    moved: Mapping[str, str] = field(default_factory=dict)


class Synchronise(NamedTuple):
    """Somebody compared a page in all languages and says: these sections say the same now; all, if none is named."""

    page: str
    sections: tuple[str, ...] = ()


Step = Commit | Synchronise


class Finding(NamedTuple):
    """A page that needs work, and the id of a section where the detector knows sections; that of the first is empty."""

    page: str
    section: str | None = None


class Needed(NamedTuple):
    """Work that is needed in truth: on a page, in a language, at a section.

    The language is that of the reader who is told something else or misses something, as the history was meant. The
    scores leave it out: no text shows whether one language slipped or leads.
    """

    page: str
    lang: str
    section: str


@dataclass(frozen=True)
class Scenario:
    """A history, the pages that are there at its end or were meant to be, and the work that is needed then."""

    family: str
    kind: str
    page: str
    steps: tuple[Step, ...]
    needed: frozenset[Needed] = frozenset()

    @property
    def name(self) -> str:
        """What tells the scenario from all others."""
        return f"{self.family}: {self.kind}, {self.page.removesuffix('.md')}"

    @property
    def history(self) -> "History":
        """The history, as detectors read it."""
        return History(self.steps)


def file_of(page: str, lang: str) -> str:
    """Where a page is in a language.

    >>> file_of("gates.md", "a")
    'docs/a/gates.md'
    """
    return f"docs/{lang}/{page}"


@dataclass(frozen=True)
class History:
    """Steps, a day each; ``at`` is the number of a step, and what is asked is how things stood after it."""

    steps: tuple[Step, ...]

    @property
    def last(self) -> int:
        """The number of the last step."""
        return len(self.steps) - 1

    def files(self, at: int | None = None) -> dict[str, str]:
        """The texts of all files by their paths."""
        files: dict[str, str | None] = {}
        for step in self.steps[: (self.last if at is None else at) + 1]:
            if isinstance(step, Commit):
                files.update(step.files)
        return {path: text for path, text in files.items() if text is not None}

    def text(self, page: str, lang: str, at: int | None = None) -> str | None:
        """The text of a page in a language; ``None`` where there is no such file."""
        return self.files(at).get(file_of(page, lang))

    @property
    def pages(self) -> list[str]:
        """The pages that exist at the end, in whichever language."""
        return sorted({path.split("/", 2)[2] for path in self.files()})

    def commits(self, page: str, lang: str) -> list[int]:
        """The numbers of the commits that touched the file of a page under this name, in order."""
        path = file_of(page, lang)
        return [at for at, step in enumerate(self.steps) if isinstance(step, Commit) and path in step.files]

    def message(self, at: int) -> str:
        """The message of a commit."""
        step = self.steps[at]
        assert isinstance(step, Commit)
        return step.message

    def said(self, page: str) -> list[tuple[int, Synchronise]]:
        """What was said of a page, under whatever name it had then, with the numbers of the steps."""
        names = {page}
        for step in reversed(self.steps):
            if isinstance(step, Commit):
                names |= {old for old, new in step.moved.items() if new in names}
        return [
            (at, step) for at, step in enumerate(self.steps) if isinstance(step, Synchronise) and step.page in names
        ]

    def text_said(self, at: int, lang: str) -> str | None:
        """The text of the page that step ``at`` speaks of, as it was then."""
        step = self.steps[at]
        assert isinstance(step, Synchronise)
        return self.text(step.page, lang, at)


def lines_outside_fences(text: str) -> list[tuple[int, str]]:
    """The lines of a text that belong to no fence, with their numbers from 0."""
    lines, fence = [], ""
    for number, line in enumerate(text.splitlines()):
        marks = line.lstrip()[:3]
        if fence:
            fence = "" if marks == fence else fence
        elif marks in ("```", "~~~"):
            fence = marks
        else:
            lines.append((number, line))
    return lines


def heading_id(line: str) -> str | None:
    """The id of a line that is a heading with an id.

    >>> heading_id("## Rows {#kernel.rows}"), heading_id("Rows {#kernel.rows}")
    ('kernel.rows', None)
    """
    if not line.startswith("#") or not line.rstrip().endswith("}") or "{#" not in line:
        return None
    return line.rstrip().rpartition("{#")[2].removesuffix("}")


def sections(text: str) -> dict[str, str]:
    """The sections of a page by their ids, in order; what stands before the first heading has an empty id."""
    lines = text.splitlines(keepends=True)
    starts = [(0, ""), *((number, name) for number, line in lines_outside_fences(text) if (name := heading_id(line)))]
    return {name: "".join(lines[start:end]) for (start, name), (end, _) in pairwise([*starts, (len(lines), "")])}
