"""The layers of all frameworks: their counts, compared with those of Keras, their arrays and gates."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula import tally
from rnnformula.counting.expressions import difference
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.language import words
from rnnformula.language.writing import grouped, write
from rnnformula.reading.layers import find
from rnnformula.render.markdown import SYMBOLS
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import one_per_line

if TYPE_CHECKING:
    from rnnformula import Tally
    from rnnformula.facts.frameworks.relatives import Relative
    from rnnformula.site.reports.build_facts import Facts

#: The sizes of all layers in the tables: number of units, number of features.
TABLE_UNITS, TABLE_FEATURES = 4, 3


def frameworks_table(facts: Facts, lang: str) -> Table:
    """A row for all layers with the same count: by how much that differs from Keras' count, and why."""
    label = words(lang)
    head = (label["layer"], label["count"], label["difference_to_keras"], label["reason"])
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for relative in RELATIVES:
        counted = _tally(relative)
        why = label[f"reason_{relative.reason}"]
        key = (relative.keras, grouped(counted.count), _difference(relative, counted), why)
        alike.setdefault(key, []).append(_name(relative))
    return Table(head, tuple((one_per_line(names), *cells) for (_, *cells), names in alike.items()), right=(1,))


def _tally(relative: Relative) -> Tally:
    return tally(relative.layer, given=None, units=TABLE_UNITS, features=TABLE_FEATURES, **relative.options)


def framework_arrays_table(facts: Facts, lang: str) -> Table:
    """A row for each layer: its arrays with their shapes, and the order of the gates in them."""
    label = words(lang)
    rows = []
    for relative in RELATIVES:
        if relative.layer not in FRAMEWORKS and "." in relative.shown:
            continue  # it has the arrays of Keras 3
        counted = _tally(relative)
        rows.append((_name(relative), _arrays(counted), _gates(relative)))
    return Table((label["layer"], label["arrays_and_shapes"], label["gate_order"]), tuple(rows))


def _name(relative: Relative) -> str:
    """The name of the class, which a narrow column may break behind a dot, and its options."""
    name, _, options = relative.shown.partition(", ")
    module, dot, last = name.rpartition(".")
    shown = f"{module.replace('.', '.<wbr>')}{dot}<wbr>{last}" if dot else last
    return f"<code>{shown}</code>" + (f" `{options}`" if options else "")


def _difference(relative: Relative, counted: Tally) -> str:
    if not relative.keras:
        return "–"
    keras = tally(relative.keras, units=TABLE_UNITS, features=TABLE_FEATURES)
    number = counted.count - keras.count
    if not number:
        return "0"
    formula = write(difference(counted.arrays, keras.arrays), SYMBOLS)
    return f"{number:+,} = {formula}".replace("-", "−")


def _arrays(counted: Tally) -> str:
    """The names of the arrays, grouped by their shapes."""
    groups = [
        (shape, [f"`{row.name}`" for row in rows]) for shape, rows in groupby(counted.rows, key=lambda row: row.shape)
    ]
    return one_per_line(f"{' '.join(names)} {shape}" for shape, names in groups)


def _gates(relative: Relative) -> str:
    return " ".join(f"`{gate}`" for gate in find(relative.layer).gates) or "–"


REPORTS = {
    "frameworks": Report(frameworks_table),
    "framework_arrays": Report(framework_arrays_table, fold="all_arrays"),
}
