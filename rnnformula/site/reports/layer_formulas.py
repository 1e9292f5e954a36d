"""The formulas of the layers that readers ask about most, each with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rnnformula import tally
from rnnformula.counting.derivation import closed_formula
from rnnformula.language import words
from rnnformula.language.writing import write
from rnnformula.render.layout import Table
from rnnformula.render.markdown import SYMBOLS

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


class Listed(NamedTuple):
    """What readers write, the layer for any sizes, and the path of its page."""

    shown: str
    layer: str
    sizes: dict[str, Any]
    path: str


ON_FEATURES = {"units": 4, "features": 3}
LISTED = (
    Listed("SimpleRNN", "SimpleRNN", ON_FEATURES, "layers/simple_rnn.md"),
    Listed("LSTM", "LSTM", ON_FEATURES, "layers/lstm.md"),
    Listed("GRU", "GRU", ON_FEATURES, "layers/gru.md"),
    Listed("GRU(reset_after=False)", "GRU", ON_FEATURES | {"reset_after": False}, "layers/gru.md"),
    Listed("Bidirectional(LSTM)", "Bidirectional(LSTM(4))", {"features": 3}, "layers/bidirectional.md"),
    Listed("ConvLSTM2D", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}, "layers/conv_lstm.md"),
    Listed("Dense", "Dense", ON_FEATURES, "layers/around.md"),
    Listed("Embedding", "Embedding", {"input_dim": 10, "output_dim": 4}, "layers/around.md"),
    Listed("BatchNormalization", "BatchNormalization", {"features": 3}, "layers/around.md"),
    Listed("torch.nn.LSTM", "torch.nn.LSTM", ON_FEATURES, "layers/frameworks.md"),
)


def formulas(facts: Facts, lang: str) -> Table:
    """A row a layer: its name, which leads to its page, and its factored formula."""
    label = words(lang)
    rows = []
    for listed in LISTED:
        formula = write(closed_formula(tally(listed.layer, **listed.sizes)), SYMBOLS)
        rows.append((facts.page_link(listed.path, f"`{listed.shown}`"), formula))
    return Table((label["layer"], label["count"]), tuple(rows))
