"""Records -> tables of strings, which a format then lays out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from rnnformula.costing.costs import Cost
from rnnformula.counting.agreement import Check
from rnnformula.counting.derivation import Derivation, closed_formula
from rnnformula.counting.expressions import count_of, shape_of, substitute
from rnnformula.counting.forward import Equations
from rnnformula.counting.models import Model, readable_bytes
from rnnformula.counting.open_models import Models, OpenModel
from rnnformula.counting.polynomial import of_array
from rnnformula.counting.solving import Solutions
from rnnformula.counting.tally import Tally
from rnnformula.counting.worked_steps import WorkedStep, in_digits
from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.figures.parts import role_of
from rnnformula.figures.term_parts import parts_in_numbers, parts_of_terms, term_of
from rnnformula.language import words
from rnnformula.language.writing import Style, shape, words_alone, worked, write
from rnnformula.render.cost_tables import cost_table
from rnnformula.render.gate_equations import left_sides
from rnnformula.render.printed_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Row
    from rnnformula.facts import Size
    from rnnformula.figures.term_parts import Place


@runtime_checkable
class WritesItself(Protocol):
    """A record that writes itself, such as an `Explanation`."""

    def in_format(self, form: str, lang: str, site: str = "") -> str:
        """The record in a format that it has; an address of the site makes links.

        Raises:
            InputError: another format, an unknown language.
        """


#: The records that the renderers write; others, such as an `Explanation`, write themselves.
RECORD_TYPES = (Tally, Derivation, Check, Model, Equations, Solutions, WorkedStep, OpenModel, Models, Cost)
Record = (
    Tally | Derivation | Check | Model | Equations | Solutions | WorkedStep | OpenModel | Models | Cost | WritesItself
)


def table(record: Record, lang: str, style: Style) -> Table:
    """The table of any record, its cells written in a style."""
    match record:
        case Tally():
            return _tally(record, words(lang), style)
        case Derivation():
            return _derivation(record, words(lang), style)
        case Check():
            return _check(record, words(lang), style)
        case Model():
            return _model(record, words(lang), style)
        case Equations():
            rows = tuple((style.code(step.target), style.code(step.expression)) for step in record.equations)
            return Table(_head(("computed", "formula"), words(lang), style), rows)
        case Solutions():
            return _solutions(record, words(lang), style)
        case WorkedStep():
            return _worked_step(record, words(lang), style)
        case OpenModel():
            return _open_model(record, words(lang), style)
        case Models():
            return _models(record, words(lang), style)
        case Cost():
            return cost_table(record, lang, style)
        case WritesItself():
            record.in_format("latex", lang)  # raises an error that names its formats
    raise refusal(record)


def refusal(record: object) -> InputError:
    """The error about an object that is no record, the same for every format."""
    return InputError(
        f"render: expected one of {', '.join(kind.__name__ for kind in RECORD_TYPES)}, Explanation, got {shown(record)}"
    )


def _tally(tally: Tally, label: dict[str, str], style: Style) -> Table:
    rows = [
        (
            _name(row, style),
            _shape(row, style),
            worked([substitute(count_of(row.array), row.sizes), row.count], style),
        )
        for row in tally.rows
    ]
    formula = closed_formula(tally)
    in_symbols = bool(tally.rows) and tally.uniform
    numbers = [substitute(formula, tally.rows[0].sizes if in_symbols else {}), tally.count]
    in_formula, in_numbers = _parts(tally, formula, numbers, style)
    symbols = write(formula, style, in_formula) if in_symbols else ""
    total = (style.word(label["total"]), symbols, worked(numbers, style, in_numbers))
    return Table(_head(("array", "shape", "count"), label, style), (*rows, total))


def _worked_step(step: WorkedStep, label: dict[str, str], style: Style) -> Table:
    rows = []
    several = any(line.unit > 1 for line in step.lines)
    names = dict(left_sides(step.equations))
    for line in step.lines:
        name = style.vector(line.target, names[line.target])
        named = label["of_unit"].format(name=name, number=line.unit) if several else name
        numbers = " = ".join(in_signs(stage, style.times) for stage in line.stages)
        rows.append((named, numbers, in_signs(in_digits(line.value), style.times)))
    return Table(_head(("computed", "with_numbers", "rounded"), label, style), tuple(rows), right=(2,))


def in_signs(stage: str, times: str) -> str:
    """A stage of a worked line with the signs that are read, in place of those of Python."""
    return stage.replace(" * ", times).replace("sigmoid(", "σ(").replace("-", "−")


def _name(row: Row, style: Style) -> str:
    """The name of an array, which is its part of the layer."""
    return style.part(row.array.name, style.array(style.code(row.name), role_of(row.array)))


def _parts(
    tally: Tally, formula: Expression, sides: Iterable[Expression], style: Style
) -> tuple[Mapping[Place, str], list[Mapping[Place, str]]]:
    """The part of the layer that each term of its formula stands for, and each of the sides with numbers put in."""
    if style.part is words_alone or not tally.rows or not tally.uniform:
        return {}, []
    gates = {len(row.gates) for row in tally.rows}
    term = term_of(formula)
    counts = [(array.name, of_array(array)) for array in tally.arrays]
    parts = parts_of_terms(term, counts, gates.pop() if len(gates) == 1 else 0)
    sizes = {name: scalars(size) for name, size in tally.rows[0].sizes.items()}
    return parts, [parts_in_numbers(term, parts, term_of(side), sizes) for side in sides]


def _shape(row: Row, style: Style) -> str:
    """The shape in symbols and in numbers; without sizes just in numbers."""
    names, numbers = shape(shape_of(row.array), style), shape(row.shape, style)
    return numbers if names == numbers else f"{names} = {numbers}"


def _derivation(derivation: Derivation, label: dict[str, str], style: Style) -> Table:
    rows_of_arrays = {row.name: row for row in derivation.tally.rows}
    rows = []
    for step in derivation.steps:
        sides = [*step.substitutions, step.value]
        if step.kind == "array":
            name = _name(rows_of_arrays[step.key], style)
            rows.append((name, write(step.formula, style), worked(sides, style)))
        else:
            in_formula, in_numbers = _parts(derivation.tally, step.formula, sides, style)
            formula = write(step.formula, style, in_formula)
            rows.append((style.word(label[step.key]), formula, worked(sides, style, in_numbers)))
    return Table(_head(("step", "formula", "count"), label, style), tuple(rows))


def _check(check: Check, label: dict[str, str], style: Style) -> Table:
    """What Keras built stands before what the formula gives, so that a phone shows both without scrolling."""
    rows = []
    for layer in check.layers:
        by_formula = layer.tally.count if layer.tally else 0
        rows.append((style.code(layer.name), "", style.number(layer.count), style.number(by_formula)))
        for row, built in zip(layer.tally.rows if layer.tally else (), layer.built, strict=True):
            rows.append(
                (
                    style.indent + style.code(built.name),
                    shape(built.shape, style),
                    style.number(built.count),
                    worked([row.count, count_of(row.array)], style),
                )
            )
    if len(check.layers) != 1:
        by_formula = sum(layer.tally.count for layer in check.layers if layer.tally)
        rows.append((style.word(label["total"]), "", style.number(check.count), style.number(by_formula)))
    head = (*_head(("array", "shape"), label, style), style.word("Keras"), style.word(label["formula"]))
    return Table(head, tuple(rows), right=(2,))


def _model(model: Model, label: dict[str, str], style: Style) -> Table:
    rows = [(style.code(row.call), _output(row.output), style.number(row.count)) for row in model.rows]
    rows += [(style.code(f"{array} = {other}"), "", style.number(0)) for array, other in model.tied]
    rows.append((style.word(label["total"]), readable_bytes(model.bytes), style.number(model.count)))
    if model.trainable != model.count:
        rows.append((style.word(label["trainable"]), "", style.number(model.trainable)))
        rows.append((style.word(label["non_trainable"]), "", style.number(model.count - model.trainable)))
    return Table(_head(("layer", "output_shape", "count"), label, style), tuple(rows), right=(2,))


def _open_model(model: OpenModel, label: dict[str, str], style: Style) -> Table:
    rows = [(style.code(row.call), _formula(row.count, style)) for row in model.rows]
    if len(rows) != 1:
        rows.append((style.word(label["total"]), _formula(model.count, style)))
    rows.append((style.word(label["fill_in"]), style.code(", ".join(f"{name}=…" for name in model.names))))
    return Table(_head(("layer", "count"), label, style), tuple(rows))


def _formula(count: Expression, style: Style) -> str:
    """A number of parameters in which names may be left; those are what the code says, and no sizes of a layer."""
    return write(count, replace(style, name=style.code))


def _models(models: Models, label: dict[str, str], style: Style) -> Table:
    """All models below each other: the name and the total of each before its layers."""
    rows: list[tuple[str, ...]] = []
    for number, model in enumerate(models.models, 1):
        if isinstance(model, Tally):
            rows.append((style.code(model.layer), "", style.number(model.count)))
            continue
        name = style.code(model.name) if model.name else style.word(f"{label['total']} {number}")
        if isinstance(model, Model):
            rows.append((name, "", style.number(model.count)))
            rows += [
                (style.indent + style.code(row.call), _output(row.output), style.number(row.count))
                for row in model.rows
            ]
        else:
            rows.append(
                (name, style.code(", ".join(f"{name}=…" for name in model.names)), _formula(model.count, style))
            )
            rows += [(style.indent + style.code(row.call), "", _formula(row.count, style)) for row in model.rows]
    return Table(_head(("layer", "output_shape", "count"), label, style), tuple(rows), right=(2,))


def _solutions(solutions: Solutions, label: dict[str, str], style: Style) -> Table:
    rows = []
    for tally in solutions.tallies:
        formula = closed_formula(tally)
        numbers = substitute(formula, tally.rows[0].sizes) if tally.rows and tally.uniform else formula
        arguments = [f"{name}={_plain(size)}" for name, size in tally.sizes.items()]
        arguments += [f"{name}={value}" for name, value in tally.options.items()]
        rows.append((style.code(tally.layer), style.code(", ".join(arguments)), worked([numbers, tally.count], style)))
    return Table(_head(("layer", "sizes_and_options", "count"), label, style), tuple(rows))


def _plain(size: Size) -> Size:
    """One number in place of a tuple of equal ones, as for a square window."""
    return size[0] if isinstance(size, tuple) and len(set(size)) == 1 else size


def _output(output: Any) -> str:
    """The shape or shapes that a layer puts out, as Python prints them."""
    if output is None:
        return "?"
    return ", ".join(map(str, output)) if isinstance(output[0], tuple) else str(output)


def _head(keys: tuple[str, ...], label: dict[str, str], style: Style) -> tuple[str, ...]:
    return tuple(style.word(label[key]) for key in keys)
