"""The lines above the rows: the title, and the header, which says what columns there are and where they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words that printers put above a column -> what the column holds. A narrow table shows only the beginning of a word.
COLUMNS = {
    "Layer": "name",
    "Name": "name",
    "Output": "shape",
    "Param": "count",
    "Connected": "sources",
    "Trainable": "trainable",
    "Kernel": "kernel",
    "Input": "input",
    "Mult-Adds": "work",
    "Groups": "groups",
    "Type": "type",
}
#: What stands above numbers of parameters, whole.
_COUNTS = ("Param", "Param #", "#", "Param.")
PIPES = "│┃|"

#: Matches in every line that is a title or a header, in a header of a narrow table too.
TITLE_OR_HEADER = r'Layer \(type|Layer[ (┃│|].{0,200}?(?:Out|Par|Input S)|Name.{0,80}(?:Type|Par)|[Mm]odel: ["“]'

_TITLE = re.compile(r'[\s*`]*[Mm]odel: ["“](?P<name>[^"“”]{1,300})["”]')
_WORD = re.compile(r"(?<![\w(:])[A-Z][\w-]*(?: %)?")
_PLAIN = re.compile(r"[\s|]{0,200}(?:\d\s)?\s*(?:Parent Layers\s{1,80})?Layer\b")
_RULE = re.compile(r"[\s_=\-─━═¯*+|│┃:~—–├┼┤┏┳┓┡╇┩└┴┘┌┬┐╞╪╡╒╤╕╘╧╛╔╗╚╝╠╬╣]+")


@dataclass(frozen=True, slots=True)
class Header:
    """Columns from left to right and where each begins, () where a web page has collapsed the blanks.

    ``cut`` says that its last word was cut, so that the numbers below it may be too. ``tree`` is for those of
    torchinfo, ``piped`` for those between bars, ``modules`` for names and classes of modules of PyTorch without
    shapes, as Lightning prints them.
    """

    columns: tuple[str, ...]
    starts: tuple[int, ...]
    tree: bool = False
    piped: bool = False
    modules: bool = False
    cut: bool = False


def is_rule(line: str) -> bool:
    """Whether a line only separates."""
    return len(line.strip()) > 2 and bool(_RULE.fullmatch(line))


def read_title(line: str) -> str | None:
    """The name of the model in a title, None where a line is none.

    >>> read_title('Model: "sequential"')
    'sequential'
    """
    title = _TITLE.match(line)
    return title["name"] if title else None


def read_header(line: str) -> Header | None:
    """The columns that a line names, None where it is no header.

    >>> read_header("Layer (type)      Output Shape    Param #").columns
    ('name', 'shape', 'count')
    """
    if "Layer" not in line and "Name" not in line and "Out" not in line:
        return None
    if any(sign in line for sign in PIPES):
        return _piped(line)
    if not _PLAIN.match(line):
        return None
    words = [(word.start(), column) for word in _WORD.finditer(line) if (column := _column(word[0]))]
    columns = tuple(dict.fromkeys(column for _, column in words))
    typed = "(type:" in line or "(type (" in line
    shown = "count" in columns and {"shape", "input"} & set(columns)
    if columns[:1] != ("name",) or not (shown or typed):
        return None
    starts = tuple(next(start for start, named in words if named == column) for column in columns)
    spaced = "  " in line[starts[0] : starts[-1]]
    tree = typed or bool({"kernel", "work", "input"} & set(columns))
    return Header(columns, starts if spaced else (), tree=tree)


def _piped(line: str) -> Header | None:
    """The columns between bars; where the words of a narrow table are wrapped, "Layer" comes a line later."""
    cells = cells_of(line)
    words = [_WORD.search(cell) for cell in cells]
    columns = [
        _column(word[0]) if word else "count" if cell.strip() == "#" else ""
        for word, cell in zip(words, cells, strict=True)
    ]
    if columns and not columns[0]:
        columns[0] = "" if "name" in columns else "name"
    if "name" not in columns or len({"shape", "count"} & set(columns)) == 0 or not any(words):
        return None
    tree = "(type:" in line or "(type (" in line
    modules = "Name" in line and "type" in columns and "shape" not in columns
    cut = columns[-1] == "count" and cells[-1].strip() not in ("Params", *([] if modules else _COUNTS))
    named = tuple(column or f"unknown {place}" for place, column in enumerate(columns))
    return Header(named, (), tree, piped=True, modules=modules, cut=cut and line[-1:] not in PIPES)


def cells_of(line: str) -> list[str]:
    """The cells between the upright bars of a line; what stands outside of them is none."""
    cells = re.split(f"[{PIPES}]", line)
    if not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells


def _column(word: str) -> str:
    if word.endswith("%"):
        return "share"
    for known, column in COLUMNS.items():
        if word.startswith(known) or known.startswith(word):
            return column
    return ""
