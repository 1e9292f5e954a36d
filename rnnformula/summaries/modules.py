"""What ``print(model)`` shows in PyTorch: modules in the brackets of the modules that hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.summaries.pasted import PastedRow, PastedTable
from rnnformula.summaries.styles import TableStyle

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines
    from rnnformula.summaries.styles import Styles

_ROOT = re.compile(r"\s*(?P<type>[^\W\d][\w.]{0,200})\(\s*")
_CHILD = re.compile(
    r"\s*\((?P<name>[^\s()]{1,200})\): (?:(?P<repeats>\d{1,9}) x )?(?P<type>[^\W\d][\w.]{0,200})\((?P<rest>.*)"
)
_ALONE = re.compile(
    r"\s*(?P<type>LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell)\((?P<rest>\d{1,9}, \d{1,9}(?:, \w+=[\w.']{1,40}){0,12})\)"
)
#: What closes a module; some printers write behind it how many parameters it has.
_CLOSE = re.compile(r"\s*\)(?:, .*)?")
#: This many lines that are no module and close none end the model.
_MOST_IDLE = 3


class Modules(TableStyle):
    """Reads a module with all that it holds, or a recurrent module that was printed alone."""

    prints = (("PyTorch", "print(model)"),)
    mark = r"\): (?:\d+ x )?\w|(?:LSTM|GRU|RNN)(?:Cell)?\(\d"

    def __init__(self, root: str) -> None:
        """``root`` is the class of the outermost module, "" where its line was not pasted."""
        self.root = root

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for the modules from a line on; the line above them may name the root."""
        if _CHILD.match(line):
            root = _ROOT.fullmatch(lines.line_before())
            return cls(root["type"] if root else "")
        return cls("") if _ALONE.fullmatch(line) else None

    @classmethod
    def interrupts(cls, line: str, lines: Lines, *, after_totals: bool) -> bool:
        """Whether a line is a module in another; one that stands alone may be a remark on the table."""
        return _CHILD.match(line) is not None

    def read(self, lines: Lines, styles: Styles) -> PastedTable:
        """The modules up to the bracket that closes the root; tables of other styles don't look like modules."""
        lines.back()
        rows = [PastedRow("", self.root)] if self.root else []
        damaged: list[str] = []
        depth, idle = len(rows), 0
        while idle < _MOST_IDLE and (line := lines.next()) is not None:
            alone = None if rows else _ALONE.fullmatch(line)
            if alone:
                return PastedTable("torch", "", (PastedRow("", alone["type"], arguments=alone["rest"]),))
            child = _CHILD.match(line)
            closes = _CLOSE.fullmatch(line)
            idle = 0 if child or closes or not line.strip() else idle + 1
            if child:
                call, opens = _call(child["rest"].rstrip())
                if call is None:
                    damaged.append(line.strip())
                    continue
                rows.append(_row(child, call, depth))
                depth += opens
            elif closes:
                depth -= 1
                if depth <= 0:
                    break
        return PastedTable("torch", self.root, tuple(rows), damaged=tuple(damaged))


def _row(child: re.Match[str], arguments: str, depth: int) -> PastedRow:
    return PastedRow(child["name"], child["type"], depth=depth, arguments=arguments, repeats=int(child["repeats"] or 1))


def _call(rest: str) -> tuple[str | None, bool]:
    """The arguments of a call, None where the line was cut among them, and whether modules follow inside it.

    >>> _call("50, 64, num_layers=2), 158,720 params")
    ('50, 64, num_layers=2', False)
    """
    depth = 1
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return rest[:place], False
    return (None, False) if rest else ("", True)
