"""Formulas on pages: counts and shapes are those of a layer that the section speaks of, equalities hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import pairwise
from operator import methodcaller
from typing import TYPE_CHECKING

from rnnformula import equations
from rnnformula.counting.polynomial import Polynomial, axis_polynomials, of_array, substituted, sum_of, symbols, times
from rnnformula.counting.worked_steps import WORKED_FUNCTIONS
from rnnformula.facts import SIZES
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import RECURRENT_LAYERS
from rnnformula.language import any_of
from rnnformula.language.prose import HERE
from rnnformula.render import latex
from rnnformula.site.algebra.costs_named import cost_polynomials, kinds_named
from rnnformula.site.algebra.polynomials import (
    Fraction,
    Statement,
    divided,
    holds,
    minus,
    read_statements,
    renamed,
    same_but_for_names,
)
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import BREAKS, PROSE, FormulaInText, Section, read_formulas, read_sections
from rnnformula.site.book.sources import LISTED_FORMULAS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.facts import Array, Family
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: Name on a page -> the families that it may mean besides those of this name.
FRAMEWORK = re.compile(r"PyTorch|torch|cuDNN|ONNX|Flax|Equinox", re.IGNORECASE)
INCLUDE = re.compile(r'^--8<-- "([^"]+)"', re.MULTILINE)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
GIVEN_SIZE = re.compile(r"\b([a-z_]+)=(\d+)\b")
#: A lone name, of a gate, a state or an operation, claims nothing.
NAME = re.compile(r"\*|(?:\\tilde\{)?\\?[A-Za-z]+\}?(?:_(?:[A-Za-z0-9]|\{[^{}]*\}))?")
#: Python that may be a formula, with a sign or a comma at least.
CODE_FORMULA = re.compile(r"[\w\s()]*[-+*,][\w\s()+*,-]*")
#: A known function of a number, and its value as it is rounded.
VALUE = re.compile(r"\\(sigma|tanh)\((-?\d+(?:\.\d+)?)\) (?:=|\\approx) (-?\d+(?:\.(\d+))?)")
KNOWN_FUNCTIONS = {"sigma": WORKED_FUNCTIONS["sigmoid"], "tanh": WORKED_FUNCTIONS["tanh"]}
#: Words of a sentence that speaks of one unit, gate or row and not of the whole layer.
SHARE = re.compile(any_of(lambda prose: prose.part))
#: Names of arrays, and how sentences call them.
KINDS = {name: re.compile(any_of(methodcaller("array", name))) for name in ("recurrent_kernel", "kernel", "bias")}
NAMED_ARRAY = re.compile("|".join(f"(?P<{name}>{word.pattern})" for name, word in KINDS.items()))
DIFFERENCE = re.compile(any_of(lambda prose: prose.difference))
#: Words behind a formula that counts a whole layer.
TOTAL = re.compile(any_of(lambda prose: prose.whole))
#: What stands around the name of an array right before a formula that counts it.
OF_ARRAY = re.compile(rf"(?:{any_of(lambda prose: prose.of_array)})\0")
OPTION = re.compile(r"\b([a-z_]+)=(True|False|\d+)\b")
TWICE = re.compile(rf"Bidirectional|{any_of(lambda prose: prose.twice)}")


@dataclass
class Known:
    """What the layers of a text have: counts of whole layers and arrays, shares of one unit or gate, shapes, totals.

    ``arrays`` are the counts of arrays and of their share of a gate, with the names of the arrays.
    """

    counts: list[Polynomial] = field(default_factory=list)
    shares: list[Polynomial] = field(default_factory=list)
    shapes: list[tuple[str, list[Polynomial]]] = field(default_factory=list)
    totals: list[Polynomial] = field(default_factory=list)
    arrays: list[tuple[str, Polynomial]] = field(default_factory=list)


def check(book: Book) -> Checked:
    """Find formulas that no layer of their section has, equalities that do not hold, and what can't be read.

    A page in a partial language may have the formulas of its original, which is checked itself.
    """
    listed, lines = read_list(book)
    problems = []
    used = set()
    for page in book.pages:
        sections = read_sections(page)
        original = book.original_of(page)
        of_original = {formula.tex for formula in _formulas(original)} if original else set()
        for formula in _formulas(page):
            message = judge(page, formula, sections, book.snippets)
            if not message:
                continue
            if formula.tex in listed.get(page.path, ()):
                used.add((page.path, formula.tex))
            elif formula.tex not in of_original:
                problems.append(Problem(page.file, formula.line, message, page.lang))
    paths = {page.path for page in book.pages}
    for path, entries in listed.items():
        for tex in entries:
            if path in paths and (path, tex) not in used:
                message = Message("{tex!r}: {path} has no such formula, or it need not be listed", tex=tex, path=path)
                problems.append(Problem(LISTED_FORMULAS, lines[tex], message))
    return Checked(sum(len(page.formulas) + len(formulas_in_code(page)) for page in book.pages), problems)


def _formulas(page: Page) -> list[FormulaInText]:
    return [*read_formulas(page), *formulas_in_code(page)]


@lru_cache(maxsize=512)
def formulas_in_code(page: Page) -> tuple[FormulaInText, ...]:
    """Code in a sentence that is a count or a shape of named sizes, such as ``(4 * units,)``, as TeX."""
    formulas = []
    for line, parts in page.inlines:
        sentence = "".join("\n" if part.type in BREAKS else part.content for part in parts)
        at = line
        for part in parts:
            at += part.type in BREAKS
            if part.type == "code_inline" and (tex := _tex_of(part.content)):
                formulas.append(FormulaInText(at, tex, sentence.replace(part.content, HERE, 1)))
    return tuple(formulas)


def _tex_of(code: str) -> str:
    """The TeX of a product, a sum or a shape of sizes written in Python; empty where the code is something else."""
    names = set(WORD.findall(code))
    if not names or not names <= _SIZES or not CODE_FORMULA.fullmatch(code):
        return ""
    text = WORD.sub(lambda match: _SIZE_IN_TEX.get(match[0], rf"\text{{{match[0]}}}").replace("_", r"\_"), code)
    return text.replace("*", r"\times").replace(",)", ")")


def read_list(book: Book) -> tuple[dict[str, set[str]], dict[str, int]]:
    """The listed formulas, page -> the TeX of each, and the line of each."""
    listed: dict[str, set[str]] = {}
    for formula in book.listed_formulas:
        listed.setdefault(formula.page, set()).add(formula.tex)
    source = book.sources.get(LISTED_FORMULAS).splitlines()
    lines = {
        tex: next((number for number, row in enumerate(source, 1) if tex[:20] in row), 1)
        for entries in listed.values()
        for tex in entries
    }
    return listed, lines


def judge(page: Page, formula: FormulaInText, sections: list[Section], codes: dict[str, str]) -> str:
    """What is wrong with a formula of a page; empty where nothing is."""
    section = next(section for section in reversed(sections) if section.holds(formula.line))
    heading = section.text.partition("\n")[0] if section.id else ""
    if HERE not in formula.sentence:  # displayed: it sums up the example before it
        before = [fence.code for fence in page.fences if section.holds(fence.line) and fence.line < formula.line]
        heading += before[-1] if before else ""
    formula = replace(formula, heading=heading)
    text = partial(spoken, page, formula.line, section, codes)
    if page.lang in PROSE and any(
        f"${formula.tex}$" in match[0] for match in PROSE[page.lang].factors.finditer(page.source)
    ):
        return ""  # what a letter stands for: the check of claims compares it
    if value := VALUE.fullmatch(formula.tex):
        return _value_fault(*value.groups(""))
    try:
        statements = read_statements(formula.tex)
    except ValueError:
        if NAME.fullmatch(formula.tex) or formula.tex in _equations_of(text()):
            return ""
        return Message(
            "{tex!r}: expected a count, a shape or an equality; list others in {file}, with the reason",
            tex=formula.tex,
            file=LISTED_FORMULAS,
        )
    return next((fault for statement in statements if (fault := _fault(statement, formula, text, page.source))), "")


def _value_fault(name: str, number: str, written: str, digits: str) -> str:
    value = KNOWN_FUNCTIONS[name](float(number))
    is_right = abs(value - float(written)) <= 0.5 * 10.0 ** -len(digits)
    return (
        ""
        if is_right
        else Message(
            "{name}({number}) is {value:.6g}, not {written}", name=name, number=number, value=value, written=written
        )
    )


def spoken(page: Page, line: int, section: Section, codes: dict[str, str]) -> str:
    """The text that says which layer a line means: its row, else its section, else one above that, else the page."""
    row = page.lines[line - 1] if line in page.table_lines else ""
    if row and layers_named(row):
        return f"{row} {framework[0]}" if (framework := FRAMEWORK.search(page.source)) else row
    for part in (section, *section.above):
        if layers_named(text := _with_codes(part.text, codes)):
            return text
    return page.source


def _with_codes(text: str, codes: dict[str, str]) -> str:
    return "\n".join([text, *(codes.get(name, "") for name in INCLUDE.findall(text))])


@cache
def layers_named(text: str) -> tuple[Family, ...]:
    """The families that own arrays and that a text names, those of other frameworks if it speaks of one."""
    words = {"SimpleRNN" if word == "RNN" else word for word in WORD.findall(text)}
    return _families(frozenset(words & _KNOWN), bool(FRAMEWORK.search(text)))


_KNOWN = {name.split(".")[-1] for name in (*FAMILIES, *RECURRENT_LAYERS)}


@cache
def _families(words: frozenset[str], foreign: bool) -> tuple[Family, ...]:
    families = [FAMILIES[name] for name in FAMILIES if name in words and FAMILIES[name].arrays]
    if foreign:
        short = words | {"RNN"} if "SimpleRNN" in words else words
        families += [family for name, family in RECURRENT_LAYERS.items() if name.split(".")[-1] in short]
    return tuple(families)


def _fault(statement: Statement, formula: FormulaInText, read_text: Callable[[], str], page: str) -> str:
    """What is wrong with a statement; empty where nothing is. Sizes may be put in as the page does."""
    sides = statement.sides
    if any(len(side) > 1 for side in sides):
        return _shape_fault(statement, formula, read_text())
    numbers = [side[0] for side in sides]
    for (left, right), sign in zip(pairwise(numbers), statement.signs, strict=True):
        if not holds(left, sign, right) and not (sign == "=" and _is_name(left) and _is_name(right)):
            fault = Message("the sides differ") if sign == "=" else Message("not {sign} for all sizes", sign=sign)
            return Message("{tex!r}: {fault}", tex=statement.tex, fault=fault)
    if set(statement.signs) - {"="}:
        return ""  # it compares, and counts nothing
    result = numbers[-1]
    if not result.whole:
        return _ratio_fault(statement, formula, read_text())
    names = symbols(result.above)
    if not names:
        return _number_fault(statement, read_text()) if len(numbers) == 1 and statement.numbers > 1 else ""
    if statement.once:
        return Message("{tex!r}: a factor of 1, which counts nothing", tex=statement.tex)
    if not names & _SIZES and (len(numbers) > 1 or _is_name(result)):
        return ""
    text = read_text()
    if (costs := _costs(formula, text)) is not None:
        return "" if any(renamed(cost) == renamed(result.above) for cost in costs) else _unknown(statement, text)
    counts = _counts(text, formula)
    wanted = renamed(result.above)
    if not names & _SIZES:
        return "" if any(same_but_for_names(wanted, count) for count in counts) else _unknown(statement, text)
    if wanted in counts:
        return ""
    for values in _given(page):
        missing = {name: value for name, value in values.items() if name not in names}
        if missing and any(wanted == substituted(count, missing) for count in counts if symbols(count) - names):
            return ""
    return _unknown(statement, text)


def _costs(formula: FormulaInText, text: str) -> list[Polynomial] | None:
    """What the layers of a sentence, else those of the text, cost in what the sentence names; None if it names nothing.

    A sentence about an array may count the multiply-accumulates with it, one for each of its weights.
    """
    kinds = kinds_named(formula.sentence)
    if not kinds:
        return None
    named = layers_named(formula.sentence) or layers_named(text)
    costs = cost_polynomials(named, [option for option in _options(formula.sentence) if option[0]], kinds)
    if "multiply_accumulates" in kinds and (array := NAMED_ARRAY.search(formula.sentence)):
        costs += [count for name, count in _known(text, named).arrays if name == array.lastgroup]
    return costs


def _ratio_fault(statement: Statement, formula: FormulaInText, text: str) -> str:
    """What is wrong with a fraction of sizes: it has to be that of two counts that the text speaks of."""
    ratio = statement.sides[-1][0]
    if not (symbols(ratio.above) | symbols(ratio.below)) & _SIZES:
        return ""
    above, below = renamed(ratio.above), renamed(ratio.below)
    counts = _known(text, layers_named(text)).totals
    if any(times(above, other) == times(below, count) for count in counts for other in counts):
        return ""
    return Message("{tex!r}: no two counts that are spoken of here have this ratio", tex=statement.tex)


def _counts(text: str, formula: FormulaInText) -> list[Polynomial]:
    """What a formula may count: of the layers that its sentence names, else of those of the text."""
    sentence = formula.sentence
    named = layers_named(sentence) and layers_named(f"{sentence} {formula.heading} {_framework(text)}")
    whole = _known(text, layers_named(text))
    known = _known(text, named, _options(sentence)) if named else whole
    subject = sentence.partition(HERE)[0]
    *_, array = None, *NAMED_ARRAY.finditer(subject)
    if array and OF_ARRAY.search(f"{subject[: array.start()]}{HERE}{subject[array.end() :]}\0"):
        counts = [count for name, count in known.arrays if name == array.lastgroup]
    elif TOTAL.search(formula.near):
        # What comes behind is only compared with it.
        first = layers_named(subject) and layers_named(f"{subject} {_framework(text)}")
        counts = list(_known(text, first, _options(sentence)).totals if first else known.totals)
    else:
        counts = list(known.counts)
        if SHARE.search(f"{formula.heading} {formula.near}"):
            counts += known.shares
        if DIFFERENCE.search(sentence):
            pairs = [(total, other) for total in known.totals for other in whole.totals]
            counts += [minus(*pair) for total, other in pairs for pair in ((total, other), (other, total))]
    if TWICE.search(f"{formula.heading} {sentence}"):
        return [times({(): 2}, count) for count in counts]
    if TWICE.search(text):
        counts += [times({(): 2}, count) for count in counts]
    return counts


def _options(sentence: str) -> tuple[tuple[str, str], ...]:
    """The options that a sentence names and the value that it gives them; one that names none speaks of defaults."""
    return tuple(OPTION.findall(sentence)) or (("", ""),)


def _framework(text: str) -> str:
    match = FRAMEWORK.search(text)
    return match[0] if match else ""


def _number_fault(statement: Statement, text: str) -> str:
    """What is wrong with a lone product of numbers: its value has to stand in the same section."""
    value = statement.sides[0][0].above.get((), 0)
    if re.search(rf"(?<![\d.]){value}(?![\d.])", text.replace(",", "")):
        return ""
    return Message("{tex!r}: gives {value}, which stands nowhere in this section", tex=statement.tex, value=value)


def _shape_fault(statement: Statement, formula: FormulaInText, text: str) -> str:
    texts = (formula.sentence, formula.heading)
    named = [kinds for mention in texts if (kinds := [kind for kind, word in KINDS.items() if word.search(mention)])]
    shapes = [
        shape
        for name, shape in _known(text, layers_named(text)).shapes
        if not named or name not in KINDS or name in named[0]
    ]
    for side in statement.sides:
        if [renamed(axis.above) for axis in side] not in shapes:
            layers = ", ".join(family.name for family in layers_named(text)) or Message("none")
            return Message(
                "{tex!r}: no array that is spoken of here has this shape (layers: {layers})",
                tex=statement.tex,
                layers=layers,
            )
    return ""


def _unknown(statement: Statement, text: str) -> str:
    named = ", ".join(family.name for family in layers_named(text)) or Message("none")
    return Message(
        "{tex!r}: the count of no layer or array that is spoken of here (layers: {named})",
        tex=statement.tex,
        named=named,
    )


_SIZES = {*SIZES.values()}


_SIZE_IN_TEX = {"units": r"\units", "features": r"\features"}


def _is_name(side: Fraction) -> bool:
    return (
        side.whole
        and len(side.above) == 1
        and all(len(sizes) == 1 for sizes in side.above)
        and 1 in side.above.values()
    )


def _given(text: str) -> list[dict[str, int]]:
    """The sizes that each call in the text is given."""
    return [
        {name: int(number) for name, number in GIVEN_SIZE.findall(line)}
        for line in text.splitlines()
        if GIVEN_SIZE.search(line)
    ]


@cache
def _known(text: str, families: tuple[Family, ...], options: tuple[tuple[str, str], ...] = ()) -> Known:
    """What the families have, with the options that the text names."""
    words = frozenset(WORD.findall(text))
    known = Known()
    for family in families:
        unit = next((size for size in ("units", "filters") if size in family.all_sizes), "")
        gates = len(family.gates) or 1
        for arrays in arrays_named(family, words, dict(options)):
            whole = renamed(sum_of(map(of_array, arrays)))
            weights = renamed(sum_of(of_array(array) for array in arrays if "bias" not in array.name))
            array_counts = [renamed(of_array(array)) for array in arrays]
            known.totals.append(whole)
            known.counts += [whole, *array_counts]
            for array, count in zip(arrays, array_counts, strict=True):
                known.arrays += [(array.name, share) for number in (1, gates) if (share := divided(count, number, ""))]
            known.shapes += [(array.name, [renamed(axis) for axis in axis_polynomials(array)]) for array in arrays]
            divisions = [
                (count, number, size) for count in (whole, weights) for number in (gates, 1) for size in (unit, "")
            ]
            heights = [axes[0].get((), 1) if axes else 1 for axes in map(axis_polynomials, arrays)]
            divisions += [
                (count, number, "")
                for count, height in zip(array_counts, heights, strict=True)
                for number in (gates, gates * height)
            ]
            known.shares += [share for division in divisions if (share := divided(*division)) is not None]
    return known


def arrays_named(family: Family, words: frozenset[str], named: dict[str, str]) -> Iterator[tuple[Array, ...]]:
    """The arrays with the options that are named; with none, those by default and with each option in ``words``."""
    default = family.choose({})
    for variant in family.variants:
        changed = [name for name, value in variant.options.items() if value != default[name]]
        if named:
            if {name: str(variant.options[name]) for name in changed} == {
                name: value for name, value in named.items() if name in default and value != str(default[name])
            }:
                yield variant.arrays
        elif all(name in words for name in changed):
            yield variant.arrays


def _equations_of(text: str) -> set[str]:
    rows: set[str] = set()
    for family in layers_named(text):
        rows |= _written(family.name)
    return rows


@cache
def _written(name: str) -> frozenset[str]:
    family = FAMILIES.get(name)
    if not family or not family.equations:
        return frozenset()
    rows = latex(equations(name), symbols=True).splitlines()
    return frozenset(" ".join(row.replace("&", " ").removesuffix(r"\\").split()) for row in rows)
