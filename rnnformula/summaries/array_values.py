"""Variables of Keras as they print themselves: a path, a shape, and a value that NumPy breaks over many lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from rnnformula.summaries.array_tokens import LENGTHS, axes

#: What a variable of Keras begins with, also where the line was cut in it.
VARIABLE = r"<(?:Keras)?Variable (?:path|shape)=|<tf\.Variable '"
_VARIABLE = re.compile(
    rf"<(?:Keras)?Variable (?:path=(?P<path>[^\s,]{{1,300}}), )?shape=(?P<shape>{LENGTHS}), dtype=[^\s,>]{{1,40}}"
    rf"(?:, path=(?P<behind>[^\s,>]{{1,300}}))?(?=[,>])"
    rf"|<tf\.Variable '(?P<name>[^']{{1,300}})' shape=(?P<of_tf>{LENGTHS})(?=[\s>])"
)
_BEGINS = re.compile(rf"(?={VARIABLE})")
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w.])")
_VALUE = re.compile(r"(?:value|numpy)=")
#: NumPy prints an array of more numbers than this with three at both ends of each axis.
_MOST_PRINTED, _AT_THE_ENDS = 1000, 6


@dataclass(slots=True)
class PrintedValue:
    """How many numbers the value of a variable of this shape should print, and how many it does so far."""

    shape: tuple[int, ...]
    numbers: int = 0
    is_printed: bool = False

    def add(self, text: str) -> None:
        """Count the numbers of a line, from where the value begins."""
        value = _VALUE.search(text)
        if value or self.is_printed:
            self.is_printed = True
            self.numbers += len(_NUMBER.findall(text, value.end() if value else 0))

    @property
    def is_cut(self) -> bool:
        """Whether numbers are missing, or those of another variable stand among them."""
        long = prod(self.shape) > _MOST_PRINTED
        expected = prod(min(axis, _AT_THE_ENDS) if long else axis for axis in self.shape)
        return self.is_printed and self.numbers != expected


def parts_of(line: str) -> list[str]:
    """A line divided where its variables begin; what stands before the first one comes first.

    >>> parts_of("0.5]>, <Variable path=a/b, ")
    ['0.5]>, ', '<Variable path=a/b, ']
    """
    return _BEGINS.split(line)


def variable(text: str) -> tuple[str, tuple[int, ...]] | None:
    """The path and the shape of a variable, None where the line was cut in them.

    >>> variable("<Variable path=dense/bias, shape=(3,), dtype=float32, value=[0. 0. 0.]>")
    ('dense/bias', (3,))
    """
    printed = _VARIABLE.match(text)
    if printed is None:
        return None
    path = printed["path"] or printed["behind"] or printed["name"] or ""
    return path, axes(printed["shape"] or printed["of_tf"])
