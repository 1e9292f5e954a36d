"""Jobs and orders -> results: from the cache where all that they depend on is the same, else by running."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.installed import TITLES, framework_versions
from rnnformula.site.book.sources import PACKAGE
from rnnformula.site.examples import pool
from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.book.sources import Sources

#: What runs jobs and orders, and what describes to the build the layers that a job leaves behind.
RUNNERS = ("rnnformula/site/examples/worker.py", "rnnformula/keras/plain.py")
#: How long one snippet may run, in seconds, imports of Keras not counted.
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Code to run; ``file`` is what tracebacks call it, ``data`` the files that it reads, both relative to the project.

    ``data`` holds pairs of a name and a text.
    """

    file: str
    code: str
    data: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """All that is written down of what the output depends on: the code and the data."""
        return "\0".join((self.code, *(part for pair in self.data for part in pair)))

    @property
    def needs_keras(self) -> bool:
        """Whether the code imports Keras, by its import statements."""
        return "keras" in self.uses

    @property
    def uses(self) -> tuple[str, ...]:
        """Those of `TITLES` whose version the output may depend on, by the import statements of the code."""
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
class Order:
    """A layer that Keras is to build, as JSON; see `rnnformula.counting.exchange.order`."""

    text: str

    @property
    def data(self) -> dict[str, Any]:
        """The same as data."""
        read: dict[str, Any] = json.loads(self.text)
        return read


@dataclass(frozen=True, slots=True)
class Left:
    """Layers that a job left behind, as `rnnformula.keras.plain` describes them, and the line that made them."""

    line: int
    layers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a job printed, which of its lines wrote each line, what it left behind; or its error and the line."""

    output: str = ""
    writers: tuple[int, ...] = ()
    left: tuple[Left, ...] = ()
    error: str = ""
    line: int = 0


#: What was asked -> what came of it.
Results = dict["Job | Order", Result]


def run(jobs: list[Job], orders: list[Order], sources: Sources, seconds: float) -> tuple[Results, int]:
    """The result of each job and each order, and how many had to run; each runs once, however often it is named.

    The orders that have to run are built in one go.
    """
    kept = Kept(sources)
    results: Results = {}
    missing: dict[Job | Order, str] = {}
    every: list[Job | Order] = [*jobs, *orders]
    for asked in dict.fromkeys(every):
        key = kept.key(asked)
        answer = kept.read(key)
        if answer is None:
            missing[asked] = key
        else:
            results[asked] = _result(answer)
    answers = _run(list(missing), sources.root, seconds)
    for asked, key in missing.items():
        results[asked] = _result(answers[asked])
        if not results[asked].error:
            kept.write(key, answers[asked])
    return results, len(missing)


def _run(missing: list[Job | Order], root: Path, seconds: float) -> dict[Job | Order, dict[str, Any]]:
    """The answers of the workers."""
    jobs = [job for job in missing if isinstance(job, Job)]
    orders = [order for order in missing if isinstance(order, Order)]
    requests: list[dict[str, Any]] = []
    if orders:
        requests.append({"orders": [order.data for order in orders], "keras": True, "seconds": seconds})
    requests += [{"code": job.code, "file": job.file, "keras": job.needs_keras, "seconds": seconds} for job in jobs]
    answers = pool.run_requests(root, requests) if requests else []
    found: dict[Job | Order, dict[str, Any]] = {}
    if orders:
        built = answers.pop(0)
        each = built.get("built") or [{"error": built["error"]}] * len(orders)
        for order, answer in zip(orders, each, strict=True):
            told = {"error": answer["error"], "line": 1} if "error" in answer else {"left": [answer | {"line": 1}]}
            found[order] = told
    return found | dict(zip(jobs, answers, strict=True))


@dataclass(frozen=True)
class Kept:
    """What was run before, below ``.cache/results``: an answer a file, by what it was asked.

    A file holds a digest of itself, so that one that was cut or altered is not believed, and the digests of the files
    of this package that the code imported, so that a change of any other runs nothing again.
    """

    source_files: Sources

    @cached_property
    def folder(self) -> Path:
        """Where they lie."""
        return self.source_files.root / ".cache" / "results"

    @cached_property
    def surroundings(self) -> list[Any]:
        """What every answer depends on: who runs it, and on what."""
        runners = [self.source_files.get(name) for name in RUNNERS]
        return [runners, platform.python_version(), pool.ENVIRONMENT, framework_versions()]

    @cached_property
    def sources(self) -> dict[str, str]:
        """The digest of every Python file of the package, by its path."""
        texts = self.source_files.texts.items()
        return {name: _digest(text.encode()) for name, text in texts if name.startswith(f"{PACKAGE}/")}

    def key(self, asked: Job | Order) -> str:
        """The name of the file for what is asked."""
        made_of = [asked.file, asked.source] if isinstance(asked, Job) else [asked.text]
        return _digest(json.dumps([*made_of, *self.surroundings]).encode())

    def read(self, key: str) -> dict[str, Any] | None:
        """The answer of that name; None where there is none that can be believed."""
        try:
            kept = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            body = kept["body"]
            if kept["digest"] != _digest(body.encode()):
                return None
            read = json.loads(body)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        current: dict[str, Any] | None = read["answer"]
        return current if all(self.sources.get(file) == digest for file, digest in read["package"].items()) else None

    def write(self, key: str, answer: dict[str, Any]) -> None:
        """Keep an answer."""
        package = {file: self.sources.get(file) for file in answer.pop("package", ())}
        body = json.dumps({"answer": answer, "package": package})
        write_whole(self.folder / f"{key}.json", json.dumps({"digest": _digest(body.encode()), "body": body}))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _result(answer: dict[str, Any]) -> Result:
    left = tuple(Left(left["line"], tuple(left["layers"])) for left in answer.get("left", ()))
    known = {name: answer[name] for name in ("output", "error", "line") if name in answer}
    return Result(**known, writers=tuple(answer.get("writers", ())), left=left)
