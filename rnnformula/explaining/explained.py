"""Rows, readings, totals and remarks of a summary, as data without words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from math import log
from typing import TYPE_CHECKING, Generic, Self, TypedDict, TypeVar, Unpack, overload

from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import Product, Sum, closed_form, substitute
from rnnformula.counting.solving import leaves
from rnnformula.displayed import Displayed
from rnnformula.explaining.sentences import sentences
from rnnformula.facts import Choice
from rnnformula.facts.kinds import keeps_state
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import worked

if TYPE_CHECKING:
    from rnnformula.costing.forward_costs import ForwardCost
    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Size
    from rnnformula.language.phrases import Label
    from rnnformula.reading.layers import Layer

#: What can be said about a row.
EXPLAINED, AMBIGUOUS, UNKNOWN = "explained", "ambiguous", "unknown"
NO_PARAMETERS, UNREADABLE = "no-parameters", "unreadable"
#: Of a row of code: its number is a formula, as a size is not given.
OPEN_SIZE = "open"
#: What can be said about a total.
AGREES, DIFFERS = "agrees", "differs"

FieldValue = TypeVar("FieldValue")


class _Field(Generic[FieldValue]):
    """A size or an option of a reading: None where the layer has none, a tuple where layers inside differ in it."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        FIELDS.append(name)

    @overload
    def __get__(self, reading: None, owner: type) -> Self: ...
    @overload
    def __get__(self, reading: Reading, owner: type) -> FieldValue | tuple[FieldValue, ...] | None: ...
    def __get__(self, reading: Reading | None, owner: type) -> object:
        return self if reading is None else reading._told.get(self._name)


#: The names of these, in the order in which they are told.
FIELDS: list[str] = []

#: What they may be.
Told = Choice | tuple[int, ...] | tuple[Choice | tuple[int, ...], ...]


class _Judged(TypedDict, total=False):
    """What is thought of a reading, which changes nothing of its layer."""

    reasons: tuple[Label, ...]
    likelihood: float
    logs: tuple[float, float]


@dataclass(frozen=True)
class Reading:
    """A layer that has the printed number of parameters.

    >>> from rnnformula import explain
    >>> reading = explain("lstm (LSTM)  (None, 64)  18176").rows[0].readings[0]
    >>> str(reading.written), reading.features, reading.expression
    ('LSTM(64)', 6, '4 × 64 × (6 + 64 + 1) = 18,176')

    ``written`` is the layer as in code, ``tally`` its arrays; ``printed`` the class name of a framework
    that this package knows by another name. ``reasons`` say why this reading, ``link`` is the place on
    the site where it is derived. ``likelihood`` is its share among all that fit, 1 where none else does;
    ``logs`` are what `rnnformula.counting.likelihood` has of it.
    """

    written: Layer
    tally: Tally
    reasons: tuple[Label, ...] = ()
    framework: str = "keras"
    printed: str = ""
    link: str = ""
    likelihood: float = field(default=1.0, compare=False)
    logs: tuple[float, float] = field(default=(0.0, 0.0), compare=False, repr=False)

    units = _Field[int]()
    features = _Field[int]()
    filters = _Field[int]()
    kernel_size = _Field[int]()
    channels = _Field[int]()
    input_dim = _Field[int]()
    output_dim = _Field[int]()
    num_heads = _Field[int]()
    key_dim = _Field[int]()
    value_dim = _Field[int]()
    output_shape = _Field[int]()
    proj_size = _Field[int]()
    in_features = _Field[int]()
    in1_features = _Field[int]()
    in2_features = _Field[int]()
    out_features = _Field[int]()
    in_channels = _Field[int]()
    out_channels = _Field[int]()
    num_embeddings = _Field[int]()
    embedding_dim = _Field[int]()
    num_features = _Field[int]()
    num_channels = _Field[int]()
    normalized_shape = _Field[int]()
    num_parameters = _Field[int]()
    embed_dim = _Field[int]()
    kdim = _Field[int]()
    vdim = _Field[int]()
    d_model = _Field[int]()
    dim_feedforward = _Field[int]()
    groups = _Field[int]()
    use_bias = _Field[bool]()
    use_boundary = _Field[bool]()
    use_kernel = _Field[bool]()
    bias = _Field[bool]()
    affine = _Field[bool]()
    elementwise_affine = _Field[bool]()
    add_bias_kv = _Field[bool]()
    reset_after = _Field[bool]()
    center = _Field[bool]()
    scale = _Field[bool]()
    renorm = _Field[bool]()
    use_scale = _Field[bool]()
    score_mode = _Field[str]()
    use_gate = _Field[bool]()

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
        """The class of the layer inside, of the first where there are several."""
        inside = [leaf.family.name.rpartition(".")[-1] for leaf in self._leaves()]
        return inside[0] if self.written.inside else None

    @property
    def backward_inner(self) -> str | None:
        """The class of the backward layer, where it is not that of the forward layer."""
        inside = self._both_ways.inside if self._both_ways else ()
        return inside[1].family.name if len(inside) > 1 else None

    @property
    def directions(self) -> int | None:
        """The number of directions: 1 or 2 for a recurrent layer, None for any other."""
        if self._both_ways or self.written.arguments.get("bidirectional"):
            return 2
        return 1 if any(keeps_state(leaf.family) for leaf in self._leaves()) else None

    @property
    def _both_ways(self) -> Layer | None:
        """The layer of two directions: the reading itself, or what it runs at each time step."""
        layer = self.written
        while composition := layer.family.composition:
            if composition.both_ways:
                return layer
            if len(layer.inside) != 1:
                break
            (layer,) = layer.inside
        return None

    @property
    def merge_mode(self) -> str | None:
        """How a `Bidirectional` makes one output of two; ``sum`` where no number tells it from ``mul`` and ``ave``."""
        mode: str | None = self._both_ways.arguments.get("merge_mode") if self._both_ways else None
        return mode

    @property
    def num_layers(self) -> int | None:
        """The number of layers in a module of PyTorch."""
        number: int | None = self.written.arguments.get("num_layers")
        return number

    @property
    def reads(self) -> int | None:
        """How many numbers the layer reads at a place, None where its sizes do not tell it."""
        axes = next(leaves(self.written)).family.input
        read = next((self._told[axis] for axis in axes if axis in self._told), None)
        return read if isinstance(read, int) else None

    @property
    def width(self) -> int | tuple[int, ...] | None:
        """The features that the layer reads, None where it reads none."""
        return self.features or self.in_features

    @property
    def sizes(self) -> dict[str, Told]:
        """Sizes and options by Keras' names; where layers are inside, their sizes, as a tuple where they differ."""
        return dict(self._told)

    @cached_property
    def _told(self) -> dict[str, Told]:
        """As `sizes`, which are asked for again and again."""
        own = [self._of(leaf, number) for number, leaf in enumerate(self._leaves())]
        sizes: dict[str, Told] = {}
        present = set().union(*own)
        for name in FIELDS:
            if name not in present:
                continue
            values = [values[name] for values in own if name in values]
            sizes[name] = values[0] if len(set(values)) == 1 or name == "features" else tuple(values)
        return sizes

    def _leaves(self) -> list[Layer]:
        return list(leaves(self.written))

    def _of(self, leaf: Layer, number: int) -> dict[str, Choice | tuple[int, ...]]:
        """The sizes and options of one of the layers inside."""
        parts = list(dict.fromkeys(row.part for row in self.tally.rows))
        rows = [row for row in self.tally.rows if not parts or row.part == parts[min(number, len(parts) - 1)]]
        values: dict[str, Choice | tuple[int, ...]] = {}
        for name, size in (rows[0].sizes if rows else {}).items():
            if size == ():  # one number for all features
                continue
            several = isinstance(size, tuple) and len(set(size)) > 1
            values[name] = size if several else size[0] if isinstance(size, tuple) else size
        for name, default in leaf.family.choices.items():
            values[name] = leaf.arguments.get(name, default)
        if not values.get("use_bias", True):
            values.pop("reset_after", None)  # it makes no difference without bias
        return values

    @property
    def expression(self) -> str:
        """The number, taken apart: ``4 × 64 × (6 + 64 + 1) = 18,176``."""
        return worked([self.formula, self.count], STYLE)

    @property
    def because(self) -> str:
        """Why this reading, in English; `rnnformula.render` says it in other languages."""
        return " ".join(sentences(self.reasons))

    @property
    def formula(self) -> Expression:
        """The left side of `expression`, as a tree."""
        rows = self.tally.rows
        if not rows:
            return 0
        if not self.tally.uniform:
            return closed_formula(self.tally)
        parts = [closed_form([row.array for row in of_part]) for _, of_part in groupby(rows, lambda row: row.part)]
        formula = closed_formula(self.tally)
        if len(parts) > 1 and self._both_ways:
            first = parts[0]
            factors = first.factors if isinstance(first, Product) else (first,)
            formula = Product((len(parts), *factors)) if len(set(parts)) == 1 else Sum(tuple(parts))
        elif self.directions == 2 and isinstance(formula, Product) and isinstance(formula.factors[0], int):
            formula = Product((2, formula.factors[0] // 2, *formula.factors[1:]))
        return substitute(formula, rows[0].sizes, _sides)

    def of_width(self, likelihood: float) -> Reading:
        """The reading where what it reads is told by the table, so likely as this."""
        return self.with_values(logs=(self.logs[0] + log(likelihood), 0.0))

    def less_likely(self, likelihood: float) -> Reading:
        """The reading where something that is so likely has to be as well."""
        return self.with_values(logs=(self.logs[0] + log(likelihood), self.logs[1]))

    def with_reasons(self, *reasons: Label) -> Reading:
        """The reading with further reasons."""
        return self.with_values(reasons=(*self.reasons, *reasons)) if reasons else self

    def with_values(self, **values: Unpack[_Judged]) -> Reading:
        """The same layer with other reasons, or another likelihood; what was worked out of the layer is kept."""
        reading = replace(self, **values)
        if "_told" in self.__dict__:
            reading.__dict__["_told"] = self._told
        return reading


def _sides(size: Size) -> Expression:
    """A size of several numbers as their product, ``3 * 3``."""
    return Product(size) if isinstance(size, tuple) else size


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row of the table: what was printed, what it can mean, the likeliest reading first.

    >>> from rnnformula import explain
    >>> row = explain("lstm (LSTM)  (None, 64)  18176").rows[0]
    >>> row.name, row.type, row.count, row.verdict
    ('lstm', 'LSTM', 18176, 'ambiguous')

    ``count`` is the number of parameters, None where none could be read. ``depth`` counts the models
    around the row. ``forward`` is what the first reading takes in multiply-accumulates, None where that is not known.
    """

    name: str
    type: str
    output_shape: str
    count: int | None
    verdict: str
    readings: tuple[Reading, ...] = ()
    remarks: tuple[Label, ...] = ()
    depth: int = 0
    forward: ForwardCost | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks on the row, in English."""
        return sentences(self.remarks)


@dataclass(frozen=True, slots=True)
class ExplainedTotal:
    r"""A line below the rows: the printed number, what the rows give (None where they don't), and whether they agree.

    >>> from rnnformula import explain
    >>> total = explain("lstm (LSTM)  (None, 64)  18176\nTotal params: 18176").totals[0]
    >>> total.printed, total.expected, total.verdict
    (18176, 18176, 'agrees')
    """

    name: str
    printed: int | None
    expected: int | None
    verdict: str
    remarks: tuple[Label, ...] = ()
    size: str = ""

    @property
    def because(self) -> str:
        """The remarks on the total, in English."""
        return " ".join(sentences(self.remarks))


@dataclass(frozen=True, slots=True)
class Explained(Displayed):
    """The rows, totals and remarks of a summary; of several tables one after another.

    ``forward`` are the multiply-accumulates of all rows for one sample, None where one of them is not certain.
    """

    rows: tuple[ExplainedRow, ...] = ()
    totals: tuple[ExplainedTotal, ...] = ()
    remarks: tuple[Label, ...] = ()
    forward: int | None = None
