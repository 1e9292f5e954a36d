"""Writing files whole or not at all."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: The signals that end a process and that it may hear of.
ENDING = (signal.SIGINT, signal.SIGTERM)


def write_whole(file: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    write_together({file: text})


def write_together(files: Mapping[Path, str | None]) -> None:
    """Write several files, and remove those that have no text, all or none.

    Where the disk is full, a file can't be written or an interrupt comes, all are as they were.

    Raises:
        OSError: a file can't be written; the error names it.
    """
    drafts = {file: file.with_name(f".{file.name}.{os.getpid()}") for file, text in files.items() if text is not None}
    try:
        for file, draft in drafts.items():
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                draft.write_text(files[file] or "", encoding="utf-8")
            except OSError as error:  # a full disk is said without a name
                raise OSError(error.errno, error.strerror, str(file)) from None
        with _uninterrupted():  # this takes no space, and no time to speak of
            for file, draft in drafts.items():
                draft.replace(file)
            for file in files.keys() - drafts.keys():
                file.unlink()
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that end the process come afterwards; threads other than the main one never hear of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
    for missed in came:
        signal.raise_signal(missed)
