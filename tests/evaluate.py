"""How well pasted summaries are explained: ``make eval DATA=tables.jsonl``.

A line of the file is one table with what is true of it: ``id``, ``text``, ``style``; ``rows`` with ``name``, ``type``,
``output_shape`` and ``params``; ``total``, ``trainable``, ``non_trainable``; ``recurrent`` with ``name``, ``params``,
``layer``, and ``units`` (or ``hidden``, ``filters``), ``inputs`` (or ``channels``), ``kernel``, ``directions``,
``bias_vectors``, ``num_layers``.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula import explain
from rnnformula.explaining.candidates import is_known_class
from rnnformula.explaining.untold import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula import ExplainedRow, Explanation, Reading

#: What must not be: each is shown with its table, and makes the run fail.
FAULTS = ("crash", "row not read", "total not read", "true reading missing", "wrong explained", "unexplained")


def evaluate(tables: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """How often each thing happened, and what is wrong, a line each."""
    figures: Counter[str] = Counter()
    wrong: list[str] = []
    for table in tables:
        figures["tables"] += 1
        began = time.perf_counter()
        try:
            explanation = explain(table["text"])
        except Exception as error:  # a crash is what is looked for
            figures["crash"] += 1
            wrong.append(f"{table['id']}: crash: {error!r}")
            continue
        figures["milliseconds"] += round(1000 * (time.perf_counter() - began))
        for what, detail in _compared(table, explanation):
            figures[what] += 1
            if what in FAULTS:
                wrong.append(f"{table['id']}: {what}: {detail}")
    return figures, wrong


def _compared(table: dict[str, Any], explanation: Explanation) -> Iterator[tuple[str, str]]:
    """What happened to each row and total of a table."""
    found = {(row.name, row.count): row for row in explanation.rows}
    for row in table["rows"]:
        read = found.get((row["name"], row["params"]))
        # A bracket that the printer put on the next line belongs to the shape.
        same = read and read.type == row["type"] and read.output_shape.startswith(row["output_shape"])
        yield ("row read" if same else "row not read"), f"{row}, got {read and (read.type, read.output_shape)}"
    totals = {total.name: total.printed for total in explanation.totals}
    for name in ("total", "trainable", "non_trainable"):
        same = totals.get(name) == table[name]
        yield ("total read" if same else "total not read"), f"{name} {table[name]}, got {totals.get(name)}"
    true = {truth["name"]: truth for truth in table["recurrent"]}
    torch = table["style"].startswith("torch")
    for row in explanation.rows:
        if row.name in true:
            yield _of_recurrent(row, true[row.name])
        elif row.count and is_known_class(row.type, torch=torch):
            explained = row.verdict in ("explained", "ambiguous")
            yield ("other row explained" if explained else "unexplained"), f"{row.name} ({row.type}) {row.count}"
        elif row.count and row.type not in MODELS:
            yield ("other row unknown" if row.verdict == "unknown" else "wrong explained"), row.name


def _of_recurrent(row: ExplainedRow, truth: dict[str, Any]) -> tuple[str, str]:
    fitting = [number for number, reading in enumerate(row.readings) if agrees(reading, truth)]
    said = f"{row.name} {row.count}: {truth}, got {[reading.written.written() for reading in row.readings]}"
    if not fitting:
        return ("wrong explained" if row.verdict == "explained" else "true reading missing"), said
    if fitting[0]:
        return "true reading listed", said
    return ("true reading alone" if row.verdict == "explained" else "true reading first"), said


def agrees(reading: Reading, truth: dict[str, Any]) -> bool:
    """Whether a reading says what is true."""
    said = {
        "units": truth.get("units", truth.get("hidden")),
        "features": truth.get("inputs"),
        "filters": truth.get("filters"),
        "channels": truth.get("channels"),
        "kernel_size": truth.get("kernel"),
        "directions": truth.get("directions"),
        "num_layers": truth.get("num_layers"),
    }
    classes = [one.removeprefix("torch ").split()[0] for one in truth["layer"].split(" + ")]
    names = [(reading.inner or reading.layer).partition("(")[0]]
    names += [reading.backward_inner] if reading.backward_inner else []
    if [name.partition("(")[0] for name in classes] != names and reading.framework != "torch":
        return False
    for name, value in said.items():
        got = getattr(reading, name)
        if value is not None and (list(got) if isinstance(got, tuple) else got) != value:
            return False
    vectors = truth.get("bias_vectors")
    if vectors is not None and reading.use_bias is not None and reading.use_bias != (vectors > 0):
        return False
    for choice in (True, False):
        if f"reset_after={choice}" in truth["layer"] and reading.reset_after is not choice:
            return False
    return True


def main(file: str) -> int:
    """Print the figures; 1 if anything is wrong."""
    tables = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
    figures, wrong = evaluate(tables)
    print("\n".join(wrong))
    for what, number in figures.items():
        print(f"{number:8}  {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
