"""What is said about a summary: rows, readings, totals and remarks, as data without words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.formula import Product, closed_form, substitute
from rnnformula.counting.solving import leaves
from rnnformula.explaining.sentences import STYLE, sentences
from rnnformula.language.writing import worked

if TYPE_CHECKING:
    from rnnformula.counting.formula import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Size
    from rnnformula.language.phrases import Label
    from rnnformula.reading.layers import Layer

#: What can be said about a row.
EXPLAINED, AMBIGUOUS, UNKNOWN = "explained", "ambiguous", "unknown"
NO_PARAMETERS, UNREADABLE = "no-parameters", "unreadable"
#: What can be said about a total.
AGREES, DIFFERS = "agrees", "differs"

#: Sizes and options of a reading, in the order in which they are told.
FIELDS = (
    "units",
    "features",
    "filters",
    "kernel_size",
    "channels",
    "input_dim",
    "output_dim",
    "num_heads",
    "key_dim",
    "value_dim",
    "output_shape",
    "proj_size",
    "use_bias",
    "reset_after",
    "center",
    "scale",
    "renorm",
    "use_scale",
    "score_mode",
    "use_gate",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A layer that has the printed number of parameters.

    ``written`` is the layer as in code, ``tally`` its arrays; ``printed`` the class name of a framework
    that this package knows by another name. ``reasons`` say why this reading, ``link`` is the place on
    the site where it is derived.
    """

    written: Layer
    tally: Tally
    reasons: tuple[Label, ...] = ()
    framework: str = "keras"
    printed: str = ""
    link: str = ""

    @property
    def layer(self) -> str:
        """The class, without the module before it."""
        return self.printed or self.written.family.name.rpartition(".")[-1]

    @property
    def count(self) -> int:
        """The number of parameters (scalars)."""
        return self.tally.count

    @property
    def inner(self) -> str | None:
        """The class inside, the first one where there are several."""
        inside = [one.family.name.rpartition(".")[-1] for one in self._leaves()]
        return inside[0] if self.written.inside else None

    @property
    def backward_inner(self) -> str | None:
        """The class of the other direction, where it is another."""
        inside = self.written.inside
        return inside[1].family.name if self.written.family.name == "Bidirectional" and len(inside) > 1 else None

    @property
    def directions(self) -> int | None:
        """1 or 2 of a recurrent layer; None of any other."""
        if self.written.family.name == "Bidirectional" or self.written.arguments.get("bidirectional"):
            return 2
        recurrent = any("recurrent_kernel" in row.array.name or "hh" in row.array.name for row in self.tally.rows)
        return 1 if recurrent else None

    @property
    def merge_mode(self) -> str | None:
        """How a `Bidirectional` makes one output of two; ``sum`` where no number tells it from ``mul`` and ``ave``."""
        return self.written.arguments.get("merge_mode") if self.written.family.name == "Bidirectional" else None

    @property
    def num_layers(self) -> int | None:
        """The number of layers in a module of PyTorch."""
        return self.written.arguments.get("num_layers")

    @property
    def sizes(self) -> dict[str, Any]:
        """Sizes and options by Keras' names; of layers inside theirs, as a tuple where they differ."""
        held = [self._of(leaf, number) for number, leaf in enumerate(self._leaves())]
        if not held:
            return {}
        told = {}
        for name in FIELDS:
            values = [one[name] for one in held if name in one]
            if values:
                told[name] = values[0] if len(set(values)) == 1 or name == "features" else tuple(values)
        return told

    def _leaves(self) -> list[Layer]:
        return list(leaves(self.written))

    def _of(self, leaf: Layer, number: int) -> dict[str, Any]:
        parts = list(dict.fromkeys(row.part for row in self.tally.rows))
        rows = [row for row in self.tally.rows if not parts or row.part == parts[min(number, len(parts) - 1)]]
        told: dict[str, Any] = {}
        for name, size in (rows[0].sizes if rows else {}).items():
            several = isinstance(size, tuple) and len(set(size)) > 1
            told[name] = size if several else size[0] if isinstance(size, tuple) else size
        told.pop("value_features", None)
        for name, default in leaf.family.choices.items():
            told[name] = leaf.arguments.get(name, default)
        told.pop("num_layers", None)
        told.pop("bidirectional", None)
        if not told.get("use_bias", True):
            told.pop("reset_after", None)  # it makes no difference without bias
        return told

    def __getattr__(self, name: str) -> Any:
        """A size or an option, None where the layer has none: ``units``, ``use_bias``."""
        if name in FIELDS:
            return self.sizes.get(name)
        raise AttributeError(name)

    @property
    def expression(self) -> str:
        """The number, taken apart: ``4·64·(6+64+1) = 18,176``."""
        return worked([self.formula, self.count], STYLE)

    @property
    def because(self) -> str:
        """Why this reading, in English; `rnnformula.render` says it in other languages."""
        return " ".join(sentences(self.reasons))

    @property
    def formula(self) -> Expression:
        """The left side of that, as a tree."""
        rows = self.tally.rows
        if not rows:
            return 0
        parts = dict.fromkeys(row.part for row in rows)
        formula = closed_formula(self.tally)
        if self.tally.uniform and len(parts) > 1 and self.written.family.name == "Bidirectional":
            one = closed_form([row.array for row in rows if row.part == rows[0].part])
            formula = Product((len(parts), *(one.factors if isinstance(one, Product) else (one,))))
        return substitute(formula, rows[0].sizes, _sides) if self.tally.uniform else formula

    def with_reasons(self, *reasons: Label) -> Reading:
        """The same with further reasons."""
        return replace(self, reasons=(*self.reasons, *reasons))


def _sides(size: Size) -> Expression:
    """A size of several numbers as their product, ``3 * 3``."""
    return Product(size) if isinstance(size, tuple) else size


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row of the table: what was printed, what it can mean, the likeliest reading first.

    ``count`` is the number of parameters, None where none could be read. ``depth`` counts the models
    around the row.
    """

    name: str
    type: str
    output_shape: str
    count: int | None
    verdict: str
    readings: tuple[Reading, ...] = ()
    remarks: tuple[Label, ...] = ()
    depth: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said about the row, in English."""
        return sentences(self.remarks)


@dataclass(frozen=True, slots=True)
class ExplainedTotal:
    """A line below the rows: the printed number, what the rows give (None where they don't), and whether they agree."""

    name: str
    printed: int | None
    expected: int | None
    verdict: str
    remarks: tuple[Label, ...] = ()
    size: str = ""

    @property
    def because(self) -> str:
        """What makes the number, in English."""
        return " ".join(sentences(self.remarks))


@dataclass(frozen=True, slots=True)
class Explained:
    """The rows, totals and remarks of a summary; of several tables one after another."""

    rows: tuple[ExplainedRow, ...] = ()
    totals: tuple[ExplainedTotal, ...] = ()
    remarks: tuple[Label, ...] = ()
