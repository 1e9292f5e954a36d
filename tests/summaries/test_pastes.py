import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import InputError
from rnnformula.summaries import read_tables
from tests.calls import calls
from tests.summaries.printers import keras2

ROWS = [
    ("embedding_1 (Embedding)", "(None, None, 64)", "64000"),
    ("bidirectional_1 (Bidirectional)", "(None, None, 10)", "2800"),
    ("gru_10 (GRU)", "(None, None, 10)", "660"),
    ("dense_1 (Dense)", "(None, None, 1)", "11"),
]
TABLE = keras2(ROWS) + "\nTotal params: 67,471\nTrainable params: 67,471.0\nNon-trainable params: 0\n"
COUNTS = [64000, 2800, 660, 11]
BOX = """
┏━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type) ┃ Output Shape ┃ Param # ┃
┡━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ lstm (LSTM)  │ (None, 10)   │ 25,600… │
└──────────────┴──────────────┴─────────┘
"""
TORCHINFO = """
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      [2, 4]                    9
├─Embedding: 1-1                         [2, 5, 3]                 (30)
├─LSTM: 1-2                              [2, 5, 4]                 144
│    └─weight_ih_l0                      [16, 3]                   ├─48
├─LSTM: 1-3                              [2, 5, 4]                 (recursive)
├─Sequential: 1-4                        [2, 4]                    --
│    └─Linear: 2-1                       [2, 4]                    20
==========================================================================================
Total params: 203
"""
TORCH = """
Net(
  (embedding): Embedding(10, 3)
  (encoder): Sequential(
    (lstm): LSTM(3, 4, num_layers=2, batch_first=True)
    (0-2): 3 x Linear(in_features=4, out_features=4, bias=True)
  )
  (act): Tanh()
)
"""


def counts(text):
    """The numbers of all rows of a text that holds one table."""
    (table,) = read_tables(text)
    return [row.count for row in table.rows]


def each_line(change):
    """A change of a text, line by line."""
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


WORN = {
    "comment signs": each_line(lambda line: f"# {line}"),
    "signs of R": each_line(lambda line: f"## # {line}"),
    "quoted mail": each_line(lambda line: f"> {line}"),
    "an indent": each_line(lambda line: f"        {line}"),
    "stripped lines": each_line(str.strip),
    "collapsed blanks": each_line(lambda line: " ".join(line.split())),
    "no rules": lambda text: "\n".join(line for line in text.split("\n") if line.strip("_=")),
    "no header": each_line(lambda line: "" if "Layer" in line else line),
    "prompts": lambda text: f"In [3]: model.summary()\n>>> m.summary()\n{text}\nNone\n>>> ",
    "a docstring": lambda text: f'"""{text}"""',
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "full-width signs": lambda text: text.replace("(", "（").replace(")", "）").replace(",", "，"),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "empty lines between": lambda text: text.replace("\n", "\n\n"),
    "a notebook's source": lambda text: json.dumps(text.splitlines(keepends=True), indent=1),
    "a string of Python": repr,
    "HTML": lambda text: f"<div><pre>{html.escape(text)}</pre><script>{text}</script></div>",
    "a log around": lambda text: f"Epoch 1/9\n10/10 [===>..] - 1s - loss: 0.3\n{text}\n10/10 [====] - loss: 0.1\n",
    "sums of a learner": lambda text: text.replace("64000", "64000   <- 1000*64").replace(
        "2800", "2800\n2*4*5*(64+5+1)"
    ),
}


@pytest.mark.parametrize("worn", WORN.values(), ids=WORN)
def test_what_stands_around_a_table_changes_nothing(worn):
    text = worn(TABLE)
    assert counts(text) == COUNTS
    assert [row.type for row in read_tables(text)[0].rows] == ["Embedding", "Bidirectional", "GRU", "Dense"]
    assert [total.printed for total in read_tables(text)[0].totals] == [67471, 67471, 0]


def test_a_cut_number_is_never_read_literally():
    (row,) = read_tables(BOX)[0].rows
    assert (row.count, row.digits) == (None, "25600")


@pytest.mark.parametrize("number", ["2.560.000", "2 560 000", "2'560'000", "2_560_000", "1.2K"])
def test_separators_that_no_printer_writes_damage_a_row(number):
    (table,) = read_tables(TABLE.replace("660", number))
    assert [row.count for row in table.rows] == [64000, 2800, 11]
    assert len(table.damaged) == 1


def test_a_translated_row_is_damaged_and_not_misread():
    assert read_tables("图层（类型）输出形状参数\n简单的(无,1,10)120\n")[0].damaged == ("简单的(无,1,10)120",)


def test_markdown_tables_are_read():
    text = "| Layer (type) | Output Shape | Param # |\n|---|:-:|--:|\n"
    text += "| `lstm_1 (LSTM)` | (None, 10) | **4,800** |\n| dense\\_1 (Dense) | `(None, 1)` | 11 |\n"
    assert counts(text) == [4800, 11]
    assert counts(text.replace("\n|", "\n").replace("|\n", "\n").strip("|")) == [4800, 11]


def test_tables_of_a_web_page_are_read():
    rows = [("Layer (type)", "Output Shape", "Param #"), *ROWS]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>\n" for cell in row) + "</tr>" for row in rows)
    assert counts(f"<table>{cells}</table>") == COUNTS


def test_each_table_of_a_paste_is_its_own():
    tables = read_tables(f'Model: "one"\n{TABLE}\nsome words\nModel: "two"\n{TABLE}{BOX}')
    assert [table.name for table in tables] == ["one", "two", ""]
    assert [len(table.rows) for table in tables] == [4, 4, 1]


def test_torchinfo_is_read():
    (table,) = read_tables(TORCHINFO)
    assert table.printer == "torchinfo"
    assert [(row.type, row.count, row.depth) for row in table.rows] == [
        ("Net", 9, 0),
        ("Embedding", 30, 1),
        ("LSTM", 144, 1),
        ("LSTM", 0, 1),
        ("Sequential", None, 1),
        ("Linear", 20, 2),
    ]
    assert [row.name for row in table.rows][1] == "Embedding: 1-1"
    assert table.rows[1].trainable is False
    assert table.rows[2].arrays == (("weight_ih_l0", (16, 3)),)
    assert table.rows[3].recursive


def test_a_printed_module_of_pytorch_is_read():
    (table,) = read_tables(f">>> print(model)\n{TORCH}\n")
    assert (table.printer, table.name) == ("torch", "Net")
    assert [(row.name, row.type, row.depth, row.repeats) for row in table.rows] == [
        ("", "Net", 0, 1),
        ("embedding", "Embedding", 1, 1),
        ("encoder", "Sequential", 1, 1),
        ("lstm", "LSTM", 2, 1),
        ("0-2", "Linear", 2, 3),
        ("act", "Tanh", 1, 1),
    ]
    assert table.rows[3].arguments == "3, 4, num_layers=2, batch_first=True"


@pytest.mark.parametrize("text", ["", "   \n", "200 g flour (3, 4) 5\n", b"\x00\xff\xfe", "<script>alert(1)</script>"])
def test_what_is_no_table_gives_none(text):
    assert read_tables(text) == ()


@pytest.mark.parametrize("junk", [b"\xff\x00\x81", "words ", "<p>"])
def test_much_junk_is_given_up_before_it_is_cleaned(junk):
    many = junk * 400_000
    assert read_tables(many) == ()
    assert calls(read_tables, many) < 50


def test_much_text_around_a_table_hides_nothing():
    assert counts("words " * 200_000 + "\n" + TABLE) == COUNTS
    assert counts(("words " * 200_000 + "\n" + TABLE).encode("utf-16")) == COUNTS


def test_what_is_no_text_is_an_error():
    with pytest.raises(InputError, match="summaries: expected the text of a summary, got 5"):
        read_tables(5)


def test_bytes_are_text_too():
    assert read_tables(BOX.encode()) == read_tables(BOX)


WHOLE = TABLE + BOX + TORCHINFO + TORCH


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_raises_an_error(data):
    text = WHOLE
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 60))
        put = data.draw(st.text(alphabet="()[]{}…,|│├└─ \n\t\\\"'<>&;09NL无\x1b\0", max_size=8))
        text = text[:start] + put + text[end:]
    if data.draw(st.booleans()):
        text = "\n".join(data.draw(st.permutations(text.split("\n"))))
    width = data.draw(st.integers(1, 120))
    for table in read_tables("\n".join(line[:width] for line in text.split("\n"))):
        assert all(row.count is None or row.count >= 0 for row in table.rows)


@settings(max_examples=200, deadline=None)
@given(st.text() | st.binary())
def test_any_text_can_be_read(text):
    read_tables(text)


HEADER = "Layer (type)                 Output Shape              Param #\n"
MANY = {
    "tables": TABLE,
    "boxes": BOX,
    "modules": TORCH,
    "headers": HEADER,
    "rows": "lstm (LSTM)                  (None, 10)                480\n",
    "rows of a box": "│ lstm (LSTM) │ (None, 10) │ 480 │\n",
    "pieces of a box": "│ a │ b │ 3 │\n",
    "open brackets": "(None, [(\n",
    "tags": "<pre><span>",
    "empty lines": "\n",
    "words": "Layer of (a) lstm (None, 3\n",
}


@pytest.mark.long
@pytest.mark.parametrize("line", MANY.values(), ids=MANY)
def test_twice_the_paste_is_at_most_twice_the_work(line):
    start = HEADER if "│" not in line else "│ Layer (type) │ Output Shape │ Param # │\n"
    read_tables(start + line)
    once, twice = calls(read_tables, start + line * 400), calls(read_tables, start + line * 800)
    assert twice < 2.2 * once + 200


@pytest.mark.parametrize("text", [TABLE, BOX.replace("25,600…", " 12,345"), TORCHINFO])
def test_a_number_at_the_edge_of_a_cut_page_is_never_taken_for_whole(text):
    whole = {row.name: row.count for row in read_tables(text)[0].rows}
    for width in range(20, 95):
        for table in read_tables("\n".join(line[:width] for line in text.split("\n"))):
            for row in table.rows:
                assert row.count in (None, whole.get(row.name))
                assert str(whole.get(row.name)).startswith(row.digits)
