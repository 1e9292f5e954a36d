"""Changes of pages that make them say something else: one edit in one version of a page, or the same in all versions.

What is changed is found by patterns of its own, not by those of the checks, so that a gap there shows here.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rnnformula.site.book.pages import Page
from rnnformula.site.book.sections import place_of, read_sections
from tests.languages import CHINESE, ENGLISH

#: What no reader sees as a claim: fences that run, ids, targets of links, the settings of a page but its description.
HIDDEN = re.compile(
    r"^```python.*?^```$|\{#[^}]*\}|\]\([^)\s]*\)|^---$|^(?!description)[a-z_]+:[^\n]*$", re.MULTILINE | re.DOTALL
)
DIGITS = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")
FORMULA = re.compile(r"\$\$.+?\$\$|(?<!\$)\$[^$\n]+\$(?!\$)", re.DOTALL)
CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
#: Language -> number word -> what a slip makes of it.
SLIPS = {
    ENGLISH: {
        "two": "three",
        "three": "four",
        "four": "three",
        "five": "six",
        "six": "five",
        "seven": "eight",
        "eight": "nine",
        "nine": "eight",
        "ten": "twelve",
        "eleven": "ten",
        "twelve": "eleven",
        "twice": "three times",
        "both": "all three",
        "double": "triple",
        "doubles": "triples",
        "half": "a third",
        "quarter": "third",
        "thirds": "quarters",
        "second": "third",
        "third": "second",
        "fourth": "third",
        "pair": "triple",
        "zero": "one",
        "squared": "cubed",
        "one": "two",
        "once": "twice",
        "first": "second",
    },
    CHINESE: {
        "两": "三",
        "二": "三",
        "三": "四",
        "四": "三",
        "五": "六",
        "六": "五",
        "七": "八",
        "八": "九",
        "九": "八",
        "十": "九",
        "一半": "三分之一",
        "翻倍": "变成三倍",
        "零": "一",
        "平方": "立方",
        "一个": "两个",
        "一次": "两次",
        "一组": "两组",
        "第一": "第二",
        "四分之一": "三分之一",
        "三分之一": "四分之一",
    },
}
SYMBOLS = {r"\units": r"\features", r"\features": r"\units"}
OPERATORS = {r"\times": "+", "+": "-", "-": "+", "=": r"\ne", r"\approx": "=", "<": ">", ">": "<", r"\le": r"\ge"}
OPERATOR = re.compile(r"\\(?:times|approx|le|ge|ne)\b|[-+=<>]")
LAYERS = {
    "LSTM": "GRU",
    "GRU": "LSTM",
    "SimpleRNN": "LSTM",
    "Bidirectional": "LSTM",
    "Dense": "Embedding",
    "ConvLSTM2D": "Conv2D",
}
LAYER = re.compile(rf"(?<![\w.])(?:{'|'.join(LAYERS)})(?![\w])")
#: A shape or another list in brackets, in code or TeX.
LISTED = re.compile(r"\(([^()\n$`]*,[^()\n$`]*)\)")
#: Letters of gates in code after each other.
LETTERS = re.compile(r"`([a-z])`(?:(?:, |、| and | 和 )`([a-z])`)+")
ROW = re.compile(r"^\|.*\|$", re.MULTILINE)


@dataclass(frozen=True)
class Edit:
    """A piece of a page, by its place, and what comes in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mutation:
    """One change, in ``one`` version of a page or alike in ``all``: the kind, and the pages with it."""

    kind: str
    where: str
    what: str
    pages: tuple[Page, ...]


def visible(page: Page) -> str:
    """The source with blanks in place of what no reader sees, so that places stay."""
    return HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.source)


def _digits(page: Page, chance: random.Random) -> Iterator[Edit]:
    for match in DIGITS.finditer(visible(page)):
        places = [place for place, character in enumerate(match[0]) if character.isdecimal()]
        place = chance.choice(places)
        old = match[0][place]
        lowest = "1" if place == 0 and len(match[0]) > 1 else "0"
        new = chance.choice([digit for digit in "0123456789" if digit != old and digit >= lowest])
        yield Edit(match.start(), match.end(), match[0][:place] + new + match[0][place + 1 :])


def _words(page: Page, chance: random.Random) -> Iterator[Edit]:
    slips = SLIPS[page.lang]
    longest_first = "|".join(sorted(slips, key=len, reverse=True))
    pattern = rf"\b(?:{longest_first})\b" if page.lang == ENGLISH else longest_first
    for match in re.finditer(pattern, visible(page), re.IGNORECASE):
        new = slips[match[0].lower()]
        yield Edit(match.start(), match.end(), new.capitalize() if match[0][0].isupper() else new)


def _in_formulas(page: Page, pattern: re.Pattern[str], change: dict[str, str]) -> Iterator[Edit]:
    for formula in FORMULA.finditer(visible(page)):
        for match in pattern.finditer(formula[0]):
            start = formula.start() + match.start()
            if match[0] in change:
                yield Edit(start, start + len(match[0]), change[match[0]])


def _symbols(page: Page, chance: random.Random) -> Iterator[Edit]:
    return _in_formulas(page, re.compile(r"\\(?:units|features)\b"), SYMBOLS)


def _operators(page: Page, chance: random.Random) -> Iterator[Edit]:
    return _in_formulas(page, OPERATOR, OPERATORS)


def _signs_in_code(page: Page, chance: random.Random) -> Iterator[Edit]:
    changes = {"*": "+", "+": "*", "-": "+", "/": "*", "<": ">", ">": "<", "True": "False", "False": "True"}
    pattern = re.compile(r"(?<= )[-+*/<>](?= )|\b(?:True|False)\b")
    for code in CODE.finditer(visible(page)):
        for match in pattern.finditer(code[0]):
            yield Edit(code.start() + match.start(), code.start() + match.end(), changes[match[0]])


def _shapes(page: Page, chance: random.Random) -> Iterator[Edit]:
    text = visible(page)
    for piece in (*CODE.finditer(text), *FORMULA.finditer(text)):
        for match in LISTED.finditer(piece[0]):
            axes = match[1].split(",")
            first, last = axes[0].strip(), axes[-1].strip()
            if len(axes) > 1 and last and first != last:
                new = ", ".join([last, *(axis.strip() for axis in axes[1:-1]), first])
                yield Edit(piece.start() + match.start(1), piece.start() + match.end(1), new)


def _gate_orders(page: Page, chance: random.Random) -> Iterator[Edit]:
    for match in LETTERS.finditer(visible(page)):
        letters = list(re.finditer("`([a-z])`", match[0]))
        place = chance.randrange(len(letters) - 1)
        first, second = letters[place], letters[place + 1]
        between = match[0][first.end() : second.start()]
        if first[1] != second[1]:
            start = match.start() + first.start()
            yield Edit(start, match.start() + second.end(), f"{second[0]}{between}{first[0]}")


def _cells(page: Page, chance: random.Random) -> Iterator[Edit]:
    """Two cells of a row change places; of the rows that have two with numbers, formulas or code."""
    for row in ROW.finditer(visible(page)):
        cells, place = [], row.start() + 1
        for cell in row[0][1:-1].split("|"):
            cells.append((place, cell))
            place += len(cell) + 1
        claims = [number for number, (_, cell) in enumerate(cells) if re.search(r"\d|\$|`", cell)]
        pairs = [pair for pair in combinations(claims, 2) if cells[pair[0]][1].strip() != cells[pair[1]][1].strip()]
        if pairs and not set(row[0]) <= set("|-: "):
            left, right = chance.choice(pairs)
            texts = [cell for _, cell in cells]
            texts[left], texts[right] = texts[right], texts[left]
            yield Edit(row.start(), row.end(), f"|{'|'.join(texts)}|")


def _layers(page: Page, chance: random.Random) -> Iterator[Edit]:
    for match in LAYER.finditer(visible(page)):
        yield Edit(match.start(), match.end(), LAYERS[match[0]])


#: Kind -> what finds the edits of one page.
KINDS: dict[str, Callable[[Page, random.Random], Iterator[Edit]]] = {
    "digits": _digits,
    "number words": _words,
    "symbols": _symbols,
    "operators": _operators,
    "signs in code": _signs_in_code,
    "shapes": _shapes,
    "gate orders": _gate_orders,
    "table cells": _cells,
    "names of layers": _layers,
}


#: What each language writes alike, so that one version gives the new text of all.
ALIKE = ("digits", "symbols", "operators", "signs in code", "shapes", "names of layers")


#: A sentence that claims nothing, by language.
NEUTRAL = {ENGLISH: "It is worth a look.", CHINESE: "这一点值得一看。"}


def harmless(versions: list[Page]) -> list[Mutation]:
    """Edits that make nothing false: a sentence more at the end of a paragraph, a name marked as code or no longer."""
    mutations = []
    for page in versions:
        text = visible(page)
        separator = "" if page.lang == CHINESE else " "
        edits = [
            Edit(match.end(), match.end(), f"{separator}{NEUTRAL[page.lang]}")
            for match in re.finditer(r"[.。](?=\n\n)", text)
            if not text[: match.end()].rpartition("\n")[2].startswith(("-", " ", "|", "#", "description"))
        ]
        edits += [Edit(match.start(), match.end(), match[1]) for match in re.finditer(rf"`({'|'.join(LAYERS)})`", text)]
        mutations += [Mutation("harmless", "", _described(page, edit), (edited(page, edit),)) for edit in edits]
    return mutations


def edited(page: Page, edit: Edit) -> Page:
    """The page with one edit."""
    return Page(page.lang, page.path, page.file, page.source[: edit.start] + edit.text + page.source[edit.end :])


def in_one_language(versions: list[Page], kind: str, chance: random.Random) -> list[Mutation]:
    """Every mutation of a kind, in one version of a page at a time."""
    return [
        Mutation(kind, "one", _described(page, edit), (edited(page, edit),))
        for page in versions
        for edit in KINDS[kind](page, chance)
    ]


def in_all_languages(versions: list[Page], kind: str, seed: int) -> list[Mutation]:
    """Every mutation of a kind that can be made alike in all versions: the same change as often in the same section."""
    by_place: dict[tuple[str, str], list[list[Edit]]] = {}
    for number, page in enumerate(versions):
        for edit in KINDS[kind](page, random.Random(seed)):
            by_place.setdefault(_place(page, edit, kind), [[] for _ in versions])[number].append(edit)
    mutations = []
    for edits in by_place.values():
        if len({len(listed) for listed in edits}) > 1:
            continue
        for counterparts in zip(*edits, strict=True):
            text = counterparts[0].text if kind in ALIKE else None
            pages = tuple(
                edited(page, edit if text is None else Edit(edit.start, edit.end, text))
                for page, edit in zip(versions, counterparts, strict=True)
            )
            mutations.append(Mutation(kind, "all", _described(versions[0], counterparts[0]), pages))
    return mutations


#: Number words as their numbers, to find the same in two languages.
VALUES = {
    ENGLISH: {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
    | {"twice": 2, "both": 2, "half": "half", "squared": "square", "zero": 0, "second": 2, "third": 3}
    | {"double": "double", "doubles": "double"},
    CHINESE: dict(zip("二三四五六七八九十", range(2, 11), strict=True))
    | {"两": 2, "一半": "half", "平方": "square", "零": 0, "翻倍": "double"},
}


def _place(page: Page, edit: Edit, kind: str) -> tuple[str, str]:
    """The section of an edit, and what has to be equal of two edits in two languages."""
    sections = read_sections(page)
    section = sections[place_of(sections, page.source.count("\n", 0, edit.start) + 1)].id
    old = page.source[edit.start : edit.end]
    if kind == "number words":
        return section, str(VALUES[page.lang].get(old.lower(), f"{page.lang} {old}"))
    if kind == "table cells":
        return section, ""  # rows are the same in every language, their words are not
    return section, " ".join(re.findall("`[a-z]`", old)) if kind == "gate orders" else old


def _described(page: Page, edit: Edit) -> str:
    line = page.source.count("\n", 0, edit.start) + 1
    old = " ".join(page.source[edit.start : edit.end].split())
    return f"{page.file}:{line}: {old} -> {' '.join(edit.text.split())}"
