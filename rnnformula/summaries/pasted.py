"""The tables of a pasted summary as records: what was printed, before any of it is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.reading.inputs import Shape


@dataclass(frozen=True, slots=True)
class Source:
    """Another row that a row is connected to: its name as far as it was printed, and which of its outputs.

    ``cut`` says that the printer cut the name, so that it is only the beginning of one.
    """

    name: str
    output: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of a table.

    ``name`` is as printed, ``type`` the class as far as it can be told, ``types`` all classes that a cut
    one may be, the likeliest first. ``output_shape`` is as printed, in one line; ``shapes`` are the outputs
    that could be read from it, batch first, () where none could: a row with several outputs has several.

    ``count`` is the printed number of parameters, None where none was printed or its digits were cut;
    ``digits`` are what is left of a cut number, "" else; ``rest`` are the digits below a number where the printer broke
    it: whether they belong to the number only a total can tell.
    ``rounded`` is a number that the printer rounded, such as ``66.6 K``, "" else.
    ``unbuilt``: the layer had no weights yet when it was printed. ``recursive``: the row repeats a layer that has a row
    above.

    ``sources`` is None where the table has no column of them. ``depth`` is the number of models that hold the row.
    ``trainable`` is None where the table does not say it. ``arrays`` are names and shapes of weights that
    the table lists below the row. ``reads`` are the shapes of the row's inputs, where the table has them.
    ``arguments`` is the call that a printed PyTorch module gives, "" else; ``repeats`` is how many equal modules
    PyTorch folded into the row: ``(0-3): 4 x LSTM(...)``.
    """

    name: str
    type: str
    output_shape: str = ""
    shapes: tuple[Shape, ...] = ()
    count: int | None = None
    types: tuple[str, ...] = ()
    digits: str = ""
    unbuilt: bool = False
    recursive: bool = False
    sources: tuple[Source, ...] | None = None
    depth: int = 0
    trainable: bool | None = None
    arrays: tuple[tuple[str, tuple[int, ...]], ...] = ()
    arguments: str = ""
    rest: str = ""
    repeats: int = 1
    reads: tuple[Shape, ...] = ()
    rounded: str = ""


@dataclass(frozen=True, slots=True)
class PastedTotal:
    """A line below the rows: ``name`` is ``total``, ``trainable``, ``non_trainable`` or ``optimizer``.

    ``printed`` is the number of parameters, None where it can't be read; ``size`` the memory as printed,
    such as ``28.00 B``, "" where there is none.
    """

    name: str
    printed: int | None
    size: str = ""


@dataclass(frozen=True, slots=True)
class PastedTable:
    """A table: ``printer`` is ``keras``, ``torchinfo``, ``torch`` (what ``print(model)`` shows), ``flax``, ``arrays``.

    ``damaged`` holds the lines that look like rows and can't be read. ``input_size`` is the memory in MB that the
    table says of the model's input, None where it does not.
    """

    printer: str
    name: str
    rows: tuple[PastedRow, ...]
    totals: tuple[PastedTotal, ...] = ()
    damaged: tuple[str, ...] = ()
    input_size: float | None = None

    @property
    def of_keras(self) -> bool:
        """Whether the classes are those of Keras, as far as rows don't say others, and not those of PyTorch."""
        return self.printer not in ("torchinfo", "torch")

    def counts(self, place: int) -> bool:
        """Whether a row's number is added to the total itself, and not within that of the model that holds the row."""
        return not self.of_keras or self.rows[place].depth == 0

    @property
    def added(self) -> int:
        """The sum of the numbers of the rows, as far as these were printed."""
        return sum(row.count or 0 for place, row in enumerate(self.rows) if self.counts(place))
