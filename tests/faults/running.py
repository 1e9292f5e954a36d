"""Runs what must go red on copies of the project, and judges what came of it."""

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from rnnformula.site.messages import LANG_VARIABLES
from tests.faults.copies import Copy, PlantingError, copy_again, copy_project
from tests.faults.data import COMMANDS, Fault
from tests.languages import ENGLISH

#: What a fault can come to. Only the first is good: an invalid fault proves nothing.
CAUGHT, MISSED, INVALID = "caught", "missed", "invalid"
#: Seconds until a command counts as hanging.
MOST = 900
#: How pytest ends where tests failed, and where it could not even collect one.
FAILED, INTERRUPTED = 1, 2
#: Nothing of a shell's settings may decide what a command says.
REMOVED = re.compile(r"MAKE|MFLAGS|PYTEST|RNNFORMULA|KERAS_HOME")
#: What `make site` leaves.
SITE = "site"
#: Tests that share one built site.
BROWSER = "tests/browser/"

Say = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and everything it printed."""

    status: int
    output: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one fault."""

    fault: Fault
    outcome: str
    seconds: float
    reason: str = ""

    def __str__(self) -> str:
        line = f"{self.outcome:8}{self.seconds:6.1f} s  {self.fault.kind}: {self.fault.what}"
        return line + (f"\n        {self.reason}" if self.reason else "")


class Runner:
    """Runs commands in copies, and kills what still runs when it is left early."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.running: set[subprocess.Popen] = set()

    def run(self, copy: Copy, command: list[str]) -> Done:
        """Run a command in a copy to its end, or for `MOST` seconds."""
        with tempfile.TemporaryFile() as printed:
            process = subprocess.Popen(
                command,
                cwd=copy.project,
                env=environment(copy),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
            self.running.add(process)
            try:
                process.wait(MOST)
            except subprocess.TimeoutExpired:
                return Done(INTERRUPTED, f"still running after {MOST} s")
            finally:
                self.running.discard(process)
                kill(process)
            printed.seek(0)
            return Done(process.returncode, printed.read().decode(errors="replace"))

    def stop(self) -> None:
        """Kill everything that runs."""
        for process in list(self.running):
            kill(process)

    def make(self, copy: Copy, target: str) -> Done:
        """Run a target of the Makefile; the environment is taken as it is."""
        return self.run(copy, ["make", "-o", ".venv/full", "-o", ".venv/light", target])

    def pytest(self, copy: Copy, *arguments: str) -> Done:
        """Run pytest without what pyproject.toml adds for whole runs."""
        python = str(self.root / ".venv" / "bin" / "python")
        plain = ["-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:randomly", "--doctest-modules", "-q"]
        return self.run(copy, [python, "-m", "pytest", *plain, "--tb=short", *arguments])

    def command(self, copy: Copy, fault: Fault) -> Done:
        """Run what must go red for a fault."""
        return self.pytest(copy, "-x", *fault.tests) if fault.red == "test" else self.make(copy, fault.red)


def kill(process: subprocess.Popen) -> None:
    """End a process and what it started, which may outlive it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def environment(copy: Copy) -> dict[str, str]:
    """What commands in a copy see: a home of its own, the tools of the linked environment, the warm cache."""
    kept = {name: value for name, value in os.environ.items() if not REMOVED.match(name)}
    return kept | {
        "HOME": str(copy.home),
        "PATH": f"{copy.project / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        LANG_VARIABLES[0]: ENGLISH,  # what has to be printed is written in English
        "RNNFORMULA_WARM_CACHE": str(copy.project / ".cache"),
        "SOURCE_DATE_EPOCH": "1700000000",
    }


def judge(runner: Runner, copy: Copy, fault: Fault, site: str) -> tuple[str, str]:
    """Plant a fault and run what must find it: the outcome, and the reason of a bad one.

    `site` is a digest of the site that is built without any fault.
    """
    try:
        copy.plant(fault.changes)
    except PlantingError as error:
        return INVALID, str(error)
    done = runner.command(copy, fault)
    if fault.heals and done.status == 0:
        same = fault.red != "site" or digest(copy.project / SITE) == site
        return (CAUGHT, "") if same else (MISSED, "it changes the site")
    if fault.heals and not (fault.says and fault.says in done.output):
        return MISSED, f"it does harm: {last_line(done.output)}"
    if done.status == 0:
        return MISSED, ""
    if fault.red == "test" and done.status not in (FAILED, INTERRUPTED):
        return INVALID, f"no test ran: {last_line(done.output)}"
    if "ModuleNotFoundError" in done.output and "ModuleNotFoundError" not in fault.says:
        return INVALID, f"a module is missing: {last_line(done.output)}"
    if fault.says not in done.output:
        return INVALID, f"red, but it does not say {fault.says!r}: {last_line(done.output)}"
    return CAUGHT, ""


def digest(folder: Path) -> str:
    """A fingerprint of all files below a folder, by name and content."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            found.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


def last_line(output: str) -> str:
    """The last thing that was printed, what make adds left out."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("make: ***")]
    return lines[-1][:300] if lines else "nothing was printed"


class Trial:
    """One run of faults: a checkout, copies of it for as many workers, and what is red there without any fault."""

    def __init__(self, root: Path, folder: Path, workers: int, say: Say) -> None:
        self.folder = folder
        self.workers = workers
        self.say = say
        self.runner = Runner(root)
        self.original = copy_project(root, folder / "original")
        self.copies: SimpleQueue[Copy] = SimpleQueue()
        self.red: dict[str, str] = {}
        self.site = ""

    def run(self, faults: list[Fault]) -> list[Verdict]:
        """Run everything without a fault, then with each; the verdicts in the order of the faults."""
        self.run_targets({fault.red for fault in faults})
        for number in range(self.workers):
            self.copies.put(copy_again(self.original, self.folder / str(number)))
        with ThreadPoolExecutor(self.workers) as pool:
            try:
                list(pool.map(self.run_tests, group_tests(faults)))
                slowest = sorted(faults, key=expected_time, reverse=True)
                verdicts = dict(zip(slowest, pool.map(self.try_fault, slowest), strict=True))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self.runner.stop()
                raise
        return [verdicts[fault] for fault in faults]

    def run_targets(self, targets: set[str]) -> None:
        """Run the targets in the original, so that all copies have what they keep for later."""
        for target in ("check", "site"):
            if target in targets:
                self.say(f"make {target}, without a fault")
                done = self.runner.make(self.original, target)
                if done.status:
                    self.red[target] = f"make {target} is red without the fault: {last_line(done.output)}"
        self.site = digest(self.original.project / SITE)
        shutil.rmtree(self.original.project / SITE, ignore_errors=True)

    def run_tests(self, tests: list[str]) -> None:
        """Run tests without a fault; those that fail or are not there are red."""
        with self.a_copy() as copy:
            there = collect(self.runner, copy, tests)
            missing = [test for test in tests if not any(is_of(test, found) for found in there)]
            self.red |= {test: f"there is no test {test}" for test in missing}
            wanted = [test for test in tests if test not in missing]
            if wanted:
                self.say(f"{len(wanted)} sets of tests, without a fault")
                done = self.runner.pytest(copy, "-rA", *wanted)
                failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.output, re.MULTILINE)
                passed = re.findall(r"^PASSED (\S+)", done.output, re.MULTILINE)
                for test in wanted:
                    if any(is_of(test, found) for found in failed) or not any(is_of(test, found) for found in passed):
                        self.red[test] = f"{test} does not pass without the fault: {last_line(done.output)}"

    def try_fault(self, fault: Fault) -> Verdict:
        """Plant a fault on a copy, run what must find it, and undo it."""
        start = time.monotonic()
        blame = next((self.red[name] for name in (fault.red, *fault.tests) if name in self.red), None)
        if blame:
            outcome, reason = INVALID, blame
        else:
            with self.a_copy() as copy:
                outcome, reason = judge(self.runner, copy, fault, self.site)
        verdict = Verdict(fault, outcome, time.monotonic() - start, reason)
        self.say(verdict)
        return verdict

    @contextlib.contextmanager
    def a_copy(self) -> Iterator[Copy]:
        """A copy for oneself, given back as it was."""
        copy = self.copies.get()
        try:
            yield copy
        finally:
            copy.restore(self.original)
            self.copies.put(copy)


def try_faults(root: Path, faults: list[Fault], workers: int, say: Say) -> list[Verdict]:
    """Plant each fault on a copy of a checkout; the verdicts in the order of the faults."""
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        return Trial(root, Path(folder), workers, say).run(faults)


def group_tests(faults: list[Fault]) -> list[list[str]]:
    """All tests that are named, once each; those that open a browser together, as they share a site."""
    tests = sorted({test for fault in faults for test in fault.tests})
    groups = ([test for test in tests if test.startswith(BROWSER) == browser] for browser in (True, False))
    return [group for group in groups if group]


def expected_time(fault: Fault) -> int:
    """What to begin with, so that no long run is left for the end."""
    return 3 if any(test.startswith(BROWSER) for test in fault.tests) else COMMANDS.index(fault.red)


def collect(runner: Runner, copy: Copy, tests: list[str]) -> list[str]:
    """The node ids of all tests in the files of those that are named."""
    files = sorted({test.partition("::")[0] for test in tests})
    done = runner.pytest(copy, "--collect-only", *(file for file in files if (copy.project / file).exists()))
    return [line for line in done.output.splitlines() if "::" in line]


def is_of(test: str, found: str) -> bool:
    """Whether a node id is that of a test, or of one of its cases, or in its file."""
    return found == test or found.startswith((f"{test}[", f"{test}::"))
