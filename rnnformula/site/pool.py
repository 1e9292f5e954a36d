"""The worker process as the build sees it: started when first needed, restarted when it dies.

This module outlives the rebuilds of a live preview, in which all others are imported anew.
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
from queue import Empty, Queue
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: Importing TensorFlow on a slow machine with a cold disk takes minutes at worst.
START_SECONDS = 600
#: What makes output the same everywhere: width, colour, hash order, arithmetic, no GPU, no chatter.
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
#: What would undo that, if the caller has it set.
REMOVED = ("FORCE_COLOR", "TTY_COMPATIBLE", "PYTHONWARNINGS", "PYTHONSTARTUP")
#: What TensorFlow says on stderr before it can be told to be quiet.
CHATTER = re.compile(r"WARNING: All log messages before absl|[IWE]\d{4} ")


class Worker:
    """One process that runs jobs in order."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the process
        environment = {name: value for name, value in os.environ.items() if name not in REMOVED} | ENVIRONMENT
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rnnformula.site.worker"],
            cwd=root,
            env=environment,
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

    def send(self, job: dict[str, Any]) -> None:
        """Hand a job over; it starts when those before it have ended."""
        assert self.process.stdin
        try:
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the answer, or its absence, tells

    def run(self, job: dict[str, Any]) -> dict[str, Any]:
        """Run one job; a hang or a dead process becomes an error like any other.

        The answer has ``output`` and ``writers``, or ``error`` and ``line``.
        """
        self.send(job)
        try:
            started = self.answers.get(timeout=START_SECONDS)
            answer = self.answers.get(timeout=job["seconds"] + 1) if started else ""
        except Empty:
            self.close()
            return {"error": f"the snippet ran longer than {job['seconds']} s", "line": self._last_line(job["file"])}
        if not answer:
            status = self.process.wait()
            said = "\n".join(line for line in self._said().splitlines() if not CHATTER.match(line))
            message = f"the process that ran the snippet ended with status {status}\n{said[-1000:]}".strip()
            return {"error": message, "line": self._last_line(job["file"])}
        result: dict[str, Any] = json.loads(answer)
        return result

    def _said(self) -> str:
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    def _last_line(self, file: str) -> int:
        """Where the snippet was, by the traceback that faulthandler left."""
        dump = re.split(r"^(?:Timeout \(|Fatal Python error)", self._said(), flags=re.MULTILINE)[-1]
        lines = re.findall(rf'File "{re.escape(file)}", line (\d+)', dump)  # innermost call first
        return int(lines[0]) if lines else 1

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the process."""
        atexit.unregister(self.close)
        self.process.kill()
        self.process.wait()


_worker: Worker | None = None


def run_jobs(root: Path, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run jobs in the worker, in order, with the package's source as it is now.

    Each job has ``code``, ``file`` (relative to ``root``), ``keras`` (whether to import Keras
    before the clock starts) and ``seconds`` (the time limit).
    """
    global _worker
    answers = []
    for number, job in enumerate(jobs):
        if not _worker or not _worker.alive or _worker.root != root:
            close()
            _worker = Worker(root)
        elif number == 0:
            _worker.send({"forget": True})
        answers.append(_worker.run(job))
    return answers


def warm_up(root: Path) -> None:
    """Start the worker and have it import Keras, while the caller does other things."""
    global _worker
    if not _worker:
        _worker = Worker(root)
        _worker.send({"preload": True})


def close() -> None:
    """End the worker, if there is one."""
    global _worker
    if _worker:
        _worker.close()
    _worker = None
