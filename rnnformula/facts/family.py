"""The records that every number, formula, step and picture is derived from.

What stands in them as text is read once, when a record is made: shapes by `rnnformula.facts.grammar`, conditions by
`rnnformula.facts.conditions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from rnnformula.facts.conditions import Choice, Condition, all_hold, parse_condition
from rnnformula.facts.grammar import SIZES, Axis, Size, Term, names, parse_shape, scalars

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from rnnformula.facts.composition import Composition

#: Functions that a gate equation may call; ``conv`` is a convolution.
FUNCTIONS = ("tanh", "sigmoid", "activation", "conv")

#: Names that a gate equation may read besides the arrays: input, state and cell state.
SIGNALS = ("x", "h", "c")


@dataclass(frozen=True, slots=True)
class Array:
    """One weight array as its layer owns it: a name, a shape, and when there is one.

    >>> Array("kernel", "f u").shape_for({"features": 3, "units": 2})
    (3, 2)

    A part of a layer that is a layer itself stands in the name, ``query/kernel``. ``when`` is a
    condition; ``trainable`` is False for what training does not change. A dot in the name is PyTorch's:
    ``out_proj.weight``.

    Raises:
        ValueError: the name is not made of identifiers, or the shape breaks the grammar.
    """

    name: str
    shape: str
    when: str = ""
    trainable: bool = True
    axes: tuple[Axis, ...] = field(init=False, repr=False, compare=False)
    conditions: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not all(
            part.isidentifier() for part in self.name.replace(".", "/").split("/")
        ):
            raise ValueError(f"array: name must be an identifier such as 'kernel', got {self.name!r}")
        if not isinstance(self.shape, str) or not self.shape.strip():
            raise ValueError(f"array {self.name!r}: shape must be axes such as 'f u', got {self.shape!r}")
        try:
            object.__setattr__(self, "axes", parse_shape(self.shape))
        except ValueError as error:
            raise ValueError(f"array {self.name!r}: {error}") from None
        object.__setattr__(self, "conditions", parse_condition(self.when))

    def shape_for(self, sizes: Mapping[str, Size]) -> tuple[int, ...]:
        """The shape in numbers, one per axis."""
        shape: list[int] = []
        for axis in self.axes:
            size = sizes.get(axis[0].size) if axis == (Term(1, axis[0].sizes[:1]),) else None
            shape += size if isinstance(size, tuple) else [sum(term.value(sizes) for term in axis)]
        return tuple(shape)

    def count_for(self, sizes: Mapping[str, Size]) -> int:
        """The number of scalars in the array."""
        return prod(self.shape_for(sizes))


@dataclass(frozen=True, slots=True)
class Equation:
    """What a layer computes at one step, written once for all languages.

    >>> from rnnformula import equations
    >>> equations("SimpleRNN").equations[0].expression
    'tanh(x @ kernel + h @ recurrent_kernel + bias)'

    The expression has Python's syntax: ``@`` is the matrix product, ``*`` multiplies number by
    number, ``x`` is the input of this step `(batch, features)`, ``h`` the state before it
    `(batch, units)`, ``c`` the cell state. ``kernel.i`` are the columns of gate ``i``,
    ``bias[1]`` is a row. A sum loses the terms of arrays that a variant does not have. A test runs
    it in NumPy against Keras' own output. ``when`` is a condition.

    Raises:
        ValueError: the expression is not one, or calls something that is no known function.
    """

    target: str
    expression: str
    when: str = ""
    conditions: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "conditions", parse_condition(self.when))

    def names(self) -> tuple[str, ...]:
        """The arrays and signals that the expression reads, each once, in order."""
        import ast

        tree = self._parsed()
        calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for call in calls:
            if not isinstance(call, ast.Name) or call.id not in FUNCTIONS:
                known = ", ".join(FUNCTIONS)
                raise ValueError(f"equation of {self.target!r}: {ast.unparse(call)!r} is not one of {known}")
        named = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in calls)
        return tuple(dict.fromkeys(node.id for node in named))

    def without(self, absent: Iterable[str]) -> Equation:
        """The same equation for a layer that lacks some arrays.

        >>> Equation("h", "tanh(x @ kernel + bias)").without(["bias"]).expression
        'tanh(x @ kernel)'
        """
        return _without(self, frozenset(absent))

    def _parsed(self) -> ast.Expression:
        import ast

        try:
            return ast.parse(self.expression, mode="eval")
        except SyntaxError:
            raise ValueError(f"equation of {self.target!r}: cannot read {self.expression!r}") from None


@lru_cache(maxsize=4096)
def _without(equation: Equation, gone: frozenset[str]) -> Equation:
    import ast

    class Pruned(ast.NodeTransformer):
        def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
            self.generic_visit(node)
            if isinstance(node.op, ast.Add):
                for side, other in ((node.left, node.right), (node.right, node.left)):
                    if _root(side) in gone:
                        return other
            return node

    def _root(node: ast.AST) -> str:
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        return node.id if isinstance(node, ast.Name) else ""

    return Equation(equation.target, ast.unparse(Pruned().visit(equation._parsed())), equation.when)


@dataclass(frozen=True, slots=True)
class Option:
    """An argument that decides which arrays there are: its values, the default first.

    >>> from rnnformula import FAMILIES
    >>> [(option.name, option.values) for option in FAMILIES["GRU"].options]
    [('use_bias', (True, False)), ('reset_after', (True, False))]

    Where those are numbers they are examples: any positive integer may be given. ``searched`` says whether other
    numbers are tried where the option is not known; each then brings arrays of its own. An option that is ``given``
    is on where its argument has any value but None.
    """

    name: str
    values: tuple[Choice, ...] = (True, False)
    searched: bool = True
    given: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """The arrays and equations of a layer under one choice of its options.

    >>> from rnnformula import equations
    >>> [array.name for array in equations("LSTM", use_bias=False).variant.arrays]
    ['kernel', 'recurrent_kernel']
    """

    arrays: tuple[Array, ...]
    equations: tuple[Equation, ...]
    options: dict[str, Choice]


@dataclass(frozen=True)
class Family:
    """A layer class under the name that its framework gives it.

    >>> from rnnformula import FAMILIES
    >>> FAMILIES["GRU"].gates, [array.name for array in FAMILIES["GRU"].arrays][:2]
    (('z', 'r', 'h'), ['kernel', 'recurrent_kernel'])

    ``arrays`` are all that any choice of options makes, in the order of the layer's weights;
    ``source`` says where that was read. ``arguments`` are the names of the constructor's arguments
    in their order. Those that stand in shapes are sizes; ``optional`` are sizes that may be left
    out, ``below`` pairs of a size and a larger one, ``multiples`` pairs of a size and what divides it, which may
    be an option or any argument that is a number.
    ``defaults`` are pairs of an argument and what it is where it is left out: a number, or the size that it equals.
    ``options`` choose arrays; all others leave the number of parameters alone. ``composition`` says
    which arguments are layers, and what becomes of them. ``also_called`` are pairs of a name that the
    framework gives to an argument and the name here.

    ``input`` and ``output`` are axes after the batch. In ``input`` an axis is ``time``, ``space``,
    the size that is read there, or ``...`` for any number of axes; in ``output`` a size, or a word
    of `rnnformula.counting.shapes`. An empty ``output``: the layer reads several inputs; ``several`` is a word of
    `rnnformula.counting.merging` for what it makes of their shapes. ``reads`` is a word of `rnnformula.reading.inputs`
    for how sizes follow from the input where no axis alone says them. ``one_axis``: ``axis`` is one number, never more.

    ``equations`` are what it computes at one step; ``gates`` names the blocks of columns that its
    arrays are made of, in their order. ``cell``: it computes one time step, and a layer of its own runs
    it over all. ``likelihood`` ranks the classes that a row of a summary may hide, the likeliest highest.
    ``snippet`` is the file below ``snippets/`` that writes the class in Keras, for one that Keras does not have.

    Lists of names are written with `rnnformula.facts.grammar.names`; a text is split as that does.

    Raises:
        ValueError: a name that is none, a source that is missing, two arrays of one name in a
            variant, a condition about nothing, or arrays that the equations do not read.
    """

    name: str
    arrays: tuple[Array, ...]
    source: str
    arguments: tuple[str, ...] = ("units",)
    input: tuple[str, ...] = ("...", "features")
    output: tuple[str, ...] = ("...", "units")
    options: tuple[Option, ...] = ()
    optional: tuple[str, ...] = ()
    defaults: tuple[tuple[str, str | int], ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    multiples: tuple[tuple[str, str], ...] = ()
    composition: Composition | None = None
    also_called: tuple[tuple[str, str], ...] = ()
    equations: tuple[Equation, ...] = ()
    gates: tuple[str, ...] = ()
    cell: bool = False
    likelihood: int = 1
    snippet: str = ""
    several: str = ""
    reads: str = ""
    one_axis: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not all(part.isidentifier() for part in self.name.split(".")):
            raise ValueError(f"family: name must be an identifier such as 'SimpleRNN', got {self.name!r}")
        if not self.source.strip():
            raise ValueError(f"family {self.name}: the source is missing")
        for listed in ("arguments", "input", "output", "optional", "gates"):
            if isinstance(text := getattr(self, listed), str):
                object.__setattr__(self, listed, names(text))
        known = {option.name for option in self.options} | set(self.optional)
        conditions = [(array.when, array.conditions) for array in self.arrays]
        conditions += [(equation.when, equation.conditions) for equation in self.equations]
        for text, words in conditions:
            if any(condition.option not in known for condition in words):
                raise ValueError(f"family {self.name}: condition {text!r} is about none of {', '.join(known)}")
        for name, _, divisor in self.quotients:
            if not divisor.isdecimal() and divisor not in self.choices:
                raise ValueError(f"family {self.name}: {name} is divided by none of its options")
        for variant in self.variants:
            self._check(variant)

    def _check(self, variant: Variant) -> None:
        own = [array.name for array in variant.arrays]
        if len(set(own)) < len(own):
            raise ValueError(f"family {self.name}: array names must differ, got {', '.join(own)}")
        if variant.equations:
            targets = {equation.target for equation in variant.equations}
            read = {name for equation in variant.equations for name in equation.names()} - targets - set(SIGNALS)
            if odd := read.symmetric_difference(own):
                raise ValueError(f"family {self.name}: arrays and equations disagree about {', '.join(sorted(odd))}")

    @cached_property
    def key(self) -> str:
        """The name in files: ``SimpleRNN`` is ``simple_rnn``, as Keras names its layers."""
        words = re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", self.name))
        return words.lower()

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The default of each option, by its name."""
        return {option.name: option.values[0] for option in self.options}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The arguments that are a number where they are left out, and that number."""
        return {name: value for name, value in self.defaults if isinstance(value, int)}

    @cached_property
    def ties(self) -> dict[str, str]:
        """The sizes that equal another one where they are left out, and that one."""
        return {name: other for name, other in self.defaults if isinstance(other, str)}

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that a count needs: those in shapes, but not what is optional or follows from a layer inside."""
        return () if self.composition else tuple(size for size in self.all_sizes if size not in self.optional)

    @cached_property
    def all_sizes(self) -> tuple[str, ...]:
        """All sizes that shapes speak of, in the order of ``SIZES``, but not what is worked out from others."""
        used = {size for array in self.arrays for axis in array.axes for term in axis for size in term.sizes}
        used.update(size for _, size, _ in self.quotients)
        return tuple(size for size in SIZES.values() if size in used)

    @cached_property
    def quotients(self) -> tuple[tuple[str, str, str], ...]:
        """The sizes that are worked out: the name, the size that is divided, the option or number that divides it."""
        terms = (term.size for array in self.arrays for axis in array.axes for term in axis)
        parts = ((name, name.partition("/")) for name in dict.fromkeys(terms) if "/" in name)
        return tuple((name, size, divisor) for name, (size, _, divisor) in parts)

    def with_quotients(self, sizes: Mapping[str, Size], options: Mapping[str, Choice]) -> dict[str, Size]:
        """The sizes, and those that are worked out from them."""
        return dict(sizes) | {
            name: -(-scalars(sizes[size]) // int(options.get(divisor, divisor)))
            for name, size, divisor in self.quotients
        }

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The sizes that are read from the input, not given to the constructor; a layer around another has none."""
        return () if self.composition else tuple(size for size in self.all_sizes if size not in self.arguments)

    @cached_property
    def inside(self) -> tuple[str, ...]:
        """The arguments that are layers."""
        return self.composition.arguments if self.composition else ()

    @cached_property
    def recurrent(self) -> bool:
        """Whether the layer reads time steps and can put out its state at each of them."""
        return "return_sequences" in self.arguments

    @cached_property
    def step_axes(self) -> int:
        """The number of axes, batch aside, of one time step of the input."""
        return len(self.input) - ("time" in self.input)

    @cached_property
    def states(self) -> int:
        """How many states the layer hands from step to step, by its equations: ``h``, and the cell state ``c``."""
        return len({"h", "c"} & {equation.target for equation in self.equations})

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """Every choice of options under which the arrays are others, the default first."""
        return self._distinct(lambda variant: variant.arrays)

    @cached_property
    def step_variants(self) -> tuple[Variant, ...]:
        """Every choice of options under which the arrays or the equations are others, the default first.

        There is none where no equations are kept.
        """
        return self._distinct(lambda variant: (variant.arrays, variant.equations)) if self.equations else ()

    def _distinct(self, aspect: Callable[[Variant], Hashable]) -> tuple[Variant, ...]:
        """The first choice of options for each value of an aspect."""
        distinct: dict[Hashable, Variant] = {}
        option_names = [*self.choices, *self.optional]
        values = [option.values for option in self.options] + [(False, True)] * len(self.optional)
        for choice in product(*values):
            variant = self.variant(dict(zip(option_names, choice, strict=True)))
            distinct.setdefault(aspect(variant), variant)
        return tuple(distinct.values())

    def choose(self, options: Mapping[str, Choice]) -> dict[str, Choice]:
        """A value for each option: an option that is not named has its default, an optional size is left out."""
        return dict.fromkeys(self.optional, False) | self.choices | dict(options)

    def arrays_for(self, options: Mapping[str, Choice]) -> tuple[Array, ...]:
        """The arrays that there are under a choice of options."""
        choice = self.choose(options)
        return tuple(array for array in self.arrays if all_hold(array.conditions, choice))

    def variant(self, options: Mapping[str, Choice]) -> Variant:
        """The arrays and equations that there are under a choice of options."""
        choice = self.choose(options)
        arrays = self.arrays_for(choice)
        absent = {array.name for array in self.arrays} - {array.name for array in arrays}
        equations = (equation for equation in self.equations if all_hold(equation.conditions, choice))
        return Variant(arrays, tuple(equation.without(absent) for equation in equations), choice)
