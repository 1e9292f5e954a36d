"""What a row reads: the shape of its input, found in the rows around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.facts.families import FAMILIES
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedRow, PastedTable, Source

#: More rows than this whose names begin alike are not told apart.
MOST_NAMES = 20
#: So many letters of a name may have been cut.
LONGEST_NAME = 60
#: More shapes than this, or more rows of one name, are not tried as what a row reads.
MOST_SHAPES = 8
#: So many rows in turn that change no shape are looked through.
MOST_UNCHANGED = 8
#: Names that Keras and older printers give to the layer that only says a shape.
INPUTS = ("InputLayer", "Input")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The shapes that a row reads, the first one first; () where they are not known.

    ``reason`` says where they were found. ``certain`` is False where the table does not really say it;
    ``others`` are what the row may read instead, where the printer cut the name of its source.
    """

    shapes: tuple[Shape, ...] = ()
    reason: Label | None = None
    certain: bool = True
    others: tuple[Inputs, ...] = ()


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
        self._known: dict[int, Inputs] = {}
        self._children: dict[int, list[int]] = {}
        for place, parent in enumerate(self.parent):
            if parent is not None:
                self._children.setdefault(parent, []).append(place)
        connected = any(row.sources is not None for row in self.rows)
        self.linear = table.of_keras and (inputs < 2 or connected)
        #: Whether the table itself says that each row reads the one above: a `Sequential` of Keras by its usual name.
        self.chain = table.of_keras and not connected and table.name.startswith("sequential")

    def inputs(self, place: int) -> Inputs:
        """What the row at this place reads."""
        if place not in self._known:
            # The first row of a model reads what the model reads: those around it come first.
            around = [place]
            while (parent := self.parent[around[-1]]) is not None and parent not in self._known:
                around.append(parent)
            for outer in reversed(around):
                self._known[outer] = self._found(outer)
        return self._known[place]

    def _found(self, place: int) -> Inputs:
        row = self.rows[place]
        if row.type in INPUTS:
            return Inputs()
        if row.reads:
            return Inputs(row.reads, label("why_input_column", shape=Quote(str(row.reads[0]))))
        if row.sources:
            return self._connected(place, row.sources)
        if row.sources is not None and not row.depth:
            return Inputs()
        return self._previous(place)  # a chain inside a model is not said to be connected

    def inside(self, place: int) -> list[PastedRow]:
        """The rows of the model that a row stands for, one level below it."""
        return [self.rows[child] for child in self._children.get(place, ())]

    def last_inside(self, place: int) -> int | None:
        """The last row of the model that a row stands for, one level below it."""
        inside = self._children.get(place)
        return inside[-1] if inside else None

    def source_row(self, place: int) -> int | None:
        """The row above that a row reads: the one that it names, else the one before it; None where there is none."""
        row = self.rows[place]
        if row.sources is None or (row.depth and not row.sources):
            return self.before[place]
        named = self._named(row.sources[0], place) if row.sources else []
        return named[0] if len(named) == 1 and named[0] < place else None

    def _connected(self, place: int, sources: tuple[Source, ...]) -> Inputs:
        """The outputs of the first source, and those of the others as far as they are known."""
        first, *rest = sources
        more = [next(iter(shapes)) for source in rest if len(shapes := self._possible(source, place)) == 1]
        possible = [
            Inputs((shape, *more), label("why_connected", row=Quote(name), shape=Quote(str(shape))))
            for shape, name in self._possible(first, place).items()
        ]
        return replace(possible[0], others=tuple(possible[1:])) if possible else Inputs()

    def _possible(self, source: Source, place: int) -> dict[Shape, str]:
        """The shapes that a source may put out, and the first row that does."""
        shapes: dict[Shape, str] = {}
        for candidate in self._named(source, place):
            if shape := self._output(candidate, source):
                shapes.setdefault(shape, self.rows[candidate].name)
            if len(shapes) == MOST_SHAPES:
                break
        return shapes

    def _output(self, place: int, source: Source) -> Shape:
        """The output of a row that a source names; () where it can't be read."""
        shapes = self._outputs(place)
        if not shapes:
            return ()
        return shapes[source.output] if source.output < len(shapes) else shapes[0]

    def _named(self, source: Source, place: int) -> list[int]:
        """The rows that a source may be: one, if its name was not cut; else for each name the nearest row above."""
        name = _whole(source.name)
        if name in self.places and not source.cut:
            return self.places[name][:1]
        start = bisect_left(self.names, name)
        fitting = [other for other in self.names[start : start + MOST_NAMES] if other.startswith(name)]
        candidates = [candidate for other in fitting for candidate in self._around(other, place)]
        if not candidates:  # the name was cut still shorter in its own row
            shorter = (name[:length] for length in range(max(1, len(name) - LONGEST_NAME), len(name)))
            places = (
                candidate for other in shorter if other in self.places for candidate in self._around(other, place)
            )
            candidates = [candidate for candidate in places if _cut(self.rows[candidate].name)]
        above = [candidate for candidate in candidates if candidate < place]
        return sorted(above or candidates, reverse=True)

    def _around(self, name: str, place: int) -> list[int]:
        """The rows of this name that are nearest above a place, else the first below it."""
        places = self.places[name]
        end = bisect_left(places, place)
        return places[max(0, end - MOST_SHAPES) : end] or places[:1]

    def _previous(self, place: int) -> Inputs:
        """The row before a row on the same level; the first row of a model inside reads what the model reads."""
        before = self.before[place]
        if before is None:
            return self._around_model(place)
        shapes = self._outputs(before)
        if not shapes or not shapes[0]:
            return Inputs()
        row = self.rows[before]
        key = "why_input_row" if row.type in INPUTS else "why_before"
        return Inputs(shapes[:1], label(key, row=Quote(row.name), shape=Quote(str(shapes[0]))), self.linear)

    def _around_model(self, place: int) -> Inputs:
        """What the first row of a model inside reads: what the model does."""
        parent = self.parent[place]
        inputs = self.inputs(parent) if parent is not None else Inputs()
        if parent is None or not inputs.shapes:
            return inputs
        reason = label("why_around", row=Quote(self.rows[parent].name), shape=Quote(str(inputs.shapes[0])))
        return replace(inputs, reason=reason)

    def only_source(self, place: int) -> int | None:
        """The row that a row reads, None where it reads several or the table does not say which."""
        row = self.rows[place]
        if row.sources is None:
            return self.before[place] if self.linear else None
        named = [self._named(source, place) for source in row.sources]
        places = {candidate for candidates in named for candidate in candidates}
        return places.pop() if len(places) == 1 and all(named) else None

    def maker(self, place: int) -> int | None:
        """The row that makes what a row reads, above those like `Dropout` that change no shape."""
        above = self.only_source(place)
        for _ in range(MOST_UNCHANGED):
            if above is None:
                return None
            family = FAMILIES.get(self.rows[above].type)
            if not family or family.output != ("same",) or self.rows[above].type in INPUTS:
                return above
            above = self.only_source(above)
        return None

    def is_said(self, place: int) -> bool:
        """Whether the table itself says what a row reads, so that it may be told that nothing fits."""
        row = self.rows[place]
        if row.reads:
            return True
        if row.sources is not None:
            return bool(row.sources) and not self.inputs(place).others
        return self.chain and not row.depth

    def _outputs(self, place: int) -> tuple[Shape, ...]:
        """The outputs of a row; where they were lost, the input of a row that does not change it."""
        for _ in range(MOST_UNCHANGED):
            row = self.rows[place]
            if row.shapes:
                return row.shapes
            family = FAMILIES.get(row.type)
            before = self.before[place]
            if not family or family.output != ("same",) or before is None or row.type in INPUTS:
                return ()
            place = before
        return ()

    def widths_before(self, place: int) -> dict[int, dict[int, str]]:
        """The last axes of all rows above; for each, how many axes there are, and the first row that has so many."""
        widths: dict[int, dict[int, str]] = {}
        for row in self.rows[max(0, place - 200) : place]:
            for shape in row.shapes[:1]:
                if len(shape) > 1 and shape[-1]:
                    widths.setdefault(shape[-1], {}).setdefault(len(shape), row.name)
        return widths


def _family_tree(rows: tuple[PastedRow, ...]) -> tuple[list[int | None], list[int | None]]:
    """For each row the one before it on its level, and the row of the model around it."""
    before: list[int | None] = []
    parents: list[int | None] = []
    last: list[int] = []  # the latest row of each level
    outermost = min((row.depth for row in rows), default=0)  # a table may leave out the row of the whole model
    for place, row in enumerate(rows):
        depth = min(row.depth - outermost, len(last))
        parents.append(last[depth - 1] if depth else None)
        before.append(last[depth] if depth < len(last) else None)
        del last[depth:]
        last.append(place)
    return before, parents


def _whole(name: str) -> str:
    return name.rstrip("….")


def _cut(name: str) -> bool:
    return name.endswith(("…", "..."))
