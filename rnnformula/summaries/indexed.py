"""Tables of torchsummaryX: rows of pandas, each behind the number of its call, with the shape of its first weight."""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING, Self

from rnnformula.facts.aliases import WITHOUT_BIAS
from rnnformula.summaries.cells import in_one_line, read_shapes
from rnnformula.summaries.classes import modules_named
from rnnformula.summaries.numbered import cells_outside_brackets
from rnnformula.summaries.pasted import PastedRow
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

_HEADER = re.compile(r"\s*Kernel Shape\s{1,200}Output Shape(?:\s{1,200}(?P<more>Par.*))?$")
_COLUMNS = re.compile(r"(?P<count>Params(?: \((?P<unit>[KM])\))?)(?=\s|$)|(?P<work>Mult-Adds(?: \([KMG]\))?)(?=\s|$)")
_ROW = re.compile(r"\s*(?P<name>\d{1,6}_[^\s\[\]()]{1,300})\s")
#: A number with all its digits, in units of a thousand or more: by a letter behind it, or one in the header.
_NUMBER = re.compile(r"(\d{1,18})(?:\.(\d{1,9}))?([kKMG]?)")
_ZEROS = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9}


class Indexed(RowsAndTotals):
    """Reads rows whose columns are moved to the right, below a header of which the name stands one line lower."""

    prints = (("torchsummaryX", "summary(model, …)"),)
    mark = r"Kernel Shape[ \t]{1,200}Output Shape"
    printer = "torchinfo"

    def __init__(self, columns: Sequence[str], unit: str) -> None:
        """Takes the columns behind the name, and the letter of the unit in which they count parameters."""
        super().__init__(None)
        self.columns = columns
        self.unit = unit

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for the rows below a header."""
        header_line = _HEADER.match(line)
        if header_line is None:
            return None
        whole = [*_COLUMNS.finditer((header_line["more"] or "").removesuffix("\\"))]
        unit = next((column["unit"] for column in whole if column["unit"]), "")
        return cls(("kernel", "shape", *("count" if column["count"] else "work" for column in whole)), unit)

    def take(self, line: str) -> bool:
        """Read a line; False if it is no row."""
        row = _ROW.match(f"{line} ")
        if row is None:
            return False
        cells = cells_outside_brackets(line[row.end() - 1 :])
        printed = dict(zip(self.columns, cells or (), strict=False))
        number = number_in(printed.get("count", ""), self.unit)
        if cells is None or len(cells) != len(self.columns) or number is None:
            self.damaged.append(line.strip())
            return True
        shape = in_one_line(printed["shape"])
        kernel = next(iter(read_shapes(printed["kernel"])), ())
        types = modules_named(row["name"], kernel, next(iter(read_shapes(shape)), ())) if number or kernel else ()
        recursive = number == 0 and bool(kernel) and printed.get("work", "-") != "-"
        frozen = number == 0 and bool(kernel) and not recursive
        if frozen and types != WITHOUT_BIAS:  # without its biases a number would be wrong
            self.damaged.append(line.strip())
            return True
        self.rows.append(
            PastedRow(
                name=row["name"],
                type=types[0] if len(types) == 1 else "",
                output_shape=shape,
                shapes=read_shapes(shape),
                count=prod(axis or 1 for axis in kernel) if frozen else number,
                types=types,
                recursive=recursive,
                trainable=False if frozen else None,
            )
        )
        return True


def number_in(printed: str, unit: str) -> int | None:
    """A number as older and newer versions print it, 0 for none; None where it can't be read.

    >>> number_in("158.72k", ""), number_in("608.0", ""), number_in("3768320", ""), number_in("0.26", "K")
    (158720, 608, 3768320, 260)
    """
    if printed in ("-", "(recursive)"):
        return 0
    number = _NUMBER.fullmatch(printed)
    if number is None:
        return None
    zeros = _ZEROS[number[3] or unit]
    digits = (number[2] or "").rstrip("0")
    return int(number[1] + digits.ljust(zeros, "0")) if len(digits) <= zeros else None
