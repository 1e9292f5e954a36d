"""All examples of the site: run once, compared with Keras and with the records, handed to the pages."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rnnformula import InputError
from rnnformula.frameworks import FRAMEWORKS
from rnnformula.site import cite
from rnnformula.site.fences import read_fences
from rnnformula.site.known import recorded_layers, write_layer
from rnnformula.site.problems import Problem, SiteError
from rnnformula.site.records import (
    INDEX,
    NOBODY,
    doubt,
    read_record,
    recorded_versions,
    version_change,
    write_records,
)
from rnnformula.site.running import Job, framework_versions, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rnnformula import Tally
    from rnnformula.site.fences import CitationFence, LabelFence, ReportFence, SnippetFence
    from rnnformula.site.pages import Fence, Page
    from rnnformula.site.running import Compared, Result


#: Where snippets find what they read.
DATA = "snippets/data"


@dataclass(frozen=True)
class Plan:
    """The fences of all pages and what they ask to run, before anything runs.

    ``jobs`` maps a snippet's file name to its code, ``claims`` what Keras has to confirm to the
    labels that say it; ``reports`` are filled in by the build, ``citations`` maps the text of such a
    fence to what it prints. ``problems`` are fences that can't be read; ``faults`` the same by the
    text of the fence.
    """

    root: Path
    snippets: list[SnippetFence]
    labels: list[LabelFence]
    reports: list[ReportFence]
    jobs: dict[str, Job] = field(default_factory=dict)
    claims: dict[Job, list[LabelFence]] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def at_pages(self, name: str, line: int, message: str) -> list[Problem]:
        """A problem of a snippet, at each place that shows it."""
        return [
            Problem(asked.page.file, asked.fence.line, f"snippets/{name}:{line}: {message}", asked.page.lang)
            for asked in self.snippets
            if asked.name == name
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of layer that formula and Keras agreed on.

    ``snippet`` is the file name of the example that left it behind; empty where labels speak of
    it, on ``pages`` (paths).
    """

    compared: Compared
    snippet: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Examples:
    """What the pages show.

    ``outputs`` maps a snippet's file name to what it printed, ``codes`` to its text, ``data`` to the
    files that it reads, ``shown`` to the paths of the pages that show it, ``uses`` to the frameworks
    that it imports; ``labels`` and ``citations`` map the code of such a fence to what it prints,
    ``reports`` are the fences that the build fills in.
    ``faults`` says why an example can't be shown, by its code; ``unrecorded`` are the snippets
    whose output differs from the record or has none; ``problems`` says all of this with page,
    line, language, snippet and its line. ``comparisons`` are the layers that were compared in this
    build; ``ran`` is the number of executions that were needed.
    """

    outputs: dict[str, str]
    codes: dict[str, str]
    data: dict[str, tuple[str, ...]]
    shown: dict[str, tuple[str, ...]]
    uses: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    citations: dict[str, str]
    reports: tuple[ReportFence, ...]
    comparisons: tuple[Comparison, ...]
    versions: dict[str, str]
    faults: dict[str, str]
    unrecorded: frozenset[str]
    problems: tuple[Problem, ...]
    ran: int


def plan(pages: list[Page], root: Path) -> Plan:
    """Read all fences; a fence that can't be read or a missing snippet is among ``problems``."""
    fences = read_fences(pages)
    planned = Plan(root, fences.snippets, fences.labels, fences.reports)
    unread = [*fences.unread, *_cite(planned, fences.citations, pages)]
    for fence, problem in unread:
        planned.problems.append(problem)
        planned.faults[fence.code.strip()] = problem.message
    for asked in planned.snippets:
        file = root / "snippets" / asked.name
        if file.is_file():
            code = file.read_text(encoding="utf-8")
            planned.jobs[asked.name] = Job(f"snippets/{asked.name}", code, _data(root, code))
        else:
            planned.problems.extend(planned.at_pages(asked.name, 1, "there is no such snippet"))
    for label in planned.labels:
        ours = [tally for tally in label.tallies if tally.layer not in FRAMEWORKS]
        for claim in dict.fromkeys(map(_claim, ours)):
            planned.claims.setdefault(claim, []).append(label)
    planned.problems.extend(_unconfirmed(planned))
    return planned


def _unconfirmed(planned: Plan) -> Iterator[Problem]:
    """Layers of other frameworks that a label speaks of and that are not recorded as their framework built them."""
    asked = [(label, tally) for label in planned.labels for tally in label.tallies if tally.layer in FRAMEWORKS]
    recorded = recorded_layers(planned.root) if asked else ()
    for label, tally in asked:
        if (written := write_layer(tally)) not in recorded:
            message = f"{written}: no framework confirmed it; run `make record-frameworks`"
            yield Problem(label.page.file, label.fence.line, message, label.page.lang)


def _data(root: Path, code: str) -> tuple[tuple[str, str], ...]:
    """The files below ``snippets/data`` that the code names."""
    files = (file for file in sorted((root / DATA).glob("*")) if file.name in code)
    return tuple((f"{DATA}/{file.name}", file.read_text(encoding="utf-8")) for file in files)


def _cite(planned: Plan, asked: list[CitationFence], pages: list[Page]) -> Iterator[tuple[Fence, Problem]]:
    """Fill in the citations; those that speak of nothing, each with its problem."""
    work = cite.read_work(planned.root, pages) if asked else None
    for citation in asked:
        assert work
        try:
            planned.citations[citation.code] = citation.rendered(work)
        except InputError as error:
            page, fence = citation.page, citation.fence
            yield fence, Problem(page.file, fence.line, f"fence: {error}", page.lang)


def examine(pages: list[Page], root: Path, seconds: float) -> Examples:
    """Run all examples and claims, and compare with Keras and with the records."""
    planned = plan(pages, root)
    results, ran = run([*planned.jobs.values(), *planned.claims], root, seconds)
    differing = {name: found for name in planned.jobs if (found := _difference(planned, name, results))}
    problems = [*planned.problems, *_failures(planned, results), *(p for found in differing.values() for p in found)]
    faults = {job.code.strip(): results[job].error for job in planned.jobs.values()}
    refuted = ((job, label) for job, labels in planned.claims.items() for label in labels if results[job].error)
    faults |= {label.code: results[job].error for job, label in refuted}
    if change := version_change(root):
        problems.append(Problem(INDEX, 1, change))
    return _examples(
        planned,
        outputs={name: results[job].output for name, job in planned.jobs.items()},
        versions=framework_versions(),
        faults={code: error for code, error in faults.items() if error},
        unrecorded=frozenset(differing),
        problems=tuple(problems),
        comparisons=tuple(_comparisons(planned, results)),
        ran=ran,
    )


def preview(pages: list[Page], root: Path) -> Examples:
    """Take the records as the output; nothing runs."""
    planned = plan(pages, root)
    doubts = {name: why for name, job in planned.jobs.items() if (why := doubt(root, name, job.source))}
    return _examples(
        planned,
        outputs={name: read_record(root, name) or "" for name in planned.jobs},
        versions=recorded_versions(root),
        faults={},
        unrecorded=frozenset(doubts),
        problems=(*planned.problems, *(p for name, why in doubts.items() for p in planned.at_pages(name, 1, why))),
        comparisons=(),
        ran=0,
    )


def record(pages: list[Page], root: Path, seconds: float) -> list[str]:
    """Accept what the snippets print now as their records; what changed, a line each.

    Raises:
        SiteError: anything raised or printed nothing, or formula and framework disagree; then
            nothing is written.
    """
    planned = plan(pages, root)
    results, _ = run([*planned.jobs.values(), *planned.claims], root, seconds)
    problems = [*planned.problems, *_failures(planned, results)]
    for name, job in planned.jobs.items():
        if not results[job].error and not results[job].output:
            problems += planned.at_pages(name, 1, "it prints nothing")
    if problems:
        raise SiteError(problems)
    return write_records(root, {name: (job.source, results[job].output) for name, job in planned.jobs.items()})


def _examples(
    planned: Plan,
    *,
    outputs: dict[str, str],
    versions: dict[str, str],
    faults: dict[str, str],
    unrecorded: frozenset[str],
    problems: tuple[Problem, ...],
    comparisons: tuple[Comparison, ...],
    ran: int,
) -> Examples:
    return Examples(
        outputs=outputs,
        codes={name: job.code for name, job in planned.jobs.items()},
        data={name: tuple(file for file, _ in job.data) for name, job in planned.jobs.items()},
        shown={name: _paths(asked for asked in planned.snippets if asked.name == name) for name in planned.jobs},
        uses={name: job.uses for name, job in planned.jobs.items()},
        labels={label.code: label.rendered() for label in planned.labels},
        reports=tuple(planned.reports),
        citations=planned.citations,
        versions=versions,
        faults=planned.faults | faults,
        unrecorded=unrecorded,
        problems=problems,
        comparisons=comparisons,
        ran=ran,
    )


def _paths(fences: Iterable[SnippetFence | LabelFence]) -> tuple[str, ...]:
    """The pages of these fences, each once for all languages."""
    return tuple(dict.fromkeys(asked.page.path for asked in fences))


def _comparisons(planned: Plan, results: dict[Job, Result]) -> Iterator[Comparison]:
    for name, job in planned.jobs.items():
        pages = _paths(asked for asked in planned.snippets if asked.name == name)
        yield from (Comparison(compared, name, pages) for compared in results[job].compared)
    for job, labels in planned.claims.items():
        yield from (Comparison(compared, "", _paths(labels)) for compared in results[job].compared)


def _claim(tally: Tally) -> Job:
    """Code that has Keras build a layer that a label fence speaks of, and compares."""
    arguments = "".join(f", {name}={value!r}" for name, value in (tally.sizes | tally.options).items())
    code = f"from rnnformula.keras import build, check\n\nlayer = build({tally.layer!r}{arguments})\ncheck(layer)\n"
    return Job("formula-against-keras.py", code)


def _failures(planned: Plan, results: dict[Job, Result]) -> list[Problem]:
    problems = []
    for name, job in planned.jobs.items():
        if results[job].error:
            problems += planned.at_pages(name, results[job].line, results[job].error)
    for job, labels in planned.claims.items():
        if results[job].error:
            problems += [Problem(f.page.file, f.fence.line, results[job].error, f.page.lang) for f in labels]
    return problems


def _difference(planned: Plan, name: str, results: dict[Job, Result]) -> list[Problem]:
    """The output of a snippet against its record."""
    result = results[planned.jobs[name]]
    expected = read_record(planned.root, name)
    if result.error or result.output == expected:
        return []
    if expected is None:
        return planned.at_pages(name, 1, NOBODY)
    message = (
        "its output differs from the recorded one; if the new one is right, run `make record`\n"
        + _shown_difference(expected, result.output)
    )
    return planned.at_pages(name, _writer(expected, result), message)


def _writer(expected: str, result: Result) -> int:
    """The snippet's line that printed the first line that differs."""
    pairs = zip(expected.splitlines(), result.output.splitlines(), strict=False)
    same = next((number for number, (old, new) in enumerate(pairs) if old != new), None)
    if same is None:
        same = min(len(expected.splitlines()), len(result.output.splitlines()))
    return result.writers[min(same, len(result.writers) - 1)] if result.writers else 1


def _shown_difference(expected: str, output: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), output.splitlines(), "recorded", "printed now", "", "", 1, "")
    return "\n".join(f"    {line}" for line in lines)
