"""What a fence asks for, a module a kind: a snippet, a label, a table of the build, a citation, or text to show."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.problems import Problem
from rnnformula.site.fences.build_tables import ReportFence, read_report
from rnnformula.site.fences.citations import CitationFence, read_citation
from rnnformula.site.fences.labels import LabelFence, read_label
from rnnformula.site.fences.options import read_options
from rnnformula.site.fences.snippets import SnippetFence, read_snippet

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.pages import Fence, Page

__all__ = ["CitationFence", "Fences", "LabelFence", "ReportFence", "SnippetFence", "read_fences", "shown_includes"]

#: Languages of fences that are shown and not run.
SHOWN = ("text", "console", "bibtex", "markdown")
#: In such a fence a semicolon keeps an include from being resolved; the reader sees it without.
SHOWN_INCLUDE = ";--8<--"

INFO = re.compile(r'(?P<language>[\w+-]+)(?P<options>(?:\s+[\w-]+="[^"]*")*)\s*')

#: A word in the code of a fence -> who reads it; all others are labels.
READERS: dict[str, Callable[[Page, Fence], ReportFence | CitationFence]] = {
    "cite": read_citation,
    "report": read_report,
}


class Fences(NamedTuple):
    """Fences by what they ask for, and those that can't be read, each with its problem."""

    snippets: list[SnippetFence]
    labels: list[LabelFence]
    reports: list[ReportFence]
    citations: list[CitationFence]
    unread: list[tuple[Fence, Problem]]


def read_fences(pages: list[Page]) -> Fences:
    """The fences of all pages, text that is only shown left out."""
    found = Fences([], [], [], [], [])
    for page in pages:
        of_page = _of(page)
        found.snippets.extend(of_page.snippets)
        found.labels.extend(of_page.labels)
        found.reports.extend(of_page.reports)
        found.citations.extend(of_page.citations)
        found.unread.extend(of_page.unread)
    return found


@lru_cache(maxsize=512)
def _of(page: Page) -> Fences:
    """The fences of a page, which many ask for."""
    found = Fences([], [], [], [], [])
    for fence in page.fences:
        try:
            asked = _read(page, fence)
        except ValueError as error:
            found.unread.append((fence, Problem(page.file, fence.line, str(error), page.lang)))
            continue
        match asked:
            case SnippetFence():
                found.snippets.append(asked)
            case LabelFence():
                found.labels.append(asked)
            case ReportFence():
                found.reports.append(asked)
            case CitationFence():
                found.citations.append(asked)
    return found


def shown_includes(page: Page) -> int:
    """How many lines of fences that are shown speak of an include to the reader."""
    return sum(fence.code.count(SHOWN_INCLUDE) for fence in page.fences if fence.info in SHOWN)


def _read(page: Page, fence: Fence) -> SnippetFence | LabelFence | ReportFence | CitationFence | None:
    if not page.lines[fence.last - 1].lstrip().startswith(("```", "~~~")):
        raise ValueError("fence: it is opened here and never closed")
    match = INFO.fullmatch(fence.info)
    if not match:
        raise ValueError(f'fence: expected a language and options such as exec="on", got {fence.info!r}')
    if match["language"] in SHOWN and not read_options(fence.info):
        if fence.code.count("--8<--") != fence.code.count(SHOWN_INCLUDE):
            raise ValueError(
                f"fence: it would show the snippet; to show the include, write {SHOWN_INCLUDE} in place of --8<--"
            )
        return None
    if match["language"] != "python":
        known = ", ".join(("python", *SHOWN))
        raise ValueError(f"fence: expected one of {known}, the latter without options, got {fence.info!r}")
    if snippet := read_snippet(page, fence):
        return snippet
    for word, reader in READERS.items():
        if re.search(rf"\b{word}\b", fence.code):
            return reader(page, fence)
    return read_label(page, fence)
