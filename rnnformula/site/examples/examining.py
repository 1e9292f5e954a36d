"""Examines what the pages show: runs the examples or takes their records.

The layers are compared with Keras, the outputs with the records.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from rnnformula.site.book.installed import framework_versions
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.recorded import NOBODY
from rnnformula.site.book.sources import RECORD_INDEX, SNIPPETS
from rnnformula.site.examples.comparison import Outcome, compare_result
from rnnformula.site.examples.counted import printed_counts
from rnnformula.site.examples.judging import judge_code, unmoved, varied
from rnnformula.site.examples.planning import built_by_keras, order_for, plan
from rnnformula.site.examples.running import run
from rnnformula.site.examples.tracing import LIBRARIES
from rnnformula.site.examples.trials import trials
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnnformula.site.book.contents import Book, ExecutedFence
    from rnnformula.site.examples.comparison import Compared
    from rnnformula.site.examples.planning import Plan
    from rnnformula.site.examples.running import Job, LayerOrder, Result, Results, Task


@dataclass(frozen=True, slots=True)
class Comparison:
    """A layer on which formula and Keras agree, and where it comes from.

    ``snippet`` is the file name of the example that left the layer behind, empty where fences speak of the layer;
    ``pages`` holds the paths of the pages that show the example or the fences.
    """

    compared: Compared
    snippet: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Examples:
    """The examples of all pages, with their outputs.

    ``outputs`` maps a snippet's file name to its output, ``codes`` to its text, ``data`` to the files that it reads,
    ``shown`` to the paths of the pages that show it, ``uses`` to the libraries of which it called something when it
    ran, or that it imports where nothing ran, ``counted`` to the numbers in its output that Keras counted.
    ``faults`` maps the code of an example to the reason why it can't be shown;
    ``unrecorded`` holds the snippets whose output differs from the record or has none; ``problems`` says the
    same with page, line, language, snippet and its line.
    ``comparisons`` holds the layers that were compared in this build; ``tried`` maps each variant of a layer that has
    equations (see `rnnformula.site.examples.trials.key`) to what it put out in this build; ``ran`` is the number of
    executions it took.
    """

    outputs: dict[str, str]
    codes: dict[str, str]
    data: dict[str, tuple[str, ...]]
    shown: dict[str, tuple[str, ...]]
    uses: dict[str, tuple[str, ...]]
    counted: dict[str, tuple[int, ...]]
    comparisons: tuple[Comparison, ...]
    versions: dict[str, str]
    faults: dict[str, str]
    unrecorded: frozenset[str]
    problems: tuple[Problem, ...]
    tried: dict[str, Result]
    ran: int


def examine(book: Book, seconds: float) -> Examples:
    """Run all examples and claims, and compare with Keras and with the records."""
    planned = plan(book)
    tried = trials(book)
    outcomes, results, ran = _run(planned, seconds, tried.values())
    differing = {
        name: problems
        for name in planned.jobs
        if (problems := _difference(planned, name, outcomes) or _other_counts(planned, name, outcomes))
    }
    problems = [*planned.problems, *_failures(planned, outcomes), *chain.from_iterable(differing.values())]
    faults = {job.code.strip(): outcomes[job].error for job in planned.jobs.values()}
    refuted = ((claim, label) for claim, labels in planned.claims.items() for label in labels if outcomes[claim].error)
    faults |= {label.code: outcomes[claim].error for claim, label in refuted}
    if change := book.recorded.version_change():
        problems.append(Problem(RECORD_INDEX, 1, change))
    return _examples(
        planned,
        outputs={name: outcomes[job].result.output for name, job in planned.jobs.items()},
        uses={name: outcomes[job].result.used for name, job in planned.jobs.items()},
        counted=_counted(planned, outcomes),
        versions=framework_versions(),
        faults={code: error for code, error in faults.items() if error},
        unrecorded=frozenset(differing),
        problems=tuple(problems),
        comparisons=tuple(_comparisons(planned, outcomes)),
        tried={name: results[trial] for name, trial in tried.items()},
        ran=ran,
    )


def preview(book: Book) -> Examples:
    """Take the records as the outputs; nothing runs."""
    planned = plan(book)
    doubts = {name: why for name, job in planned.jobs.items() if (why := book.recorded.doubt(name, job.source))}
    return _examples(
        planned,
        outputs={name: book.recorded.output(name) or "" for name in planned.jobs},
        uses={name: job.imports for name, job in planned.jobs.items()},
        counted={name: book.recorded.counted(name) for name in planned.jobs},
        versions=book.recorded.versions,
        faults={},
        unrecorded=frozenset(doubts),
        problems=(
            *planned.problems,
            *chain.from_iterable(planned.at_pages(name, 1, why) for name, why in doubts.items()),
        ),
        comparisons=(),
        tried={},
        ran=0,
    )


def record(book: Book, seconds: float, only: Iterable[str] = ()) -> list[Message]:
    """Record what snippets print now; returns a line for each change.

    A new output is accepted of snippets that changed since they were recorded, of those that ``only`` names, and of
    all where the version of a framework changed.

    Raises:
        SiteError: a snippet failed or printed nothing, formula and framework disagree, or the output of another
            snippet differs; nothing is written then.
    """
    planned = plan(book)
    named = {f"{name.removeprefix('snippets/').removesuffix('.py')}.py" for name in only}
    unknown = [
        Problem(f"{SNIPPETS}/{name}", 1, Message("no page shows such a snippet"))
        for name in named - planned.jobs.keys()
    ]
    if unknown:
        raise SiteError(unknown)
    # The trials decide nothing here; they run beside the snippets, so that the build that follows finds their results.
    outcomes, *_ = _run(planned, seconds, trials(book).values())
    problems = [*planned.problems, *_failures(planned, outcomes)]
    changed = {name for name, job in planned.jobs.items() if book.recorded.doubt(name, job.source)}
    meant = planned.jobs.keys() if book.recorded.version_change() else named | changed
    for name, job in planned.jobs.items():
        outcome = outcomes[job]
        if outcome.error:
            continue
        for line, message in judge_code(job.code).problems:
            problems += planned.at_pages(name, line, message)
        if not outcome.result.output:
            problems += planned.at_pages(name, 1, Message("it prints nothing"))
        elif name not in meant:
            problems += _difference(planned, name, outcomes)
    if problems:
        raise SiteError(problems)
    printed = {name: (job.source, outcomes[job].result.output) for name, job in planned.jobs.items()}
    return book.recorded.write(book.root, printed, _counted(planned, outcomes))


def _run(
    planned: Plan, seconds: float, further: Iterable[Task] = ()
) -> tuple[dict[Job | LayerOrder, Outcome], Results, int]:
    """The outcomes of all snippets and claims, the results of these and of further tasks, and how many had to run."""
    doubtful = [job for job in planned.jobs.values() if job.watched and judge_code(job.code).sizes]
    variations = {job: replace(job, code=varied(job.code), varies=job) for job in doubtful}
    tasks: list[Task] = [*planned.jobs.values(), *variations.values(), *planned.claims, *further]
    results, ran = run(tasks, planned.book.sources, seconds)
    outcomes: dict[Job | LayerOrder, Outcome] = {job: compare_result(results[job]) for job in planned.jobs.values()}
    for job, variation in variations.items():
        for line, message in unmoved(job.code, results[job].values, results[variation].values):
            if not outcomes[job].error:
                outcomes[job] = Outcome(results[job], error=message, line=line)
    for claim, labels in planned.claims.items():
        tallies = [tally for label in labels for tally in built_by_keras(label) if order_for(tally) == claim]
        outcomes[claim] = compare_result(results[claim], tallies)
    return outcomes, results, ran


def _examples(
    planned: Plan,
    *,
    outputs: dict[str, str],
    uses: dict[str, tuple[str, ...]],
    counted: dict[str, tuple[int, ...]],
    versions: dict[str, str],
    faults: dict[str, str],
    unrecorded: frozenset[str],
    problems: tuple[Problem, ...],
    comparisons: tuple[Comparison, ...],
    tried: dict[str, Result],
    ran: int,
) -> Examples:
    return Examples(
        outputs=outputs,
        codes={name: job.code for name, job in planned.jobs.items()},
        data={name: tuple(file for file, _ in job.data) for name, job in planned.jobs.items()},
        shown={name: _paths(fence for fence in planned.book.fences if fence.snippet == name) for name in planned.jobs},
        uses=uses,
        counted=counted,
        versions=versions,
        faults=planned.faults | faults,
        unrecorded=unrecorded,
        problems=problems,
        comparisons=comparisons,
        tried=tried,
        ran=ran,
    )


def _paths(fences: Iterable[ExecutedFence]) -> tuple[str, ...]:
    """The paths of the pages of these fences, each once for all languages."""
    return tuple(dict.fromkeys(fence.page.path for fence in fences))


def _comparisons(planned: Plan, outcomes: dict[Job | LayerOrder, Outcome]) -> Iterator[Comparison]:
    for name, job in planned.jobs.items():
        pages = _paths(fence for fence in planned.book.fences if fence.snippet == name)
        yield from (Comparison(compared, name, pages) for compared in outcomes[job].compared)
    for claim, labels in planned.claims.items():
        yield from (Comparison(compared, "", _paths(labels)) for compared in outcomes[claim].compared)


def _failures(planned: Plan, outcomes: dict[Job | LayerOrder, Outcome]) -> list[Problem]:
    problems = []
    for name, job in planned.jobs.items():
        if outcomes[job].error:
            problems += planned.at_pages(name, outcomes[job].line, outcomes[job].error)
        elif not outcomes[job].result.used and not judge_code(job.code).marks:
            problems += planned.at_pages(
                name,
                1,
                Message("it calls nothing of {libraries}, so nothing in it ran", libraries=", ".join(LIBRARIES)),
            )
    for claim, labels in planned.claims.items():
        if outcomes[claim].error:
            problems += [
                Problem(label.page.file, label.fence.line, outcomes[claim].error, label.page.lang) for label in labels
            ]
    return problems


def _difference(planned: Plan, name: str, outcomes: dict[Job | LayerOrder, Outcome]) -> list[Problem]:
    """The problems of a snippet whose output differs from its record; none where they are equal."""
    outcome = outcomes[planned.jobs[name]]
    expected = planned.book.recorded.output(name)
    if outcome.error or outcome.result.output == expected:
        return []
    if expected is None:
        return planned.at_pages(name, 1, NOBODY)
    message = Message(
        "its output differs from the recorded one; if the new one is right, run `make record`\n{difference}",
        difference=_shown_difference(expected, outcome.result.output),
    )
    return planned.at_pages(name, _writer(expected, outcome.result), message)


def _counted(planned: Plan, outcomes: dict[Job | LayerOrder, Outcome]) -> dict[str, tuple[int, ...]]:
    """The counts of Keras in what each snippet printed."""
    results = {name: outcomes[job].result for name, job in planned.jobs.items()}
    return {name: printed_counts(result.output, result.counted) for name, result in results.items()}


def _other_counts(planned: Plan, name: str, outcomes: dict[Job | LayerOrder, Outcome]) -> list[Problem]:
    """The problems of a snippet in whose output Keras counted other numbers than its record says."""
    outcome = outcomes[planned.jobs[name]]
    counts = printed_counts(outcome.result.output, outcome.result.counted)
    recorded = planned.book.recorded.counted(name)
    if outcome.error or counts == recorded:
        return []
    now, then = (", ".join(map(str, numbers)) or "none" for numbers in (counts, recorded))
    message = Message(
        "of the numbers it printed Keras counted {now}, recorded is {then}; run `make record`", now=now, then=then
    )
    return planned.at_pages(name, 1, message)


def _writer(expected: str, result: Result) -> int:
    """The snippet's line that printed the first line that differs."""
    pairs = zip(expected.splitlines(), result.output.splitlines(), strict=False)
    equal = next((number for number, (old, new) in enumerate(pairs) if old != new), None)
    if equal is None:
        equal = min(len(expected.splitlines()), len(result.output.splitlines()))
    return result.writers[min(equal, len(result.writers) - 1)] if result.writers else 1


def _shown_difference(expected: str, output: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), output.splitlines(), "recorded", "printed now", "", "", 1, "")
    return "\n".join(f"    {line}" for line in lines)
