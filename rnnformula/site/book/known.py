"""Numbers of parameters seen in the world, each with its origin, from ``tests/known_counts.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rnnformula.cli import read_arguments
from rnnformula.counting.solving import leaves
from rnnformula.counting.tally import tally
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.reading.layers import read_layer
from rnnformula.site.book.data_files import damaged, read_csv
from rnnformula.site.book.sources import KNOWN_COUNTS
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.tally import Tally

COUNT_COLUMNS = ("layers", "count", "origin", "version")


@dataclass(frozen=True, slots=True)
class KnownCount:
    """A number of parameters that somebody printed or worked out; ``layers`` as in ``SimpleRNN units=1 features=3``."""

    line: int
    layers: tuple[str, ...]
    count: int
    origin: str
    version: str

    def counted(self) -> int:
        """The number of parameters by the formula.

        Raises:
            InputError: a layer is not written as `read_written_layer` expects.
        """
        return sum(read_written_layer(layer).count for layer in self.layers)


def read_known_counts(text: str) -> list[KnownCount]:
    """The rows of the file, in order.

    Raises:
        SiteError: the first line has other names, a row has other columns, or its number is no whole number.
    """
    return [_read(line, row) for line, row in read_csv(KNOWN_COUNTS, text, COUNT_COLUMNS)]


def is_of_keras(tally: Tally) -> bool:
    """Whether Keras has the layer and those inside it: none is of another framework, or is written in a snippet."""
    layer = read_layer(tally.layer)
    return layer.family.name not in FRAMEWORKS and not any(leaf.family.snippet for leaf in leaves(layer))


def recorded_layers(known_counts: Iterable[KnownCount]) -> frozenset[str]:
    """The layers that Keras does not have and that have a known count, as `write_layer` writes them."""
    tallies = (read_written_layer(layer) for known in known_counts for layer in known.layers)
    return frozenset(write_layer(tally) for tally in tallies if not is_of_keras(tally))


def _read(line: int, row: list[str]) -> KnownCount:
    try:
        layers, count, origin, version = row
        return KnownCount(line, tuple(layers.split(" + ")), int(count), origin, version)
    except ValueError:
        message = Message(
            "expected layers, a whole number, where it was seen and in which version, got {row!r}", row=",".join(row)
        )
        raise damaged(KNOWN_COUNTS, message, line) from None


@cache
def read_written_layer(text: str) -> Tally:
    """The record of a layer that is written as ``Dense units=4 features=3 use_bias=false``.

    Raises:
        InputError: the text is written in another way, or there is no such layer.
    """
    layer, arguments = split_layer(text)
    return tally(layer, **arguments)


def split_layer(text: str) -> tuple[str, dict[str, Any]]:
    """Split the name of a layer, or a call that may have blanks, from the arguments that follow it.

    >>> split_layer("Bidirectional(LSTM(4, use_bias=False)) features=3")
    ('Bidirectional(LSTM(4, use_bias=False))', {'features': 3})

    Raises:
        InputError: the arguments are written in another way.
    """
    end = text.rindex(")") + 1 if re.match(r"[\w.]+\(", text) and ")" in text else len(text.split(" ")[0])
    return text[:end], read_arguments(text[end:].split())


def write_layer(layer: Tally) -> str:
    """The reverse of `read_written_layer`; options that have their default are left out.

    >>> write_layer(tally("Dense", units=4, features=3, use_bias=False))
    'Dense units=4 features=3 use_bias=false'
    """
    defaults = read_layer(layer.layer).family.choices
    options = {name: str(value).lower() for name, value in layer.options.items() if value != defaults[name]}
    return " ".join([layer.layer, *(f"{name}={_written(value)}" for name, value in {**layer.sizes, **options}.items())])


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
