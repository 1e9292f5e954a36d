"""One at a time: two builds of one checkout share what they keep below ``.cache``."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _say_nothing() -> None:
    pass


@contextmanager
def alone(file: Path, waiting: Callable[[], None] = _say_nothing) -> Iterator[None]:
    """Hold the lock of that name; where another process has it, tell ``waiting`` and wait.

    Raises:
        OSError: the file can't be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # a process that was forked meanwhile would keep it
