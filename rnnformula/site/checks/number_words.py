"""Numbers written as words: the same in every language, tied to a layer or to what their section shows.

A number word that counts parts of a layer has to be what the layer has. Any other has to be a number of its layer, or
one that its section or a section that it links to shows; or a multiple that two of these numbers make.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from math import factorial
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, any_of
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import PROSE, place_of, read_sections, read_sentences
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.formulas import TWICE, WORD, arrays_named, layers_named, spoken
from rnnformula.site.checks.numbers import linked_numbers, read_printed
from rnnformula.site.messages import Message, alternatives, besides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.facts import Family
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.sections import Section
    from rnnformula.site.checks.numbers import PrintedNumbers


#: What is no running text, and a claim of others that is quoted.
CHARACTERS_QUOTED = 25
ITEM_MARKS = ("- ", "* ")
OR_LINK = Message("show it, or link in the same paragraph to the section that does")
HIDDEN = re.compile(r"`[^`\n]*`|\$[^$]*\$|\]\([^)]*\)|\{#[^}]*\}")
OWNER = re.compile(any_of(lambda prose: prose.owner))
QUOTED_ON_LINE = re.compile(
    any_of(lambda prose: "|".join(f"{first}[^{last}\\n]*{last}" for first, last in prose.quotes))
)


def check(book: Book) -> Checked:
    """Find number words that differ between languages, and those that count a layer wrongly."""
    pages = book.in_languages(LANGUAGES)
    versions: dict[str, dict[str, Page]] = {}
    for page in pages:
        versions.setdefault(page.path, {})[page.lang] = page
    problems: list[Problem] = []
    printed = {(page.lang, page.path): read_printed(page, book) for page in pages}
    for by_lang in versions.values():
        first, *others = [by_lang[lang] for lang in PROSE if lang in by_lang]
        for other in others:
            problems += _differences(first, other)
    for page in pages:
        problems += [
            Problem(page.file, line, message, page.lang) for line, message in _wrong(page, book.snippets, printed)
        ]
    things = sum(_words(page, section).total() for page in pages for section in read_sections(page))
    return Checked(things, problems)


def _differences(first: Page, other: Page) -> Iterator[Problem]:
    """Sections in which each language has a number word that the other lacks.

    Where only one has such a word, the other may say the same in another way.
    """
    partners = {section.id: section for section in read_sections(other)}
    for section in read_sections(first):
        if section.id not in partners:
            continue
        in_first, in_other = _words(first, section), _words(other, partners[section.id])
        if (only_first := in_first - in_other) and (only_other := in_other - in_first):
            only = {first.lang: only_first, other.lang: only_other}
            differences = besides(
                Message("only in {lang}: {numbers}", lang=lang, numbers=_listed(numbers))
                for lang, numbers in only.items()
            )
            message = Message(
                "section {section!r} has other number words than {file}: {differences}",
                section=section.id,
                file=other.file,
                differences=differences,
            )
            yield Problem(first.file, section.first, message, first.lang)


def _listed(numbers: Counter[int]) -> str:
    return ", ".join(map(str, sorted(numbers.elements())))


def _words(page: Page, section: Section) -> Counter[int]:
    language = PROSE[page.lang]
    fenced = {line for fence in page.fences for line in range(fence.line, fence.last + 1)}
    lines = enumerate(section.text.split("\n"), section.first)
    text = "\n".join(line for number, line in lines if number not in fenced)
    text = language.idioms.sub(" ", HIDDEN.sub(" ", text))
    return Counter(language.numbers[word.lower()] for word in language.number.findall(text))


def _wrong(
    page: Page, codes: dict[str, str], printed: dict[tuple[str, str], PrintedNumbers]
) -> Iterator[tuple[int, str]]:
    language = PROSE[page.lang]
    sections = read_sections(page)
    for line, sentence in read_sentences(page):
        text = language.idioms.sub(lambda match: " " * len(match[0]), QUOTED_ON_LINE.sub("", sentence))
        if not language.number.search(text):
            continue
        near = spoken(page, line, sections[place_of(sections, line)], codes)
        judged: set[int] = set()
        for thing, pattern in language.counted.items():
            for match in pattern.finditer(text):
                place = next(number for number, group in enumerate(match.groups(), 1) if group)
                word = match[place]
                judged.add(match.start(place))
                named = _layers_meant(thing, sentence, text[: match.start(place)], text[match.end() :], near)
                allowed = FACTS[thing](named, f"{sentence} {near}")
                if allowed and language.numbers[word.lower()] not in allowed:
                    layers = ", ".join(family.name for family in named) or Message("none")
                    expected = alternatives(map(str, sorted(allowed)))
                    yield (
                        line,
                        Message(
                            "{text!r}: expected {expected} (layers: {layers})",
                            text=match[0],
                            expected=expected,
                            layers=layers,
                        ),
                    )
        loose = [match for match in language.number.finditer(text) if match.start() not in judged]
        if loose:
            numbers = printed[page.lang, page.path].reach(line) | linked_numbers(page, line, printed)
            numbers.add(str(_items_below(page, line)))
            yield from (
                (line, message) for match in loose if (message := _untied(match, text, numbers, near, page.lang))
            )


def _untied(match: re.Match[str], text: str, numbers: set[str], near: str, lang: str) -> str:
    """What is wrong with a number word that no pattern reads; empty where something nearby has this number."""
    language = PROSE[lang]
    number = language.numbers[match[0].lower()]
    if str(number) in numbers or number in _of_layers(layers_named(near), near):
        return ""
    if language.multiple.match(text, match.start()) and _is_ratio(number, numbers):
        return ""
    quoted = " ".join(text[match.start() : match.end() + CHARACTERS_QUOTED].split())
    return Message(
        "{quoted!r}: no layer here has {number} of anything, and nothing shows it; {remedy}",
        quoted=quoted,
        number=number,
        remedy=OR_LINK,
    )


def _items_below(page: Page, line: int) -> int:
    """How many items the list has that the paragraph of a line introduces."""
    paragraph_end = next((number for number in range(line, len(page.lines)) if not page.lines[number].strip()), line)
    below = takewhile(lambda text: text.startswith((*ITEM_MARKS, " ")), page.lines[paragraph_end + 1 :])
    return sum(text.startswith(ITEM_MARKS) for text in below)


def _of_layers(families: tuple[Family, ...], text: str) -> set[int]:
    return _sets(families, text) | _gates(families, text) | _arrays(families, text)


def _is_ratio(number: int, texts: set[str]) -> bool:
    """Whether one of these numbers is this multiple of another one."""
    numbers = {int(text) for text in texts if text.isdecimal()}
    return any(number * smaller in numbers for smaller in numbers if smaller > 1)


def _layers_meant(thing: str, sentence: str, before: str, behind: str, near: str) -> tuple[Family, ...]:
    """The layers whose parts a number word counts: the one right behind it, else the last one before, else all near."""
    if thing == "times":  # of two that are compared
        return layers_named(f"{sentence} {near}")
    if owner := OWNER.match(behind):
        return layers_named(owner[owner.lastindex or 0]) or layers_named(near)
    last = next((word for word in reversed(WORD.findall(before)) if layers_named(word)), sentence)
    return layers_named(last) or layers_named(near)


def _sets(families: tuple[Family, ...], text: str) -> set[int]:
    return {len(family.gates) for family in families if family.gates}


def _gates(families: tuple[Family, ...], text: str) -> set[int]:
    return {number - 1 for number in _sets(families, text)}


def _arrays(families: tuple[Family, ...], text: str) -> set[int]:
    words = frozenset(WORD.findall(text))
    numbers = {len(arrays) for family in families for arrays in arrays_named(family, words, {})}
    more = {larger - smaller for larger in numbers for smaller in numbers if larger > smaller}
    return numbers | more | ({2 * number for number in numbers} if TWICE.search(text) else set())


def _orders(families: tuple[Family, ...], text: str) -> set[int]:
    return {factorial(number) for number in _sets(families, text)}


def _two(families: tuple[Family, ...], text: str) -> set[int]:
    return {2}


#: What is counted -> the numbers that the layers allow; none where they say nothing.
FACTS: dict[str, Callable[[tuple[Family, ...], str], set[int]]] = {
    "gates": _gates,
    "sets": _sets,
    "arrays": _arrays,
    "biases": _two,
    "kernels": _two,
    "directions": _two,
    "times": _sets,
    "orders": _orders,
    "doubled": _two,
}
