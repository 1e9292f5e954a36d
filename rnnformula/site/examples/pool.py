"""The worker processes that run snippets, as the build sees them.

A worker is started when it is first needed, and again where it died. This module outlives the rebuilds of a live
preview, in which all others are imported anew.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import IO, Any

#: How long to wait for an answer, in seconds: importing TensorFlow from a cold disk takes minutes at worst.
START_SECONDS = 600
#: Variables that make output the same on every machine: width, colour, hash order, arithmetic, no GPU, no chatter.
ENVIRONMENT = {
    "COLUMNS": "80",
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "NO_COLOR": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "TERM": "dumb",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
#: Variables of the caller that would undo this and are removed; so are all that begin as settings of frameworks and
#: Python do.
REMOVED = ("FORCE_COLOR", "TTY_COMPATIBLE")
SETTING_PREFIXES = ("KERAS_", "TF_", "XLA_", "PYTHON")
#: Lines that TensorFlow writes to stderr before it can be silenced.
CHATTER = re.compile(r"WARNING: All log messages before absl|[IWE]\d{4} ")
WORKER_FILE = Path(__file__).with_name("worker.py")


class Worker:
    """A process that answers requests, several at once."""

    def __init__(self, root: Path, slots: int) -> None:
        self.root = root
        self.pending: dict[int, dict[str, Any]] = {}
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the process
        # Snippets work and write here; Keras finds no settings of the user, as its own folder is empty.
        self.folder = tempfile.TemporaryDirectory(prefix="rnnformula-", ignore_cleanup_errors=True)
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith((*SETTING_PREFIXES, *REMOVED))
        }
        (Path(self.folder.name) / "keras").mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(WORKER_FILE), str(slots), self.folder.name],
            cwd=root,
            env=inherited | ENVIRONMENT | {"KERAS_HOME": str(Path(self.folder.name) / "keras")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            encoding="utf-8",
        )
        self.answers: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self.close)

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.answers.put(line)
        self.answers.put("")

    def send(self, request: dict[str, Any]) -> None:
        """Send a request; it has an ``id`` where an answer is wanted."""
        assert self.process.stdin
        if "id" in request:
            self.pending[request["id"]] = request
        with suppress(BrokenPipeError):  # that the process died shows when its answer is read
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()

    def gather(self) -> dict[int, dict[str, Any]]:
        """The answers to all pending requests, by id; a hang or the death of the process becomes an error in each."""
        answers: dict[int, dict[str, Any]] = {}
        while self.pending:
            try:
                line = self.answers.get(timeout=START_SECONDS)
            except Empty:
                line = ""
            if not line:
                self.close()
                message = failure("the process that runs the snippets ended{output}", output=_last(self._stderr()))
                return answers | {number: {"error": message, "line": 1} for number in self.pending}
            answer = json.loads(line)
            request = self.pending.pop(answer.pop("id"))
            answers[request["id"]] = _as_error(request, answer) if "stderr" in answer else answer
        return answers

    def _stderr(self) -> str:
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the process and all that it runs."""
        atexit.unregister(self.close)
        assert self.process.stdin
        with suppress(BrokenPipeError):
            self.process.stdin.close()  # it ends, unless it is busy with an import
        try:
            self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


def _as_error(request: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """The error of a fork that hung or ended early, with the line of the snippet that it had reached."""
    message = (
        failure("the snippet ran longer than {seconds} s", seconds=request["seconds"])
        if "late" in answer
        else failure(
            "the process that ran the snippet ended with status {status}{output}",
            status=answer["status"],
            output=_last(answer["stderr"]),
        )
    )
    dump = re.split(r"^(?:Timeout \(|Fatal Python error)", answer["stderr"], flags=re.MULTILINE)[-1]
    lines = re.findall(
        rf'File "{re.escape(request.get("file", ""))}", line (\d+)', dump
    )  # the innermost call comes first
    return {"error": message, "line": int(lines[0]) if lines else 1}


def _last(stderr: str) -> str:
    """The end of what a process wrote to stderr, without chatter, from a new line on; empty where it wrote nothing."""
    words = "\n".join(line for line in stderr.splitlines() if not CHATTER.match(line))[-1000:].rstrip()
    return f"\n{words}" if words else ""


def failure(template: str, /, **values: Any) -> list[Any]:
    """A message as `rnnformula.site.messages.from_json` reads it: its class is another one after a rebuild."""
    return [template, values]


def cores() -> int:
    """The number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


#: Whether it imports Keras -> the worker. There are two, so that a snippet without Keras need not wait for its import.
_workers: dict[bool, Worker] = {}


def run_requests(root: Path, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run requests, several at once, with the package's source as it is now; returns the answers in order.

    A request has ``seconds`` (the time limit), ``keras`` (whether to import Keras before the clock starts), and either
    ``code`` and ``file`` (relative to ``root``), or ``orders``, layers to build, or ``trials``, layers that are to put
    something out, with the ``snippets`` that write their classes. An answer has ``output``, ``writers``, ``used`` and
    ``left_behind``, or ``built``, or ``tried``, and in each case ``package``; or it has ``error`` and ``line``.
    """
    for number, request in enumerate(requests):
        _worker(root, keras=request["keras"]).send(request | {"id": number})
    answers: dict[int, dict[str, Any]] = {}
    for worker in list(_workers.values()):
        answers |= worker.gather()
    return [answers[number] for number in range(len(requests))]


def _worker(root: Path, *, keras: bool) -> Worker:
    worker = _workers.get(keras)
    if not worker or not worker.alive or worker.root != root:
        if worker:
            worker.close()
        worker = _workers[keras] = Worker(root, cores() if keras else 1)
    return worker


def warm_up(root: Path) -> None:
    """Start the worker with Keras and let it import Keras while the caller does other things."""
    if True not in _workers:
        _worker(root, keras=True).send({"keras": True})


def close(kinds: tuple[bool, ...] = (False, True)) -> None:
    """End the workers without Keras, with Keras, or both, where they run."""
    for keras in kinds:
        if worker := _workers.pop(keras, None):
            worker.close()
