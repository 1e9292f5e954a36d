"""What pages claim is what someone accepted: whoever changes a number, formula or name compares it and accepts it anew.

This catches what the other checks can't judge: a false number that an example happens to show as well, the same change
in every language, an example that changed beside prose that did not.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from difflib import SequenceMatcher
from posixpath import commonprefix
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import LANGUAGES
from rnnformula.site.book.accepted_claims import (
    claims_of_terms,
    claims_of_words,
    read_accepted,
    shown_by,
    shown_snippets,
    written_claims,
)
from rnnformula.site.book.claimed import CODE_MARK, WORD_MARK, Claim, claims_by_section, is_name, lone_numbers
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.sections import PROSE, place_of, read_sections
from rnnformula.site.book.sources import ACCEPTED_CLAIMS, GLOSSARY, SNIPPETS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.formulas import INCLUDE
from rnnformula.site.checks.numbers import read_printed
from rnnformula.site.kept.files import write_whole
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rnnformula.site.book.accepted_claims import ShownNumbers
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

RUN = Message("run `make accept`")
COMPARE = Message("compare it with what the section shows; if it is right, {run}, as no check reads sentences", run=RUN)
#: How much of a claim a message quotes.
QUOTED = 60


class Difference(NamedTuple):
    """A place where claims are not those that were accepted: the claims there now, and those in their place before."""

    file: str
    line: int
    lang: str
    now: str
    before: str

    @property
    def message(self) -> Message:
        """The difference as a line of what was accepted."""
        nothing = Message("nothing")
        before, now = self.before or nothing, self.now or nothing
        return Message("{file}:{line}: {before} -> {now}", file=self.file, line=self.line, before=before, now=now)

    @property
    def problem(self) -> Problem:
        """The difference as a problem."""
        accepted = (
            Message("accepted was {before}", before=self.before) if self.before else Message("nobody accepted it")
        )
        message = (
            Message("{now}: {accepted}", now=self.now, accepted=accepted)
            if self.now
            else Message("{before} was accepted here and is gone", before=self.before)
        )
        return Problem(
            self.file, self.line, Message("{message}; {compare}", message=message, compare=COMPARE), self.lang
        )


def check(book: Book) -> Checked:
    """Find claims that are not those that were accepted, and those that a changed example may have made false."""
    try:
        problems = [difference.problem for difference in differences(book)]
        problems += doubted(book)
    except SiteError as error:  # the file itself can't be read
        problems = list(error.problems)
    things = sum(len(claims) for page in book.pages for claims in claims_by_section(page))
    return Checked(things, problems)


def accept(book: Book) -> list[Message]:
    """Accept what the book claims and its examples show now; returns a line for each claim that changed."""
    changed: list[Message] = []
    with suppress(SiteError):  # a file that can't be read is written anew
        changed += [difference.message for difference in differences(book)]
        changed += [
            Message("{file}:{line}: {message}", file=problem.file, line=problem.line, message=problem.message)
            for problem in doubted(book)
        ]
    text = written_claims(book)
    if text != book.sources.get(ACCEPTED_CLAIMS):
        write_whole(book.root / ACCEPTED_CLAIMS, text)
        changed.append(Message("accepted {file}", file=ACCEPTED_CLAIMS))
    return changed


def differences(book: Book) -> Iterator[Difference]:
    """The claims of pages, terms and labels that are not those that were accepted."""
    accepted = read_accepted(book.sources)
    for page in book.pages:
        by_section = accepted.pages.get(page.path, {})
        for section, claims in zip(read_sections(page), claims_by_section(page), strict=True):
            before = by_section.get(section.id, {}).get(page.lang, [])
            if before != [claim.text for claim in claims]:
                yield from _compare(page.file, page.lang, section.first, claims, before)
    terms = claims_of_terms(book)
    for term in book.terms:
        for lang in LANGUAGES:
            meant = _at(term.line, terms.get(term.id, {}).get(lang, ()))
            yield from _compare(GLOSSARY, lang, term.line, meant, accepted.terms.get(term.id, {}).get(lang, []))
    for lang in LANGUAGES:
        yield from _of_words(book, lang, accepted.words.get(lang, {}))


def _of_words(book: Book, lang: str, before: dict[str, list[str]]) -> Iterator[Difference]:
    now = claims_of_words(lang)
    file = f"rnnformula/language/{lang}.py"
    lines = book.sources.get(file).splitlines()
    for key in sorted({*now, *before}):
        line = next((number for number, text in enumerate(lines, 1) if text.strip().startswith(f'"{key}":')), 1)
        yield from _compare(file, lang, line, _at(line, now.get(key, ())), before.get(key, []))


def _at(line: int, texts: Iterable[str]) -> list[Claim]:
    return [Claim(line, text) for text in texts]


def _compare(file: str, lang: str, first: int, claims: Sequence[Claim], before: Sequence[str]) -> Iterator[Difference]:
    """The differences between claims and the accepted ones; where there are no claims, they are at the first line."""
    now = [claim.text for claim in claims]
    for action, start, end, now_start, now_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if action == "insert" and all(map(is_name, now[now_start:now_end])):
            continue  # named once more
        if action != "equal":
            near = claims[min(now_start, len(claims) - 1)].line if claims else first
            pair = now[now_start:now_end], before[start:end]
            yield Difference(file, near, lang, _quoted(*pair), _quoted(*reversed(pair)))


def _quoted(claims: Sequence[str], other: Sequence[str] = ()) -> str:
    """The claims in a line; of a long one, what surrounds its first difference from the other claims."""
    text, compared = (", ".join(claim.removeprefix(WORD_MARK) for claim in listed) for listed in (claims, other))
    if len(text) <= QUOTED:
        return text
    start = max(len(commonprefix([text, compared])) - QUOTED // 2, 0)
    return f"{'…' * bool(start)}{text[start : start + QUOTED]}{'…' * (start + QUOTED < len(text))}"


def doubted(book: Book) -> list[Problem]:
    """Claims beside an example that no longer shows their numbers where it did, or prints other words."""
    before = read_accepted(book.sources).examples
    problems: list[Problem] = []
    for name in shown_snippets(book):
        now = shown_by(book, name)
        if name not in before:
            problems.append(
                Problem(
                    f"{SNIPPETS}/{name}",
                    1,
                    Message("nobody compared what it shows with its sections; do, then {run}", run=RUN),
                )
            )
        elif before[name] != now:
            problems += _doubted_by(book, name, before[name], now)
    return problems


def _doubted_by(book: Book, name: str, before: ShownNumbers, now: ShownNumbers) -> Iterator[Problem]:
    gone = _gone(before.output, now.output) | dict.fromkeys(_gone_from_code(before, now), "")
    for fence in book.fences:
        if fence.snippet != name:
            continue
        page = fence.page
        if before.words != now.words:
            message = Message(
                "what {folder}/{name} prints has changed in its words: read this section again, then {run}",
                folder=SNIPPETS,
                name=name,
                run=RUN,
            )
            yield Problem(page.file, fence.fence.line, message, page.lang)
        for claim, numbers in _numbers_near(book, page, fence.fence.line):
            if changed := [number for number in numbers if number in gone]:
                prints = _changed(f"{SNIPPETS}/{name}", changed[0], gone[changed[0]])
                message = Message(
                    "{claim}: {prints}; {compare}", claim=_quoted([claim.text]), prints=prints, compare=COMPARE
                )
                yield Problem(page.file, claim.line, message, page.lang)


def _changed(file: str, number: str, now: str) -> Message:
    """How the output of a snippet differs in a number from what was accepted."""
    if now:
        return Message("{file} now prints {now} where it printed {number}", file=file, now=now, number=number)
    return Message("{file} now has fewer places with {number}", file=file, number=number)


def _gone(before: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """The numbers of an output that stood where others stand now -> what stands there."""
    gone: dict[str, str] = {}
    for action, start, end, now_start, now_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if action in ("replace", "delete"):
            for place, number in enumerate(before[start:end]):
                same_place = now_start + place
                gone.setdefault(number, now[same_place] if same_place < now_end else "")
    return gone


def _gone_from_code(before: ShownNumbers, now: ShownNumbers) -> set[str]:
    """The numbers that stand in the code less often than before, where others came in their place.

    Where none came, the code is only written in another way, and those alone are gone that it shows nowhere.
    """
    less, more = Counter(before.code) - Counter(now.code), Counter(now.code) - Counter(before.code)
    return set(less) if more else set(less) - {*now.code, *now.output}


def _numbers_near(book: Book, page: Page, line: int) -> Iterator[tuple[Claim, list[str]]]:
    """The claims beside an example, each with the numbers that it may have from there.

    These are all claims of its section. Of the sections that this is part of, it is the numbers that nothing shows.
    """
    sections = read_sections(page)
    printed = read_printed(page, book)
    section = sections[place_of(sections, line)]
    for other, claims in zip(sections, claims_by_section(page), strict=True):
        for claim in claims if other is section or other in section.above else ():
            numbers = _numbers_of(claim, page.lang)
            if other is not section:
                numbers = [number for number in numbers if number not in printed.reach(claim.line)]
            yield claim, numbers


def _numbers_of(claim: Claim, lang: str) -> list[str]:
    """The numbers in a claim, as digits; a word that has no whole number has none."""
    if claim.text.startswith(WORD_MARK):
        value = PROSE[lang].numbers.get(claim.text.removeprefix(WORD_MARK))
        return [] if value is None else [str(value)]
    if INCLUDE.match(claim.text.strip(CODE_MARK)):
        return []
    return lone_numbers(claim.text.replace("{,}", ""))
