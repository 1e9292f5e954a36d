"""Costs of layers that tools print, each with its origin, from ``tests/known_costs.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING

from rnnformula.site.book.cost_tools import COST_TOOLS, read_costed_layer
from rnnformula.site.book.data_files import damaged, read_csv
from rnnformula.site.book.sources import KNOWN_COSTS
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.cost_tools import CostTerm, CostTool

COST_COLUMNS = ("tool", "layers", "number", "origin", "version")
#: The origin of what `make record-frameworks` writes.
MEASURED_HERE = "measured"


@dataclass(frozen=True)
class KnownCost:
    """What a tool printed for layers, which are written as ``LSTM units=20 features=10 steps=3 batch=1``.

    ``number`` has as many digits as were printed, ``Decimal("17.5e6")``.
    """

    line: int
    key: str
    layers: tuple[str, ...]
    number: Decimal
    origin: str
    version: str

    @property
    def tool(self) -> CostTool:
        """The tool that printed the number."""
        return COST_TOOLS[self.key]

    @property
    def measured(self) -> bool:
        """Whether `make record-frameworks` had the tool print it; the others were seen elsewhere."""
        return self.origin == MEASURED_HERE

    @cached_property
    def terms(self) -> tuple[CostTerm, ...]:
        """What the tool adds up, for all layers together.

        Raises:
            InputError: a layer is not written as `split_layer` expects, or its cost is not known.
        """
        added: dict[int, CostTerm] = {}
        for layer in self.layers:
            for place, term in enumerate(self.tool.terms(read_costed_layer(layer))):
                before = added.get(place)
                added[place] = term._replace(amount=term.amount + (before.amount if before else 0))
        return tuple(added.values())

    def predicted(self) -> int:
        """The number that the tool must print.

        Raises:
            InputError: as of `terms`.
        """
        return sum(term.times * term.amount for term in self.terms)

    def agrees(self) -> bool:
        """Whether the number is the one predicted, as far as its digits go."""
        unit = Decimal(1).scaleb(int(self.number.as_tuple().exponent))
        return abs(self.predicted() - self.number) <= (unit / 2 if unit > 1 else 0)


def read_known_costs(text: str) -> list[KnownCost]:
    """The rows of the file, in order.

    Raises:
        SiteError: the first line has other names, or a row has other columns, a number that is none or an unknown tool.
    """
    return [_read_cost(line, row) for line, row in read_csv(KNOWN_COSTS, text, COST_COLUMNS)]


def _read_cost(line: int, row: list[str]) -> KnownCost:
    try:
        tool, layers, number, origin, version = row
        if tool in COST_TOOLS:
            return KnownCost(line, tool, tuple(layers.split(" + ")), Decimal(number), origin, version)
    except (ValueError, InvalidOperation):
        pass
    message = Message(
        "expected one of the tools {tools}, layers, a number, where it was seen and in which version, got {row!r}",
        tools=", ".join(COST_TOOLS),
        row=",".join(row),
    )
    raise damaged(KNOWN_COSTS, message, line)
