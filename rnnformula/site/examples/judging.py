"""Says which numbers a snippet prints from memory, by reading its code."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.site.examples.tracing import LIBRARIES, trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.examples.flows import Literal, Source
    from rnnformula.site.examples.tracing import Printed

#: The visible mark of a statement that prints numbers from elsewhere, with the reason.
MARK = re.compile(r"#\s*quoted:\s*(?P<reason>\S.*)$")
#: A number in a text that is no part of a name: not the 2 of ``Conv2D`` and of ``r2.0``.
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:e-?\d+)?(?![\w.]*\w)")
#: Words for what is counted, next to which a number is a result, whatever else it is.
RESULT = r"(?:param(?:eter)?s?|count_params\(\)|weights?|bias(?:es)?|total|in all|together|sum|numbers?|bytes|[KM]?B)"
CLAIM = re.compile(
    rf"(?P<after>\d[\d,.]*)\s+{RESULT}\b|{RESULT}\s*[:=]?\s+(?P<before>\d[\d,.]*)|[:=]\s*(?P<end>\d[\d,.]*)\s*$"
)
RESULT_NEXT = re.compile(rf"\b{RESULT}\s*[:=]?\s*$")
#: What a formula may have besides sizes and results: small factors, and those between units.
LARGEST_FACTOR = 9
UNITS = (10, 100, 1000, 1024, 10**6)


@dataclass(frozen=True)
class Judged:
    """What is wrong with a snippet, as pairs of a line and a message.

    ``undecided`` holds the lines that print what is computed from a run and from literals: only another run shows
    whether the numbers move. ``marks`` holds the lines with a mark and its reason, ``pieces`` how much was looked at.
    """

    problems: tuple[tuple[int, str], ...]
    undecided: frozenset[int] = frozenset()
    marks: tuple[tuple[int, str], ...] = ()
    pieces: int = 0


@lru_cache(maxsize=1024)  # the check and the build both ask
def judge(code: str) -> Judged:
    """Judge each number that a snippet can print, and what it imports."""
    try:
        traced = trace(code)
        tree = ast.parse(code)
    except SyntaxError:  # running it says so
        return Judged(())
    marks = tuple(
        (number, match["reason"]) for number, line in enumerate(code.splitlines(), 1) if (match := MARK.search(line))
    )
    marked = _marked(tree, {number for number, _ in marks})
    problems = {(line, reason) for line, reason in traced.refused}
    if not traced.imported & set(LIBRARIES) and not marks:
        problems.add((1, f"it imports none of {', '.join(LIBRARIES)}, so nothing in it ran"))
    given = _values(traced.given)
    named = given | _values(traced.beside)
    undecided: set[int] = set()
    quoted = {literal for piece in traced.printed for literal in piece.flow.literals if literal.line in marked}
    known = traced.given | quoted
    for printed in traced.printed:
        if printed.line in marked:
            continue
        for source in printed.flow.sources:
            if reason := _remembered(source, printed, known, given, named):
                problems.add((printed.line, reason))
            elif source.ran and source.literals:
                undecided.add(printed.line)
    return Judged(tuple(sorted(problems)), frozenset(undecided), marks, len(traced.printed))


def _marked(tree: ast.Module, lines: set[int]) -> set[int]:
    """The lines of the innermost statements that have a mark in them or right above."""
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            own = set(range(node.lineno - 1, (node.end_lineno or node.lineno) + 1))
            if own & lines:
                marked |= own
    return marked


def _values(literals: set[Literal]) -> set[float | None]:
    """The numbers that these literals are, or name in a text."""
    numbers = (_number(written) for literal in literals for written in (literal.value, *NUMBER.findall(literal.value)))
    return {number for number in numbers if number is not None}


def _remembered(
    source: Source, printed: Printed, known: set[Literal], given: set[float | None], named: set[float | None]
) -> str:
    """Why a number from this source is remembered; empty where it is not."""
    if source.text:
        return next(_in_text(source, known, named), "")
    unknown = sorted(literal for literal in source.literals if literal not in known)
    if source.ran:
        for literal in unknown:
            if not _is_factor(literal, given):
                return f"{_shown(literal)} is put to what ran; it is neither a size that was given nor a small factor"
        return ""
    if not source.literals:
        return ""
    if printed.flow.ran and all(_number(literal.value) == 0 for literal in unknown):
        return ""  # a sum begins there
    if len(unknown) == len(source.literals):
        return f"{_all_shown(unknown)} was typed, not computed by what ran"
    for literal in unknown:
        if not _is_factor(literal, given):
            return f"{_shown(literal)} was typed; it is neither a size that was given nor a small factor"
    untouched = all(len(other.literals) == 1 and not other.ran for other in printed.flow.sources)
    if printed.bare and untouched and RESULT_NEXT.search(printed.before):
        return f"{_all_shown(sorted(source.literals))} was given to what ran, and is printed as its result"
    return ""


def _in_text(source: Source, known: set[Literal], values: set[float | None]) -> Iterator[str]:
    for literal in source.literals - known:
        text = str(ast.literal_eval(literal.value))
        if match := CLAIM.search(text):
            number = match["after"] or match["before"] or match["end"]
            yield f"{number} is printed as a text; print what the example computes"
        for number in NUMBER.findall(text):
            value = _number(number)
            operand = re.search(rf"[-+*/x(]\s*{re.escape(number)}|{re.escape(number)}\s*[-+*/x()]", text)
            if value not in values and not (operand and value is not None and value <= LARGEST_FACTOR):
                yield f"{number} is printed as a text; print what the example computes"


def _is_factor(literal: Literal, given: set[float | None]) -> bool:
    number = _number(literal.value)
    if number is None:
        return not NUMBER.search(literal.value)
    return abs(number) <= LARGEST_FACTOR or number in UNITS or number in given


def _number(written: str) -> float | None:
    try:
        return float(written.replace(",", "").replace("_", ""))
    except ValueError:
        return {"True": 1.0, "False": 0.0}.get(written)


def _shown(literal: Literal) -> str:
    return literal.value if len(literal.value) < 30 else f"{literal.value[:27]}..."


def _all_shown(literals: list[Literal]) -> str:
    return ", ".join(_shown(literal) for literal in literals[:4])
