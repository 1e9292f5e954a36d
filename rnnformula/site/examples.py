"""All examples of the site: run once, compared with Keras and with the records, handed to the pages."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from rnnformula.site.fences import LabelFence, SnippetFence, read_fences
from rnnformula.site.problems import Problem, SiteError
from rnnformula.site.running import Job, Result, framework_versions, run, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.pages import Page

#: The versions that the records were made with.
VERSIONS_FILE = "versions.json"
RECORDED_VERSIONS = ("keras", "tensorflow")


class Mode(Enum):
    """What to do with the records."""

    VERIFY = "run everything; what differs from its record is a problem"
    LIVE = "run everything; what differs from its record is shown and reported"
    PREVIEW = "run nothing; the records are the output"


@dataclass(frozen=True, slots=True)
class Examples:
    """What the pages show.

    ``outputs`` maps a snippet's file name to what it printed, ``codes`` to its text, ``keras``
    tells whether it imports Keras; ``labels`` maps the code of a label fence to what it renders.
    ``unrecorded`` are differences from the records that live preview lets pass; ``ran`` is the
    number of executions that this build needed.
    """

    outputs: dict[str, str]
    codes: dict[str, str]
    keras: dict[str, bool]
    labels: dict[str, str]
    versions: dict[str, str]
    unrecorded: tuple[Problem, ...] = ()
    ran: int = 0


@dataclass(frozen=True)
class Plan:
    """The fences of all pages and the snippets they name, before anything runs."""

    root: Path
    snippets: list[SnippetFence]
    labels: list[LabelFence]
    jobs: dict[str, Job]
    claims: dict[Job, list[LabelFence]]
    problems: list[Problem] = field(default_factory=list)

    def places(self, name: str) -> list[SnippetFence]:
        """Where a snippet is shown."""
        return [asked for asked in self.snippets if asked.name == name]


def plan(pages: list[Page], root: Path) -> Plan:
    """Read all fences; a fence that can't be read or a missing snippet is among ``problems``."""
    snippets, labels, problems = read_fences(pages)
    jobs: dict[str, Job] = {}
    for asked in snippets:
        file = root / "snippets" / asked.name
        if file.is_file():
            jobs[asked.name] = Job(f"snippets/{asked.name}", file.read_text(encoding="utf-8"))
        else:
            message = f"snippets/{asked.name}:1: there is no such snippet"
            problems.append(Problem(asked.page.file, asked.fence.line, message, asked.page.lang))
    claims: dict[Job, list[LabelFence]] = {}
    for label in labels:
        claims.setdefault(_claim(label), []).append(label)
    return Plan(root, snippets, labels, jobs, claims, problems)


def examine(pages: list[Page], root: Path, mode: Mode, seconds: float) -> Examples:
    """Run what the mode asks for and compare.

    Raises:
        SiteError: every problem found, with page, line, language, snippet and its line.
    """
    planned = plan(pages, root)
    problems = list(planned.problems)
    labels = {label.fence.code.strip(): label.rendered() for label in planned.labels}
    codes = {name: job.code for name, job in planned.jobs.items()}
    keras = {name: job.needs_keras for name, job in planned.jobs.items()}
    if mode is Mode.PREVIEW:
        records = {name: _record(root, name) for name in planned.jobs}
        problems += [problem for name, text in records.items() if text is None for problem in unrecorded(planned, name)]
        if problems:
            raise SiteError(problems)
        return Examples({n: r or "" for n, r in records.items()}, codes, keras, labels, recorded_versions(root))
    results, ran = run([*planned.jobs.values(), *planned.claims], root, seconds)
    problems += _failures(planned, results)
    outputs = {name: results[job].output for name, job in planned.jobs.items() if not results[job].error}
    differing = [*_differences(planned, results), *_version_change(root)]
    if mode is Mode.VERIFY:
        problems += differing
    if problems:
        raise SiteError(problems)
    versions = framework_versions()
    return Examples(outputs, codes, keras, labels, versions, tuple(differing), ran)


def record(pages: list[Page], root: Path, seconds: float) -> list[str]:
    """Accept what the snippets print now as their records; the names of those that changed.

    Raises:
        SiteError: anything raised, or formula and framework disagree; then nothing is written.
    """
    planned = plan(pages, root)
    results, _ = run([*planned.jobs.values(), *planned.claims], root, seconds)
    if problems := [*planned.problems, *_failures(planned, results)]:
        raise SiteError(problems)
    changed = []
    for name, job in planned.jobs.items():
        if _record(root, name) != results[job].output:
            write_whole(record_file(root, name), results[job].output)
            changed.append(record_file(root, name).relative_to(root).as_posix())
    for file in orphans(planned):
        file.unlink()
        changed.append(f"{file.relative_to(root).as_posix()} (removed: no page shows its snippet)")
    versions = {name: framework_versions()[name] for name in RECORDED_VERSIONS}
    if recorded_versions(root) != versions:
        file = root / "snippets" / "expected" / VERSIONS_FILE
        write_whole(file, json.dumps(versions, indent=2) + "\n")
        changed.append(file.relative_to(root).as_posix())
    return changed


def orphans(planned: Plan) -> list[Path]:
    """Records whose snippet no page shows."""
    folder = planned.root / "snippets" / "expected"
    known = {record_file(planned.root, name) for name in planned.jobs}
    return sorted(file for file in folder.glob("*.txt") if file not in known)


def unrecorded(planned: Plan, name: str) -> list[Problem]:
    """The problem of a snippet without a record, at each place that shows it."""
    message = "nobody recorded its output; where TensorFlow is installed, run `make record`"
    return _at_pages(planned, name, 1, message)


def record_file(root: Path, name: str) -> Path:
    """Where the recorded output of a snippet lies."""
    return root / "snippets" / "expected" / f"{name.removesuffix('.py')}.txt"


def recorded_versions(root: Path) -> dict[str, str]:
    """The versions that the records were made with; empty before the first recording."""
    file = root / "snippets" / "expected" / VERSIONS_FILE
    versions: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return versions


def _record(root: Path, name: str) -> str | None:
    file = record_file(root, name)
    return file.read_text(encoding="utf-8") if file.exists() else None


def _claim(label: LabelFence) -> Job:
    """Code that has Keras build what a label fence speaks of, and compares."""
    arguments = "".join(f", {name}={value!r}" for name, value in label.arguments)
    code = f"from rnnformula.keras import build, check\n\ncheck(build({label.layer!r}{arguments}))\n"
    return Job("formula-against-keras.py", code)


def _failures(planned: Plan, results: dict[Job, Result]) -> list[Problem]:
    problems = []
    for name, job in planned.jobs.items():
        if results[job].error:
            problems += _at_pages(planned, name, results[job].line, results[job].error)
    for job, labels in planned.claims.items():
        if results[job].error:
            problems += [Problem(f.page.file, f.fence.line, results[job].error, f.page.lang) for f in labels]
    return problems


def _differences(planned: Plan, results: dict[Job, Result]) -> list[Problem]:
    problems = []
    for name, job in planned.jobs.items():
        result = results[job]
        expected = _record(planned.root, name)
        if result.error or result.output == expected:
            continue
        if expected is None:
            problems += unrecorded(planned, name)
            continue
        message = (
            "its output differs from the recorded one; if the new one is right, run `make record`\n"
            + _difference(expected, result.output)
        )
        problems += _at_pages(planned, name, _writer(expected, result), message)
    return problems


def _writer(expected: str, result: Result) -> int:
    """The snippet's line that printed the first line that differs."""
    pairs = zip(expected.splitlines(), result.output.splitlines(), strict=False)
    same = next((number for number, (old, new) in enumerate(pairs) if old != new), None)
    if same is None:
        same = min(len(expected.splitlines()), len(result.output.splitlines()))
    return result.writers[min(same, len(result.writers) - 1)] if result.writers else 1


def _difference(expected: str, output: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), output.splitlines(), "recorded", "printed now", "", "", 1, "")
    return "\n".join(f"    {line}" for line in lines)


def _version_change(root: Path) -> list[Problem]:
    recorded = recorded_versions(root)
    installed = {name: number for name, number in framework_versions().items() if name in RECORDED_VERSIONS}
    if recorded == installed:
        return []
    message = f"recorded with {_named(recorded)}, running {_named(installed)}; read the pages, then run `make record`"
    return [Problem(f"snippets/expected/{VERSIONS_FILE}", 1, message)]


def _named(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items()) or "no version"


def _at_pages(planned: Plan, name: str, line: int, message: str) -> list[Problem]:
    return [
        Problem(asked.page.file, asked.fence.line, f"snippets/{name}:{line}: {message}", asked.page.lang)
        for asked in planned.places(name)
    ]
