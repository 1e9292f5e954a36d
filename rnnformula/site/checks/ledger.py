"""Ids are for ever: the ledger lists each that was published, and none of them may leave its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.book.pages import Page

#: A line an id: the path of its page, a blank, the id.
LEDGER = "docs/ids.txt"


def check_ledger(pages: list[Page], root: Path) -> list[Problem]:
    """Find ids of the ledger that their page lacks in any language, and ids that the ledger lacks."""
    listed = read_ledger(root)
    places = {entry: number for number, entry in enumerate(listed, 1)}
    problems = [Problem(LEDGER, number, f"{listed[number - 1]!r} stands twice") for number in _repeated(listed)]
    languages: dict[str, set[str]] = {}
    for page in pages:
        languages.setdefault(page.lang, set()).update(_entries(page))
        for item in page.ids:
            if f"{page.path} {item.text}" not in places:
                message = f"id {item.text!r} is not in {LEDGER}; if it is meant to stay for ever, run `make ids`"
                problems.append(Problem(page.file, item.line, message, page.lang))
    for lang, there in languages.items():
        for entry, number in places.items():
            if entry not in there:
                path, _, name = entry.partition(" ")
                message = f"docs/{lang}/{path} has no id {name!r}; links to it exist: leave it there as [](){{#{name}}}"
                problems.append(Problem(LEDGER, number, message))
    return problems


def count_ledger(pages: list[Page], root: Path) -> int:
    """How many ids the ledger lists."""
    return len(read_ledger(root))


def read_ledger(root: Path) -> list[str]:
    """The entries of the ledger in order; empty where there is none."""
    file = root / LEDGER
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def extend_ledger(pages: list[Page], root: Path) -> list[str]:
    """Add the ids of all pages that the ledger lacks; what was added, an entry each. Nothing is taken out."""
    listed = read_ledger(root)
    added = sorted({entry for page in pages for entry in _entries(page)} - set(listed))
    if added:
        text = "".join(f"{entry}\n" for entry in sorted({*listed, *added}))
        (root / LEDGER).write_text(text, encoding="utf-8")
    return added


def _entries(page: Page) -> set[str]:
    return {f"{page.path} {item.text}" for item in page.ids}


def _repeated(entries: list[str]) -> list[int]:
    return [number for number, entry in enumerate(entries, 1) if entry in entries[: number - 1]]
