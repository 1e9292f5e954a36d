"""A real module of PyTorch -> what each of its numbers means, read from the modules themselves.

It may use the explaining. PyTorch itself is never imported: whoever has a module has imported it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.explained import EXPLAINED, NO_PARAMETERS, UNKNOWN, ExplainedRow
from rnnformula.explaining.explanation import Explanation
from rnnformula.explaining.neighbours import Neighbours
from rnnformula.explaining.pytorch import read_module
from rnnformula.explaining.readings import make_reading
from rnnformula.explaining.remarks import remarks
from rnnformula.explaining.rows import adding_up, note_unknown_class
from rnnformula.explaining.totals import explain_totals
from rnnformula.language.phrases import Quote, label
from rnnformula.reading.inputs import input_for
from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.explaining.explained import Reading
    from rnnformula.language.phrases import Label

#: Where PyTorch keeps the modules that it brings.
OWN_MODULES = "torch.nn."


def explain_module(module: Any) -> Explanation:
    """Take every number of a real module apart: a row for it where it holds no others, else for each that it holds.

    A parameter that several modules share counts in the first of them alone.
    """
    seen: dict[int, str] = {}
    kept = dict(module.named_children())
    pairs = list(_inside(module, "", 0, seen) if kept else _rows("", module, 0, seen))
    own = _own_parameters(module, "", seen) if kept else []
    if own:
        pairs.insert(0, own[0])
    parameters = list({id(one): one for one in module.parameters()}.values())
    totals = () if any(map(_is_lazy, parameters)) else tuple(_totals(parameters))
    table = PastedTable("torch", type(module).__name__, tuple(row for row, _ in pairs), totals)
    rows = [explained for _, explained in pairs]
    notes = remarks(table, rows, Neighbours(table))
    return Explanation(tuple(rows), tuple(explain_totals(table, rows)), tuple(notes))
