"""Fences that print something, one file a kind; this is their register.

A kind may use the reports and what these use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.contents import ExecutedFence
    from rnnformula.site.book.pages import Fence, Page

#: The files of the kinds. ``read_label`` of ``label``, for example, returns None for a fence of another kind, and
#: raises ValueError for a fence of its own kind that can't be read. The files are tried in this order; the last one
#: says what is expected.
KIND_FILES = (
    "snippet",
    "citation",
    "build_table",
    "label",
)

FENCE_KINDS: dict[str, Callable[[Page, Fence], ExecutedFence | None]] = {
    name: getattr(import_module(f"{__name__}.{name}"), f"read_{name}") for name in KIND_FILES
}
