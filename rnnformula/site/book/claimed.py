"""What a text claims that a program can compare: numbers, number words, formulas, code, and names of layers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import RECURRENT_LAYERS
from rnnformula.site.book.pages import FRONT_MATTER
from rnnformula.site.book.sections import PROSE, place_of, read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.pages import Page

#: A number that stands alone; digits inside a name, such as simple_rnn_22, are part of the name.
LONE_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![A-Za-z0-9_])")
#: Layers and frameworks, which prose names with and without marking them as code.
CLAIMED_NAMES = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    + "|".join(sorted({name.split(".")[-1] for name in (*FAMILIES, *RECURRENT_LAYERS)}, key=len, reverse=True))
    + r"|PyTorch|TensorFlow|Keras|Flax|Equinox|ONNX|cuDNN)(?![A-Za-z0-9_])"
)
#: Arrays, which only code names.
ARRAYS = {array.name for family in FAMILIES.values() for variant in family.variants for array in variant.arrays}
#: Code that claims something by itself: a value, a call with arguments, a sum, a letter.
CLAIMING_CODE = re.compile(r"\d|=|\([^)]|\[| [-+*/<>] |^[A-Za-z]$|\b(?:True|False|None)\b")
#: What a fence shows a snippet with.
INCLUDE_MARK = "--8<--"
#: What marks a formula, code and a number word among the claims.
FORMULA_MARK, CODE_MARK, WORD_MARK = "$", "`", "~"


class Claim(NamedTuple):
    """A claim and its line: digits, a number word behind ``~``, TeX in ``$``, code in backticks, or a name."""

    line: int
    text: str


def is_name(claim: str) -> bool:
    """Whether a claim is the name of a layer, a framework or an array, which alone says nothing."""
    return claim[0].isalpha()


@lru_cache(maxsize=512)
def claims_by_section(page: Page) -> tuple[tuple[Claim, ...], ...]:
    """The claims of each section of a page, in the order of `read_sections` and of reading."""
    sections = read_sections(page)
    claims: list[list[Claim]] = [[] for _ in sections]
    for claim in sorted(_claims(page), key=lambda claim: claim.line):  # stable: within a line as they are read
        claims[place_of(sections, claim.line)].append(claim)
    return tuple(map(tuple, claims))


def _claims(page: Page) -> Iterator[Claim]:
    head = FRONT_MATTER.match(page.source)
    for number, text in enumerate(head[0].splitlines() if head else (), 1):
        yield from (Claim(number, claim) for claim in claims_in(text, page.lang))
    for line, parts in page.inlines:
        yield from _inline(line, parts, page.lang, in_table=line in page.table_lines)
    for formula in page.formulas:
        if formula.display:
            yield Claim(formula.line, _marked(FORMULA_MARK, formula.text))
    for fence in page.fences:
        for number, code in enumerate(fence.code.splitlines(), fence.line + 1):
            yield from (Claim(number, claim) for claim in _code_claims(code))


def _inline(line: int, parts: list[Token], lang: str, *, in_table: bool) -> Iterator[Claim]:
    for part in parts:
        if part.type in ("softbreak", "hardbreak"):
            line += 1
        elif part.type.startswith("math_inline"):
            yield Claim(line, _marked(FORMULA_MARK, part.content))
        elif part.type == "code_inline":
            yield from (Claim(line, claim) for claim in _code_claims(part.content, all_code=in_table))
        else:
            yield from (Claim(line, text) for text in claims_in(part.content, lang))


def _code_claims(code: str, *, all_code: bool = False) -> list[str]:
    """What code claims: a name, or itself. In a table any code does, as its row and column say what it is."""
    if CLAIMED_NAMES.fullmatch(code.strip()) or code.strip() in ARRAYS:
        return [code.strip()]
    return [_marked(CODE_MARK, code)] if all_code or CLAIMING_CODE.search(code) or INCLUDE_MARK in code else []


def _marked(mark: str, text: str) -> str:
    return f"{mark}{' '.join(text.split())}{mark}"


def lone_numbers(text: str) -> list[str]:
    """The numbers that stand alone in a text, as digits without commas, in order."""
    return [number.replace(",", "") for number in LONE_NUMBER.findall(text)]


def claims_in(text: str, lang: str) -> list[str]:
    """The numbers, number words and names in a text of a language, in order."""
    names = [(match.start(), match[0]) for match in CLAIMED_NAMES.finditer(text)]
    return [claim for _, claim in sorted([*names, *_numbers_in(text, lang)])]


def numbers_in(text: str, lang: str) -> list[str]:
    """The numbers and number words in a text of a language, in order."""
    return [claim for _, claim in sorted(_numbers_in(text, lang))]


def number_words_in(text: str, lang: str) -> Iterator[re.Match[str]]:
    """Where a text of a language says a number in words."""
    return PROSE[lang].quantity.finditer(text) if lang in PROSE else iter(())


def _numbers_in(text: str, lang: str) -> Iterator[tuple[int, str]]:
    for match in LONE_NUMBER.finditer(text):
        yield match.start(), match[0].replace(",", "")
    for match in number_words_in(text, lang):
        yield match.start(), f"{WORD_MARK}{match[0].lower()}"
