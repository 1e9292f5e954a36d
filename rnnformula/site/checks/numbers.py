"""Numbers in prose, headings, tables and equations: each was printed by an example of the same page."""

from __future__ import annotations

import ast
import operator
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rnnformula.site.examples import plan
from rnnformula.site.problems import Problem
from rnnformula.site.records import read_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.examples import Plan
    from rnnformula.site.pages import Page

#: A number that stands alone; digits inside a name, such as simple_rnn_22, are part of the name.
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![A-Za-z0-9_])")
#: Numbers that name a version or a standard, not a result.
VERSION = re.compile(r"(?:Keras|TensorFlow|Python|PyTorch|NumPy|GB/T)\s+v?\d+(?:\.\d+)*")
#: What is not prose: ids, targets of links, front matter keys, includes that are shown.
NOT_PROSE = re.compile(r"\{#[^}]*\}|\]\([^)]*\)|;--8<--")
#: TeX and typography -> what Python reads.
READ_AS = {r"\times": "*", r"\cdot": "*", "×": "*", "·": "*", "−": "-", "{,}": ",", r"\,": " ", "&": " ", "＝": "="}
EQUALITY = re.compile(r"[\d\s,.+*()=-]*\d[\d\s,.+*()=-]*=[\d\s,.+*()=-]*\d[\d\s,.+*()=-]*")

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


def check_numbers(pages: list[Page], root: Path) -> list[Problem]:
    """Find numbers that no example on the page printed or was given, and sums that do not add up."""
    planned = plan(pages, root)
    problems = []
    unread = {problem.file for problem in planned.problems}
    for page in pages:
        if page.file in unread:  # what its examples print is not known until its fences can be read
            continue
        printed = set(_numbers("\n".join(_printed(page, planned, root))))
        for line, text in _prose(page):
            for number in _numbers(text):
                if number not in printed:
                    message = f"{number} is printed by no example of this page"
                    problems.append(Problem(page.file, line, message, page.lang))
            problems += [Problem(page.file, line, message, page.lang) for message in _wrong(text)]
    return problems


def count_numbers(pages: list[Page], root: Path) -> int:
    """How many numbers are looked up."""
    return sum(len(_numbers(text)) for page in pages for _, text in _prose(page))


def _printed(page: Page, planned: Plan, root: Path) -> Iterator[str]:
    """The code and the recorded output of each example that the page shows."""
    for asked in planned.snippets:
        if asked.page == page and asked.name in planned.jobs:
            yield planned.jobs[asked.name].code
            yield read_record(root, asked.name) or ""
    for label in planned.labels:
        if label.page == page:
            yield label.fence.code
            yield label.visible()


def _prose(page: Page) -> Iterator[tuple[int, str]]:
    """Numbered lines that a reader takes for ours; text in fences that do not run counts too."""
    executed = {line for fence in page.fences if "exec=" in fence.info for line in range(fence.line, fence.last + 1)}
    for number, line in enumerate(page.lines, 1):
        if number not in executed:
            text = line
            for written, read in READ_AS.items():
                text = text.replace(written, read)
            yield number, NOT_PROSE.sub(" ", VERSION.sub(" ", text))


def _numbers(text: str) -> list[str]:
    return [number.replace(",", "") for number in NUMBER.findall(text)]


def _wrong(text: str) -> Iterator[str]:
    """Equalities of numbers on one line that do not hold."""
    for chain in EQUALITY.findall(text):
        sides = [(side.strip(" .,"), _value(side)) for side in chain.split("=")]
        for (left, one), (right, other) in pairwise(sides):
            if one is not None and other is not None and one != other:
                yield f"{left} = {right} is wrong: the left side is {one}, the right side {other}"


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
