"""Numbers written as words: the languages agree in each section, and what they count of a layer is as many."""

from __future__ import annotations

import re
from collections import Counter
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import place_of, read_sections, read_sentences
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.formulas import TWICE, WORD, arrays_named, layers_named, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.facts import Family
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.sections import Section


class Language(NamedTuple):
    """How a language writes numbers: each word's value, the pattern of a word, and what only looks like one."""

    values: dict[str, int]
    word: re.Pattern[str]
    idioms: re.Pattern[str]
    counted: dict[str, re.Pattern[str]]


_EN = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TWO = "both|twice|double|doubles"
_ENGLISH = {name: number for number, name in enumerate(_EN.split("|"), 2)} | dict.fromkeys(_TWO.split("|"), 2)
_CHINESE = dict(zip("二三四五六七八九十", range(2, 11), strict=True)) | {"两": 2, "翻倍": 2}
#: What a number word may count of a layer -> how each language says so; the word is the first group.
LANGUAGES = {
    "en": Language(
        _ENGLISH,
        re.compile(rf"(?<![\w-])({_EN}|{_TWO})(?![\w-])", re.IGNORECASE),
        re.compile(r"\b(?:three quarters|two thirds|(?:one|two|three) dimensions?)\b", re.IGNORECASE),
        {
            "gates": re.compile(rf"\b({_EN}) gates\b", re.IGNORECASE),
            "sets": re.compile(
                rf"\b({_EN}) (?:such )?(?:sets|parts|columns for each unit|things for each unit)\b"
                rf"|\bcut into ({_EN})\b|\bhas ({_EN}): \$|\b(?:a GRU|an LSTM) ({_EN})\.",
                re.IGNORECASE,
            ),
            "arrays": re.compile(rf"\b({_EN}) (?:narrow )?arrays\b", re.IGNORECASE),
            "biases": re.compile(rf"\b({_EN}) (?:biases|bias vectors|rows of biases)\b", re.IGNORECASE),
            "kernels": re.compile(rf"\b({_EN}) kernels\b", re.IGNORECASE),
            "directions": re.compile(rf"\b({_EN}) directions\b", re.IGNORECASE),
            "times": re.compile(rf"\bis ({_EN}) times the\b", re.IGNORECASE),
            "orders": re.compile(rf"\b({_EN}) possible orders\b", re.IGNORECASE),
            "doubled": re.compile(rf"\b({_EN}|{_TWO}) (?:times )?the parameters of the layer\b", re.IGNORECASE),
        },
    ),
    "zh": Language(
        _CHINESE,
        re.compile(f"({'|'.join(_CHINESE)})"),
        re.compile(r"第[二三四五六七八九十]|三者|四分之[一三]|三分之二|[一二三]维|两种语言|两万|十分"),
        {
            "gates": re.compile(r"([两三四五])个门"),
            "sets": re.compile(
                r"([两三四五])(?:组|列（每)|每个单元([两三四五])列|切成([两三四五])份|算([两三四五])个数"
            ),
            "arrays": re.compile(r"([两三四五六七八])个数组"),
            "biases": re.compile(r"([两三四五])(?:个偏置|行偏置)"),
            "kernels": re.compile(r"([两三四五])个核"),
            "directions": re.compile(r"([两三四五])个方向"),
            "times": re.compile(r"SimpleRNN 的([两三四五])倍"),
            "orders": re.compile(r"([三四五六七八九十])种顺序"),
            "doubled": re.compile(r"里面那一层的([两三四五])倍"),
        },
    ),
}
#: What is no running text, and a claim of others that is quoted.
HIDDEN = re.compile(r"`[^`\n]*`|\$[^$]*\$|\]\([^)]*\)|\{#[^}]*\}")
OWNER = re.compile(r"\s+of (?:a|an|the) (\w+)")
QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")


def check(book: Book) -> Checked:
    """Find number words that differ between languages, and those that count a layer wrongly."""
    pages = book.in_languages(LANGUAGES)
    versions: dict[str, dict[str, Page]] = {}
    for page in pages:
        versions.setdefault(page.path, {})[page.lang] = page
    problems: list[Problem] = []
    for there in versions.values():
        first, *others = [there[lang] for lang in LANGUAGES if lang in there]
        for other in others:
            problems += _differences(first, other)
    for page in pages:
        problems += [Problem(page.file, line, message, page.lang) for line, message in _wrong(page, book.snippets)]
    things = sum(_words(page, section).total() for page in pages for section in read_sections(page))
    return Checked(things, problems)


def _differences(first: Page, other: Page) -> Iterator[Problem]:
    """Sections in which each language has a number that the other lacks; one alone may say it in another way."""
    partners = {section.id: section for section in read_sections(other)}
    for section in read_sections(first):
        if section.id not in partners:
            continue
        here, there = _words(first, section), _words(other, partners[section.id])
        if (mine := here - there) and (theirs := there - here):
            only = {first.lang: mine, other.lang: theirs}
            said = "; ".join(f"only in {lang}: {_listed(numbers)}" for lang, numbers in only.items())
            message = f"section {section.id!r} has other number words than {other.file}: {said}"
            yield Problem(first.file, section.first, message, first.lang)


def _listed(numbers: Counter[int]) -> str:
    return ", ".join(map(str, sorted(numbers.elements())))


def _words(page: Page, section: Section) -> Counter[int]:
    language = LANGUAGES[page.lang]
    fenced = {line for fence in page.fences for line in range(fence.line, fence.last + 1)}
    lines = enumerate(section.text.splitlines(), section.first)
    text = "\n".join(line for number, line in lines if number not in fenced)
    text = language.idioms.sub(" ", HIDDEN.sub(" ", text))
    return Counter(language.values[word.lower()] for word in language.word.findall(text))


def _wrong(page: Page, codes: dict[str, str]) -> Iterator[tuple[int, str]]:
    language = LANGUAGES[page.lang]
    sections = read_sections(page)
    for line, sentence in read_sentences(page):
        text = language.idioms.sub(lambda match: " " * len(match[0]), QUOTED.sub("", sentence))
        if not language.word.search(text):
            continue
        for what, pattern in language.counted.items():
            for match in pattern.finditer(text):
                place = next(number for number, group in enumerate(match.groups(), 1) if group)
                word = match[place]
                near = spoken(page, line, sections[place_of(sections, line)], codes)
                named = _layers_meant(what, sentence, text[: match.start(place)], text[match.end() :], near)
                allowed = FACTS[what](named, f"{sentence} {near}")
                if allowed and language.values[word.lower()] not in allowed:
                    layers = ", ".join(family.name for family in named) or "none"
                    expected = " or ".join(map(str, sorted(allowed)))
                    yield line, f"{match[0]!r}: expected {expected} (layers: {layers})"


def _layers_meant(what: str, sentence: str, before: str, behind: str, near: str) -> tuple[Family, ...]:
    """The layers of which something is counted: the one right behind, else the last one before, else all near."""
    if what == "times":  # of two that are compared
        return layers_named(f"{sentence} {near}")
    if owner := OWNER.match(behind):
        return layers_named(owner[1]) or layers_named(near)
    last = next((word for word in reversed(WORD.findall(before)) if layers_named(word)), sentence)
    return layers_named(last) or layers_named(near)


def _sets(families: tuple[Family, ...], text: str) -> set[int]:
    return {len(family.gates) for family in families if family.gates}


def _gates(families: tuple[Family, ...], text: str) -> set[int]:
    return {number - 1 for number in _sets(families, text)}


def _arrays(families: tuple[Family, ...], text: str) -> set[int]:
    words = frozenset(WORD.findall(text))
    numbers = {len(arrays) for family in families for arrays in arrays_named(family, words, {})}
    more = {one - other for one in numbers for other in numbers if one > other}
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
