"""A real module of PyTorch -> what each of its numbers means, read from the modules themselves.

It may use the explaining. PyTorch itself is never imported: whoever has a module has imported it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.explained import EXPLAINED, NO_PARAMETERS, ExplainedRow
from rnnformula.explaining.explanation import explain_read_rows
from rnnformula.explaining.pytorch import read_module
from rnnformula.explaining.readings import make_reading
from rnnformula.facts.frameworks import torch_module
from rnnformula.language.phrases import Quote, label
from rnnformula.reading.inputs import input_for
from rnnformula.summaries.pasted import PastedRow, PastedTotal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.explanation import Explanation
    from rnnformula.facts import Family
    from rnnformula.language.phrases import Label
    from rnnformula.reading.layers import Layer

#: Where PyTorch keeps the modules that it brings.
OWN_MODULES = "torch.nn."


def explain_module(module: Any) -> Explanation:
    """Take every number of a real module apart: a row for each module inside it, or for itself where it holds none.

    A parameter that several modules share counts in the first of them alone.
    """
    pairs = list(_rows("", module, 0, {}))
    if len(pairs) > 1 and not pairs[0][0].count:
        pairs = [
            (replace(row, depth=row.depth - 1), replace(answer, depth=answer.depth - 1)) for row, answer in pairs[1:]
        ]
    parameters = list(module.parameters())
    totals = () if any(map(_is_unbuilt, parameters)) else _totals(parameters)
    return explain_read_rows("torch", type(module).__name__, pairs, totals)


def _rows(name: str, module: Any, depth: int, seen: dict[int, str]) -> Iterator[tuple[PastedRow, ExplainedRow]]:
    """The row of a module, and below it those of the modules that it holds, unless its number is explained at once."""
    kind = type(module).__name__
    reading = _reading(module)
    whole = reading is not None or not any(True for _ in module.children())
    parameters = list(module.parameters(recurse=whole))
    own = [parameter for parameter in parameters if id(parameter) not in seen]
    tied = [parameter for parameter in parameters if id(parameter) in seen]
    count = None if any(map(_is_unbuilt, own)) else _size(own)
    row = PastedRow(name or kind, kind, count=count, unbuilt=count is None, depth=depth, trainable=_trainable(own))
    verdict, notes = _told(module, row, whole=whole) if reading is None else (EXPLAINED, ())
    if tied:
        notes = (*notes, label("tied_parameters", count=_size(tied), row=Quote(seen[id(tied[0])])))
    seen |= {id(parameter): row.name for parameter in own}
    readings = () if reading is None else (reading,)
    yield row, ExplainedRow(row.name, kind, "", count, verdict, readings, notes, depth)
    for inner_name, inner in () if whole else module.named_children():
        yield from _rows(f"{name}.{inner_name}" if name else inner_name, inner, depth + 1, seen)


def _told(module: Any, row: PastedRow, *, whole: bool) -> tuple[str, tuple[Label, ...]]:
    """What is said of a module that no family describes."""
    if row.count is None:
        return NO_PARAMETERS, (label("note_unbuilt"),)
    listed = ", ".join(f"{name} {tuple(own.shape)}" for name, own in module.named_parameters(recurse=False))
    if listed:
        return EXPLAINED, (label("own_parameters", listed=Quote(listed)),)
    return NO_PARAMETERS, () if whole else (label("note_container"),)


def _reading(module: Any) -> Reading | None:
    """The module as a layer of this package, where that has the same number; None for a class of a reader's own."""
    kind = type(module).__name__
    described = torch_module(kind) if type(module).__module__.startswith(OWN_MODULES) else None
    parameters = list(module.parameters())
    if described is None or not parameters or any(map(_is_unbuilt, parameters)):
        return None
    for layer, tally in _counted(module, described):
        if tally.count == _size(parameters):
            return make_reading(layer, tally, kind, torch=True).with_reasons(label("why_read"))
    return None


def _counted(module: Any, described: Family) -> Iterator[tuple[Layer, Tally]]:
    """The module as a layer of this package: by what it prints of itself, else by its attributes."""
    given = {name: getattr(module, name, None) for name in described.arguments}
    named = ", ".join(f"{name}={value!r}" for name, value in given.items() if isinstance(value, (bool, int, tuple)))
    for arguments in (module.extra_repr(), named):
        with suppress(InputError):
            layer, sizes = read_module(type(module).__name__, arguments)
            yield layer, tally_of(layer, input_for(layer, sizes), sizes)


def _is_unbuilt(parameter: Any) -> bool:
    """Whether a lazy module has not seen any input yet, so that its parameter has no shape."""
    return type(parameter).__name__.startswith("Uninitialized")


def _trainable(parameters: list[Any]) -> bool | None:
    """Whether training changes the parameters of a row; None where it changes some of them."""
    trained = {parameter.requires_grad for parameter in parameters}
    return trained.pop() if len(trained) == 1 else None


def _totals(parameters: list[Any]) -> tuple[PastedTotal, ...]:
    trainable = _size([parameter for parameter in parameters if parameter.requires_grad])
    count = _size(parameters)
    return (
        PastedTotal("total", count),
        PastedTotal("trainable", trainable),
        PastedTotal("non_trainable", count - trainable),
    )


def _size(parameters: list[Any]) -> int:
    return sum(parameter.numel() for parameter in parameters)
