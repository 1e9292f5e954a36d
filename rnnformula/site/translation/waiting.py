"""What waits for a language, as text for a terminal, as JSON, and as Markdown for a pull request."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.language.writing import grouped
from rnnformula.site.messages import Message, as_message, besides, enumerated
from rnnformula.site.translation.comparing_languages import (
    CHANGE_KINDS,
    CONFLICT,
    CURRENT,
    GONE,
    MISSING,
    NEW,
    SECTION_STATES,
    compared_sections,
)
from rnnformula.site.translation.section_parts import read_alone
from rnnformula.site.translation.word_diffs import word_diff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.problems import Problem
    from rnnformula.site.languages.words_left import Share
    from rnnformula.site.translation.comparing_languages import ComparedSection, SectionChange, SectionState

#: A place where the pages part in structure, which `make check` refuses.
BROKEN = "broken"
WAITING_STATES = {**SECTION_STATES, BROKEN: Message("broken in structure")}
#: A comment shows the changes of so many sections: hosts refuse long ones.
SHOWN_IN_COMMENT = 30

#: What besides sections is left to translate.
LEFT_KINDS = {"words": Message("words"), "terms": Message("terms"), "messages": Message("messages")}

StateCounts = dict[str, Counter[str]]


def command_for(*keys: str) -> str:
    """What says that sections say the same now in all languages."""
    return f'make synchronise SECTIONS="{" ".join(keys)}"'


@dataclass(frozen=True)
class WaitingSection:
    """A section that waits for a language, the path of its page, and the file and line to go to."""

    section: ComparedSection
    state: SectionState
    path: str
    file: str
    line: int

    @property
    def headline(self) -> Message:
        """Where it is and what it waits for."""
        state = self.state
        values = {"file": self.file, "line": self.line, "key": self.section.key, "lang": state.lang}
        if state.state == MISSING:
            return Message("{file}:{line} {key}: missing in {lang}", **values)
        if state.state == NEW:
            return Message("{file}:{line} {key}: new in {lang}, not compared yet", **values)
        if state.state == GONE:
            return Message("{file}:{line} {key}: gone in {lang}", **values)
        values |= {"state": SECTION_STATES[state.state], "day": str(state.since)}
        if state.edited and state.state != CONFLICT:
            return Message("{file}:{line} {key}: {state} since {day}, and edited in between", **values)
        return Message("{file}:{line} {key}: {state} since {day}", **values)


@dataclass(frozen=True)
class Waiting:
    """What waits for these languages; ``broken`` are the problems of structure."""

    book: Book
    languages: Sequence[str]
    broken: Sequence[Problem]

    @cached_property
    def sections(self) -> tuple[WaitingSection, ...]:
        """The sections that wait, by page and language."""
        waiting = [
            _waiting(section, state)
            for section in compared_sections(self.book)
            for lang, state in section.states.items()
            if lang in self.languages and state.state != CURRENT
        ]
        order = self.languages.index
        return tuple(sorted(waiting, key=lambda section: (section.path, order(section.state.lang), section.line)))

    @property
    def status(self) -> int:
        """The exit status: 0 where nothing waits, else 1."""
        left = any(share.left for shares in self.left.values() for share in shares.values())
        return 1 if self.sections or self.broken or left else 0

    @cached_property
    def left(self) -> dict[str, dict[str, Share]]:
        """What else is left of the languages that are still being translated: words, terms and messages."""
        from rnnformula.site.languages.words_left import all_left  # loads a reader of catalogs, which most need not

        return {lang: all_left(self.book, lang) for lang in self.languages if LANGUAGES[lang].partial}

    @cached_property
    def counts(self) -> StateCounts:
        """How many sections of each language are in each state, current ones too."""
        counts: StateCounts = {lang: Counter() for lang in self.languages}
        for section in compared_sections(self.book):
            for lang in self.languages:
                counts[lang][section.states[lang].state] += 1
        for problem in self.broken:
            counts[self._lang_of(problem)][BROKEN] += 1
        return counts

    @cached_property
    def by_page(self) -> dict[str, StateCounts]:
        """How much waits on each page that has something waiting, by language and state."""
        pages: dict[str, StateCounts] = {}
        for section in self.sections:
            pages.setdefault(section.path, {}).setdefault(section.state.lang, Counter())[section.state.state] += 1
        for problem in self.broken:
            path = problem.file.split("/", 2)[-1]
            pages.setdefault(path, {}).setdefault(self._lang_of(problem), Counter())[BROKEN] += 1
        return dict(sorted(pages.items()))

    def _lang_of(self, problem: Problem) -> str:
        return problem.lang if problem.lang in self.languages else self.languages[0]

    @property
    def summary(self) -> Message:
        """How many sections wait for each language, in a line."""
        if not self.status:
            return Message("translation: no section waits")
        if not self.sections and not self.broken:
            languages = enumerated(
                lang for lang, shares in self.left.items() if any(share.left for share in shares.values())
            )
            return Message(
                "translation: words are left in {languages}; `make translation` lists them", languages=languages
            )
        return Message("translation: {waiting}; `make translation` lists them", waiting=_by_language(self.counts))

    def text(self, lang: str) -> str:
        """What waits and how to go on, in a language, for a terminal."""
        return "\n".join([*self._totals(lang), *self._details(lang)])

    def _totals(self, lang: str) -> Iterator[str]:
        for code, counts in self.counts.items():
            total = sum(number for state, number in counts.items() if state != BROKEN)
            states = _counted(counts, (*WAITING_STATES,))
            yield Message("{lang}: {total} sections: {states}", lang=code, total=grouped(total), states=states).written(
                lang
            )
        for code, shares in self.left.items():
            for kind, share in shares.items():
                yield Message(
                    "{lang}: {left} of {things} {kind} left",
                    lang=code,
                    left=grouped(len(share.left)),
                    things=grouped(share.things),
                    kind=LEFT_KINDS[kind],
                ).written(lang)
        for path, counts_of_page in self.by_page.items():
            yield f"{path}: {_by_language(counts_of_page).written(lang)}"

    def _details(self, lang: str) -> Iterator[str]:
        for waiting in self.sections:
            yield waiting.headline.written(lang)
            for change in waiting.state.changes:
                yield f"  {_change_line(change).written(lang)}"
                yield f"    {changed_words(change)}"
            yield f"  {_when_done(waiting).written(lang)}"
        for problem in self.broken:
            yield problem.written(lang)

    def as_json(self) -> str:
        """The same for programs."""
        content = {
            "languages": {lang: dict(sorted(counts.items())) for lang, counts in self.counts.items()},
            "pages": {
                path: {lang: dict(sorted(counts.items())) for lang, counts in counts_of_page.items()}
                for path, counts_of_page in self.by_page.items()
            },
            "left": {
                lang: {
                    kind: {
                        "of": share.things,
                        "left": [{"file": text.file, "line": text.line, "name": text.name} for text in share.left],
                    }
                    for kind, share in shares.items()
                }
                for lang, shares in self.left.items()
            },
            "sections": [_as_json(section) for section in self.sections],
            "broken": [
                {"file": problem.file, "line": problem.line, "language": problem.lang, "message": f"{problem.message}"}
                for problem in self.broken
            ],
        }
        return json.dumps(content, ensure_ascii=False, indent=1)

    def comment(self, lang: str) -> str:
        """The same as Markdown, to be put below a pull request."""
        lines = [f"**{self.summary.written(lang)}**", ""]
        if self.by_page:
            rows = [
                [
                    f"`{path}`",
                    *(_counted(counts[code]).written(lang) if code in counts else "" for code in self.languages),
                ]
                for path, counts in self.by_page.items()
            ]
            lines += [_row(["", *self.languages]), _row(["---"] * (1 + len(self.languages))), *map(_row, rows), ""]
        for section in self.sections[:SHOWN_IN_COMMENT]:
            changes = [part for change in section.state.changes for part in _quoted(change, lang)]
            head = f"<details><summary>{section.headline.written(lang)}</summary>"
            lines += [head, "", *changes, _when_done(section).written(lang), "", "</details>"]
        if (left := len(self.sections) - SHOWN_IN_COMMENT) > 0:
            lines += ["", Message("and {number} more", number=grouped(left)).written(lang), ""]
        lines += [f"- {problem.written(lang)}" for problem in self.broken]
        return "\n".join(lines).rstrip()


def _waiting(section: ComparedSection, state: SectionState) -> WaitingSection:
    if state.text:
        page = state.text.page
        return WaitingSection(section, state, page.path, page.file, state.text.line)
    file, line = section.place
    path = next((text.page.path for text in section.texts.values()), file)
    return WaitingSection(section, state, path, file, line)


def _change_line(change: SectionChange) -> Message:
    kinds = enumerated(CHANGE_KINDS[kind] for kind in change.kinds) if change.kinds else Message("nothing any more")
    return Message("{file}:{line} changed: {kinds}", file=change.text.page.file, line=change.text.line, kinds=kinds)


def changed_words(change: SectionChange) -> str:
    """What changed, word by word."""
    before = read_alone(change.text.key, change.text.page.lang, list(change.before.source)).readable
    return word_diff(before, change.text.readable)


def _counted(counts: Counter[str], states: Sequence[str] = (*WAITING_STATES,)[1:]) -> Message:
    parts = [
        Message("{number} {state}", number=grouped(counts[state]), state=WAITING_STATES[state])
        for state in states
        if counts[state]
    ]
    return _joined(enumerated, parts)


def _by_language(counts: StateCounts) -> Message:
    parts = [
        Message("{lang}: {states}", lang=lang, states=_counted(states))
        for lang, states in counts.items()
        if states.keys() - {CURRENT}
    ]
    return _joined(besides, parts)


def _joined(join: Callable[[Iterable[Message]], str], parts: Sequence[Message]) -> Message:
    """Several messages as one; none where there are none."""
    return as_message(join(parts) if parts else Message("none"))


def _when_done(waiting: WaitingSection) -> Message:
    return Message("once all languages say the same: {command}", command=command_for(waiting.section.key))


def _as_json(waiting: WaitingSection) -> dict[str, Any]:
    state = waiting.state
    return {
        "section": waiting.section.key,
        "page": waiting.path,
        "language": state.lang,
        "state": state.state,
        "file": waiting.file,
        "line": waiting.line,
        "since": state.since.isoformat() if state.since else None,
        "edited": state.edited,
        "recorded": waiting.section.agreed,
        "changes": [
            {
                "language": change.text.page.lang,
                "file": change.text.page.file,
                "line": change.text.line,
                "parts": list(change.kinds),
                "difference": changed_words(change),
            }
            for change in state.changes
        ],
        "command": command_for(waiting.section.key),
    }


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quoted(change: SectionChange, lang: str) -> list[str]:
    text = changed_words(change)
    longest = max((len(run) for run in text.split() if set(run) == {"`"}), default=0)
    fence = "`" * max(3, longest + 1)
    return [_change_line(change).written(lang), "", f"{fence}text", text, fence, ""]
