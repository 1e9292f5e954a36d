"""What ``print(model)`` shows in PyTorch: modules in brackets in each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.summaries.pasted import PastedRow, PastedTable

if TYPE_CHECKING:
    from rnnformula.summaries.lines import Lines

ROOT = re.compile(r"\s*(?P<type>[^\W\d][\w.]{0,200})\(\s*")
CHILD = re.compile(
    r"\s*\((?P<name>[^\s()]{1,200})\): (?:(?P<repeats>\d{1,9}) x )?(?P<type>[^\W\d][\w.]{0,200})\((?P<rest>.*)"
)
ALONE = re.compile(
    r"\s*(?P<type>LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell)\((?P<rest>\d{1,9}, \d{1,9}(?:, \w+=[\w.']{1,40}){0,12})\)"
)
_IDLE = 3


def read_modules(lines: Lines, root: str) -> PastedTable:
    """The modules from the next line on; ``root`` is the class around them, "" where it was not pasted."""
    rows = [PastedRow("", root)] if root else []
    around, idle = len(rows), 0
    while idle < _IDLE and (line := lines.next()) is not None:
        child = CHILD.match(line)
        idle = 0 if child or line.strip() in ("", ")") else idle + 1
        if child:
            rows.append(_row(child, around))
            around += not _closed(child["rest"])
        elif line.strip() == ")":
            around -= 1
            if around <= 0:
                break
    return PastedTable("torch", root, tuple(rows))


def _row(child: re.Match[str], depth: int) -> PastedRow:
    rest = child["rest"].rstrip()
    arguments = rest[:-1] if _closed(rest) else rest
    return PastedRow(child["name"], child["type"], depth=depth, arguments=arguments, repeats=int(child["repeats"] or 1))


def _closed(rest: str) -> bool:
    return rest.count(")") > rest.count("(")
