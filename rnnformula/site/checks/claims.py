"""Sentences that say what a layer of certain sizes has: the counts, their order, what is not trainable.

Each sentence is read by the words of its language and compared with the family of the layer. A number that the words
tie to no layer is left to the checks of numbers.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.language import LANGUAGES, any_of
from rnnformula.reading.layers import read_layer
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import END, PROSE, place_of, read_sections, read_sentences
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.formulas import layers_named, spoken
from rnnformula.site.messages import Message, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Choice, Family
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: The counts of a layer by its options.
Counts = dict[tuple[tuple[str, object], ...], int]

#: What others say is quoted, and need not be true.
QUOTED_CLAIM = re.compile(any_of(lambda prose: "|".join(f"{first}[^{last}]*{last}" for first, last in prose.quotes)))
FLAG = re.compile(r"\b(True|False)\b")
COUNT = re.compile(r"(?<![\w.(=])\d+(?:,\d{3})*(?![\w.)])")
#: Letters in code after each other, and words that say that their order matters.
LISTED_LETTERS = re.compile(rf"`[a-z]`(?:(?:{any_of(lambda prose: re.escape(prose.between))})`[a-z]`){{2,}}")
ORDERED = re.compile(any_of(lambda prose: prose.order))
#: Where a sentence speaks of it, a layer may have none.
BIAS = re.compile(rf"bias|{any_of(lambda prose: prose.array('bias'))}")
#: What introduces what stands below it.
INTRODUCES = tuple(filter(None, (prose.introduces for prose in PROSE.values())))
#: Sizes for layers of which only a share is asked, and for those that a formula is tried on.
SHARE_SIZE, TRIED_UNITS, TRIED_FEATURES = 4, 5, 7


def check(book: Book) -> Checked:
    """Find sentences about a layer that its family contradicts."""
    claims = [(page, claim) for page in book.in_languages(LANGUAGES) for claim in _claims(page, book)]
    problems = [Problem(page.file, line, message, page.lang) for page, (line, message) in claims if message]
    return Checked(len(claims), problems)


def _claims(page: Page, book: Book) -> Iterator[tuple[int, str]]:
    """All claims of a page: the line of each, and what is wrong with it."""
    yield from _of_counts(page)
    yield from _of_shares(page, book.snippets)
    yield from _of_labels(page, book)
    yield from _of_factors(page)
    yield from _of_orders(page, book.snippets)


def _of_counts(page: Page) -> Iterator[tuple[int, str]]:
    """``GRU(5) on 4 features should have 150, and Keras prints 165``: each claim, and what is wrong with it."""
    language = PROSE[page.lang]
    for line, sentence in read_sentences(page):
        text = QUOTED_CLAIM.sub("", sentence)
        layers = [*language.layer.finditer(text)]
        for match, following in zip_longest(layers, layers[1:]):
            end = following.start() if following else len(text)
            counts = _counts(match["call"], int(match["features"]), BIAS.search(text) is not None)
            if not counts:
                continue
            behind = text[match.end() : end]
            if claim := language.has.match(behind):
                yield line, _unlike(match[0], claim[1], set(counts.values()))
            if claim := language.prints.search(behind):
                yield line, _unlike(Message("{text} in Keras", text=match[0]), claim[1], {next(iter(counts.values()))})
            flags, numbers = FLAG.findall(text), [_number(digits) for digits in COUNT.findall(text)]
            if len(layers) == 1 and len(set(flags)) == 2 == len(flags):
                yield line, _unordered(match[0], flags, numbers, counts)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _unlike(layer: str, claimed: str, expected: set[int]) -> str:
    wanted = alternatives(map(str, sorted(expected)))
    return (
        ""
        if _number(claimed) in expected
        else Message(
            "{layer}: expected {wanted}, got {claimed}", layer=" ".join(layer.split()), wanted=wanted, claimed=claimed
        )
    )


def _unordered(layer: str, flags: list[str], numbers: list[int], counts: Counts) -> str:
    """What is wrong with a sentence whose two counts stand in another order than the two values of an option."""
    claimed = [number for number in numbers if number in counts.values()]
    first = dict(next(iter(counts)))
    for name, usual in first.items():
        if isinstance(usual, bool) and len(claimed) == 2:
            of = {str(dict(options)[name]): count for options, count in reversed(counts.items())}
            if set(of.values()) == set(claimed) and [of[flag] for flag in flags] != claimed:
                return Message(
                    "{layer}: {name}={first} makes {of_first}, {second} {of_second}",
                    layer=" ".join(layer.split()),
                    name=name,
                    first=flags[0],
                    of_first=of[flags[0]],
                    second=flags[1],
                    of_second=of[flags[1]],
                )
    return ""


@lru_cache(maxsize=256)
def _counts(call: str, features: int, with_none: bool) -> Counts:
    """The counts of a layer, by the options that its call leaves open, defaults first.

    Those without a bias are among them only where ``with_none`` is true.
    """
    try:
        layer = read_layer(call)
        return {
            tuple(options.items()): tally(call, features=features, **options).count
            for options in _choices(layer.family, layer.arguments)
            if with_none or options.get("use_bias", True)
        }
    except InputError:
        return {}


def _choices(family: Family, given: dict[str, object]) -> list[dict[str, Choice]]:
    """The options of each variant that agrees with the given ones, without these."""
    choices: list[dict[str, Choice]] = []
    for variant in family.variants:
        options = {name: value for name, value in variant.options.items() if name in family.choices}
        if all(given.get(name, value) == value for name, value in options.items()):
            choices.append({name: value for name, value in options.items() if name not in given})
    return choices


def _of_shares(page: Page, codes: dict[str, str]) -> Iterator[tuple[int, str]]:
    """``half of them not trainable``: each claim about the layer in the same line or else near it."""
    language = PROSE[page.lang]
    for line, text in page.prose:
        for match in language.share.finditer(text):
            families = _meant(page, line, text, codes)
            shares = {1 - Fraction(usual.trainable, usual.count) for usual in map(_usual, families) if usual.count}
            wanted = alternatives(map(str, sorted(shares)))
            right = not shares or Fraction(language.shares[match[1]]) in shares
            yield (
                line,
                ""
                if right
                else Message(
                    "{text!r}: expected {wanted} of {layers}",
                    text=match[0],
                    wanted=wanted,
                    layers=", ".join(f.name for f in families),
                ),
            )


def _meant(page: Page, line: int, text: str, codes: dict[str, str]) -> tuple[Family, ...]:
    """The layers that a line speaks of: those it names, else those near it."""
    sections = read_sections(page)
    return layers_named(text) or layers_named(spoken(page, line, sections[place_of(sections, line)], codes))


def _usual(family: Family) -> Tally:
    sizes = {name: SHARE_SIZE for name in family.sizes if name not in dict(family.defaults)}
    return tally(family.name, **sizes)


def _of_labels(page: Page, book: Book) -> Iterator[tuple[int, str]]:
    """``With 3 units:`` or ``GRU(5) on 4 features:`` above a fence: each claim about the sizes in the fence."""
    language = PROSE[page.lang]
    for fence in book.fences_of(page):
        if not fence.sizes:
            continue
        line, text = _introduction(page, fence.fence.line)
        given = {name: size for name, size in fence.sizes.items() if isinstance(size, int)}
        stated = {name: {int(number) for number in pattern.findall(text)} for name, pattern in language.sizes.items()}
        if match := language.layer.search(text):
            units = re.match(r"\d+", match["call"].partition("(")[2])
            stated["units"] = {int(units[0])} if units else set()
        for name, numbers in stated.items():
            if numbers and name in given:
                right = given[name] in numbers
                yield (
                    line,
                    ""
                    if right
                    else Message(
                        "{text!r} introduces what has {name}={size}",
                        text=" ".join(text.split()),
                        name=name,
                        size=given[name],
                    ),
                )


def _introduction(page: Page, line: int) -> tuple[int, str]:
    """The last sentence above a fence, and its line, if it introduces the fence, as a colon does; else nothing."""
    above: list[tuple[int, str]] = []
    for number, text in reversed([part for part in page.prose if part[0] < line]):
        if text.strip() and not text.startswith("[](){"):
            above.append((number, text))
        elif above:
            break
    text = "\n".join(text for _, text in reversed(above))
    if not text.rstrip().endswith(INTRODUCES):
        return line, ""
    return above[0][0], [part for part in END.split(text) if part.strip()][-1].replace("`", "")


def _of_factors(page: Page) -> Iterator[tuple[int, str]]:
    """``g u (f + u + b)``, a layer's formula: each claim about its number of sets ``g`` and of biases ``b`` in each."""
    text = "\n".join(page.lines)
    for match in PROSE[page.lang].factors.finditer(text):
        for family in layers_named(match["layer"]):
            count = tally(family.name, units=TRIED_UNITS, features=TRIED_FEATURES).count
            right = int(match["g"]) * TRIED_UNITS * (TRIED_FEATURES + TRIED_UNITS + int(match["b"])) == count
            line = text.count("\n", 0, match.start()) + 1
            yield (
                line,
                ""
                if right
                else Message("{text!r}: {layer} has other sets of weights or biases", text=match[0], layer=family.name),
            )


def _of_orders(page: Page, codes: dict[str, str]) -> Iterator[tuple[int, str]]:
    """``in the order `i`, `f`, `c`, `o` ``: each claim about a layer with these gates."""
    for line, text in page.prose:
        for match in LISTED_LETTERS.finditer(text) if ORDERED.search(text) else ():
            letters = re.findall("[a-z]", match[0])
            families = _meant(page, line, text, codes)
            orders = {family.gates for family in families if sorted(family.gates) == sorted(letters)}
            if orders:
                right = alternatives(sorted(map(" ".join, orders)))
                yield (
                    line,
                    ""
                    if tuple(letters) in orders
                    else Message("{text}: expected the order {right}", text=match[0], right=right),
                )
