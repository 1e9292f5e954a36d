"""Output shapes of which the printer left only the beginning: what is left of the cut axis says what it may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.counting.likelihood import MOST_OWN, usual_number
from rnnformula.counting.solving import divisors

if TYPE_CHECKING:
    from rnnformula.reading.inputs import Shape

#: The beginning of a shape: whole axes, then the digits that are left of one.
_BEGINNING = re.compile(r"[(\[]{1,2}((?:(?:None|\d{1,9}), ?)+)(\d{0,9})(?:…|\.{1,3})?")
#: Of more shapes that begin so, the most usual are tried.
MOST_COMPLETED = 8
#: A larger number is not taken apart for it.
LARGEST_COMPLETED = 10**9


def shapes_that_begin(printed: str, count: int) -> list[Shape]:
    """The shapes that a printed one may have been before it was cut, if its last axis is the one that was cut.

    That is how wide the output is, and with it the number of parameters can be divided.

    >>> shapes_that_begin("(None, 18, 40, 3", 21636)
    [(None, 18, 40, 3), (None, 18, 40, 36), (None, 18, 40, 3606)]
    """
    beginning = _BEGINNING.fullmatch(printed.strip())
    if not beginning or count > LARGEST_COMPLETED:
        return []
    axes = tuple(None if axis == "None" else int(axis) for axis in re.findall(r"None|\d+", beginning[1]))
    widths = [
        width for width in divisors(count) if width <= MOST_OWN and str(width).startswith(beginning[2].lstrip("0"))
    ]
    widths.sort(key=lambda width: -usual_number("others", "units", width))
    return [(*axes, width) for width in widths[:MOST_COMPLETED]]
