"""The tables of a paste, one after another."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.summaries.boxes import Boxes
from rnnformula.summaries.cells import read_count
from rnnformula.summaries.columns import Columns, by_parts
from rnnformula.summaries.headers import PIPES, Header, cells_of, is_rule, read_header
from rnnformula.summaries.lines import Lines
from rnnformula.summaries.modules import ALONE, CHILD, ROOT, read_modules
from rnnformula.summaries.pasted import PastedRow, PastedTable
from rnnformula.summaries.total_lines import read_totals
from rnnformula.summaries.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.summaries.pasted import PastedTotal

    Grid = Boxes | Columns | Tree

_MODEL = re.compile(r'[\s*`]*[Mm]odel: ["“](?P<name>[^"“”]{1,300})["”]')
_BRANCH = re.compile(r"\s*[├└]─(?!─)")
_NUMBERED = re.compile(r"\w: ?\d+-\d+\s")
_TRANSLATED = re.compile(r"[(\[]无[^()\[\]]{0,100}[)\]]\s{0,80}\d[\d,. ]*$")
#: So many lines that say nothing end a table, and so many lines that promised one and held none end the reading.
_IDLE = 100
_IDLE_AFTER_TOTALS = 20
_FRUITLESS = 20_000
_MOST_TOTALS = 20


def tables(text: str) -> Iterator[PastedTable]:
    """The tables of a cleaned paste."""
    lines = Lines(text)
    name, fruitless = "", 0
    while fruitless < _FRUITLESS and lines.seek():
        line = lines.next()
        if line is None:
            return
        titled = _MODEL.match(line)
        if titled:
            name = titled["name"]
        table = None if titled else _table(lines, line)
        fruitless += table is None or not table.rows
        if table is not None:
            yield replace(table, name=name or table.name)
            name = ""


def _table(lines: Lines, line: str) -> PastedTable | None:
    if CHILD.match(line):
        root = ROOT.fullmatch(lines.line_before())
        lines.back()
        return read_modules(lines, root["type"] if root else "")
    alone = ALONE.fullmatch(line)
    if alone:
        return PastedTable("torch", "", (PastedRow("", alone["type"], arguments=alone["rest"]),))
    header = read_header(line)
    grid = _grid(lines, header) if header else _headless(line)
    if grid is None:
        return PastedTable("keras", "", (), damaged=(line.strip(),)) if _TRANSLATED.search(line) else None
    if header is None:
        lines.back()
    return _filled(lines, grid)


def _grid(lines: Lines, header: Header) -> Grid:
    tree = header.tree or any(_BRANCH.match(line) for line in lines.peek(4))
    if tree:
        return Tree(header)
    return Boxes(header) if header.piped else Columns(header)


def _headless(line: str) -> Grid | None:
    """A reader for rows without a header, where the line is surely a row."""
    if _BRANCH.match(line) and _NUMBERED.search(line):
        return Tree(None)
    if any(sign in line for sign in PIPES):
        cells = cells_of(line)
        whole = len(cells) >= 3 and "(" in cells[0] and cells[1].strip()[:1] in tuple("([{?m") and cells[2].strip()
        return Boxes(None) if whole and read_count(cells[2]) else None
    cells_by_parts = by_parts(line)
    return Columns(None) if cells_by_parts and "(" in cells_by_parts["name"] else None


def _filled(lines: Lines, grid: Grid) -> PastedTable | None:
    totals: list[PastedTotal] = []
    idle = 0
    while idle < (_IDLE_AFTER_TOTALS if totals else _IDLE) and (line := lines.next()) is not None:
        if not line or is_rule(line):
            grid.part(line)
            idle += 1
            continue
        found = read_totals(line)
        if found and len(totals) < _MOST_TOTALS:
            totals += found
            idle = 0
        elif _MODEL.match(line) or read_header(line) or CHILD.match(line) or (totals and _headless(line)):
            lines.back()
            break
        elif not totals and grid.take(line):
            idle = 0
        else:
            idle += 1
    grid.finish()
    if not (grid.rows or grid.damaged or totals):
        return None
    return PastedTable(grid.style, "", tuple(grid.rows), tuple(totals), tuple(grid.damaged))
