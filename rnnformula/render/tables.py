"""Records -> tables of strings, before any format lays them out."""

from __future__ import annotations

from dataclasses import dataclass

from rnnformula.check import Check
from rnnformula.counting import InputError, Tally
from rnnformula.derivation import Derivation
from rnnformula.formula import closed_form, count_of, shape_of, substitute
from rnnformula.render.writing import Style, shape, worked, write
from rnnformula.words import words

#: What the renderers take.
Record = Tally | Derivation | Check


@dataclass(frozen=True, slots=True)
class Table:
    """Head and rows of equal length; ``right`` holds the columns that are numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


def table(record: Record, lang: str, style: Style) -> Table:
    """The table of any record, its cells written in that style."""
    match record:
        case Tally():
            return _tally(record, words(lang), style)
        case Derivation():
            return _derivation(record, words(lang), style)
        case Check():
            return _check(record, words(lang), style)
    raise refusal(record)


def refusal(record: object) -> InputError:
    """The error of what is no record, whatever the format."""
    return InputError(f"render: expected a Tally, a Derivation or a Check, got {record!r}")


def _tally(tally: Tally, label: dict[str, str], style: Style) -> Table:
    rows = [
        (
            style.code(row.array.name),
            f"{shape(shape_of(row.array), style)} = {shape(row.shape, style)}",
            worked([substitute(count_of(row.array), tally.sizes), row.count], style),
        )
        for row in tally.rows
    ]
    formula = closed_form(tally.arrays)
    numbers = worked([substitute(formula, tally.sizes), tally.count], style)
    rows.append((style.word(label["total"]), write(formula, style), numbers))
    return Table(_head(("array", "shape", "count"), label, style), tuple(rows))


def _derivation(derivation: Derivation, label: dict[str, str], style: Style) -> Table:
    rows = tuple(
        (
            style.code(step.key) if step.kind == "array" else style.word(label[step.key]),
            write(step.formula, style),
            worked([*step.substitutions, step.value], style),
        )
        for step in derivation.steps
    )
    return Table(_head(("step", "formula", "count"), label, style), rows)


def _check(check: Check, label: dict[str, str], style: Style) -> Table:
    rows = []
    for layer in check.layers:
        said = layer.tally.count if layer.tally else 0
        rows.append((style.code(layer.name), "", style.number(said), "", style.number(layer.count)))
        for row, built in zip(layer.tally.rows if layer.tally else (), layer.built, strict=True):
            rows.append(
                (
                    style.indent + style.code(built.name),
                    write(count_of(row.array), style),
                    style.number(row.count),
                    shape(built.shape, style),
                    style.number(built.count),
                )
            )
    if len(check.layers) != 1:
        said = sum(layer.tally.count for layer in check.layers if layer.tally)
        rows.append((style.word(label["total"]), "", style.number(said), "", style.number(check.count)))
    head = ("array", "formula", "number", "keras_shape", "keras_number")
    return Table(_head(head, label, style), tuple(rows), right=(2, 4))


def _head(keys: tuple[str, ...], label: dict[str, str], style: Style) -> tuple[str, ...]:
    return tuple(style.word(label[key]) for key in keys)
