"""Changes of examples that are recorded anew: what they print is true, what stands beside them may not be."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rnnformula.site.book.contents import Book
from rnnformula.site.book.sections import PROSE, place_of, read_sections
from rnnformula.site.book.sources import SNIPPETS
from rnnformula.site.examples.planning import plan
from rnnformula.site.examples.running import SECONDS, Job, run
from tests.mutations.of_pages import DIGITS, visible

LAYERS = {"LSTM": "GRU", "GRU": "LSTM", "SimpleRNN": "LSTM"}


@dataclass(frozen=True)
class ExampleMutation:
    """A snippet with other code: its file name, what was changed, its code and what it prints."""

    snippet: str
    what: str
    code: str
    output: str


def _edits(code: str) -> Iterator[tuple[ast.expr, str]]:
    """Each size, option and class that calls are given, with what takes its place."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            values += [part for value in values if isinstance(value, (ast.Tuple, ast.List)) for part in value.elts]
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, bool):
                    yield value, str(not value.value)
                elif isinstance(value, ast.Constant) and isinstance(value.value, int) and value.value > 0:
                    yield value, str(value.value + 1)
            name = node.func
            if isinstance(name, (ast.Name, ast.Attribute)):
                last = name.id if isinstance(name, ast.Name) else name.attr
                if last in LAYERS and isinstance(name, ast.Attribute):
                    yield name, f"{ast.unparse(name.value)}.{LAYERS[last]}"


def changed_jobs(book: Book) -> Iterator[tuple[str, str, Job]]:
    """Snippets with one change of their code, each with its name and what was changed."""
    for name, job in plan(book).jobs.items():
        lines = job.code.splitlines(keepends=True)
        for node, new in _edits(job.code):
            if node.lineno != node.end_lineno:
                continue
            line = lines[node.lineno - 1]
            old = line[node.col_offset : node.end_col_offset]
            changed = f"{line[: node.col_offset]}{new}{line[node.end_col_offset :]}"
            code = "".join([*lines[: node.lineno - 1], changed, *lines[node.lineno :]])
            yield name, f"{SNIPPETS}/{name}:{node.lineno}: {old} -> {new}", Job(job.file, code, job.data)


def run_changed(book: Book, jobs: list[tuple[str, str, Job]]) -> list[ExampleMutation]:
    """The changed examples that still run, with what they print."""
    results, _ = run([job for *_, job in jobs], book.sources, SECONDS)
    return [
        ExampleMutation(name, what, job.code, results[job].output)
        for name, what, job in jobs
        if not results[job].error and results[job].output
    ]


def makes_false(book: Book, mutation: ExampleMutation) -> bool:
    """Whether a sentence beside the example has a number that the example showed more often before than now.

    Counted without regard for places, which is another way than that of the check.
    """
    before = _numbers(book.snippets[mutation.snippet], book.recorded.output(mutation.snippet) or "")
    now = _numbers(mutation.code, mutation.output)
    fewer = {number for number, times in before.items() if times > now[number]}
    return any(fewer & beside for beside in _beside(book, mutation.snippet))


def _numbers(*texts: str) -> Counter[str]:
    return Counter(match[0].replace(",", "") for text in texts for match in DIGITS.finditer(text))


def _beside(book: Book, snippet: str) -> Iterator[set[str]]:
    """The numbers, digits and words, of each section that shows the example."""
    for fence in book.fences:
        if fence.snippet == snippet:
            sections = read_sections(fence.page)
            section = sections[place_of(sections, fence.fence.line)]
            lines = visible(fence.page).splitlines()[section.first - 1 : section.last]
            text = re.sub(r"\$[^$]*\$", " ", "\n".join(lines))
            language = PROSE[fence.page.lang]
            words = {str(language.numbers[word.lower()]) for word in language.number.findall(text)}
            yield words | set(_numbers(text))
