"""Sizes as they are given -> positive integers."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown

if TYPE_CHECKING:
    from typing import TypeGuard

    from rnnformula.facts import Family, Size

#: More is no size of any layer, and Python prints numbers of thousands of digits no more.
LARGEST_SIZE = 10**100
#: Sizes that stand for as many axes as they have numbers, also where that is one.
SHAPES = ("kernel_rows", "bias_shape")


def is_whole(value: object, least: int = 1) -> TypeGuard[int]:
    """Whether a value is a whole number from the least one on; True is none.

    >>> is_whole(3), is_whole(0), is_whole(True)
    (True, False, False)
    """
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def expect_printable(layer: str, name: str, value: object, given: object) -> None:
    """Refuse a number above `LARGEST_SIZE`, also inside a tuple or list; ``given`` is what the error shows.

    Raises:
        InputError: there is such a number.
    """
    if isinstance(value, (tuple, list)):
        for element in value:
            expect_printable(layer, name, element, given)
    elif isinstance(value, int) and abs(value) > LARGEST_SIZE:
        raise InputError(f"{layer}: {name} must be at most {LARGEST_SIZE:.0e}, got {shown(given)}")


def missing_size(layer: str, name: str) -> InputError:
    """The error of a size that is not given."""
    return InputError(f"{layer}: {name} is missing; give a positive integer, such as {name}=3")


def read_size(family: Family, name: str, value: object) -> Size:
    """A size as a positive integer, or several where the input has several axes of it.

    Raises:
        InputError: it is something else.
    """
    rank = family.input.count("space") if name == "kernel_size" else 0
    if isinstance(value, (tuple, list)) and not value and _may_be_none(family, name):
        return ()
    if isinstance(value, (tuple, list)) and (rank == len(value) if rank else value and _may_be_several(family, name)):
        several = tuple(_positive(family, name, number, value) for number in value)
        return several if rank or len(several) > 1 or name in SHAPES else several[0]
    number = _positive(family, name, value, value)
    return (number,) * rank if rank else number


def _may_be_none(family: Family, name: str) -> bool:
    """Whether a size may stand for no axis, so that an array is a single number."""
    return name == "kernel_rows" or (name == "features" and "axis" in family.choices)


def _may_be_several(family: Family, name: str) -> bool:
    """Whether a size other than ``kernel_size`` may be several numbers, an axis each."""
    return name in (*SHAPES, "output_shape", "normalized_shape") or (
        name == "features" and bool({"axis", "shared_axes"}.intersection(family.arguments))
    )


def _positive(family: Family, name: str, value: object, given: object) -> int:
    try:
        if isinstance(value, bool):
            raise TypeError
        number = index(value)  # type: ignore[arg-type]  # what is no integer raises, NumPy's pass
    except TypeError:
        number = 0
    expect_printable(family.name, name, number, given)
    if number < 1:
        raise InputError(f"{family.name}: {name} must be a positive integer, got {shown(given)}")
    return int(number)
