"""Compares the layers that Keras built with the formula; kept results are compared anew at every build."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.agreement import Mismatch, compare
from rnnformula.counting.exchange import built_arrays, checked, known
from rnnformula.errors import InputError
from rnnformula.site.book.known import write_layer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula import Tally
    from rnnformula.site.examples.running import Result


@dataclass(frozen=True, slots=True)
class Compared:
    """A layer that Keras built, and its number of parameters by the formula and by Keras.

    ``layer`` is written as in ``tests/known_counts.csv``: ``SimpleRNN units=10 features=1``.
    """

    layer: str
    formula: int
    keras: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result and the layers in it that were compared, each once.

    ``error`` says why the job failed, or how formula and framework differ, and is empty otherwise; ``line`` says where.
    """

    result: Result
    compared: tuple[Compared, ...] = ()
    error: str = ""
    line: int = 0


def compare_result(result: Result, tallies: Iterable[Tally] = ()) -> Outcome:
    """Compare the layers of a result with the formula, and an ordered layer with the tallies that labels show of it."""
    if result.error:
        return Outcome(result, error=result.error, line=result.line)
    compared: dict[Compared, None] = {}  # a layer and the model that owns it are often both left behind
    line = 0
    try:
        for left_behind in result.left_behind:
            line = left_behind.line
            for description in left_behind.layers:
                if description["built"] and known(description):
                    layer = checked(description)
                    if layer.tally:
                        compared[Compared(write_layer(layer.tally), layer.tally.count, layer.count)] = None
                    for tally in tallies:
                        compare(description["name"], tally, built_arrays(description), description["count"])
    except (Mismatch, InputError) as error:
        message = "".join(traceback.format_exception_only(error)).strip()
        return Outcome(result, error=message, line=line)
    return Outcome(result, tuple(compared))
