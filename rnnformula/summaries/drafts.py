"""A row of a table while it is being read, as it may take several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rnnformula.summaries.cells import (
    CUT,
    ROUNDED,
    Count,
    balanced,
    in_one_line,
    read_connections,
    read_count,
    read_shapes,
    read_trainable,
)
from rnnformula.summaries.classes import completed
from rnnformula.summaries.pasted import PastedRow

#: More lines than any printer makes of a row.
_MOST_LINES = 60
_CLASS = re.compile(r"[\w.>]*")
_CUT_END = re.compile(rf"{CUT}$")
_TORCHSUMMARY = re.compile(r"([A-Z]\w*)-\d+$")


@dataclass(slots=True)
class Draft:
    """The lines of each cell so far. ``glue`` stands where a cell was broken: a blank where words were kept whole."""

    glue: str
    name: list[str]
    shape: list[str]
    count: list[str]
    sources: list[str] | None = None
    trainable: str = ""
    type: str = ""
    depth: int = 0
    arrays: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def add(self, name: str, shape: str, count: str) -> None:
        """Add the cells of a further line."""
        for pieces, piece in ((self.name, name), (self.shape, shape), (self.count, count)):
            if piece.strip():
                pieces.append(piece)

    @property
    def long(self) -> bool:
        """Whether the row has more lines than any printer makes of one."""
        return max(map(len, (self.name, self.shape, self.count))) > _MOST_LINES

    @property
    def title(self) -> str:
        """The name and class of the row, as far as its lines have been read."""
        return self.glue.join(piece.strip() if self.glue else piece for piece in self.name).strip()

    @property
    def complete(self) -> bool:
        """Whether name, class and shape are whole, as far as brackets show."""
        title = self.title
        closed = title.endswith(")") or bool(_CUT_END.search(title)) or ("(" not in title and bool(self.type))
        return closed and balanced(" ".join(self.shape))

    def row(self) -> PastedRow | None:
        """The row, None where its number can't be read."""
        name, printed, cut = self._class()
        rest = "".join(self.count[1:])
        first = self.count[0].rstrip("…") if rest else self.count[0]
        wrapped = rest.isdigit() and first.isdigit()
        rounded = " ".join(self.count) if ROUNDED.fullmatch(" ".join(self.count)) else ""
        count = Count() if rounded else read_count(first if wrapped else " ".join(self.count))
        if count is None:
            return None
        types = completed(printed, _CUT_END.sub("", name), name_cut=bool(_CUT_END.search(name))) if cut else ()
        shape = in_one_line(self.glue.join(self.shape))
        unknown = shape == "?" and count.count is None and not count.digits
        return PastedRow(
            name=name,
            type=types[0] if types else printed,
            output_shape=shape,
            shapes=read_shapes(shape),
            count=None if wrapped else count.count,
            types=types,
            digits=first if wrapped else count.digits,
            rest=rest if wrapped else "",
            unbuilt=count.unbuilt or unknown,
            recursive=count.recursive,
            sources=None if self.sources is None else read_connections(self.sources),
            depth=self.depth,
            trainable=False if count.frozen else read_trainable(self.trainable),
            arrays=tuple(self.arrays),
            rounded=rounded,
        )

    def _class(self) -> tuple[str, str, bool]:
        title = self.title
        if self.type:
            return title, _CUT_END.sub("", self.type), bool(_CUT_END.search(self.type))
        name, opened, printed = title.rpartition("(")
        if opened and name.strip():
            cut = not printed.endswith(")")
            return name.strip(), _CUT_END.sub("", printed.rstrip(") ")), cut
        numbered = _TORCHSUMMARY.match(title)
        return (title, numbered[1], False) if numbered else (title.rstrip(" ("), "", True)


def is_title(cell: str) -> bool:
    """Whether a cell can begin a row: a name, and its class in brackets as far as it was printed."""
    name, opened, printed = cell.strip().rpartition("(")
    if not opened:
        return bool(re.fullmatch(rf"[^\s()\[\],=]+{CUT}?", printed)) and any(sign.isalpha() for sign in printed)
    closed = printed.removesuffix(")")
    return (
        bool(name.strip())
        and name.count("(") == name.count(")")
        and bool(_CLASS.match(closed))
        and (_CUT_END.sub("", closed) == "" or bool(_CLASS.fullmatch(_CUT_END.sub("", closed))))
    )
