"""PyTorch's modules that keep no state: their arrays, the number of each as a formula, and that of an example."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula import tally
from rnnformula.counting.derivation import closed_formula
from rnnformula.language import words
from rnnformula.language.writing import grouped, write
from rnnformula.render.markdown import SYMBOLS
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import arrays_cell, one_per_line

if TYPE_CHECKING:
    from rnnformula import Tally
    from rnnformula.site.reports.build_facts import Facts

#: An example of each kind of module, as PyTorch built and recorded it; with two or three axes there are more places.
MODULE_EXAMPLES = (
    "Linear(64, 1)",
    "Bilinear(2, 3, 4)",
    "Embedding(100, 16)",
    "EmbeddingBag(100, 16)",
    "Conv1d(4, 8, 3)",
    "Conv2d(4, 8, 3)",
    "ConvTranspose1d(4, 8, 3)",
    "BatchNorm1d(32)",
    "InstanceNorm1d(32, affine=True)",
    "LayerNorm(32)",
    "GroupNorm(4, 32)",
    "RMSNorm(32)",
    "PReLU()",
    "MultiheadAttention(64, 8)",
    "TransformerEncoderLayer(64, 8)",
)


def torch_modules_table(facts: Facts, lang: str) -> Table:
    """A row for each example: the call with its number as a formula, its arrays with their shapes, its number."""
    label = words(lang)
    rows = []
    for call in MODULE_EXAMPLES:
        counted = tally(f"torch.nn.{call}")
        formula = write(closed_formula(counted), SYMBOLS)
        rows.append((one_per_line([f"`{call}`", formula]), _arrays(counted), grouped(counted.count)))
    head = (one_per_line([label["layer"], label["formula"]]), label["arrays_and_shapes"], label["count"])
    return Table(head, tuple(rows), right=(2,))


def _arrays(counted: Tally) -> str:
    """The names of the arrays, grouped by their shapes."""
    groups = groupby(counted.rows, key=lambda row: row.shape)
    return one_per_line(arrays_cell([row.name for row in rows], shape) for shape, rows in groups)


REPORTS = {"torch_modules": Report(torch_modules_table)}
