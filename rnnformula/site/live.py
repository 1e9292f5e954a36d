"""The pages that a live build need not make again, as all that they are made of is what it was.

A dirty build of MkDocs leaves out each page whose file denies that it was modified. By itself a file goes by its
time; here it goes by what the page shows, so that a number that changed elsewhere shows, and the other pages stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

#: What a page knows of itself when it is made, which the menus of other pages show too.
KNOWN = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")
#: The address of a source -> what the page was made of, what it knows of itself, its entries in the search index.
Shown = dict[str, tuple[object, dict[str, Any], list[dict[str, Any]]]]


@dataclass
class Live:
    """What was shown before, kept from build to build, and what each page is made of now, both by source.

    A page without an entry in ``made_of`` is made in every build.
    """

    shown: Shown
    made_of: Mapping[str, object]
    _entries: int = 0

    def leave_out(self, files: Files, search: Any) -> None:
        """Have the pages that are as they were left out, with what the others need of them."""
        for file in files.documentation_pages():
            unchanged = self._is_unchanged(file)
            # A page is modified, or not, whatever the times of its files say.
            file.is_modified = lambda unchanged=unchanged: not unchanged  # type: ignore[method-assign, misc]
            if unchanged:
                _, known, entries = self.shown[str(file.abs_src_path)]
                vars(file.page).update(known)
                search.search_index.entries.extend(entries)

    def _is_unchanged(self, file: File) -> bool:
        source = str(file.abs_src_path)
        if not file.page or source not in self.shown or not Path(file.abs_dest_path).exists():
            return False
        return self.made_of.get(source) == self.shown[source][0] is not None

    def begin(self, search: Any) -> None:
        """Before the search reads a page."""
        self._entries = len(search.search_index.entries)

    def keep(self, page: Page, search: Any) -> None:
        """Keep a page that was made, after the search has read it."""
        source = str(page.file.abs_src_path)
        known = {name: vars(page)[name] for name in KNOWN if name in vars(page)}
        self.shown[source] = (self.made_of.get(source), known, search.search_index.entries[self._entries :])
