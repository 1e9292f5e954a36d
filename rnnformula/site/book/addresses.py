"""Addresses of pages and files in the site, as another page links to them."""

from __future__ import annotations

import posixpath
import re

#: Browsers drop these from an address.
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")


def relative_address(target: str, here: str) -> str:
    """The address `target` as the page at `here` writes it; both start at the root of the site, without a slash.

    A folder keeps its slash at the end. The root itself has none: it is ``.`` or ``../..``.
    """
    folder = here.rpartition("/")[0]
    relative = posixpath.relpath(f"/{target}", f"/{folder}")
    return f"{relative}/" if target.endswith("/") else relative
