"""How well pasted summaries and code are explained: ``make eval DATA="tables.jsonl more.jsonl"``.

A line of a file is one table with what is true of it: ``id``, ``text``, ``style``; ``rows`` with ``name``, ``type``,
``output_shape`` and ``params`` (``cut`` where the printer cut the number); ``total``, ``trainable``, ``non_trainable``
(None where the table has none); ``recurrent`` with ``name``, ``params``, ``layer``, and ``units`` (or ``hidden``,
``filters``), ``inputs`` (or ``channels``), ``kernel``, ``directions``, ``bias_vectors``, ``num_layers``.

It may have ``all``: the rows again with what remarks can be held against. ``arrays`` are the shapes of the weights,
``inner`` the classes from the outermost in, ``outputs`` and ``calls`` (for each call the shape and the source of each
input), ``input_shown`` whether the table shows what the row reads, ``decided`` whether a careful reader can tell the
layer from the table, ``moving``, ``frozen`` and ``nontrainable`` how many numbers are so, ``model`` whether the row is
a whole model, ``own`` whether its class is the writer's own, ``open`` whether nothing is asked about it. Of the table:
``complete`` (no row is missing), ``connected``, ``linear``, ``damaged``, ``torch``.

A line with ``code`` is a fragment of code, see `tests.evaluation.fragments`.
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
from tests.evaluation import fragments
from tests.evaluation.remarks import HOLDS, ONCE, holds, said
from tests.evaluation.rows import agrees, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula import ExplainedRow, Explanation

#: What Keras prints for a model inside a model.
MODELS = ("Functional", "Sequential", "Model")
#: What must not be: each is shown with its table, and makes the run fail.
FAULTS = (
    "crash",
    "table not read",
    "row not read",
    "total not read",
    "true reading missing",
    "wrong explained",
    "unexplained",
    "untrue remark",
    "remark without a predicate",
    *fragments.FAULTS,
)
#: What is shown of a row that was not explained as it is.
TOLD = ("layer", "units", "hidden", "filters", "inputs", "channels", "num_layers", "directions", "inner", "arrays")
#: The rates below the figures: what is counted, of what.
RATES = {
    "first reading right, of decided recurrent rows": ("decided recurrent first", "decided recurrent"),
    "first or listed, of decided recurrent rows": ("decided recurrent listed", "decided recurrent"),
    "first reading right, of all decided rows": ("decided first", "decided"),
    "first or listed, of all decided rows": ("decided listed", "decided"),
    "first or listed, of the rows that nothing decides": ("undecided listed", "undecided"),
    "wrongly explained, of all rows with parameters": ("wrong explained", "with parameters"),
    "unread rows": ("row not read", "rows"),
    "unread tables": ("table not read", "tables"),
    "untrue remarks a table": ("untrue remark", "tables"),
    "code counted right": ("code counted right", "code of known number"),
    "code explained right": ("code explained right", "code of known number"),
    "open size filled in, counted right": ("code with sizes filled in counted right", "code of open number with sizes"),
    "open size named": ("code, open size named", "code of open number"),
}


def evaluate(lines: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """How often each thing happened, and what is wrong, a line each."""
    figures: Counter[str] = Counter()
    wrong: list[str] = []
    for line in lines:
        for what, detail in _of_fragment(line) if "code" in line and "text" not in line else _of_table(line):
            figures[what] += int(detail) if what == "milliseconds" else 1
            if what in FAULTS:
                wrong.append(f"{line['id']}: {what}: {detail}")
    return figures, wrong


def _of_fragment(fragment: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield ("code of open number" if fragment.get("open") else "code of known number"), ""
    if fragment.get("open") and "given" in fragment:
        yield "code of open number with sizes", ""
    yield from fragments.of_code(fragment)


def _of_table(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "tables", ""
    began = time.perf_counter()
    try:
        explanation = explain(table["text"])
    except Exception as error:  # a crash is what is looked for
        yield "crash", repr(error)
        return
    yield "milliseconds", str(round(1000 * (time.perf_counter() - began)))
    yield from _read(table, explanation)
    yield from _compared(table, explanation)


def _read(table: dict[str, Any], explanation: Explanation) -> Iterator[tuple[str, str]]:
    """Whether the rows and totals were read as they stand there."""
    folded = [row | {"folded": row.get("folded")} for row in table["rows"]]
    missing = 0
    for pair in pairs(folded, explanation.rows):
        yield "rows", ""
        # A bracket that the printer put on the next line belongs to the shape.
        same = pair.row is not None and pair.row.output_shape.startswith(pair.truth["output_shape"])
        missing += pair.row is None
        yield ("row read" if same else "row not read"), f"{pair.truth}, got {pair.row and pair.row.output_shape}"
    if table["rows"] and missing == len(table["rows"]):
        yield "table not read", str([note.key for note in explanation.remarks])
    totals = {total.name: total.printed for total in explanation.totals}
    for name in ("total", "trainable", "non_trainable"):
        if table.get(name) is not None:
            same = totals.get(name) == table[name]
            yield ("total read" if same else "total not read"), f"{name} {table[name]}, got {totals.get(name)}"


def _compared(table: dict[str, Any], explanation: Explanation) -> Iterator[tuple[str, str]]:
    """What was said of each row, and which of the remarks are untrue."""
    recurrent = {(truth["name"], truth["params"]): truth for truth in table["recurrent"]}
    rows = table.get("all") or table["rows"]
    torch = table["style"].startswith("torch")
    places = {id(row): place for place, row in enumerate(explanation.rows)}
    truths: dict[int, dict[str, Any]] = {}
    for pair in pairs(rows, explanation.rows):
        if pair.row is None:
            yield from _unread(pair.truth, recurrent=(pair.truth["name"], pair.truth["params"]) in recurrent)
            continue
        truths[places[id(pair.row)]] = pair.truth
        known = recurrent.get((pair.truth["name"], pair.truth["params"]))
        truth = pair.truth if "arrays" in pair.truth else known
        if pair.truth.get("open"):
            continue
        if pair.truth.get("model") or pair.truth.get("own"):
            wrong = pair.row.verdict == "explained" and pair.row.readings
            yield (
                ("wrong explained" if wrong else "row of a model or an own class"),
                f"{pair.row.name} {pair.row.count} is another",
            )
        elif truth is not None and truth["params"]:
            yield from _of_row(pair.row, (known or {}) | truth, recurrent=known is not None)
        elif pair.row.count and is_known_class(pair.row.type, torch=torch):
            explained = pair.row.verdict in ("explained", "ambiguous")
            yield (
                ("other row explained" if explained else "unexplained"),
                f"{pair.row.name} ({pair.row.type}) {pair.row.count}",
            )
        elif pair.row.count and pair.row.type not in MODELS:
            yield ("other row unknown" if pair.row.verdict == "unknown" else "wrong explained"), pair.row.name
    yield from _of_remarks(table, explanation, truths)


def _unread(truth: dict[str, Any], *, recurrent: bool) -> Iterator[tuple[str, str]]:
    """A row that could be told from the table counts as one that was not told."""
    if "arrays" in truth and not truth.get("model") and not truth.get("cut") and truth.get("decided", True):
        yield "decided", ""
        if recurrent:
            yield "decided recurrent", ""


def _of_row(row: ExplainedRow, truth: dict[str, Any], *, recurrent: bool) -> Iterator[tuple[str, str]]:
    """What was said of a row whose layer is known."""
    if row.count is None:  # the printer cut it
        yield "number cut", ""
        return
    fitting = [number for number, reading in enumerate(row.readings) if agrees(reading, truth)]
    true = {name: truth[name] for name in TOLD if name in truth}
    said_of = f"{row.name} ({row.type}) {row.output_shape} {row.count}: {true}, got "
    said_of += str([reading.written.written() for reading in row.readings][:8])
    kind = "recurrent " if recurrent else ""
    decided = truth.get("decided", True)
    group = "decided" if decided else "undecided"
    yield "with parameters", ""
    for name in {group, f"{group} {kind}".strip()}:
        yield name, ""
        if fitting:
            yield f"{name} listed", ""
        if fitting and not fitting[0]:
            yield f"{name} first", ""
    if not fitting:
        wrong = "wrong explained" if row.verdict == "explained" else "true reading missing"
        yield ("unexplained" if row.verdict == "unknown" else wrong), said_of
    elif fitting[0]:
        yield ("true reading listed" if decided else "undecided: true reading listed"), said_of
    else:
        yield ("true reading alone" if row.verdict == "explained" else "true reading first"), ""


def _of_remarks(
    table: dict[str, Any], explanation: Explanation, truths: dict[int, dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    for remark in said(explanation, table, truths):
        if remark.key not in HOLDS:
            yield "remark without a predicate", remark.key
            continue
        true = holds(remark)
        what = "remark not judged" if true is None else "true remark" if true else "untrue remark"
        row = f" of {remark.row.name} ({remark.row.type}) {remark.row.count}" if remark.row else remark.total
        yield what, f"{remark.key}{row}: { ({name: remark.word(name) for name in remark.values}) }"
    equal = sum(remark.key in ONCE for remark in explanation.remarks)
    if equal > 1:
        yield "untrue remark", f"{equal} remarks on equal numbers"


def main(*files: str, listed: bool = False) -> int:
    """Print what is wrong, kind by kind, then the figures and the rates; 1 if anything is wrong."""
    lines = [
        json.loads(line)
        for file in files
        for line in Path(file).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    figures, wrong = evaluate(lines)
    print("\n".join(sorted(wrong, key=lambda one: FAULTS.index(one.split(": ")[1]) if listed else 0)))
    for what, number in figures.items():
        print(f"{number:8}  {what}")
    for what, (part, whole) in RATES.items():
        if figures[whole]:
            print(f"{figures[part] / figures[whole]:8.1%}  {what} ({figures[part]} of {figures[whole]})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:], listed=True))
