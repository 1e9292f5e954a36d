"""What tools print as the cost of a layer: how the number is made up of ours, and why."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from rnnformula.language import language_of, words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.book.cost_tools import COST_TOOLS, read_costed_layer
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import breakable, layer_cell, one_per_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.cost_records import KnownCost
    from rnnformula.site.book.cost_tools import CostTool
    from rnnformula.site.reports.build_facts import Facts

#: The layer of all tables on tools, as PyTorch and as Keras call it; which form stands in the record.
FEATURES_OF_TABLE, UNITS_OF_TABLE, STEPS_OF_TABLE = 10, 20, 3
TORCH_FORMS = ("torch.nn.{}(10, 20, batch_first=True) steps=3 batch=1", "torch.nn.{}(10, 20) steps=3 batch=1")
KERAS_FORMS = ("{}(20, unroll=True) features=10 steps=3 batch=1", "{}(20) features=10 steps=3 batch=1")
#: Amounts that the sentence before a table names, so that its terms are known again.
OURS = ("multiply_accumulates", "bias_additions", "additions", "element_wise", "transcendental")


def tool_costs_table(facts: Facts, lang: str, *, torch: str, keras: str) -> Table:
    """A row for each tool: what is asked, the number and the terms that it is made of, why."""
    label = words(lang)
    written = {form.format(torch) for form in TORCH_FORMS} | {form.format(keras) for form in KERAS_FORMS}
    rows = [
        (
            _asked(known.tool, lang),
            _number(known),
            label[known.tool.reason_for(read_costed_layer(known.layers[0]))],
        )
        for known in _in_order(facts.book.known_costs)
        if known.measured and written.issuperset(known.layers)
    ]
    return Table((label["cost_tool"], label["cost_tool_prints"], label["reason"]), tuple(rows))


def _asked(tool: CostTool, lang: str) -> str:
    """The tool, the code, which a narrow column breaks at its brackets, and what else is said of it."""
    code = html.escape(tool.code, quote=False)
    for end in ("(", "[", "."):
        code = code.replace(end, f"<wbr>{end}")
    label = words(lang)
    circumstances = label["comma"].join(label[key] for key in tool.circumstances)
    return one_per_line(filter(None, [tool.title, f"<code>{breakable(code)}</code>", circumstances]))


def _in_order(known_costs: Iterable[KnownCost]) -> list[KnownCost]:
    places = {key: place for place, key in enumerate(COST_TOOLS)}
    return sorted(known_costs, key=lambda known: places[known.key])


def _number(known: KnownCost) -> str:
    """The number, and what it is made of where that is not the number itself.

    Terms that come to nothing are left out.
    """
    number = f"{known.number:,f}"
    terms = [term for term in known.terms if term.times * term.amount]
    signs = ["−" if term.times < 0 else "+" for term in terms]
    amounts = [
        grouped(term.amount) if abs(term.times) == 1 else f"{abs(term.times)}&nbsp;×&nbsp;{grouped(term.amount)}"
        for term in terms
    ]
    if len(terms) < 2 and all(term.times == 1 for term in terms):
        return number
    made_of = " ".join(f"{sign}&nbsp;{amount}" for sign, amount in zip(signs, amounts, strict=True))
    equals = "=" if known.predicted() == known.number else "≈"
    return one_per_line([number, f"{equals}&nbsp;{made_of.removeprefix('+&nbsp;')}"])


def tool_costs_lead(facts: Facts, lang: str, *, torch: str, keras: str) -> str:
    """Our amounts for the layer of the table; a layer of Keras has fewer biases where PyTorch has two."""
    language, label = language_of(lang), words(lang)
    of_torch, of_keras = (
        read_costed_layer(text) for text in (TORCH_FORMS[1].format(torch), KERAS_FORMS[1].format(keras))
    )
    listed = []
    for key in OURS:
        numbers = [grouped(number) for number in dict.fromkeys((of_keras.amount(key), of_torch.amount(key)))]
        value = label["cost_tools_biases"].format(*numbers) if len(numbers) > 1 else numbers[0]
        listed.append(label["item"].format(name=label[f"cost_{key}"], value=value))
    return label["cost_tools_lead"].format(
        layer=f"`{keras}({UNITS_OF_TABLE})`",
        features=language.word("n_features", FEATURES_OF_TABLE).format(n=FEATURES_OF_TABLE),
        steps=language.word("n_steps", STEPS_OF_TABLE).format(n=STEPS_OF_TABLE),
        listed=label["list"].join(listed),
    )


def seen_costs_table(facts: Facts, lang: str) -> Table:
    """A row for each number seen elsewhere: the layers and where, the number and what it is made of, why."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line([*map(layer_cell, known.layers), breakable(f"{known.origin}; {known.version}")]),
            one_per_line([known.tool.title, _number(known)]),
            label[known.tool.reason_for(read_costed_layer(known.layers[0]))],
        )
        for known in facts.book.known_costs
        if not known.measured
    )
    return Table((one_per_line([label["layers"], label["seen_at"]]), label["cost_tool_prints"], label["reason"]), rows)


def _of(torch: str, keras: str) -> Report:
    return Report(
        partial(tool_costs_table, torch=torch, keras=keras), lead=partial(tool_costs_lead, torch=torch, keras=keras)
    )


REPORTS = {
    "tool_costs": _of("LSTM", "LSTM"),
    "tool_costs_gru": _of("GRU", "GRU"),
    "known_costs": Report(seen_costs_table, fold="all_known_counts", searched=False),
}
