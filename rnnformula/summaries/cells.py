"""The text of one cell of a table -> a number of parameters, shapes, sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.summaries.pasted import Source

if TYPE_CHECKING:
    from rnnformula.reading.inputs import Shape

#: The sign that printers put where they cut a text; an ASCII terminal shows the ellipsis as a question mark.
CUT = r"(?:…|\.{2,3}|\?)"

_COUNT = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.0+)?(?P<unbuilt>\s*\(un\w*(?:\)|{CUT})?)?"
    rf"|(?P<cut>\d[\d,]*){CUT}|(?P<broken>\d+(?:,\d{{0,3}})+)"
    rf"|(?P<nothing>-{{1,2}}|—|–)?|(?P<unknown>{CUT})|(?P<unused>[Uu]nused|\(unused\))"
    r"|(?P<recursive>\(recursive\))|\((?P<frozen>\d{1,3}(?:,\d{3})*|\d+)\)"
)
#: A number that a printer rounded, as Lightning does from a thousand on.
ROUNDED = re.compile(r"\d{1,4}(?:\.\d{1,3})? ?[KMBT]")
#: More characters than a cell with a number has, more digits than a number of parameters, an index of an output.
_LONGEST_CELL = 80
_LONGEST_NUMBER = 30
_LONGEST_INDEX = 9
_GROUP = re.compile(r"[\[(]\s*([^\[\](){}]*?)\s*[\])]")
_WITHOUT_COMMAS = re.compile(r"(?:None|\?) [^,]*\Z")
_AXIS = re.compile(r"None|-?\d{1,18}|\?|Unknown")
_ELLIPSIS = re.compile(r"…|\.{2}")
_QUOTED_SOURCE = re.compile(r"'([^'\[\]]{1,200})(?:\[\d+\]\[(\d+)\])?'")
_SOURCE = re.compile(r"([^\s,\[\]'…?]+)(?:(\[)(?:\d+(?:\](?:\[(?:(\d+)\]?)?)?)?)?)?([…?]|\.{3})?,?")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of parameters as it was printed; its fields mean what those of `PastedRow` do."""

    count: int | None = None
    digits: str = ""
    unbuilt: bool = False
    recursive: bool = False
    frozen: bool = False


def read_count(cell: str) -> Count | None:
    """The number in a cell of a table, None where it can't be read.

    >>> read_count("25,600…")
    Count(count=None, digits='25600', unbuilt=False, recursive=False, frozen=False)
    >>> read_count("2.560.000")
    """
    count = _COUNT.fullmatch(cell.strip()) if len(cell) < _LONGEST_CELL else None
    if count is None:
        return None
    digits = (count["digits"] or count["frozen"] or "").replace(",", "")
    cut = (count["cut"] or count["broken"] or "").replace(",", "")
    if len(digits) > _LONGEST_NUMBER or len(cut) > _LONGEST_NUMBER:
        return None
    if count["recursive"]:
        return Count(0, recursive=True)
    if count["unused"]:
        return Count(unbuilt=True)
    if not digits:
        return Count(digits=cut)
    return Count(int(digits), unbuilt=bool(count["unbuilt"]), frozen=bool(count["frozen"]))


def read_shapes(cell: str) -> tuple[Shape, ...]:
    """The shapes in a cell, batch first; one that was cut is left out.

    Some pastes lost their commas; without an open batch, what blanks part may be one number on two lines.

    >>> read_shapes("[(None, 256), (None, 12")
    ((None, 256),)
    >>> read_shapes("(None 50 256)"), read_shapes("(51 2)")
    (((None, 50, 256),), ())
    """
    shapes = []
    for group in _GROUP.findall(cell):
        axes = group.split() if _WITHOUT_COMMAS.match(group) else [axis.strip() for axis in group.split(",")]
        if axes[-1] == "":
            axes.pop()
        if axes and all(_AXIS.fullmatch(axis) for axis in axes):
            shapes.append(tuple(_axis(axis) for axis in axes))
    return tuple(shapes)


def _axis(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def in_one_line(shape: str) -> str:
    """A shape that was printed over several lines, with one blank after each comma.

    >>> in_one_line("[(None, 5, 4),(None,  4)]")
    '[(None, 5, 4), (None, 4)]'
    """
    return re.sub(r",(?=\S)", ", ", " ".join(shape.split())).replace(" )", ")").replace("( ", "(").replace(" ]", "]")


def is_cut(shape: str) -> bool:
    """Whether a printer left only the beginning of a shape.

    >>> is_cut("(None, 5, 1"), is_cut("(None, 5, …)"), is_cut("(batch, 5, 16)")
    (True, True, False)
    """
    return not balanced(shape) or bool(_ELLIPSIS.search(shape))


def balanced(text: str) -> bool:
    """Whether each bracket that opens is closed."""
    return all(text.count(opening) <= text.count(closing) for opening, closing in ("()", "[]", "{}"))


def read_connections(pieces: list[str]) -> tuple[Source, ...]:
    """The rows that the cells of "Connected to" name, one piece a line.

    >>> read_connections(["['lstm[0][1]',", "'dense[0][0]']"])
    (Source(name='lstm', output=1, cut=False), Source(name='dense', output=0, cut=False))
    """
    if any("'" in piece for piece in pieces):
        quoted = _QUOTED_SOURCE.findall("".join(piece.strip() for piece in pieces))
        return tuple(Source(name, _output(output)) for name, output in quoted)
    sources = []
    for word in " ".join(pieces).split():
        source = _SOURCE.fullmatch(word)
        if source and word not in ("-", "--"):
            sources.append(Source(source[1], _output(source[3]), cut=bool(source[4]) and not source[2]))
    return tuple(sources)


def _output(digits: str | None) -> int:
    return int(digits) if digits and len(digits) <= _LONGEST_INDEX else 0


def read_trainable(cell: str) -> bool | None:
    """Whether the column "Trainable" says that a row is trained, None where it says neither."""
    return {"Y": True, "True": True, "N": False, "False": False}.get(cell.strip())
