"""The whole site or none: what `make site` and `make preview-site` do."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from contextlib import contextmanager
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from rnnformula.site.publish.generator import build_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_BUILT = "The site was not built."


def publish(root: Path, *, preview: bool) -> int:
    """Build the site of the project, verified, into ``site``; from the records alone into ``preview``.

    It is built in another place and put there when it is whole: a build that fails, is interrupted or finds the disk
    full leaves nothing, not even what an earlier one left. The status is 0 where all went well.
    """
    os.environ["RNNFORMULA_PREVIEW"] = "true" if preview else ""
    with _ended_once():
        return _publish(root, root / ("preview" if preview else "site"))


def _publish(root: Path, target: Path) -> int:
    try:
        with _draft(root, target.name) as draft:
            shutil.rmtree(target, ignore_errors=True)
            build_command.main(["--strict", "--site-dir", str(draft / "site")], standalone_mode=False)
            _put(draft / "site", target, draft / "old")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OSError as error:
        return _fail(f"{error.strerror}: {error.filename or root}")
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return _fail("aborted")
    return 0


@contextmanager
def _draft(root: Path, name: str) -> Iterator[Path]:
    """A folder of this build's own, gone afterwards."""
    kept = root / ".cache"
    kept.mkdir(exist_ok=True)
    folder = kept / mkdtemp(prefix=f"{name}-", dir=kept)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ended_once() -> Iterator[None]:
    """Let the first signal that ends the process interrupt it, so that it cleans up and says so; ignore further ones.

    Further ones come from make, which passes on what its whole process group was sent, and from impatient users.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def interrupt(number: int, frame: object) -> None:
        for ending in before:
            signal.signal(ending, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as in the background
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _put(built: Path, target: Path, aside: Path) -> None:
    """Put what was built in its place; another build may have come before."""
    if target.exists():
        target.rename(aside)
    built.rename(target)


def _fail(message: str, status: int = 1) -> int:
    print(f"{message}\n{NOT_BUILT}", file=sys.stderr)
    return status
