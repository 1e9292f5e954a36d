"""Tables that real printers printed: every layer is read; what was cut is right or reported as damaged."""

from functools import cache

import pytest

from rnnformula import explain
from rnnformula.explaining.explained import AMBIGUOUS, EXPLAINED
from rnnformula.explaining.weights import in_layers
from rnnformula.summaries import read_tables
from tests.summaries.printing.recorded import recorded
from tests.summaries.wearing import BLANKS, MARGINS, cut

RECORDS = recorded()
PRINTERS = sorted({record["printer"] for record in RECORDS})
#: Margins that are tried, each of them: no terminal is narrower, and tables are seldom wider.
CUTS = range(40, 200)
NAMES = [f"{record['printer']}, {record['arguments'] or 'plain'}" for record in RECORDS]


def rows_of(text):
    """The rows of all tables, lists of weights divided into layers."""
    return [row for table in read_tables(text) for row in in_layers(table).rows]


@cache
def whole(place):
    """The rows of a record as it was printed."""
    return rows_of(RECORDS[place]["text"])


def is_row_of(row, layer):
    """Whether a row can be this layer, its class and its number as far as the printer shows them."""
    kind, count = layer
    says_number = row.count == count or (row.count is None and str(count).startswith(row.digits))
    says_class = kind in (row.type, *row.types) or row.type == "" or row.type.endswith("…")
    return says_class and (says_number or bool(row.arguments))


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_every_layer_is_read_in_its_order(record):
    rows = iter(rows_of(record["text"]))
    missing = [layer for layer in record["layers"] if not any(is_row_of(row, layer) for row in rows)]
    assert not missing
    tables = read_tables(record["text"])
    assert len(tables) == (1 if record["layers"] or tables else 0)
    assert not any(table.damaged for table in tables)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_totals_are_those_of_the_model(record):
    totals = {total.name: total.printed for table in read_tables(record["text"]) for total in table.totals}
    if record["total"] is not None and "total" in totals:
        assert totals["total"] in (record["total"], None)


@pytest.mark.parametrize("margin", MARGINS)
def test_what_stands_before_every_line_changes_nothing(margin):
    for place, record in enumerate(RECORDS):
        if margin == "a container" and record["text"].count("\n") < 4:
            continue  # a name and a bar before so few lines may be a table
        assert rows_of(MARGINS[margin](record["text"])) == whole(place), NAMES[place]


@pytest.mark.parametrize("blanks", BLANKS)
def test_other_blanks_change_no_number(blanks):
    for place, record in enumerate(RECORDS):
        told = [(row.type, row.count) for row in rows_of(BLANKS[blanks](record["text"]))]
        assert told == [(row.type, row.count) for row in whole(place)], NAMES[place]


def is_right(row, printed):
    """Whether a row says nothing that the whole table does not: its number, and the beginning of its class."""
    if row.count is None:
        return True
    return any(
        row.count == other.count
        and (other.type.startswith(row.type.rstrip("…")) or {*row.types} & {*other.types, other.type})
        for other in printed
    )


@pytest.mark.parametrize("printer", PRINTERS)
def test_no_right_margin_makes_a_number_wrong(printer):
    for place, record in enumerate(RECORDS):
        if record["printer"] != printer:
            continue
        longest = max(map(len, record["text"].split("\n")))
        for width in CUTS:
            if width < longest:
                found = rows_of(cut(width)(record["text"]))
                wrong = [row for row in found if not is_right(row, whole(place))]
                assert not wrong, f"{NAMES[place]}, cut at {width}"


#: What a layer that a row shows is called where it is counted, for those that a list of weights does not tell apart.
ALIKE = {
    "Linear": ("Dense",),
    "Conv1d": ("Conv1D",),
    "Embed": ("Embedding",),
    "TimeDistributed": ("Dense",),
    "LayerNorm": ("BatchNorm1d", "LayerNormalization"),
    "BatchNorm1d": ("LayerNorm", "LayerNormalization"),
    "BatchNorm": ("BatchNormalization", "LayerNormalization"),
    "SimpleRNN": ("RNN",),
    "Embedding": ("Linear",),
    "GRUCell": ("GRU",),
    "LSTMCell": ("LSTM",),
}
LISTS = [record for record in RECORDS if any(word in record["arguments"] for word in ("shape", "size()", "weights"))]


@pytest.mark.parametrize("record", LISTS, ids=[record["arguments"] for record in LISTS])
def test_lists_of_weights_are_explained_layer_by_layer(record):
    explanation = explain(record["text"])
    layers = record["layers"] or [[row.type, row.count] for row in explanation.rows]
    assert [row.count for row in explanation.rows] == [count for _, count in layers]
    for row, (kind, count) in zip(explanation.rows, layers, strict=True):
        assert row.verdict in (EXPLAINED, AMBIGUOUS)
        assert {reading.count for reading in row.readings} == {count}
        assert any(reading.layer in (kind, *ALIKE.get(kind, ())) for reading in row.readings), row
