"""What the layers of a sentence cost, as the polynomials that a formula in it may be."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from rnnformula import InputError, cost
from rnnformula.costing.costs import BACKWARD_PASS, FORWARD_PASS, MEMORY
from rnnformula.counting.polynomial import plus
from rnnformula.language import LANGUAGES
from rnnformula.site.algebra.polynomials import divided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnnformula.costing.costs import Cost
    from rnnformula.counting.polynomial import Polynomial
    from rnnformula.facts import Family

#: Sizes of the layers that are tried: no two alike, so that none stands for another.
TRIED_SIZES = {"units": 7, "features": 5, "batch": 3}
TRIED_STEPS = 11
#: What may count as operations, see `rnnformula.Convention`.
TRIED_CONVENTIONS: tuple[dict[str, Any], ...] = ({}, {"biases": False, "element_wise": False})
_BYTES = 4


def kinds_named(sentence: str) -> frozenset[str]:
    """The kinds of a cost that a sentence names, such as ``kept``, and ``backward`` if it names that.

    It is empty where a sentence names a pass alone.
    """
    kinds = frozenset(
        kind
        for language in LANGUAGES.values()
        for kind, pattern in language.prose().costs.items()
        if re.search(pattern, sentence)
    )
    return kinds if kinds - {FORWARD_PASS, BACKWARD_PASS} else frozenset()


def cost_polynomials(
    families: Iterable[Family], options: Iterable[tuple[str, str]], kinds: frozenset[str]
) -> list[Polynomial]:
    """The amounts of these kinds: of one step, of all, and of a batch; of bytes also the numbers."""
    amounts: list[Polynomial] = []
    chosen = tuple((name, value == "True") for name, value in options if value in ("True", "False"))
    for family in families:
        for whole in _of_layer(family.name, chosen):
            amounts += _named(whole, kinds)
    return [variant for amount in amounts for variant in _shorter(amount)]


@cache
def _of_layer(name: str, options: tuple[tuple[str, bool], ...]) -> tuple[Cost, ...]:
    for steps in ({"steps": TRIED_STEPS}, {}):  # a layer that reads none refuses them
        arguments: dict[str, Any] = TRIED_SIZES | steps | dict(options)
        with suppress(InputError):
            return tuple(cost(name, **arguments, **convention) for convention in TRIED_CONVENTIONS)
    return ()


def _named(whole: Cost, kinds: frozenset[str]) -> Iterator[Polynomial]:
    """The amounts of the kinds that are named, forward unless it is said that the backward pass is meant."""
    parts = [BACKWARD_PASS] if "backward" in kinds else [FORWARD_PASS]
    if "forward" in kinds and "backward" in kinds:
        parts = [FORWARD_PASS, BACKWARD_PASS]
    for kind in kinds:
        for part in parts:
            if amount := whole.amounts.get((part, kind)):
                yield amount.polynomial
        if len(parts) > 1 and (parts[0], kind) in whole.amounts:
            yield plus(whole[parts[0], kind].polynomial, whole[parts[1], kind].polynomial)
        if amount := whole.amounts.get((MEMORY, kind)):
            yield amount.polynomial
            if numbers := divided(amount.polynomial, _BYTES, ""):
                yield numbers


def _shorter(amount: Polynomial) -> Iterator[Polynomial]:
    """The amount, that of one sample, and that of one step of it."""
    yield amount
    for size in ("batch", "steps"):
        if not all(size in sizes for sizes in amount):
            return
        amount = {_without(sizes, size): factor for sizes, factor in amount.items()}
        yield amount


def _without(sizes: tuple[str, ...], size: str) -> tuple[str, ...]:
    kept = list(sizes)
    kept.remove(size)
    return tuple(kept)
