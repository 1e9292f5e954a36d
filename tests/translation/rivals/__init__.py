"""Small models of the rules by which other projects find translations that need work, one file a project's rule.

Each is written from the sources of the project, read in 2026, and is generous: what such a project cannot express, as
its translations get their structure from the source, counts as found. All of them have one source language, the first
of `TOLD`, and say nothing of what the source lacks.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from tests.translation.histories import Finding, History


class Detector(NamedTuple):
    """A detector: its key, what it is called, and how it finds what needs work at the end of a history.

    ``knows_sections`` says that its findings name sections, so that these can be scored as well.
    """

    key: str
    title: str
    find: Callable[[History], set[Finding]]
    knows_sections: bool = False


#: The files, in the order of the table.
RIVAL_FILES = (
    "commit_dates",
    "tracked_dates",
    "source_diffs",
    "commit_stamps",
    "skeletons",
    "messages",
    "section_hashes",
)


def rivals() -> list[Detector]:
    """The detectors by the rules of others."""
    return [import_module(f"{__name__}.{name}").DETECTOR for name in RIVAL_FILES]
