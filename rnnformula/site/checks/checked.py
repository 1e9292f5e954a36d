"""The result of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rnnformula.site.book.problems import Problem


class Checked(NamedTuple):
    """How many things a check looked at, and the problems that it found in them."""

    things: int
    problems: list[Problem]
