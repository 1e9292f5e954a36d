"""Windows of convolutions that a number may mean."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import prod

#: Sides of windows that a convolution is tried with when nothing says them, the likeliest first.
USUAL_SIDES = (3, 5, 7, 2, 1, 4, 9, 11, 6, 8, 10, 16)
#: Sides of windows along two axes that differ, and the longer ones that modules over spectrograms have.
SHORT_SIDES, LONG_SIDES = (3, 5, 7, 2, 1), (4, 9, 11, 21, 41)
#: A side of a window whose sides differ is no longer.
LONGEST_SIDE = 64


@lru_cache(maxsize=8)
def usual_windows(rank: int, *, long: bool = False) -> tuple[tuple[int, ...], ...]:
    """Windows that a convolution is tried with when nothing says them: equal sides first; ``long`` adds long ones.

    >>> usual_windows(1)[:2], (1, 3) in usual_windows(2), (41, 11) in usual_windows(2, long=True)
    (((3,), (5,)), True, True)
    """
    sides = SHORT_SIDES + (LONG_SIDES if long else ())
    unequal = [window for window in product(sides, repeat=rank) if len(set(window)) > 1]
    return (*((side,) * rank for side in USUAL_SIDES), *(unequal if rank == 2 else ()))


def kernels(area: int, rank: int) -> list[tuple[int, ...]]:
    """Windows that cover this many places, equal sides first.

    >>> kernels(9, 2)
    [(3, 3), (1, 9), (9, 1)]
    """
    if area < 1 or rank < 1:
        return []
    side = round(area ** (1 / rank))
    equal = [(side,) * rank] if side**rank == area else []
    if rank == 1:
        return equal
    sides = [side for side in range(1, min(area, LONGEST_SIDE) + 1) if area % side == 0]
    windows: list[tuple[int, ...]] = [()]
    for _ in range(rank):
        windows = [(*before, side) for before in windows for side in sides if area % prod((*before, side)) == 0]
    return equal + [kernel for kernel in windows if prod(kernel) == area and kernel not in equal]


def as_written(window: tuple[int, ...]) -> int | tuple[int, ...]:
    """A window as code writes it: one number where its sides are equal."""
    return window[0] if len(set(window)) == 1 else window
