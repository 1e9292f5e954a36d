"""The kinds of fences that print something, one file a kind; this is their register.

A new kind is one import and one line here. A kind may use the reports, and what the reports use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.fences.build_tables import read_report
from rnnformula.site.fences.citations import read_citation
from rnnformula.site.fences.labels import read_label
from rnnformula.site.fences.snippets import read_snippet

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.contents import ExecutedFence
    from rnnformula.site.book.pages import Fence, Page

#: Kind -> its reader, which returns None for a fence of another kind, and raises ValueError for a fence of its own
#: kind that can't be read. The readers are tried in this order; the last one says what is expected.
FENCE_KINDS: dict[str, Callable[[Page, Fence], ExecutedFence | None]] = {
    "snippet": read_snippet,
    "citation": read_citation,
    "report": read_report,
    "label": read_label,
}
