"""Tables whose columns are parted by blanks: those of Keras 1 and 2 and of tf_keras.

A line is divided where the columns of its header begin. Where that is no use, as a web page has collapsed the blanks or
somebody has moved the rows, it is read by what its parts look like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.summaries.cells import CUT, balanced, read_count
from rnnformula.summaries.drafts import Draft, is_title
from rnnformula.summaries.headers import PIPES
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

_FRAME = re.compile(r"\s?(\|+)")
_BEGIN = re.compile(
    rf"\s*(?P<name>[^\s()\[\]{{}}|=,]{{1,300}}?{CUT}?(?:\s{{1,40}}\([\w.>]{{0,200}}{CUT}?\)?|\([A-Z]\w{{0,60}}\))?)"
    r"\s{1,400}(?=[\[({]|multiple\b|\?|None\b)"
)
_WORD = re.compile(r"multiple|\?|None")
_SHAPE_BEGIN = re.compile(r"[\[({]\s*(?:[\[({'\d?-]|None|[\])}]|$)|multiple$|\?$|None$|--$")
_NUMBER = re.compile(
    rf"\s*(?P<count>\d[\d,]*(?:\.[\d.]+)?(?:{CUT})?(?:\s\(un\w*\)?)?|Unused)"
    r"(?P<rest>(?![\w.,'_)\]}…?])(?!\s\d{3}(?:\s\d{3})*(?![\w.,*+/]|\s*[*+/=x×])).*)"
)
_CLASS_PIECE = re.compile(r"[\w.>]*\)?|[\w.]* ?\([\w.>]*\)?")
_SHAPE_PIECE = re.compile(r"[\[\](){}\d,\s':?-]*(?:[None]+[\[\](){}\d,\s':None?-]*)?")
_SOURCE_PIECE = re.compile(r"[\[\]\w./:',\s>-]+")
_SOURCE_LINE = re.compile(r"\s*\[?'?[^\s\[\]']+\[\d+\]\[\d+\]'?[\],]*(?:\s+[YN])?")
_LIKE_A_ROW = re.compile(r"[(\[][^()\[\],，]{0,200}[,，][^()\[\]]{0,200}[)\]]+\s{0,80}\d")
#: Characters of a line in which a shape is looked for.
_LONGEST_SHAPE = 1000
_NO_ROW = re.compile(r"=(?!\d+\))|->|→|<-|\*|\w\.\w+\(")


class Columns(RowsAndTotals):
    """Reads lines whose columns stand below those of the header."""

    prints = (
        ("Keras 1, Keras 2, tf_keras", "model.summary()"),
        ("Keras in R", "summary(model)"),
    )
    mark = r"\(\w{0,80}(?:…|\.{3})?\)? {1,80}[\[({?m]"

    def __init__(self, header: Header | None) -> None:
        """Takes the columns from the header; without one each line is read by its parts."""
        super().__init__(header)
        self.columns = header.columns if header else ("name", "shape", "count")
        self.starts = header.starts if header else ()
        self._draft: Draft | None = None
        self._line = ""
        self._parted = True

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for rows below a header without bars, or from a row on that has a class."""
        if header:
            return None if header.piped else cls(header)
        if any(sign in line for sign in PIPES):
            return None
        cells = by_parts(line)
        return cls(None) if cells and "(" in cells["name"] else None

    def part(self, line: str) -> None:
        """Take note of a rule or an empty line: another row begins."""
        super().part(line)
        self._parted = True

    def take(self, line: str) -> bool:
        """Read a line; False if it is no part of the table."""
        line, depth = _unframed(line)
        placed = self._placed(line)
        draft = self._draft
        if draft and placed and not self._parted and not draft.complete and self._continued(draft, placed):
            return True
        cells = self._cells(placed, line)
        if cells is not None:
            self._begin(cells, line, depth)
            return True
        if draft and placed and (not self._parted or draft.sources is not None) and self._continued(draft, placed):
            return True
        if draft and draft.sources is not None and _SOURCE_LINE.fullmatch(line):
            draft.sources.append(line.strip())
            return True
        if looks_like_a_row(line):
            self._close()
            self.damaged.append(line.strip())
        return False

    def finish(self) -> None:
        """Complete the last row, and tell by names such as ``LSTM-2`` that torchsummary printed the table."""
        self._close()
        if self.rows and all(_NUMBERED_CLASS.fullmatch(row.name) and not row.types for row in self.rows):
            self.printer = "torchinfo"

    def _placed(self, line: str) -> dict[str, str] | None:
        """The cells by the places of the header, None where a word stands across a border.

        Keras 1 left no blank between a name that it cut and the shape.
        """
        if not self.starts:
            return None
        for column, start in zip(self.columns[1:], self.starts[1:], strict=True):
            touches = column == "shape" and line[start : start + 5] in ("(None", "[(Non")
            if line[start - 1 : start].strip() and not touches:
                return None
        ends = (*self.starts[1:], len(line))
        begins = (0, *self.starts[1:])
        return {column: line[begin:end].rstrip() for column, begin, end in zip(self.columns, begins, ends, strict=True)}

    def _cells(self, placed: dict[str, str] | None, line: str) -> dict[str, str] | None:
        """The cells of a row; where two ways of reading differ, the one that saw all brackets of the shape closed."""
        parts = by_parts(line)
        if placed is None or not self._is_row(placed):
            return parts
        whole = parts is not None and balanced(parts["shape"]) and parts["count"] != self._count(placed)
        return parts if whole else self._marked(placed)

    def _marked(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells, with a mark at a number that fills its column: old printers cut it there."""
        place = self.columns.index("count")
        end = self.starts[place] + len(cells["count"])
        full = end == (self.starts[place + 1] - 1 if place + 1 < len(self.starts) else self.width)
        filled = full and cells["count"][:1].isdigit() and cells["count"][-1:].isdigit()
        return cells | {"count": f"{cells['count']}…"} if filled else cells

    def _is_row(self, cells: dict[str, str]) -> bool:
        count = self._count(cells)
        return (
            count is not None
            and is_title(cells["name"])
            and (cells["name"].count("(") > 0 or _NUMBERED_NAME.fullmatch(cells["name"].strip()) is not None)
            and bool(_SHAPE_BEGIN.match(cells["shape"].strip()))
        )

    def _count(self, cells: dict[str, str]) -> str | None:
        """The number of a row as it was printed; behind the last column there may be a reader's own notes."""
        count = cells["count"].strip()
        if not count:
            return None
        if read_count(count):
            return count
        number = _NUMBER.fullmatch(count) if self.columns[-1] == "count" else None
        return number["count"] if number and read_count(number["count"]) else None

    def _begin(self, cells: dict[str, str], line: str, depth: int) -> None:
        self._close()
        self._line, self._parted = line, False
        sources = cells.get("sources")
        trainable = cells.get("trainable", "")
        if sources is not None and "trainable" in self.columns and "trainable" not in cells:
            sources, _, trainable = sources.rpartition(" ")
        self._draft = Draft(
            glue="",
            name=[cells["name"]],
            shape=[cells["shape"]],
            count=[self._count(cells) or ""],
            sources=None if "sources" not in self.columns else [sources or ""],
            trainable=trainable,
            depth=depth,
        )

    def _continued(self, draft: Draft, cells: dict[str, str]) -> bool:
        """Whether a line goes on with the cells of the row above."""
        name, shape = cells["name"], cells["shape"].rstrip()
        count, sources = cells["count"].strip(), cells.get("sources", "").strip()
        if draft.long or not (name.strip() or shape.strip() or sources or count):
            return False
        if name.strip() and not self._goes_on(draft, name):
            return False
        if shape.strip() and (not _SHAPE_PIECE.fullmatch(shape) or balanced("".join(draft.shape))):
            return False
        if count and not (count.isdigit() and draft.count[-1].rstrip("…").isdigit() and not self._parted):
            return False
        if sources and not (draft.sources is not None and _SOURCE_PIECE.fullmatch(sources)):
            return False
        draft.add(name.strip(), shape, count)
        if draft.sources is not None:
            draft.sources.append(sources)
        return True

    def _goes_on(self, draft: Draft, piece: str) -> bool:
        piece = piece.strip()
        return (
            not draft.title.endswith(")")
            and bool(_CLASS_PIECE.fullmatch(piece))
            and ("(" not in piece or "(" not in draft.title)
        )

    def _close(self) -> None:
        if self._draft is not None:
            row = self._draft.row()
            if row is None:
                self.damaged.append(self._line.strip())
            else:
                self.rows.append(row)
        self._draft = None


_NUMBERED_CLASS = re.compile(r"[A-Z]\w*-\d+")
_NUMBERED_NAME = re.compile(rf"[\w./:-]*_[\w./:-]*|{_NUMBERED_CLASS.pattern}")


def by_parts(line: str) -> dict[str, str] | None:
    """The cells of a row by what they look like, None where the line is no row.

    >>> by_parts("lstm_1 (LSTM) (None, 10) 480 input_1[0][0]")
    {'name': 'lstm_1 (LSTM)', 'shape': '(None, 10)', 'count': '480', 'sources': 'input_1[0][0]'}
    """
    begin = _BEGIN.match(line)
    if begin is None or not is_title(begin["name"]):
        return None
    end = _shape_end(line, begin.end())
    if end is None:
        return _cut_shape(begin["name"], line[begin.end() :])
    number = _NUMBER.fullmatch(line, end)
    if number is None or read_count(number["count"]) is None:
        return None
    shape = line[begin.end() : end]
    if not _SHAPE_BEGIN.match(shape):
        return None
    cells = {"name": begin["name"], "shape": shape, "count": number["count"]}
    return cells | {"sources": number["rest"].strip()}


def _shape_end(line: str, start: int) -> int | None:
    """Where the brackets that open at a place are all closed."""
    word = _WORD.match(line, start)
    if word:
        return word.end()
    depth = 0
    for place in range(start, min(len(line), start + _LONGEST_SHAPE)):
        if line[place] in "([{":
            depth += 1
        elif line[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def _cut_shape(name: str, rest: str) -> dict[str, str] | None:
    """A shape that was cut and the number behind it, if it can't be an axis of the shape."""
    words = rest[:_LONGEST_SHAPE].split()
    numbers = [place for place, word in enumerate(words) if word.isdigit() and read_count(word)]
    if not numbers or not _SHAPE_BEGIN.match(rest):
        return None
    last = numbers[-1]
    shape, count = " ".join(words[:last]), words[last]
    axes = set(re.findall(r"\d+", shape))
    if shape.endswith(",") and (")" not in shape or any(axis.startswith(count) for axis in axes)):
        return None
    return {"name": name, "shape": shape, "count": count, "sources": " ".join(words[last + 1 :])}


def looks_like_a_row(line: str) -> bool:
    """Whether a line has a shape with a number behind it, and is neither a calculation nor code."""
    return bool(_LIKE_A_ROW.search(line)) and not _NO_ROW.search(line)


def _unframed(line: str) -> tuple[str, int]:
    """The line without the bars that frame the rows of a nested model, and how many bars there were."""
    frame = _FRAME.match(line)
    if frame is None:
        return line, 0
    inner = line.rstrip().rstrip("|")
    return " " * frame.end() + inner[frame.end() :], len(frame[1])
