"""Facts as data: the records that every number, formula, step and picture is derived from.

The shape grammar, once for all families:

- a shape is axes split by blanks: ``"f u"`` is a matrix with ``features`` rows and ``units`` columns;
- an axis is a sum of terms joined by ``+``: ``"f+u"``;
- a term is a whole number, a size letter, or both: ``"2"``, ``"u"``, ``"3u"``;
- a size letter is one of ``SIZES``.

So ``"2 3u"`` is a matrix of 2 rows and ``3 * units`` columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Size letter -> the argument it stands for, in the order in which arguments are listed.
SIZES = {"u": "units", "f": "features"}

#: Functions that a gate equation may call.
FUNCTIONS = ("tanh", "sigmoid", "activation")

#: Names that a gate equation may read besides the arrays: input and state at this step.
SIGNALS = ("x", "h")


@dataclass(frozen=True, slots=True)
class Term:
    """A whole number times a size, ``3u``; without a size just a number.

    >>> Term(3, "units").value({"units": 10})
    30
    """

    factor: int
    size: str = ""

    def value(self, sizes: Mapping[str, int]) -> int:
        """The number of scalars along this part of an axis."""
        return self.factor * (sizes[self.size] if self.size else 1)


Axis = tuple[Term, ...]


def parse_shape(shape: str) -> tuple[Axis, ...]:
    """Read a shape by the grammar at the top of this module.

    >>> parse_shape("2 3u")
    ((Term(factor=2, size=''),), (Term(factor=3, size='units'),))

    Raises:
        ValueError: the text is not a shape.
    """
    return tuple(tuple(_parse_term(term, shape) for term in axis.split("+")) for axis in shape.split())


def _parse_term(text: str, shape: str) -> Term:
    digits = text.rstrip("".join(SIZES))
    letter = text[len(digits) :]
    if (
        len(letter) > 1
        or not text
        or (digits and not (digits.isascii() and digits.isdecimal()))
        or digits.startswith("0")
    ):
        letters = ", ".join(SIZES)
        raise ValueError(f"shape {shape!r}: {text!r} is not a term such as 2, u or 3u (size letters: {letters})")
    return Term(int(digits) if digits else 1, SIZES[letter] if letter else "")


@dataclass(frozen=True, slots=True)
class Array:
    """One weight array as its layer owns it: a name and a shape.

    >>> Array("kernel", "f u").shape_for({"features": 3, "units": 2})
    (3, 2)

    Raises:
        ValueError: the name is not an identifier, or the shape breaks the grammar.
    """

    name: str
    shape: str
    axes: tuple[Axis, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise ValueError(f"array: name must be an identifier such as 'kernel', got {self.name!r}")
        if not isinstance(self.shape, str) or not self.shape.strip():
            raise ValueError(f"array {self.name!r}: shape must be axes such as 'f u', got {self.shape!r}")
        try:
            object.__setattr__(self, "axes", parse_shape(self.shape))
        except ValueError as error:
            raise ValueError(f"array {self.name!r}: {error}") from None

    def shape_for(self, sizes: Mapping[str, int]) -> tuple[int, ...]:
        """The shape in numbers, one per axis."""
        return tuple(sum(term.value(sizes) for term in axis) for axis in self.axes)

    def count_for(self, sizes: Mapping[str, int]) -> int:
        """The number of scalars in the array."""
        return prod(self.shape_for(sizes))


@dataclass(frozen=True, slots=True)
class Equation:
    """What a layer computes at one step, written once for all languages.

    The expression has Python's syntax: ``@`` is the matrix product, ``x`` the input of this
    step `(batch, features)`, ``h`` the state before it `(batch, units)`. A test runs it in NumPy
    against Keras' own output.

    Raises:
        ValueError: the expression is not one, or calls something that is no known function.
    """

    target: str
    expression: str

    def names(self) -> tuple[str, ...]:
        """The arrays and signals that the expression reads, each once, in order."""
        import ast

        try:
            tree = ast.parse(self.expression, mode="eval")
        except SyntaxError:
            raise ValueError(f"equation of {self.target!r}: cannot read {self.expression!r}") from None
        calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for call in calls:
            if not isinstance(call, ast.Name) or call.id not in FUNCTIONS:
                known = ", ".join(FUNCTIONS)
                raise ValueError(f"equation of {self.target!r}: {ast.unparse(call)!r} is not one of {known}")
        named = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in calls)
        return tuple(dict.fromkeys(node.id for node in named))


@dataclass(frozen=True, slots=True)
class Variant:
    """The arrays a layer owns under one choice of its options.

    Raises:
        ValueError: no arrays, two of one name, an array that no equation reads, or the
            reverse; no source.
    """

    arrays: tuple[Array, ...]
    equations: tuple[Equation, ...]
    source: str
    options: tuple[tuple[str, bool], ...] = ()

    def __post_init__(self) -> None:
        names = [array.name for array in self.arrays]
        if not names:
            raise ValueError("variant: it needs at least one array, got none")
        if len(set(names)) < len(names):
            raise ValueError(f"variant: array names must differ, got {', '.join(names)}")
        if not self.source.strip():
            raise ValueError(f"variant of {', '.join(names)}: the source is missing")
        read = {name for equation in self.equations for name in equation.names()} - set(SIGNALS)
        if odd := read.symmetric_difference(names):
            raise ValueError(f"variant: arrays and equations disagree about {', '.join(sorted(odd))}")

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that the shapes speak of, in the order of ``SIZES``."""
        used = {term.size for array in self.arrays for axis in array.axes for term in axis}
        return tuple(size for size in SIZES.values() if size in used)


@dataclass(frozen=True, slots=True)
class Family:
    """A layer class under the name that Keras gives it, with all its variants, default first.

    Raises:
        ValueError: a name that is not an identifier, no variant, variants that are told
            apart by different options, or two variants for one choice.
    """

    name: str
    variants: tuple[Variant, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise ValueError(f"family: name must be an identifier such as 'SimpleRNN', got {self.name!r}")
        if not self.variants:
            raise ValueError(f"family {self.name}: it needs at least one variant, got none")
        choices = [variant.options for variant in self.variants]
        if len({tuple(option for option, _ in choice) for choice in choices}) > 1:
            raise ValueError(f"family {self.name}: all variants must name the same options, got {choices}")
        if len(set(choices)) < len(choices):
            raise ValueError(f"family {self.name}: two variants for one choice of options, got {choices}")

    @property
    def key(self) -> str:
        """The name in files: ``SimpleRNN`` is ``simple_rnn``, as Keras names its layers."""
        import re

        words = re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", self.name))
        return words.lower()

    @property
    def options(self) -> dict[str, bool]:
        """Option -> default."""
        return dict(self.variants[0].options)

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that any variant speaks of."""
        used = {size for variant in self.variants for size in variant.sizes}
        return tuple(size for size in SIZES.values() if size in used)

    def variant(self, options: Mapping[str, bool]) -> Variant:
        """The variant for a choice of options; an option not named has its default."""
        choice = tuple((self.options | dict(options)).items())
        return next(variant for variant in self.variants if variant.options == choice)
