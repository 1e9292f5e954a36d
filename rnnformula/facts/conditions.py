"""Conditions: which options an array or an equation depends on.

A condition is words split by blanks that must all hold: ``"use_bias"``, ``"-use_bias"`` (not),
``"score_mode=concat"``, ``"groups=1"``. It is read once, when its record is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.facts.grammar import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What an option may be.
Choice = bool | str | int


@dataclass(frozen=True, slots=True)
class Condition:
    """One word of a condition: an option that must be on, or off, or have a value.

    ``value`` is empty where the option must only be on; ``negated`` turns all of it round.
    """

    option: str
    value: str = ""
    negated: bool = False

    def holds(self, choice: Mapping[str, Choice]) -> bool:
        """Whether the condition holds under a choice of options.

        >>> Condition("use_bias", negated=True).holds({"use_bias": False})
        True
        """
        chosen = choice[self.option]
        return (str(chosen) == self.value if self.value else bool(chosen)) != self.negated


def parse_condition(text: str) -> tuple[Condition, ...]:
    """Read a condition by the grammar at the top of this module.

    >>> parse_condition("use_bias -reset_after")
    (Condition(option='use_bias', value='', negated=False), Condition(option='reset_after', value='', negated=True))
    """
    words = ((word, word.removeprefix("-").partition("=")) for word in names(text))
    return tuple(Condition(option, value, word.startswith("-")) for word, (option, _, value) in words)


def all_hold(conditions: Iterable[Condition], choice: Mapping[str, Choice]) -> bool:
    """Whether every condition holds under a choice of options."""
    return all(condition.holds(choice) for condition in conditions)
