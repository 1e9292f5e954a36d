"""Snippets and records belong together: each snippet is shown by a page and has a record, and the reverse."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from rnnformula.site.book.claimed import LONE_NUMBER
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import SNIPPET_DATA, SNIPPET_RECORDS, SNIPPETS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples.planning import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book


def check(book: Book) -> Checked:
    """Find fences that can't be read, snippets without page, data without snippet, and records that can't be right."""
    planned = plan(book)
    problems = list(planned.problems)
    for name, job in planned.jobs.items():
        if why := book.recorded.doubt(name, job.source):
            problems += planned.at_pages(name, 1, why)
        for line, number in remembered(job.code):
            problems += planned.at_pages(name, line, f"{number} is printed as a text; print what the example computes")
    if planned.problems:  # a fence that can't be read would make its snippet look unused
        return Checked(len(planned.jobs), problems)
    for name in book.snippets:
        if name not in planned.jobs:
            problems.append(Problem(f"{SNIPPETS}/{name}", 1, "no page shows this snippet"))
    read = {name for job in planned.jobs.values() for name, _ in job.data}
    for name in book.data:
        if f"{SNIPPET_DATA}/{name}" not in read:
            problems.append(Problem(f"{SNIPPET_DATA}/{name}", 1, "no snippet reads this file"))
    for name in book.recorded.orphans(planned.jobs):
        problems.append(Problem(f"{SNIPPET_RECORDS}/{name}", 1, "no page shows the snippet of this record"))
    return Checked(len(planned.jobs), problems)


def remembered(code: str) -> Iterator[tuple[int, str]]:
    """Numbers that a snippet prints as mere text and that stand nowhere else in it, each with its line."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:  # the build says so
        return
    yield from _kept_for_print(nodes)
    used = {str(node.value) for node in nodes if isinstance(node, ast.Constant) and _is_number(node.value)} | {"1"}
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "print":
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(texts) == len(node.args):  # nothing in it is computed
            for number in LONE_NUMBER.findall(" ".join(map(str, texts))):
                if number.replace(",", "") not in used:
                    yield node.lineno, number


def _kept_for_print(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Numbers that get a name, or stand in a list that a loop goes through, only to be printed."""
    numbers: dict[str, list[ast.expr]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=ast.Constant() as constant):
                numbers[name] = [constant]
            case ast.For(target=ast.Name(name), iter=ast.Tuple(values) | ast.List(values)):
                numbers[name] = values
    prints = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"]
    printed = [node.id for call in prints for node in call.args if isinstance(node, ast.Name)]
    read = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    for name, values in numbers.items():
        if name in printed and printed.count(name) == read.count(name):
            for value in values:
                if isinstance(value, ast.Constant) and _is_number(value.value):
                    yield value.lineno, str(value.value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
