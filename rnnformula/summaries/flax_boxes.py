"""Tables of Flax's ``tabulate``: a box with a column for each collection of arrays, whose cells list and count them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.facts.aliases import flax_layer
from rnnformula.summaries.array_tokens import axes
from rnnformula.summaries.headers import PIPES, cells_of
from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal
from rnnformula.summaries.styles import TableStyle

if TYPE_CHECKING:
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines
    from rnnformula.summaries.styles import Styles

_HEADER = re.compile(r"\s*[┃|│]\s*path\s*[┃|│]\s*(?P<api>module|type)\s*[┃|│].*\boutputs\b")
_BAR = f"[{PIPES}]"
#: Columns that hold no arrays.
_OTHERS = ("path", "module", "type", "inputs", "outputs", "flops", "vjp_flops")
_SHAPE = re.compile(r"[a-z]\w*\[((?:\d{1,12}(?:, ?\d{1,12})*)?)\]")
_ARRAY = re.compile(rf"(\w[\w./]{{0,80}}): {_SHAPE.pattern}")
_SIZE = re.compile(r"(\d{1,3}(?:,\d{3}){0,9}|\d{1,30}) \(\d[\d.,]* [KMGTP]?B\)")
_TOTAL = re.compile(r"\s*Total Parameters: (?P<number>\d[\d,]{0,40}) \((?P<size>[\d.]{1,20} ?[A-Z]{1,2})\)")
#: A row ends with the rule below it; of a longer one the rest is no part of it.
_MOST_LINES = 300
_MOST_IDLE = 20


class FlaxBoxes(TableStyle):
    """Reads rows between rules; the numbers of all collections of a row are added up."""

    prints = (("Flax", "nn.tabulate(…), nnx.tabulate(…)"),)
    mark = r"[┃|│]\s{0,9}path\s{1,200}[┃|│]\s{0,9}(?:module|type)"

    def __init__(self, columns: list[str]) -> None:
        """Takes the words of the header."""
        self.columns = columns
        self.of_nnx = "type" in columns[:2]
        self.rows: list[PastedRow] = []
        self.damaged: list[str] = []
        self.cut = ""

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for the rows below a header."""
        if not _HEADER.match(line):
            return None
        reader = cls([cell.strip() for cell in cells_of(line)])
        rules = (lines.line_before(), *lines.peek(1))
        whole = line[-1] in PIPES and all(rule[-1:] in "┓┩|+-" for rule in rules if "━━" in rule)
        reader.cut = "" if whole else " ".join(line.split())
        return reader

    def read(self, lines: Lines, styles: Styles) -> PastedTable:
        """The rows up to the total below the box."""
        totals: list[PastedTotal] = []
        row: list[str] = []
        idle = 0
        while idle < _MOST_IDLE and (line := lines.next()) is not None:
            total = _TOTAL.match(line)
            if total:
                totals.append(PastedTotal("total", int(total["number"].replace(",", "")), total["size"]))
                break
            if not line:
                idle += 1
                continue
            inside = re.search(_BAR, line) is not None and "──" not in line
            idle = 0 if inside else idle + 1
            if inside and len(row) < _MOST_LINES:
                row.append(line)
            elif row and not inside:
                self._take(row)
                row = []
        self._take(row)
        if self.cut:  # of every row a part of its numbers may be missing
            self.rows, self.damaged = [], [self.cut]
        return PastedTable("flax", "", _with_arrays(self.rows), tuple(totals), tuple(self.damaged))

    def _take(self, lines: list[str]) -> None:
        """Read the lines of a row; the one with the totals of each collection is none."""
        cells = [cells_of(line) for line in lines]
        if not cells or any("━" in line for line in lines):
            return
        columns = [
            [line[place].strip() if place < len(line) else "" for line in cells] for place in range(len(self.columns))
        ]
        named = dict(zip(self.columns, columns, strict=True))
        name, kind = "".join(named["path"]), "".join(named.get("module", named.get("type", [])))
        if "Total" in named["outputs"]:
            return
        if any(len(line) != len(self.columns) for line in cells):
            self.damaged.append(" ".join(lines[0].split()))
            return
        collections = [" ".join(filter(None, named[column])) for column in self.columns if _holds_arrays(column)]
        sizes = [_SIZE.findall(cell) for cell in collections]
        if any(cell and len(totals) != 1 for cell, totals in zip(collections, sizes, strict=True)):
            self.damaged.append(" ".join(lines[0].split()))
            return
        numbers = [int(totals[0].replace(",", "")) for totals in sizes if totals]
        layer = flax_layer(kind, nnx=self.of_nnx)
        outputs = " ".join(filter(None, named["outputs"]))
        self.rows.append(
            PastedRow(
                name=name,
                type=kind,
                output_shape=outputs,
                shapes=_shapes(outputs),
                count=sum(numbers) if numbers else None,
                types=(layer,) if layer else (),
                arrays=_arrays(collections),
                reads=_shapes(" ".join(filter(None, named["inputs"]))),
            )
        )


def _holds_arrays(column: str) -> bool:
    """Whether a column is one of arrays, by its name, which a narrow table cuts."""
    name = column.rstrip("…")
    return column not in _OTHERS and not (name and column != name and any(other.startswith(name) for other in _OTHERS))


def _shapes(cell: str) -> tuple[Shape, ...]:
    """The shapes in a cell, batch first; () where one was cut or there are several in a list."""
    shapes = tuple(map(axes, _SHAPE.findall(cell)))
    return () if "…" in cell or cell.startswith("-") else shapes


def _arrays(collections: list[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The arrays that the cells list, () where one was cut."""
    if any("…" in cell for cell in collections):
        return ()
    return tuple((name, axes(shape)) for cell in reversed(collections) for name, shape in _ARRAY.findall(cell))


def _with_arrays(rows: list[PastedRow]) -> tuple[PastedRow, ...]:
    """The rows that own arrays; models add up the rows below them, and layers such as ``RNN`` leave them to a cell."""
    holders = {row.name.rpartition("/")[0] for row in rows if row.name} | ({""} if len(rows) > 1 else set())
    return tuple(row for row in rows if row.count is not None and (row.arrays or row.name not in holders))
