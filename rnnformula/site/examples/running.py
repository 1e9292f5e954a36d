"""Runs jobs and orders, or takes their results from the cache where all that they depend on is unchanged."""

from __future__ import annotations

import ast
import json
import platform
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.installed import TITLES, framework_versions
from rnnformula.site.book.sources import PACKAGE
from rnnformula.site.examples import pool
from rnnformula.site.examples.judging import judge_code
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.shelf import digest
from rnnformula.site.messages import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rnnformula.site.book.sources import Sources

#: The files that run jobs and orders and describe the layers that are left behind; every result depends on them.
RUNNERS = ("rnnformula/site/examples/worker.py", "rnnformula/keras/plain.py")
#: The file that has layers read random steps; the results of trials depend on it too.
TRIER = "rnnformula/site/examples/layer_outputs.py"
#: The time limit of a snippet, in seconds, without the import of Keras.
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Code to run; ``file`` is its path in tracebacks, relative to the project.

    ``data`` holds the files that the code reads, as pairs of a path, relative to the project, and a text. ``varies`` is
    the job of which this is the same with other sizes: it shows which numbers move, and may fail.
    """

    file: str
    code: str
    data: tuple[tuple[str, str], ...] = ()
    varies: Job | None = None

    @property
    def watched(self) -> tuple[tuple[int, int], ...]:
        """The places of what it prints and only a run with other sizes can judge."""
        return judge_code((self.varies or self).code).undecided

    @property
    def source(self) -> str:
        """The code and the data in one text, for a digest."""
        return "\0".join((self.code, *(part for pair in self.data for part in pair)))

    @property
    def needs_keras(self) -> bool:
        """Whether the code imports Keras, judged by its import statements."""
        return "keras" in self.imports

    @property
    def imports(self) -> tuple[str, ...]:
        """The libraries in `TITLES` that the code imports, whether it calls them or not."""
        try:
            tree = ast.parse(self.code)
        except SyntaxError:
            return ()
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named = {name.split(".")[0] for name in imported} | {"keras" for name in imported if name == "rnnformula.keras"}
        if named & {"keras", "tensorflow"}:
            named |= {"keras", "tensorflow"}
        return tuple(name for name in TITLES if name in named)


@dataclass(frozen=True, slots=True)
class LayerOrder:
    """An order for Keras to build a layer, as JSON; see `rnnformula.counting.exchange.order`."""

    text: str

    @property
    def data(self) -> dict[str, Any]:
        """The order as `rnnformula.counting.exchange.order` makes it."""
        order: dict[str, Any] = json.loads(self.text)
        return order


@dataclass(frozen=True, slots=True)
class Trial:
    """An order for Keras to build a layer and have it read random steps, as JSON.

    ``text`` is written by `rnnformula.site.examples.trials`; ``snippet`` is the job that writes the class of the
    layer, where Keras does not have it.
    """

    text: str
    snippet: Job | None = None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Layers that a job left behind, as `rnnformula.keras.plain` describes them, and the line that made them."""

    line: int
    layers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The output of a job, the line of code that wrote each of its lines, the layers left behind; or error and line.

    ``used`` holds the names of the libraries of which the code called something, ``values`` the pieces that only
    another run can judge, as line, column and text. ``counted`` holds the numbers of parameters that
    Keras counted and the code made texts.
    ``record`` is what the layer of a trial put out: see `rnnformula.site.examples.layer_outputs.put_out`.
    """

    output: str = ""
    writers: tuple[int, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    used: tuple[str, ...] = ()
    values: tuple[tuple[int, int, str], ...] = ()
    counted: tuple[int, ...] = ()
    error: str = ""
    line: int = 0
    record: dict[str, Any] = field(default_factory=dict)


#: What can be run.
Task = Job | LayerOrder | Trial
#: Task -> its result.
Results = dict[Task, Result]


def run(tasks: Iterable[Task], sources: Sources, seconds: float) -> tuple[Results, int]:
    """The result of each task, and how many of them had to run.

    A task runs once, however often it is among them; all orders that have to run are one request, all trials another.
    """
    kept = KeptResults(sources)
    results: Results = {}
    missing: dict[Task, str] = {}
    for task in dict.fromkeys(tasks):
        key = kept.key(task)
        answer = kept.read(key)
        if answer is None:
            missing[task] = key
        else:
            results[task] = _result(answer)
    answers = _run(list(missing), sources.root, seconds)
    for task, key in missing.items():
        results[task] = _result(answers[task])
        if not results[task].error:
            kept.write(key, answers[task])
    return results, len(missing)


def _run(missing: list[Task], root: Path, seconds: float) -> dict[Task, dict[str, Any]]:
    """The answer of a worker to each task."""
    jobs = [task for task in missing if isinstance(task, Job)]
    orders = [task for task in missing if isinstance(task, LayerOrder)]
    trials = [task for task in missing if isinstance(task, Trial)]
    requests: list[dict[str, Any]] = []
    if orders:
        requests.append({"orders": [order.data for order in orders], "keras": True, "seconds": seconds})
    if trials:
        requests.append({**_request(trials), "keras": True, "seconds": seconds})
    requests += [
        {"code": job.code, "file": job.file, "keras": job.needs_keras, "seconds": seconds}
        | {"varied": bool(job.varies), "watched": job.watched}
        for job in jobs
    ]
    answers = pool.run_requests(root, requests) if requests else []
    answered: dict[Task, dict[str, Any]] = {}
    if orders:
        for order, layer in zip(orders, _each(answers.pop(0), "built", len(orders)), strict=True):
            answered[order] = layer if "error" in layer else {"left_behind": [layer | {"line": 1}]}
    if trials:
        answer = answers.pop(0)
        for trial, tried in zip(trials, _each(answer, "tried", len(trials)), strict=True):
            answered[trial] = tried | {"package": answer.get("package", ())}
    return answered | dict(zip(jobs, answers, strict=True))


def _request(trials: list[Trial]) -> dict[str, Any]:
    snippets = {trial.snippet: None for trial in trials if trial.snippet}
    return {
        "trials": [json.loads(trial.text) for trial in trials],
        "snippets": [{"file": job.file, "code": job.code} for job in snippets],
    }


def _each(answer: dict[str, Any], name: str, number: int) -> list[dict[str, Any]]:
    """The parts of an answer to several tasks, by the name under which it has them; its error is that of each."""
    parts = answer.get(name) or [{"error": answer["error"]}] * number
    return [part | {"line": 1} if "error" in part else part for part in parts]


@dataclass(frozen=True)
class KeptResults:
    """Answers of workers to earlier jobs and orders, kept below ``.cache/results``, an answer a file.

    A file holds a digest of itself, so that a file that was cut or altered is not believed, and the digests of the
    files of this package that the code imported, so that a change of any other file runs nothing again.
    """

    sources: Sources

    @cached_property
    def folder(self) -> Path:
        """The folder of the files."""
        return self.sources.root / ".cache" / "results"

    @cached_property
    def surroundings(self) -> list[Any]:
        """What all answers depend on: the code of the workers, their environment, the versions of the frameworks."""
        runners = [self.sources.get(name) for name in RUNNERS]
        return [runners, platform.python_version(), pool.ENVIRONMENT, framework_versions()]

    @cached_property
    def package_digests(self) -> dict[str, str]:
        """The digest of every Python file of the package, by its path."""
        texts = self.sources.texts.items()
        return {name: digest(text) for name, text in texts if name.startswith(f"{PACKAGE}/")}

    def key(self, task: Task) -> str:
        """The name of the file of an answer, without its ending."""
        return digest(json.dumps([*self._made_of(task), *self.surroundings]))

    def _made_of(self, task: Task) -> list[str]:
        match task:
            case Job():
                return [task.file, task.source, str(bool(task.varies)), str(task.watched)]
            case LayerOrder():
                return [task.text]
            case Trial():
                snippet = self._made_of(task.snippet) if task.snippet else []
                return [task.text, self.sources.get(TRIER), *snippet]

    def read(self, key: str) -> dict[str, Any] | None:
        """The answer with this key; None where there is none, or none that can be believed."""
        try:
            kept = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            body = kept["body"]
            if kept["digest"] != digest(body):
                return None
            content = json.loads(body)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        answer: dict[str, Any] = content["answer"]
        unchanged = all(self.package_digests.get(file) == recorded for file, recorded in content["package"].items())
        return answer if unchanged else None

    def write(self, key: str, answer: dict[str, Any]) -> None:
        """Keep an answer under this key."""
        package = {file: self.package_digests.get(file) for file in answer.pop("package", ())}
        body = json.dumps({"answer": answer, "package": package})
        write_whole(self.folder / f"{key}.json", json.dumps({"digest": digest(body), "body": body}))


def _result(answer: dict[str, Any]) -> Result:
    left_behind = tuple(LeftBehind(left["line"], tuple(left["layers"])) for left in answer.get("left_behind", ()))
    known = {name: answer[name] for name in ("output", "error", "line", "record") if name in answer}
    if isinstance(known.get("error"), list):
        known["error"] = from_json(known["error"])
    lines, used = (tuple(answer.get(name, ())) for name in ("writers", "used"))
    values = tuple((line, column, text) for line, column, text in answer.get("values", ()))
    counted = tuple(answer.get("counted", ()))
    return Result(**known, writers=lines, left_behind=left_behind, used=used, values=values, counted=counted)
