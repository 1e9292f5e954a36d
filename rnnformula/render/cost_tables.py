"""Costs -> tables: all amounts of one layer with their formulas, or the main ones of each layer of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.costing.costs import BACKWARD_PASS, COST_PARTS, FORWARD_PASS, MEMORY
from rnnformula.language import language_of
from rnnformula.language.writing import PLAIN, write
from rnnformula.render.printed_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.costing.costs import Amount, Cost
    from rnnformula.language.writing import Style

#: The columns of the table of a model.
OF_A_MODEL = (
    (FORWARD_PASS, "multiply_accumulates"),
    (FORWARD_PASS, "operations"),
    (BACKWARD_PASS, "operations"),
    (MEMORY, "parameters"),
    (MEMORY, "kept"),
)


def cost_table(cost: Cost, lang: str, style: Style) -> Table:
    """The table of a cost, and sentences that say how it was counted."""
    laid_out = _of_layer(cost, lang, style) if len(cost.layers) == 1 else _of_model(cost, lang, style)
    return Table(laid_out.head, laid_out.rows, laid_out.right, tuple(_notes(cost, lang, style)))


def _of_layer(cost: Cost, lang: str, style: Style) -> Table:
    label = language_of(lang).words
    rows: list[tuple[str, ...]] = []
    for part, keys in COST_PARTS.items():
        amounts = [cost.amounts[part, key] for key in keys if (part, key) in cost.amounts]
        rows += [
            (style.word(_named(amount, cost, lang)), write(amount.formula, style), *_numbers(amount, style))
            for amount in amounts
            if amount.polynomial
        ]
    head = (label["cost_counted"], label["formula"], label["cost_each_step"], label["cost_in_all"])
    return Table(tuple(map(style.word, head)), tuple(rows), right=(2, 3))


def _named(amount: Amount, cost: Cost, lang: str) -> str:
    """What is counted, such as ``forward: multiply-accumulates``; the part alone where there are several."""
    label = language_of(lang).words
    counted = label[f"cost_{amount.key}"].format(optimizer=cost.optimizer)
    if len({part for part, _ in cost.amounts}) == 1:
        return counted
    return label["item"].format(name=label[f"cost_part_{amount.part}"], value=counted)


def _numbers(amount: Amount, style: Style) -> tuple[str, str]:
    return style.number(amount.each_step), style.number(amount.value)


def _of_model(cost: Cost, lang: str, style: Style) -> Table:
    label = language_of(lang).words
    named = [
        label["item"].format(name=label[f"cost_part_{part}"], value=label[f"cost_{key}"]) for part, key in OF_A_MODEL
    ]
    rows = []
    for layer in cost.layers:
        numbers = (style.number(layer.amounts[key].value) if key in layer.amounts else "?" for key in OF_A_MODEL)
        rows.append((style.code(layer.call), *numbers))
    for name, field in (("total", "value"), ("cost_each_step", "each_step")):
        amounts = (cost.amounts.get(key) for key in OF_A_MODEL)
        rows.append(
            (style.word(label[name]), *(style.number(getattr(amount, field)) if amount else "?" for amount in amounts))
        )
    head = tuple(map(style.word, (label["layer"], *named)))
    return Table(head, tuple(rows), right=tuple(range(1, 1 + len(OF_A_MODEL))))


def _notes(cost: Cost, lang: str, style: Style) -> Iterator[str]:
    """What the numbers are for, how operations were counted, what is left out."""
    language = language_of(lang)
    label, convention = language.words, cost.convention
    listed = [language.word("cost_batch", cost.batch).format(n=cost.batch), cost.dtype]
    if cost.steps is not None:
        listed.insert(0, language.word("n_steps", cost.steps).format(n=cost.steps))
    yield label["cost_for"].format(listed=label["list"].join(listed))
    if any(key == "operations" for _, key in cost.amounts):
        yield label["cost_convention"].format(
            mac=language.word("cost_mac", convention.mac).format(n=convention.mac),
            biases=label["cost_with_biases" if convention.biases else "cost_without_biases"],
            others=label["cost_with_element_wise" if convention.element_wise else "cost_without_element_wise"],
        )
    if cost.not_known:
        yield label["cost_not_known"].format(layers=label["list"].join(map(style.code, cost.not_known)))
    usual = dict.fromkeys(name for layer in cost.layers for name in layer.taken_for_usual)
    if usual:
        yield label["cost_like_tanh"].format(names=label["list"].join(map(style.code, usual)))


def cost_fields(cost: Cost) -> dict[str, Any]:
    """A cost as JSON has it: formulas in Python's syntax."""
    return {
        "steps": cost.steps,
        "batch": cost.batch,
        "dtype": cost.dtype,
        "optimizer": cost.optimizer,
        "convention": {name: getattr(cost.convention, name) for name in ("mac", "biases", "element_wise")},
        "layers": [
            {"name": layer.name, "layer": layer.call, "sizes": layer.sizes} | _amounts(layer.amounts)
            for layer in cost.layers
        ],
        "total": _amounts(cost.amounts),
        "not_known": list(cost.not_known),
    }


def _amounts(amounts: dict[tuple[str, str], Amount]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part, keys in COST_PARTS.items():
        for key in keys:
            if amount := amounts.get((part, key)):
                fields.setdefault(part, {})[key] = {
                    "formula": write(amount.formula, PLAIN),
                    "each_step": amount.each_step,
                    "value": amount.value,
                }
    return fields
