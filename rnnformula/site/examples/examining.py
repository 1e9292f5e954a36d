"""All examples of the site: run once, compared with Keras and with the records, handed to the pages."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula import InputError
from rnnformula.counting.exchange import order
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.site import cite
from rnnformula.site.book.installed import framework_versions
from rnnformula.site.book.known import KNOWN_COUNTS, recorded_layers, write_layer
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.recorded import (
    INDEX,
    NOBODY,
    doubt,
    read_record,
    recorded_versions,
    version_change,
    write_records,
)
from rnnformula.site.examples.comparing import compare_result
from rnnformula.site.examples.running import Job, Order, run
from rnnformula.site.fences import read_fences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rnnformula import Tally
    from rnnformula.site.book.pages import Fence, Page
    from rnnformula.site.examples.comparing import Compared, Outcome
    from rnnformula.site.examples.running import Result
    from rnnformula.site.fences import CitationFence, LabelFence, ReportFence, SnippetFence


#: Where snippets find what they read.
DATA = "snippets/data"
#: What a plan reads beside pages and snippets: numbers of other frameworks, and what citations say.
READ = (KNOWN_COUNTS, INDEX, cite.CITATION, "mkdocs.yml")


@dataclass(frozen=True)
class Plan:
    """The fences of all pages and what they ask to run, before anything runs.

    ``jobs`` maps a snippet's file name to its code, ``claims`` what Keras has to build to the
    labels that speak of it; ``reports`` are filled in by the build, ``citations`` maps the text of such a
    fence to what it prints. ``problems`` are fences that can't be read; ``faults`` the same by the
    text of the fence.
    """

    root: Path
    snippets: list[SnippetFence]
    labels: list[LabelFence]
    reports: list[ReportFence]
    jobs: dict[str, Job] = field(default_factory=dict)
    claims: dict[Order, list[LabelFence]] = field(default_factory=dict)
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
    read = [*(root / "snippets").glob("*.py"), *(root / DATA).glob("*"), *(root / name for name in READ)]
    states = ((file, status.st_mtime_ns, status.st_size) for file in read if file.exists() and (status := file.stat()))
    return _plan(tuple(pages), root, tuple(states))


@lru_cache(maxsize=4)
def _plan(pages: tuple[Page, ...], root: Path, states: tuple[object, ...]) -> Plan:
    """The plan of these pages while the files that it reads besides are in this state; many ask for it."""
    fences = read_fences(list(pages))
    planned = Plan(root, fences.snippets, fences.labels, fences.reports)
    unread = [*fences.unread, *_cite(planned, fences.citations, list(pages))]
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
        for claim in dict.fromkeys(map(_order, _ours(label))):
            planned.claims.setdefault(claim, []).append(label)
    planned.problems.extend(_unconfirmed(planned))
    return planned


def _ours(label: LabelFence) -> list[Tally]:
    """The layers that a label speaks of and that Keras can build."""
    return [tally for tally in label.tallies if tally.layer not in FRAMEWORKS]


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
    outcomes, ran = _run(planned, seconds)
    differing = {name: found for name in planned.jobs if (found := _difference(planned, name, outcomes))}
    problems = [*planned.problems, *_failures(planned, outcomes), *(p for found in differing.values() for p in found)]
    faults = {job.code.strip(): outcomes[job].error for job in planned.jobs.values()}
    refuted = ((claim, label) for claim, labels in planned.claims.items() for label in labels if outcomes[claim].error)
    faults |= {label.code: outcomes[claim].error for claim, label in refuted}
    if change := version_change(root):
        problems.append(Problem(INDEX, 1, change))
    return _examples(
        planned,
        outputs={name: outcomes[job].result.output for name, job in planned.jobs.items()},
        versions=framework_versions(),
        faults={code: error for code, error in faults.items() if error},
        unrecorded=frozenset(differing),
        problems=tuple(problems),
        comparisons=tuple(_comparisons(planned, outcomes)),
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


def record(pages: list[Page], root: Path, seconds: float, only: Iterable[str] = ()) -> list[str]:
    """Accept what snippets print now as their records; what changed, a line each.

    Those are the snippets that changed since they were recorded, all where a framework's version did, and those
    named by ``only``; what else prints something new was not meant to and is refused.

    Raises:
        SiteError: anything raised or printed nothing, formula and framework disagree, or the output of another
            snippet differs; then nothing is written.
    """
    planned = plan(pages, root)
    asked = {f"{name.removeprefix('snippets/').removesuffix('.py')}.py" for name in only}
    unknown = [Problem(f"snippets/{name}", 1, "no page shows such a snippet") for name in asked - planned.jobs.keys()]
    if unknown:
        raise SiteError(unknown)
    outcomes, _ = _run(planned, seconds)
    problems = [*planned.problems, *_failures(planned, outcomes)]
    changed = {name for name, job in planned.jobs.items() if doubt(root, name, job.source)}
    meant = planned.jobs.keys() if version_change(root) else asked | changed
    for name, job in planned.jobs.items():
        outcome = outcomes[job]
        if outcome.error:
            continue
        if not outcome.result.output:
            problems += planned.at_pages(name, 1, "it prints nothing")
        elif name not in meant:
            problems += _difference(planned, name, outcomes)
    if problems:
        raise SiteError(problems)
    printed = {name: (job.source, outcomes[job].result.output) for name, job in planned.jobs.items()}
    return write_records(root, printed)


def _run(planned: Plan, seconds: float) -> tuple[dict[Job | Order, Outcome], int]:
    """What came of all snippets and claims, compared with the formula, and how many had to run."""
    results, ran = run(list(planned.jobs.values()), list(planned.claims), planned.root, seconds)
    outcomes: dict[Job | Order, Outcome] = {job: compare_result(results[job]) for job in planned.jobs.values()}
    for claim, labels in planned.claims.items():
        said = [tally for label in labels for tally in _ours(label) if _order(tally) == claim]
        outcomes[claim] = compare_result(results[claim], said)
    return outcomes, ran


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


def _comparisons(planned: Plan, outcomes: dict[Job | Order, Outcome]) -> Iterator[Comparison]:
    for name, job in planned.jobs.items():
        pages = _paths(asked for asked in planned.snippets if asked.name == name)
        yield from (Comparison(compared, name, pages) for compared in outcomes[job].compared)
    for claim, labels in planned.claims.items():
        yield from (Comparison(compared, "", _paths(labels)) for compared in outcomes[claim].compared)


def _order(tally: Tally) -> Order:
    """The layer that a label fence speaks of, for Keras to build."""
    return Order(json.dumps(order(tally.layer, **tally.sizes, **tally.options)))


def _failures(planned: Plan, outcomes: dict[Job | Order, Outcome]) -> list[Problem]:
    problems = []
    for name, job in planned.jobs.items():
        if outcomes[job].error:
            problems += planned.at_pages(name, outcomes[job].line, outcomes[job].error)
    for claim, labels in planned.claims.items():
        if outcomes[claim].error:
            problems += [Problem(f.page.file, f.fence.line, outcomes[claim].error, f.page.lang) for f in labels]
    return problems


def _difference(planned: Plan, name: str, outcomes: dict[Job | Order, Outcome]) -> list[Problem]:
    """The output of a snippet against its record."""
    outcome = outcomes[planned.jobs[name]]
    expected = read_record(planned.root, name)
    if outcome.error or outcome.result.output == expected:
        return []
    if expected is None:
        return planned.at_pages(name, 1, NOBODY)
    message = (
        "its output differs from the recorded one; if the new one is right, run `make record`\n"
        + _shown_difference(expected, outcome.result.output)
    )
    return planned.at_pages(name, _writer(expected, outcome.result), message)


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
