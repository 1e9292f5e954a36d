"""Says which numbers a snippet prints from memory, by reading its code."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.site.examples.tracing import LIBRARIES, trace
from rnnformula.site.messages import Message, as_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.examples.flows import Literal, Origin
    from rnnformula.site.examples.tracing import Piece

    #: What pieces a run printed, each with the line and the column of its expression.
    Values = tuple[tuple[int, int, str], ...]

#: The visible mark of a statement that prints numbers from elsewhere, with the reason.
MARK = re.compile(r"#\s*quoted:\s*(?P<reason>\S.*)$")
#: A number in a text that is no part of a name: not the 2 of ``Conv2D`` and of ``r2.0``.
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?(?![\w.]*\w)")
#: Words for what is counted, next to which a number is a result, whatever else it is.
RESULT = r"(?:param(?:eter)?s?|count_params\(\)|weights?|bias(?:es)?|total|in all|together|sum|numbers?|bytes|[KM]?B)"
CLAIM = re.compile(
    rf"(?P<after>\d[\d,.]*)\s+{RESULT}\b|{RESULT}\s*[:=]?\s+(?P<before>\d[\d,.]*)|[:=]\s*(?P<end>\d[\d,.]*)\s*$"
)
RESULT_NEXT = re.compile(rf"\b{RESULT}\s*[:=]?\s*$")
#: What a formula may have besides sizes and results: small factors, and those between units.
LARGEST_FACTOR = 9
UNITS_OF_MEASURE = (10, 100, 1000, 1024, 10**6)


@dataclass(frozen=True)
class Judged:
    """What is wrong with a snippet, as pairs of a line and a message.

    ``undecided`` holds the places of pieces that are computed from a run, or from sizes, and from other literals: only
    a run with other sizes shows whether their numbers move; ``sizes`` holds the places of integers that are sizes, as
    line, column and digits. ``marks`` holds the lines with a mark and its reason, ``pieces`` how much was looked at.
    """

    problems: tuple[tuple[int, Message], ...]
    undecided: tuple[tuple[int, int], ...] = ()
    sizes: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    pieces: int = 0


def quoted_lines(code: str) -> tuple[tuple[int, str], ...]:
    """The lines of a snippet that print numbers from elsewhere, each with the reason that its mark gives."""
    lines = enumerate(code.splitlines(), 1)
    return tuple((number, match["reason"]) for number, line in lines if (match := MARK.search(line)))


@lru_cache(maxsize=1024)  # the check and the build both ask
def judge_code(code: str) -> Judged:
    """Judge each number that a snippet can print, and what it imports."""
    try:
        traced = trace(code)
        tree = ast.parse(code)
    except SyntaxError:  # running it says so
        return Judged(())
    marks = quoted_lines(code)
    marked = _marked(tree, code)
    problems: set[tuple[int, Message]] = {(line, as_message(reason)) for line, reason in traced.refused}
    if not traced.imported & set(LIBRARIES) and not marks:
        problems.add(
            (1, Message("it imports none of {libraries}, so nothing in it ran", libraries=", ".join(LIBRARIES)))
        )
    given = _values(traced.given)
    named = given | _values(traced.beside)
    undecided: set[tuple[int, int]] = set()
    quoted = {literal for piece in traced.printed for literal in piece.flow.literals if literal.line in marked}
    known = traced.given | quoted
    for printed in traced.printed:
        if printed.line in marked:
            continue
        for source in printed.flow.sources:
            if reason := _remembered(source, printed, known, given, named):
                problems.add((printed.line, as_message(reason)))
            elif printed.place[0] and _is_doubtful(source, known):
                undecided.add(printed.place)
    written = sorted(literal for literal in traced.given if literal.value.isdecimal() and int(literal.value) > 1)
    sizes = tuple((literal.line, literal.column, literal.value) for literal in written)
    return Judged(tuple(sorted(problems)), tuple(sorted(undecided)), sizes, marks, len(traced.printed))


def varied(code: str) -> str:
    """The code with other sizes, each as long as it was, and equal ones still equal."""
    lines = code.splitlines(keepends=True)
    for line, column, digits in judge_code(code).sizes:
        written = lines[line - 1].encode()
        behind = written[column + len(digits) :]
        if written[column:].startswith(digits.encode()) and not re.match(rb"[\w.]", behind):  # not 20_736 or 1e6
            other = str(int(digits) + (-1 if set(digits) == {"9"} else 1))
            lines[line - 1] = (written[:column] + other.encode() + behind).decode()
    return "".join(lines)


def unmoved(code: str, values: Values, other_values: Values) -> Iterator[tuple[int, str]]:
    """The numbers of undecided pieces that another run with other sizes printed too, each with its line."""
    for place in judge_code(code).undecided:
        first, second = (
            [number for line, column, text in run if (line, column) == place for number in NUMBER.findall(text)]
            for run in (values, other_values)
        )
        if first and first == second:
            yield (
                place[0],
                Message(
                    "{numbers} stays with other sizes, so it is no result of them",
                    numbers=", ".join(dict.fromkeys(first)),
                ),
            )


def _marked(tree: ast.Module, code: str) -> set[int]:
    """The lines of statements that have a mark on a line of theirs, or alone on the line above."""
    lines = code.splitlines()
    marks = {number for number, line in enumerate(lines, 1) if MARK.search(line)}
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            own = set(range(node.lineno, max(end, node.lineno) + 1))
            above = node.lineno - 1
            if own & marks or (above in marks and lines[above - 1].lstrip().startswith("#")):
                marked |= own
    return marked


def _is_doubtful(source: Origin, known: set[Literal]) -> bool:
    """Whether literals that are no sizes have a part in it, other than the 0 with which a sum begins."""
    others = source.literals if source.ran else source.literals - known
    return not source.text and any(_number(literal.value) != 0 for literal in others)


def _values(literals: set[Literal]) -> set[float | None]:
    """The numbers that these literals are, or name in a text."""
    numbers = (_number(written) for literal in literals for written in (literal.value, *NUMBER.findall(literal.value)))
    return {number for number in numbers if number is not None}


def _remembered(
    source: Origin, printed: Piece, known: set[Literal], given: set[float | None], named: set[float | None]
) -> str:
    """Why a number from this source is remembered; empty where it is not."""
    if source.text:
        return next(_in_text(source, known, named), "")
    unknown = sorted(literal for literal in source.literals if literal not in known)
    if source.ran:
        for literal in unknown:
            if not _is_factor(literal, given):
                return Message(
                    "{number} is put to what ran; it is neither a size that was given nor a small factor",
                    number=_shown(literal),
                )
        return ""
    if not source.literals:
        return ""
    if printed.flow.ran and all(_number(literal.value) == 0 for literal in unknown):
        return ""  # a sum begins there
    if len(unknown) == len(source.literals):
        return Message("{numbers} was typed, not computed by what ran", numbers=_all_shown(unknown))
    for literal in unknown:
        if not _is_factor(literal, given):
            return Message(
                "{number} was typed; it is neither a size that was given nor a small factor", number=_shown(literal)
            )
    untouched = all(len(other.literals) == 1 and not other.ran for other in printed.flow.sources)
    if printed.bare and untouched and RESULT_NEXT.search(printed.before):
        return Message(
            "{numbers} was given to what ran, and is printed as its result", numbers=_all_shown(sorted(source.literals))
        )
    return ""


def _in_text(source: Origin, known: set[Literal], values: set[float | None]) -> Iterator[str]:
    for literal in source.literals - known:
        text = str(ast.literal_eval(literal.value))
        if match := CLAIM.search(text):
            number = match["after"] or match["before"] or match["end"]
            yield Message("{number} is printed as a text; print what the example computes", number=number)
        for number in NUMBER.findall(text):
            value = _number(number)
            operand = re.search(rf"[-+*/x(]\s*{re.escape(number)}|{re.escape(number)}\s*[-+*/x()]", text)
            if value not in values and not (operand and value is not None and value <= LARGEST_FACTOR):
                yield Message("{number} is printed as a text; print what the example computes", number=number)


def _is_factor(literal: Literal, given: set[float | None]) -> bool:
    number = _number(literal.value)
    if number is None:
        return not NUMBER.search(literal.value)
    return abs(number) <= LARGEST_FACTOR or number in UNITS_OF_MEASURE or number in given


def _number(written: str) -> float | None:
    try:
        return float(written.replace(",", "").replace("_", ""))
    except ValueError:
        return {"True": 1.0, "False": 0.0}.get(written)


def _shown(literal: Literal) -> str:
    return literal.value if len(literal.value) < 30 else f"{literal.value[:27]}..."


def _all_shown(literals: list[Literal]) -> str:
    return ", ".join(_shown(literal) for literal in literals[:4])
