"""Jobs -> results: from the cache where code, package and versions are the same, else by running."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from rnnformula.site import pool

if TYPE_CHECKING:
    from pathlib import Path

#: Packages whose version is part of every key; their names as installed.
VERSIONS = ("keras", "tensorflow", "numpy", "sympy")
#: What readers call the frameworks.
TITLES = {"keras": "Keras", "tensorflow": "TensorFlow", "sympy": "SymPy"}
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
class Compared:
    """One kind of layer that a job left behind: its arguments, its number of parameters on both sides.

    ``layer`` is written as in ``tests/known_counts.csv``: ``SimpleRNN units=10 features=1``.
    """

    layer: str
    formula: int
    keras: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a job printed, which of its lines wrote each line, what was compared; or its error and the line."""

    output: str = ""
    writers: tuple[int, ...] = ()
    compared: tuple[Compared, ...] = ()
    error: str = ""
    line: int = 0


def run(jobs: list[Job], root: Path, seconds: float = SECONDS) -> tuple[dict[Job, Result], int]:
    """The result of each job, and how many had to run; each job runs once, however often it is named."""
    results: dict[Job, Result] = {}
    missing = []
    folder = root / ".cache" / "snippets"
    for job in dict.fromkeys(jobs):
        stored = folder / f"{_key(job, root)}.json"
        if stored.exists():
            results[job] = _result(json.loads(stored.read_text(encoding="utf-8")))
        else:
            missing.append((job, stored))
    asked = [{"code": job.code, "file": job.file, "keras": job.needs_keras, "seconds": seconds} for job, _ in missing]
    for (job, stored), answer in zip(missing, pool.run_jobs(root, asked), strict=True):
        results[job] = _result(answer)
        if not results[job].error:
            write_whole(stored, json.dumps(answer))
    return results, len(missing)


def write_whole(file: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


@cache
def framework_versions() -> dict[str, str]:
    """The installed versions of `VERSIONS`; what is not installed is left out. Imports none of them."""
    found = {}
    for name in VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _result(answer: dict[str, Any]) -> Result:
    compared = tuple(Compared(*layer) for layer in answer.get("compared", ()))
    return Result(**answer | {"writers": tuple(answer.get("writers", ())), "compared": compared})


def _key(job: Job, root: Path) -> str:
    made_of = [job.file, job.source, _package_source(root), platform.python_version(), pool.ENVIRONMENT]
    return hashlib.sha256(json.dumps([*made_of, framework_versions()]).encode()).hexdigest()


@cache
def _package_source(root: Path) -> str:
    """A digest of every Python file of the package."""
    digest = hashlib.sha256()
    for file in sorted((root / "rnnformula").rglob("*.py")):
        digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()
