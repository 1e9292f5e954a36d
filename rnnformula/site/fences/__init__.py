"""What a fence asks for, one file a kind; this is their register.

A new kind is one import and one line here. They may use the reports and what these use.
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

#: Kind -> what reads such a fence of Python. It returns None for a fence of another kind, and raises ValueError for
#: one of its own that can't be read. The kinds are tried in this order; the last one says what is expected.
KINDS: dict[str, Callable[[Page, Fence], ExecutedFence | None]] = {
    "snippet": read_snippet,
    "citation": read_citation,
    "report": read_report,
    "label": read_label,
}
