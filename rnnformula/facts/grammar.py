"""The shape grammar, once for all families.

- A shape is axes split by blanks: ``"f u"`` is a matrix with ``features`` rows and ``units`` columns.
- An axis is a sum of terms joined by ``+``: ``"f+u"``.
- A term is a whole number, sizes that are multiplied, or both: ``"2"``, ``"u"``, ``"3u"``, ``"cm"``.
- A size is one of ``LETTERS``, or one of ``WRITTEN_OUT`` written out and alone: ``"out_features"``, ``"3embed_dim"``.
- A quotient is a size and what divides it, an option or a number: ``"in_channels/groups"``, ``"units/2"``. It is
  rounded up, and stands alone in its term.
- ``"()"`` is a single number.

So ``"2 3u"`` is a matrix of 2 rows and ``3 * units`` columns. A size may be several numbers, as a
``kernel_size`` of ``(3, 5)`` is: an axis that is this letter alone then stands for as many axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: One number, or several where an axis stands for several.
Size = int | tuple[int, ...]

#: Size letter -> the argument it stands for, in the order in which arguments are listed.
LETTERS = {
    "u": "units",
    "f": "features",
    "n": "filters",
    "k": "kernel_size",
    "c": "channels",
    "m": "depth_multiplier",
    "v": "input_dim",
    "e": "output_dim",
    "a": "head_dim",
    "q": "num_query_heads",
    "s": "num_key_value_heads",
    "h": "num_heads",
    "d": "key_dim",
    "w": "value_dim",
    "g": "value_features",
    "o": "output_shape",
    "x": "kernel_rows",
    "z": "kernel_columns",
    "y": "bias_shape",
    "l": "frame_length",
    "b": "bins",
    "r": "lora_rank",
    "p": "proj_size",
}

#: Sizes that are written out: what only PyTorch calls so.
WRITTEN_OUT = (
    *("in_features", "in1_features", "in2_features", "out_features", "in_channels", "out_channels"),
    *("num_embeddings", "embedding_dim", "num_features", "num_channels", "normalized_shape", "num_parameters"),
    *("embed_dim", "kdim", "vdim", "d_model", "dim_feedforward"),
)

#: A size as shapes write it -> its name.
SIZES = LETTERS | {name: name for name in WRITTEN_OUT}


@dataclass(frozen=True, slots=True)
class Term:
    """A whole number times sizes, ``3u``; without a size just a number.

    >>> Term(3, ("units",)).value({"units": 10})
    30
    """

    factor: int
    sizes: tuple[str, ...] = ()

    @property
    def size(self) -> str:
        """The first size; empty where there is none."""
        return self.sizes[0] if self.sizes else ""

    def value(self, sizes: Mapping[str, Size]) -> int:
        """The number of scalars along this part of an axis."""
        return self.factor * prod(scalars(sizes[size]) for size in self.sizes)


Axis = tuple[Term, ...]


def scalars(size: Size) -> int:
    """A size as one number: several are multiplied.

    >>> scalars((3, 5))
    15
    """
    return prod(size) if isinstance(size, tuple) else size


def names(text: str) -> tuple[str, ...]:
    """Names that are written in one text, split by blanks.

    >>> names("units use_bias")
    ('units', 'use_bias')
    """
    return tuple(text.split())


def over_space(axes: int) -> tuple[str, ...]:
    """An input over so many axes of space, channels last, as families write it.

    >>> over_space(2)
    ('space', 'space', 'channels')
    """
    return (*["space"] * axes, "channels")


def parse_shape(shape: str) -> tuple[Axis, ...]:
    """Read a shape by the grammar at the top of this module.

    >>> parse_shape("2 3u")
    ((Term(factor=2, sizes=()),), (Term(factor=3, sizes=('units',)),))

    Raises:
        ValueError: the text is not a shape.
    """
    if shape == "()":
        return ()
    return tuple(tuple(_parse_term(term, shape) for term in axis.split("+")) for axis in names(shape))


def _parse_term(text: str, shape: str) -> Term:
    sizes = text.lstrip("0123456789")
    digits = text[: len(text) - len(sizes)]
    named = [sizes] if sizes in WRITTEN_OUT or _is_quotient(sizes) else [*sizes]
    if not text or digits.startswith("0") or not all(size in SIZES or _is_quotient(size) for size in named):
        known = ", ".join(LETTERS)
        raise ValueError(f"shape {shape!r}: {text!r} is not a term such as 2, u or 3u (size letters: {known})")
    return Term(int(digits) if digits else 1, tuple(SIZES.get(size, size) for size in named))


def _is_quotient(text: str) -> bool:
    size, _, divisor = text.partition("/")
    return size in SIZES.values() and (divisor.isidentifier() or (divisor.isdecimal() and not divisor.startswith("0")))
