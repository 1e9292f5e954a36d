"""Writing files whole or not at all."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    write_together({file: text})


def write_together(files: Mapping[Path, str | None]) -> None:
    """Write several files, and remove those that have no text, all or none.

    Where the disk is full, a file can't be written or an interrupt comes, all are as they were.
    """
    drafts = {file: file.with_name(f".{file.name}.{os.getpid()}") for file, text in files.items() if text is not None}
    try:
        for file, draft in drafts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(files[file] or "", encoding="utf-8")
        with _uninterrupted():  # this takes no space, and no time to speak of
            for file, draft in drafts.items():
                draft.replace(file)
            for file in files.keys() - drafts.keys():
                file.unlink()
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that end the process come afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
