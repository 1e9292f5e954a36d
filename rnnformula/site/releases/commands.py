"""What ``python -m rnnformula.site`` does with releases: ``release``, ``archive`` and ``compose``."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from rnnformula.site.book.contents import Book

RELEASE_COMMANDS = {
    "release": "prepare a release, where the check finds nothing",
    "archive": "write a built site into an archive, as plain HTML that needs no server and no script",
    "compose": "put latest and the archives of releases together, as they are published",
}


def add_arguments(parsers: Mapping[str, ArgumentParser]) -> None:
    """Add to the parser of each command what it takes."""
    parsers["release"].add_argument("version", help="such as 1.0.0")
    parsers["release"].add_argument("--date", type=date.fromisoformat, help="the day, else today", metavar="2026-12-31")
    parsers["archive"].add_argument("folder", type=Path, help="the built site")
    parsers["archive"].add_argument("archive", type=Path, help="the archive to write")
    parsers["archive"].add_argument("--whole", action="store_true", help="as it is, for compose")
    parsers["compose"].add_argument("out", type=Path, help="a folder that is not there yet")
    parsers["compose"].add_argument("--latest", dest="folder", type=Path, required=True, help="the built site")
    parsers["compose"].add_argument("--releases", type=Path, nargs="*", default=[], help="whole archives")


def run_release_command(arguments: Namespace, book: Book) -> list[Message]:
    """Run the command on the project of this book, which was checked; returns what to say.

    Raises:
        SiteError: there are problems.
        OSError: a file can't be read or written.
    """
    from rnnformula.site.releases.archiving import archive  # these import what makes pages
    from rnnformula.site.releases.composing import compose
    from rnnformula.site.releases.preparing import prepare

    if arguments.command == "release":
        names = prepare(book, arguments.version, arguments.date or datetime.now(UTC).date())
        return [Message("changed {file}", file=name) for name in names]
    if arguments.command == "archive":
        number = archive(arguments.folder, arguments.archive, whole=arguments.whole)
        return [Message("{file}: {number} files", file=os.fspath(arguments.archive), number=number)]
    versions = compose(book.root, arguments.out, arguments.folder, arguments.releases)
    placed = [Message("{folder}: version {version}", folder=kept.folder, version=kept.version) for kept in versions]
    return [
        *placed,
        Message("{folder}: latest and {number} release(s)", folder=os.fspath(arguments.out), number=len(versions)),
    ]
