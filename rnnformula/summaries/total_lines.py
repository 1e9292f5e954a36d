"""The lines with totals, which stand below the rows of a table."""

from __future__ import annotations

import re

from rnnformula.summaries.pasted import PastedTotal

_TOTAL = re.compile(
    r"(?<!\w)(?P<name>total|(?:non[- _]?)?trainable|optimizer)[ _](?:params?|parameters)\b[*`]{0,2}[ :=|*`]{0,40}"
    r"(?P<number>\d[^\s(|]{0,60}(?: [KMBT]\b)?)?(?: {0,4}\((?P<size>[\d.,]{1,30} ?[A-Za-z]{1,12})\))?",
    re.IGNORECASE,
)
_INPUT_SIZE = re.compile(r"\s{0,20}Input size \(MB\): {0,20}(\d{1,9}\.\d{1,4})\s*")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3}){1,9}|\d{1,30})(?:\.0+)?[,;.*`]?")

#: Lightning's totals have a rounded number before their name.
_BEFORE = re.compile(r"\s*\d[\d.,]{0,20}(?: [KMBT])?\s{1,40}(?:Non-t|T)(?:rainable|otal)\b")


def read_totals(line: str) -> list[PastedTotal]:
    """The totals in a line, of which there can be several.

    >>> read_totals("Total params: 7 (28.00 B)")
    [PastedTotal(name='total', printed=7, size='28.00 B')]
    """
    if "aram" not in line or _BEFORE.match(line):
        return []
    return [_total(total) for total in _TOTAL.finditer(line)]


def _total(total: re.Match[str]) -> PastedTotal:
    name = total["name"].lower()
    number = _NUMBER.fullmatch(total["number"] or "")
    printed = int(number[1].replace(",", "")) if number else None
    return PastedTotal("non_trainable" if name.startswith("non") else name, printed, total["size"] or "")


def read_input_size(line: str) -> float | None:
    """The memory of a model's input in MB, None in a line that does not say it.

    >>> read_input_size("Input size (MB): 0.02")
    0.02
    """
    printed = _INPUT_SIZE.fullmatch(line)
    return float(printed[1]) if printed else None
