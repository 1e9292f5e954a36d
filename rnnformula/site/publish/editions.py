"""Which version a build is, and where a page stands in the others: latest at the root, each release in its folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.released import folder_of
from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.kept.files import write_whole
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.book.contents import Book

#: The file at the root of each build that says which version it is.
VERSION_FILE = "version.json"
#: The list of all versions, below the root of what is published: a page, and the same for programs.
VERSIONS_PAGE, VERSIONS_FILE = "versions/", "versions.json"


def check_folder(book: Book) -> Iterator[Problem]:
    """A build is for the root, or for the folder of the newest release, whose ids and day are written down."""
    folder = book.settings.release_folder
    if folder and folder != (folder_of(book.released) if book.released else ""):
        message = Message(
            "release_folder {folder!r}: expected that of the last release, {expected}; `make release` prepares one",
            folder=folder,
            expected=repr(folder_of(book.released)) if book.released else Message("of which there is none"),
        )
        yield Problem(SETTINGS, 1, message)


def told_to_theme(book: Book) -> dict[str, Any]:
    """What the theme says of versions.

    ``folder`` is where the build goes, empty for latest; ``version`` and ``released`` are those of the last release,
    empty where none was made; ``pages`` are the paths of the pages that it has.
    """
    last = book.releases[0] if book.releases else None
    return {
        "folder": book.settings.release_folder,
        "version": last.version if last else "",
        "released": last.released if last else "",
        "release": last.folder if last else "",
        "pages": last.pages if last else frozenset(),
        "list": VERSIONS_PAGE,
    }


def home_of(book: Book) -> str:
    """The path of the home page of the build on its host, such as ``/rnn/v1.0/``."""
    return urlsplit(book.settings.site_url).path + book.settings.release_folder


def write_version(book: Book, site: Path, *, preview: bool) -> None:
    """Write into a built site which version it is, for `rnnformula.site.releases.composing`."""
    last = book.releases[0] if book.releases and book.settings.release_folder else None
    content = {
        "version": last.version if last else "",
        "released": last.released if last else "",
        "folder": book.settings.release_folder,
        "site": book.settings.site_url,
        "releases": [release.version for release in book.releases],
        "preview": preview,
    }
    write_whole(site / VERSION_FILE, f"{json.dumps(content, indent=2)}\n")
