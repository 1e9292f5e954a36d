"""The numbers of parameters that Keras counted and an example printed: a page says them in a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.site.examples.judging import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A shape, whose numbers are sizes, and what stands right before the value of an argument.
PRINTED_SHAPE = re.compile(r"[(\[](?:None|[\d, ])+[)\]]")
GIVEN = "="


def printed_counts(output: str, counted: Iterable[int]) -> tuple[int, ...]:
    """Those of the counted numbers that stand in an output, each once, in its order."""
    known = set(counted)
    text = PRINTED_SHAPE.sub(" ", output)
    matches = (match for match in NUMBER.finditer(text) if not text[: match.start()].endswith(GIVEN))
    numbers = (match[0].replace(",", "") for match in matches)
    return tuple(dict.fromkeys(int(number) for number in numbers if number.isdecimal() and int(number) in known))
