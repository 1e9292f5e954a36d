"""What Keras built against what the formula says, at every build, whether it was built now or long ago."""

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
    """One kind of layer that a job left behind: its arguments, its number of parameters on both sides.

    ``layer`` is written as in ``tests/known_counts.csv``: ``SimpleRNN units=10 features=1``.
    """

    layer: str
    formula: int
    keras: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result after its layers were compared: each kind once. ``error`` and ``line`` are of either."""

    result: Result
    compared: tuple[Compared, ...] = ()
    error: str = ""
    line: int = 0


def compare_result(result: Result, said: Iterable[Tally] = ()) -> Outcome:
    """Compare the layers of a result with the formula, and with what labels say of the one that was ordered."""
    if result.error:
        return Outcome(result, error=result.error, line=result.line)
    found: dict[Compared, None] = {}  # a layer and the model that owns it are often both left behind
    line = 0
    try:
        for left in result.left:
            line = left.line
            for told in left.layers:
                if told["built"] and known(told):
                    layer = checked(told)
                    if layer.tally:
                        found[Compared(write_layer(layer.tally), layer.tally.count, layer.count)] = None
                    for tally in said:
                        compare(told["name"], tally, built_arrays(told), told["count"])
    except (Mismatch, InputError) as error:
        message = "".join(traceback.format_exception_only(error)).strip()
        return Outcome(result, error=message, line=line)
    return Outcome(result, tuple(found))
