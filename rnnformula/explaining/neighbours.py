"""What a row reads: the shape of its input, found in the rows around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.families import FAMILIES
from rnnformula.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.inputs import Shape
    from rnnformula.phrases import Label
    from rnnformula.summaries.records import PastedRow, PastedTable, Source

#: Names that Keras and older printers give to the layer that only says a shape.
INPUTS = ("InputLayer", "Input")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The shapes that a row reads, the first one first; () where they are not known.

    ``reason`` says where they were found. ``certain`` is False where the table does not really say it.
    """

    shapes: tuple[Shape, ...] = ()
    reason: Label | None = None
    certain: bool = True


class Neighbours:
    """The rows of a table and what is connected to what."""

    def __init__(self, table: PastedTable) -> None:
        self.rows = table.rows
        self.before, self.parent = _family_tree(self.rows)
        self.places: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows):
            self.places.setdefault(_whole(row.name), []).append(place)
        self.names = sorted(self.places)
        inputs = sum(row.type in INPUTS for row in self.rows if not row.depth)
        self.linear = inputs < 2 or any(row.sources is not None for row in self.rows)

    def inputs(self, place: int) -> Inputs:
        """What the row at this place reads."""
        row = self.rows[place]
        if row.type in INPUTS:
            return Inputs()
        if row.sources:
            return self._connected(row.sources)
        if row.sources is not None and not row.depth:
            return Inputs()
        return self._previous(place)  # a chain inside a model is not said to be connected

    def _connected(self, sources: Iterable[Source]) -> Inputs:
        shapes: list[Shape] = []
        said = ""
        certain = True
        for source in sources:
            found = self._named(source)
            if not found:
                if not shapes:
                    return Inputs()
                continue
            outputs = [self._outputs(place) for place in found]
            made = [one[source.output] if source.output < len(one) else one[0] for one in outputs if one]
            if not made:
                return Inputs()
            certain = certain and len({shape[-1] for shape in made if shape}) == 1
            shapes.append(made[0])
            said = said or self.rows[found[0]].name
        reason = label("why_connected", row=Quote(said), shape=Quote(str(shapes[0]))) if shapes else None
        return Inputs(tuple(shapes), reason, certain)

    def _named(self, source: Source) -> list[int]:
        """The rows that a source may be, the first one if it was not cut."""
        name = _whole(source.name)
        if name in self.places and not source.cut:
            return self.places[name][:1]
        start = bisect_left(self.names, name)
        found = []
        for other in self.names[start : start + 50]:
            if not other.startswith(name):
                break
            found += self.places[other]
        if not found:  # the name was cut still shorter in its own row
            cut = (other for other in self.names if name.startswith(other))
            found = [place for other in cut for place in self.places[other] if _cut(self.rows[place].name)]
        if name in self.places and source.cut:
            return self.places[name][:1]
        return found

    def _previous(self, place: int) -> Inputs:
        """The row before it on the same level; the first of a model inside reads what the model reads."""
        before = self.before[place]
        if before is None:
            parent = self.parent[place]
            return self.inputs(parent) if parent is not None else Inputs()
        shapes = self._outputs(before)
        if not shapes or not shapes[0]:
            return Inputs()
        row = self.rows[before]
        key = "why_input_row" if row.type in INPUTS else "why_before"
        return Inputs(shapes[:1], label(key, row=Quote(row.name), shape=Quote(str(shapes[0]))), self.linear)

    def _outputs(self, place: int) -> tuple[Shape, ...]:
        """The outputs of a row; where they were lost, what it passes on unchanged."""
        for _ in range(8):
            row = self.rows[place]
            if row.shapes:
                return row.shapes
            family = FAMILIES.get(row.type)
            before = self.before[place]
            if not family or family.output != "same" or before is None or row.type in INPUTS:
                return ()
            place = before
        return ()

    def widths_before(self, place: int) -> dict[int, str]:
        """The last axes of all rows above, and the first row that has each."""
        widths: dict[int, str] = {}
        for row in self.rows[max(0, place - 200) : place]:
            for shape in row.shapes[:1]:
                if len(shape) > 1 and shape[-1]:
                    widths.setdefault(shape[-1], row.name)
        return widths


def _family_tree(rows: tuple[PastedRow, ...]) -> tuple[list[int | None], list[int | None]]:
    """For each row the one before it on its level, and the row of the model around it."""
    before: list[int | None] = []
    parents: list[int | None] = []
    last: list[int] = []  # the latest row of each level
    for place, row in enumerate(rows):
        depth = min(row.depth, len(last))
        parents.append(last[depth - 1] if depth else None)
        before.append(last[depth] if depth < len(last) else None)
        del last[depth:]
        last.append(place)
    return before, parents


def _whole(name: str) -> str:
    return name.rstrip("….")


def _cut(name: str) -> bool:
    return name.endswith(("…", "..."))
