"""The pages that a live build need not make again, as nothing that they are made of has changed.

A dirty build of MkDocs leaves out each page whose file denies that it was modified. By itself a file goes by its
time; here it goes by what the page shows, so that a number that changed elsewhere shows, and the other pages stay.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.pages import BOX_PLACE
from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.translation.comparing_languages import compared_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.examples.examining import Examples
    from rnnformula.site.html.printed import Printed
    from rnnformula.site.publish.beside_pages import BesidePages
    from rnnformula.site.publish.generator import File, Files
    from rnnformula.site.publish.generator import Page as BuiltPage

#: What a page knows of itself when it is made, which the menus of other pages show too.
KNOWN_OF_PAGE = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")
#: The folder of the facts: what a page shows of them is among its outputs.
FAMILIES_FOLDER = "families"
#: Where the notices begin, which stand on every page and are changed on those that are left out.
NOTICES = "<!-- notices -->"


def made_of(printed: Printed, beside: BesidePages, pages: Iterable[Page], begun: int) -> dict[str, object]:
    """What each of these pages is made of, by its source, in a build that began at this time, in nanoseconds."""
    book, examples = printed.facts.book, printed.facts.examples
    root = book.root
    package = [file for file in (root / "rnnformula").rglob("*.py") if file.parent.name != FAMILIES_FOLDER]
    templates = [
        file for name in ("docs/theme", "rnnformula/site/html/templates") for file in (root / name).rglob("*.*")
    ]
    read = [*package, *templates, root / SETTINGS]
    all_pages: list[object] = [
        [_state(file, begun) for file in read],
        [replace(term, line=0) for term in book.terms],
        beside.font,
        examples.versions,
    ]
    waiting = _waiting(printed.facts.as_written)
    parts: dict[str, object] = {}
    for page in pages:
        fences = book.fences_of(page)
        codes = [fence.code for fence in fences if not fence.snippet]
        outputs = [(code, printed.output(code, page.lang, page.address)) for code in codes]
        snippets = [_example(fence.snippet, examples) for fence in fences if fence.snippet]
        menu = [(other.path, other.title) for other in book.pages if other.lang == page.lang]
        box = beside.engine if BOX_PLACE in page.source else None
        parts[str(root / page.file)] = (all_pages, page.source, menu, outputs, snippets, box, waiting[page.file])
    return parts


def _waiting(book: Book) -> Mapping[str, list[object]]:
    """What notes say of the sections of each page, by its file: that they lag behind which language since when."""
    waiting: dict[str, list[object]] = defaultdict(list)
    for section in compared_sections(book):
        for state in section.states.values():
            if state.text and state.changes:
                ahead = [change.text.page.lang for change in state.changes]
                waiting[state.text.page.file].append((state.key, state.since, ahead))
    return waiting


def _state(file: Path, begun: int) -> object:
    """What tells whether a file is as it was; of one that was saved meanwhile nobody knows what the build has read."""
    status = file.stat()
    return (str(file), status.st_mtime_ns, status.st_size) if status.st_mtime_ns < begun else object()


def _example(name: str, examples: Examples) -> tuple[object, ...]:
    """All that a page shows of a snippet."""
    code = examples.codes.get(name, "")
    parts = (known.get(name) for known in (examples.outputs, examples.data, examples.uses))
    return (code, *parts, name in examples.unrecorded, examples.faults.get(code.strip()))


@dataclass
class Shown:
    """A page as a build left it: what it is made of, its own data, its entries in the search index, its notices."""

    made_of: object
    known: dict[str, Any]
    entries: list[dict[str, Any]]
    notices: str


@dataclass
class Live:
    """What was shown before, kept from build to build, and what each page is made of now, both by source."""

    shown: dict[str, Shown]
    made_of: Mapping[str, object]
    #: Whether a page that is shown is not what the build before showed.
    differs: bool = False
    _notices: str = ""
    _entries: int = 0

    def leave_out(self, files: Files, search: Any, notices: str) -> None:
        """Have the pages that are as they were left out, with what others need of them, and under these notices."""
        self._notices = notices
        for file in files.documentation_pages():
            unchanged = self._unchanged(file)
            # A page is modified, or not, whatever the times of its files say.
            file.is_modified = lambda unchanged=unchanged: not unchanged  # type: ignore[method-assign, misc]
            if not unchanged:
                self.differs = True
            else:
                vars(file.page).update(unchanged.known)
                search.search_index.entries.extend(unchanged.entries)
                if unchanged.notices != notices:
                    self.differs = True
                    _replace(Path(file.abs_dest_path), NOTICES + unchanged.notices, NOTICES + notices)
                    unchanged.notices = notices

    def _unchanged(self, file: File) -> Shown | None:
        source = str(file.abs_src_path)
        before = self.shown.get(source)
        if not before or not file.page or not Path(file.abs_dest_path).exists():
            return None
        return before if self.made_of.get(source) == before.made_of else None

    def begin(self, search: Any) -> None:
        """Note which entries the search has before it reads a page."""
        self._entries = len(search.search_index.entries)

    def keep(self, page: BuiltPage, search: Any) -> None:
        """Keep a page that was made, after the search has read it."""
        source = str(page.file.abs_src_path)
        known = {name: vars(page)[name] for name in KNOWN_OF_PAGE if name in vars(page)}
        entries = search.search_index.entries[self._entries :]
        self.shown[source] = Shown(self.made_of.get(source), known, entries, self._notices)


def _replace(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
