"""What somebody holds, a text or an object of a framework -> the rows that are compared."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.models import model
from rnnformula.counting.tally import split_arguments, tally
from rnnformula.errors import InputError, shown
from rnnformula.explaining.explanation import explain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.explaining.explanation import Explanation
    from rnnformula.reading.arguments import Argument
    from rnnformula.reading.layers import Layer

#: A shape in what was printed.
_SHAPE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of what is compared: its name, class and number, its output, and the layers that it may be.

    ``count`` is None where the number could not be read; ``possible`` are layers with their arrays, the likeliest
    first.
    """

    name: str
    type: str
    count: int | None
    output: str = ""
    possible: tuple[tuple[Layer, Tally], ...] = ()

    @property
    def title(self) -> str:
        """The row's name with its class, as summaries print it."""
        return f"{self.name} ({self.type})" if self.type and self.type not in self.name else self.name

    @property
    def axes(self) -> list[list[str]]:
        """The axes of each output, without the number of samples."""
        return [[axis.strip() for axis in shape.split(",")][1:] for shape in _SHAPE.findall(self.output)]


def explained_object(summary: object) -> Explanation:
    """Each number of a summary, or of a model or layer of Keras or PyTorch, taken apart.

    Raises:
        InputError: it is none of these.
    """
    if isinstance(summary, (str, bytes)):
        return explain_text(summary)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(summary, torch.nn.Module):
        from rnnformula.torch_objects import explain_module

        return explain_module(summary)
    if hasattr(summary, "count_params"):
        from rnnformula.keras.real_models import explain_real

        explained: Explanation = explain_real(summary)
        return explained
    raise InputError(f"expected the text of a summary, or a model or layer of Keras or PyTorch, got {shown(summary)}")


def rows_of_both(
    first: object, second: object, arguments: Mapping[str, Argument]
) -> tuple[list[ComparedRow], list[ComparedRow]]:
    """The rows of two sides; a layer that does not say what it reads reads what that of the other side reads.

    Raises:
        InputError: as in `rows_of`.
    """
    try:
        rows = rows_of(first, arguments)
    except InputError as error:
        try:
            others = rows_of(second, arguments)
        except InputError:
            raise error from None
        return rows_of(first, arguments, lent=_read(others)), others
    return rows, rows_of(second, arguments, lent=_read(rows))


def rows_of(
    side: object, arguments: Mapping[str, Argument], *, lent: Mapping[str, Argument] | None = None
) -> list[ComparedRow]:
    """The rows of a summary, of a model, of a layer's code or of an object of a framework.

    Args:
        side: any of these.
        arguments: sizes and options for a layer that is given as code, as in `rnnformula.count`.
        lent: what it reads, where nothing else says it.

    Raises:
        InputError: it is none of these, or nothing in the text can be counted.
    """
    if not isinstance(side, str):
        return _of_explanation(explained_object(side).rows)
    explanation = explain_text(side)
    if explanation.rows:
        return _of_explanation(explanation.rows)
    try:
        return _of_code(side, arguments)
    except InputError:
        if not lent:
            raise
        try:
            return _of_code(side, {**lent, **arguments})
        except InputError:
            pass  # what was lent is no part of what the reader wrote
        raise


def _read(rows: list[ComparedRow]) -> dict[str, Argument]:
    """What the only layer of a side reads."""
    if len(rows) != 1 or not rows[0].possible:
        return {}
    counted = rows[0].possible[0][1]
    sizes = counted.rows[0].sizes if counted.rows else {}
    return {name: sizes[name] for name in ("features", "channels") if name in sizes}


def _of_explanation(rows: Iterable[ExplainedRow]) -> list[ComparedRow]:
    """Rows of the model itself; those of models inside it are within theirs."""
    return [
        ComparedRow(
            row.name,
            row.type,
            row.count,
            row.output_shape,
            tuple((reading.written, reading.tally) for reading in row.readings),
        )
        for row in rows
        if not row.depth
    ]


def _of_code(text: str, arguments: Mapping[str, Argument]) -> list[ComparedRow]:
    """One layer with its sizes, or a chain of layers whose first one says what it reads."""
    record, _, _ = split_arguments(text, {})
    arguments = {name: value for name, value in arguments.items() if name not in record.arguments}
    composition = record.family.composition
    if composition and composition.is_chain:
        return [
            ComparedRow(
                row.name,
                row.layer.family.name,
                row.count,
                ", ".join(map(str, row.outputs)),
                ((row.layer, row.tally),),
            )
            for row in model(text, input_shape=_shape_in(arguments)).rows
        ]
    counted = tally(text, **arguments)
    layer, _, _ = split_arguments(text, arguments)
    return [ComparedRow(str(layer), record.family.name, counted.count, "", ((layer, counted),))]


def _shape_in(arguments: Mapping[str, Argument]) -> tuple[int | None, ...] | None:
    """The one argument that a chain of layers takes.

    Raises:
        InputError: there is another one.
    """
    for name in arguments:
        if name != "input_shape":
            raise InputError(f"diff: a chain of layers takes input_shape alone, got {name}")
    return arguments.get("input_shape")  # type: ignore[return-value]  # checked where it is read
