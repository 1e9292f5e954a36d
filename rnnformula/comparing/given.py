"""What somebody holds, a text or an object of a framework -> the rows that are compared."""

from __future__ import annotations

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
    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of what is compared: its name, class and number, its output, and the layers that it may be.

    ``count`` is None where the number could not be read; ``possible`` are layers with their arrays, the likeliest
    first.
    """

    name: str
    type: str
    count: int | None
    output: tuple[Shape, ...] | str = ()
    possible: tuple[tuple[Layer, Tally], ...] = ()

    @property
    def title(self) -> str:
        """The row's name with its class, as summaries print it."""
        return f"{self.name} ({self.type})" if self.type and self.type not in self.name else self.name


def explained_object(held: object) -> Explanation:
    """Each number of a summary, or of a model or layer of Keras or PyTorch, taken apart.

    Raises:
        InputError: it is none of these.
    """
    if isinstance(held, (str, bytes)):
        return explain_text(held)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(held, torch.nn.Module):
        from rnnformula.torch_objects import explain_module

        return explain_module(held)
    if hasattr(held, "count_params"):
        from rnnformula.keras.real_models import explain_real

        explained: Explanation = explain_real(held)
        return explained
    raise InputError(f"expected the text of a summary, or a model or layer of Keras or PyTorch, got {shown(held)}")


def entries(held: object, arguments: Mapping[str, Argument]) -> list[Entry]:
    """The rows of a summary, of a model, of a layer's code or of an object of a framework.

    Args:
        held: any of these.
        arguments: sizes and options for a layer that is given as code, as in `rnnformula.count`.

    Raises:
        InputError: it is none of these, or nothing in the text can be counted.
    """
    if not isinstance(held, str):
        return _of_rows(explained_object(held).rows)
    explanation = explain_text(held)
    if explanation.rows:
        return _of_rows(explanation.rows)
    return _of_code(held, arguments)


def _of_rows(rows: Iterable[ExplainedRow]) -> list[Entry]:
    """Rows of the model itself; those of models inside it are within theirs."""
    return [
        Entry(
            row.name,
            row.type,
            row.count,
            row.output_shape,
            tuple((reading.written, reading.tally) for reading in row.readings),
        )
        for row in rows
        if not row.depth
    ]


def _of_code(text: str, arguments: Mapping[str, Argument]) -> list[Entry]:
    """One layer with its sizes, or a chain of layers whose first one says what it reads."""
    record, _, _ = split_arguments(text, {})
    arguments = {name: value for name, value in arguments.items() if name not in record.arguments}
    composition = record.family.composition
    if composition and composition.is_chain:
        return [
            Entry(row.name, row.layer.family.name, row.count, row.outputs, ((row.layer, row.tally),))
            for row in model(text, input_shape=_shape_in(arguments)).rows
            if row.layer
        ]
    counted = tally(text, **arguments)
    layer, _, _ = split_arguments(text, dict(arguments))
    return [Entry(str(layer), record.family.name, counted.count, (), ((layer, counted),))]


def _shape_in(arguments: Mapping[str, Argument]) -> tuple[int | None, ...] | None:
    """The one argument that a chain of layers takes.

    Raises:
        InputError: there is another one.
    """
    for name in arguments:
        if name != "input_shape":
            raise InputError(f"diff: a chain of layers takes input_shape alone, got {name}")
    return arguments.get("input_shape")  # type: ignore[return-value]  # checked where it is read
