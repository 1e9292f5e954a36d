"""Text as it stands in HTML and SVG."""

from __future__ import annotations

import re

# Not xml.sax.saxutils, which has both: with it come urllib, http and email, half of what the package takes to load.
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CONTENT = str.maketrans(_SIGNS)
_VALUE = str.maketrans(_SIGNS | {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
#: Names of code in labels, between marks that no label has.
MARKING_CODE = "\ue002{}\ue003".format
MARKED_CODE = re.compile("\ue002(.*?)\ue003", re.DOTALL)


def escape(text: str) -> str:
    """A text as the content of an element.

    >>> escape("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.translate(_CONTENT)


def quoted(text: str) -> str:
    """A text as the value of an attribute, in the quotes that it takes.

    >>> print(quoted("LSTM(64)"), quoted('say "a"'))
    "LSTM(64)" 'say "a"'
    """
    written = text.translate(_VALUE)
    if '"' not in written:
        return f'"{written}"'
    return f"'{written}'" if "'" not in written else '"' + written.replace('"', "&quot;") + '"'


def part_of_mark(part: str) -> str:
    """The attribute that says what a mark stands for, behind others; empty where it is no part."""
    return f" data-part={quoted(part)}" if part else ""
