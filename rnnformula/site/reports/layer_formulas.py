"""The layers that readers ask about most, each with its picture, its formula and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rnnformula import figure, render, tally
from rnnformula.counting.derivation import closed_formula
from rnnformula.language import words
from rnnformula.language.writing import write
from rnnformula.render.markdown import SYMBOLS
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


class FormulaRow(NamedTuple):
    """A row of the table: what readers write, the layer with any valid sizes, and the path of its page."""

    shown: str
    layer: str
    sizes: dict[str, Any]
    path: str


ON_FEATURES = {"units": 4, "features": 3}
FORMULA_ROWS = (
    FormulaRow("SimpleRNN", "SimpleRNN", ON_FEATURES, "layers/simple_rnn.md"),
    FormulaRow("LSTM", "LSTM", ON_FEATURES, "layers/lstm.md"),
    FormulaRow("GRU", "GRU", ON_FEATURES, "layers/gru.md"),
    FormulaRow("GRU(reset_after=False)", "GRU", ON_FEATURES | {"reset_after": False}, "layers/gru.md"),
    FormulaRow("Bidirectional(LSTM)", "Bidirectional(LSTM(4))", {"features": 3}, "layers/bidirectional.md"),
    FormulaRow("ConvLSTM2D", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}, "layers/conv_lstm.md"),
    FormulaRow("Dense", "Dense", ON_FEATURES, "layers/around.md"),
    FormulaRow("Embedding", "Embedding", {"input_dim": 10, "output_dim": 4}, "layers/around.md"),
    FormulaRow("BatchNormalization", "BatchNormalization", {"features": 3}, "layers/around.md"),
    FormulaRow("torch.nn.LSTM", "torch.nn.LSTM", ON_FEATURES, "layers/frameworks.md"),
)


def formulas_table(facts: Facts, lang: str) -> Table:
    """A row for each layer: it as a rectangle, its name, which links to its page, and its factored formula."""
    label = words(lang)
    rows = []
    for row in FORMULA_ROWS:
        formula = write(closed_formula(tally(row.layer, **row.sizes)), SYMBOLS)
        picture = render.svg(figure("card", row.layer, **row.sizes), lang=lang).replace("\n", " ")
        rows.append((picture, facts.page_link(row.path, f"`{row.shown}`", lang), formula))
    return Table((label["picture"], label["layer"], label["count"]), tuple(rows))


REPORTS = {"formulas": Report(formulas_table)}
