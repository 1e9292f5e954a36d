"""A lock for one build at a time, as all builds of a checkout share the files below ``.cache``."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAITING = Message("another build of this checkout is running; waiting for its end")


def _say_nothing() -> None:
    pass


@contextmanager
def alone(file: Path, waiting: Callable[[], None] = _say_nothing) -> Iterator[None]:
    """Hold the lock that this file is; where another process holds it, call ``waiting`` and wait.

    Raises:
        OSError: the file of the lock can't be written.
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
