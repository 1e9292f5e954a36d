"""The whole site or none: what `make site` and `make preview-site` do."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from rnnformula.site.publish.generator import build_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def publish(root: Path, *, preview: bool) -> int:
    """Build the site of the project, verified, into ``site``; from the records alone into ``preview``.

    It is built in another place and put there when it is whole: a build that fails, is interrupted or finds the disk
    full leaves nothing, not even what an earlier one left. The status is 0 where all went well.

    Raises:
        KeyboardInterrupt: the build was interrupted.
        OSError: a file can't be written.
    """
    os.environ["RNNFORMULA_PREVIEW"] = "true" if preview else ""
    target = root / ("preview" if preview else "site")
    try:
        with _draft(root, target.name) as draft:
            shutil.rmtree(target, ignore_errors=True)
            build_command.main(["--strict", "--site-dir", str(draft / "site")], standalone_mode=False)
            _put(draft / "site", target, draft / "old")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:  # what click makes of an interrupt
        raise KeyboardInterrupt from None
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


def _put(built: Path, target: Path, aside: Path) -> None:
    """Put what was built in its place; another build may have come before."""
    if target.exists():
        target.rename(aside)
    built.rename(target)
