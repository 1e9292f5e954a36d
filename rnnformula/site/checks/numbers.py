"""Numbers in prose, headings, tables and equations: each was printed by an example of its section or one linked to."""

from __future__ import annotations

import ast
import operator
import posixpath
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rnnformula.counting.polynomial import axis_polynomials, of_array, substituted, sum_of
from rnnformula.language import LANGUAGES
from rnnformula.language.prose import NEVER
from rnnformula.site.book.claimed import lone_numbers
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sections import PROSE, place_of, read_sections
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.formulas import TWICE, layers_named, spoken
from rnnformula.site.examples.planning import plan
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Family
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.sections import Section

#: Numbers that name a version or a standard, not a result.
VERSION = re.compile(r"(?:Keras|TensorFlow|Python|PyTorch|NumPy|GB/T)\s+v?\d+(?:\.\d+)*")
#: What is not prose: ids, targets of links, front matter keys, includes that are shown.
NOT_PROSE = re.compile(r"\{#[^}]*\}|\]\([^)]*\)|;--8<--")
#: TeX and typography -> what Python reads.
READ_AS = {r"\times": "*", r"\cdot": "*", "×": "*", "·": "*", "−": "-", "{,}": ",", r"\,": " ", "&": " ", "＝": "="}
EQUALITY = re.compile(r"(?<![A-Za-z])[\d\s,.+*()=-]*\d[\d\s,.+*()=-]*=[\d\s,.+*()=-]*\d[\d\s,.+*()=-]*")

#: A shape, written as a tuple or a list; what has a name before it is a call.
SHAPE = re.compile(r"(?<![\w\])])[(\[](?P<axes>(?:None|\d+)(?:, ?(?:None|\d+))*,?)[)\]](?!\()")
#: A shape as code may show it: what has a name before it may be a call that makes an array of this shape.
SHOWN_SHAPE = re.compile(r"[(\[](?P<axes>(?:None|\d+)(?:, ?(?:None|\d+))*,?)[)\]]")
#: A formula in a line, and what makes it one of symbols.
INLINE = re.compile(r"\$[^$]+\$")
SYMBOL = re.compile(r"[A-Za-z]")
#: Where a link leads, and how an item of a list begins.
LINK_TARGET = re.compile(r"\]\(([^)\s]+)\)")
ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s")

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


def check(book: Book) -> Checked:
    """Find numbers that no example in reach printed or was given, and sums that do not add up.

    In reach is what the section shows, with the sections below it, and a section or page that the paragraph links to.
    A page in a partial language may have the numbers of its original, which is checked itself.
    """
    problems = []
    unread = {problem.file for problem in plan(book).problems}
    readable = [page for page in book.pages if page.file not in unread]  # of others it is not known what they print
    printed = {(page.lang, page.path): read_printed(page, book) for page in readable}
    for page in readable:
        here = printed[page.lang, page.path]
        original = book.original_of(page)
        lines = _prose(original, whole=True) if original else []
        of_original = {number for _, text in lines for number in _numbers(text)}
        for line, text in _prose(page):
            near = here.reach(line)
            if strange := [number for number in _numbers(text) if number not in near | of_original]:
                linked = linked_numbers(page, line, printed) | _factors(page, line, text, book.snippets)
                problems += [
                    Problem(page.file, line, _unshown(number, here), page.lang)
                    for number in strange
                    if number not in linked
                ]
            problems += [Problem(page.file, line, message, page.lang) for message in _wrong(text)]
    things = sum(len(_numbers(text)) for page in book.pages for _, text in _prose(page))
    return Checked(things, problems)


@dataclass(frozen=True)
class PrintedNumbers:
    """The numbers that each section of a page shows, and those of all examples."""

    sections: list[Section]
    own: list[set[str]]
    all: set[str]
    ids: dict[str, int]

    def reach(self, line: int) -> set[str]:
        """The numbers that a line may have: those of its section, and of the sections below that."""
        return self._reaches[place_of(self.sections, line)]

    @cached_property
    def _reaches(self) -> list[set[str]]:
        return [
            set().union(
                *(
                    numbers
                    for other, numbers in zip(self.sections, self.own, strict=True)
                    if other is section or section in other.above
                )
            )
            for section in self.sections
        ]

    def below(self, name: str) -> set[str]:
        """The numbers of the section with an id, and of those below it; all of the page where the id is empty."""
        if not name:
            return self.all
        section = self.sections[place_of(self.sections, self.ids.get(name, 1))]
        parts = zip(self.sections, self.own, strict=True)
        return set().union(*(numbers for other, numbers in parts if other is section or section in other.above))


@lru_cache(maxsize=512)
def read_printed(page: Page, book: Book) -> PrintedNumbers:
    """The numbers that each section shows: in code, in what it printed, in formulas of symbols, behind equals signs.

    Formulas and equalities may vouch for numbers, as both are worked out by checks of their own.
    """
    sections = read_sections(page)
    own: list[set[str]] = [set() for _ in sections]

    def enter(line: int, *texts: str) -> None:
        own[place_of(sections, line)].update(number for text in texts for number in _shown_numbers(text))

    for fence in book.fences_of(page):
        enter(fence.fence.line, *fence.shown(book))
        own[place_of(sections, fence.fence.line)].update(shape for tally in fence.tallies for shape in _built(tally))
    everything = set().union(*own)
    displayed = _displayed(page)
    for line, text in _prose(page):
        if "$" not in text and "=" not in text and line not in displayed:
            continue
        formulas = [text] if line in displayed else INLINE.findall(text)
        results = (equality.partition("=")[2] for equality in EQUALITY.findall(text))
        enter(line, *(formula for formula in formulas if SYMBOL.search(formula)), *results)
    return PrintedNumbers(sections, own, everything, {item.text: item.line for item in page.ids})


def _built(tally: Tally) -> Iterator[str]:
    """The shapes of the arrays of a layer, as `SHAPE` has them without blanks."""
    sizes = {name: size for name, size in tally.sizes.items() if isinstance(size, int)}
    for array in tally.arrays:
        axes = [substituted(axis, sizes) for axis in axis_polynomials(array)]
        yield f"({','.join(str(axis.get((), 0)) for axis in axes)})"


def _displayed(page: Page) -> set[int]:
    """The lines of displayed formulas."""
    lines = set()
    inside = False
    for number, text in page.prose:
        if text.strip() == "$$":
            inside = not inside
        elif inside:
            lines.add(number)
    return lines


def linked_numbers(page: Page, line: int, printed: dict[tuple[str, str], PrintedNumbers]) -> set[str]:
    """The numbers of what the paragraph, item or row of a line links to; of a heading, what its whole section does.

    Of a text in a fence, it is the paragraph before it that links.
    """
    first = last = line
    text = page.lines[line - 1]
    if text.startswith("#"):
        section = next(section for section in read_sections(page) if section.first == line)
        last = section.last
    elif line not in page.table_lines:
        if fence := next((fence for fence in page.fences if fence.line <= line <= fence.last), None):
            first = last = fence.line - 2  # the paragraph that introduces it
        while first > 1 and page.lines[first - 2].strip() and not ITEM.match(page.lines[first - 1]):
            first -= 1
        while last < len(page.lines) and page.lines[last].strip() and not ITEM.match(page.lines[last]):
            last += 1
    linked: set[str] = set()
    for target in LINK_TARGET.findall("\n".join(page.lines[first - 1 : last])):
        path, _, name = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
        versions = [printed[lang, path] for lang in (page.lang, *LANGUAGES) if (lang, path) in printed]
        if versions:  # where the language lacks what is linked to, another one lends it
            linked |= next((version for version in versions if not name or name in version.ids), versions[0]).below(
                name
            )
    return linked


def _factors(page: Page, line: int, text: str, codes: dict[str, str]) -> set[str]:
    """The numbers of a line's formulas of numbers that are factors in the counts of the layers that it speaks of."""
    formulas = [formula for formula in INLINE.findall(text) if not SYMBOL.search(formula)]
    if not formulas:
        return set()
    sections = read_sections(page)
    near = spoken(page, line, sections[place_of(sections, line)], codes)
    factors = set().union(*map(_factors_of, layers_named(near)))
    if TWICE.search(near):
        factors.add(2)
    return {number for formula in formulas for number in _numbers(formula) if int(float(number)) in factors}


@cache
def _factors_of(family: Family) -> frozenset[int]:
    """The factors in the counts of a layer, of its arrays, of one gate and of what is trained, under any options."""
    counts = []
    for variant in family.variants:
        arrays = [of_array(array) for array in variant.arrays]
        trained = [of_array(array) for array in variant.arrays if array.trainable]
        counts += [*arrays, sum_of(arrays), sum_of(trained)]
    factors = {abs(factor) for count in counts for factor in count.values()}
    gates = len(family.gates) or 1
    return frozenset(factors | {factor // gates for factor in factors if factor % gates == 0})


@lru_cache(maxsize=512)
def _prose(page: Page, *, whole: bool = False) -> list[tuple[int, str]]:
    """Numbered lines outside the fences that run, as Python reads their numbers; other fences count as prose.

    What the language calls a range is left out where they need not be ``whole``.
    """
    executed = {line for fence in page.fences if "exec=" in fence.info for line in range(fence.line, fence.last + 1)}
    prose = []
    for number, line in enumerate(page.lines, 1):
        if number not in executed:
            text = line
            for written, read in READ_AS.items():
                text = text.replace(written, read)
            ranges = PROSE[page.lang].ranges if page.lang in PROSE and not whole else NEVER
            prose.append((number, NOT_PROSE.sub(" ", VERSION.sub(" ", ranges.sub(" ", text)))))
    return prose


def _numbers(text: str) -> list[str]:
    """The numbers in a text, and each shape that is made of them, as `SHAPE` has it without blanks."""
    return lone_numbers(SHAPE.sub(_apart, text)) + [f"({','.join(axes)})" for axes in _shapes(text)]


def _shapes(text: str, pattern: re.Pattern[str] = SHAPE) -> list[list[str]]:
    return [[axis.strip() for axis in match["axes"].split(",") if axis.strip()] for match in pattern.finditer(text)]


def _apart(match: re.Match[str]) -> str:
    """A shape with blanks behind its commas, which are none of thousands."""
    return match[0].replace(",", ", ")


def _shown_numbers(text: str) -> list[str]:
    """The numbers and shapes that a text shows, and each shape without its first axes, such as that of the batch."""
    ends = (axes[start:] for axes in _shapes(text, SHOWN_SHAPE) for start in range(len(axes)))
    return [*_numbers(text), *(f"({','.join(axes)})" for axes in ends)]


def _unshown(number: str, here: PrintedNumbers) -> Message:
    """What is wrong with a number that nothing in reach shows."""
    if number in here.all:
        return Message(
            "{number} is printed by no example of this section; link to the one that it is from in the same paragraph",
            number=number,
        )
    return Message(
        "{number} is printed by no example of this page; a number comes from something that ran", number=number
    )


def _wrong(text: str) -> Iterator[Message]:
    """Equalities of numbers on one line that do not hold."""
    for chain in EQUALITY.findall(text):
        sides = [(side.strip(" .,"), _value(side)) for side in chain.split("=")]
        for (left, left_value), (right, right_value) in pairwise(sides):
            if left_value is not None and right_value is not None and left_value != right_value:
                yield Message(
                    "{left} = {right} is wrong: the left side is {left_value}, the right side {right_value}",
                    left=left,
                    right=right,
                    left_value=left_value,
                    right_value=right_value,
                )


def _value(side: str) -> float | None:
    """The value of a side made of numbers, + - * and brackets; None where it is something else."""
    try:
        return _evaluate(ast.parse(re.sub(r"(?<=\d),(?=\d{3})", "", side).strip(" .,"), mode="eval").body)
    except (SyntaxError, ValueError):
        return None


def _evaluate(node: ast.expr) -> float:
    match node:
        case ast.Constant(int() | float() as number):
            return number
        case ast.BinOp(left, sign, right) if type(sign) in OPERATORS:
            result: float = OPERATORS[type(sign)](_evaluate(left), _evaluate(right))
            return result
    raise ValueError
