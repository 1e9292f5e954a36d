import io

import pytest

from rnnformula.summaries import Source, read_tables
from tests.lazily import keras


@pytest.fixture(scope="module")
def chain():
    return make_chain()


def make_chain():
    keras.utils.clear_session(free_memory=False)  # names start anew; collecting garbage takes most of a second
    return keras.Sequential(
        [
            keras.Input((50, 6)),
            keras.layers.Bidirectional(keras.layers.LSTM(64, return_sequences=True)),
            keras.layers.BatchNormalization(),
            keras.layers.TimeDistributed(keras.layers.Dense(1234)),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(5678),
        ],
        name="chain",
    )


@pytest.fixture(scope="module")
def graph():
    keras.utils.clear_session(free_memory=False)
    tokens = keras.Input((20,), name="tokens")
    embedded = keras.layers.Embedding(1000, 25)(tokens)
    lstm = keras.layers.LSTM(8, return_sequences=True)
    inner = keras.Sequential([keras.Input((20, 25)), lstm, keras.layers.GRU(4)], name="inner")
    output, state, _ = keras.layers.LSTM(6, return_state=True)(embedded)
    merged = keras.layers.Concatenate()([inner(embedded), output, state])
    made = keras.Model(tokens, keras.layers.Dense(3)(merged), name="graph")
    made.layers[1].trainable = False
    return made


def printed(model, monkeypatch, columns=200, **arguments):
    """The summary as text."""
    monkeypatch.setenv("COLUMNS", str(columns))
    into = io.StringIO()
    model.summary(print_fn=into.write, **arguments)
    return into.getvalue()


def table(text):
    """The only table of a text."""
    (found,) = read_tables(text)
    return found


@pytest.mark.parametrize("width", [*range(36, 60, 2), 70, 80, 100, 130])
def test_every_row_of_a_chain_is_read_at_any_width(chain, monkeypatch, width):
    found = table(printed(chain, monkeypatch, line_length=width))
    assert found.name == "chain"
    assert [row.type for row in found.rows] == [type(layer).__name__ for layer in chain.layers]
    for row, layer in zip(found.rows, chain.layers, strict=True):
        assert row.count == layer.count_params() or (
            row.count is None and str(layer.count_params()).startswith(row.digits)
        )
        assert row.shapes in ((tuple(layer.output.shape),), ())
    assert found.totals[0].printed == chain.count_params()


@pytest.mark.parametrize("columns", range(30, 90, 7))
def test_a_number_that_the_screen_cut_is_never_taken_for_whole(graph, monkeypatch, columns):
    counts = [layer.count_params() for layer in graph.layers]
    for ascii_only in (False, True):
        text = printed(graph, monkeypatch, columns=columns, line_length=90)
        if ascii_only:
            text = text.translate(str.maketrans("┃│┏┡├└┳╇┼┴━─┓┩┤┘…", "||+|++++++--+||+?"))
        for row, count in zip(table(text).rows, counts, strict=True):
            assert row.count in (count, None)
            assert str(count).startswith(row.digits)


def test_sources_depth_and_trainable_are_read(graph, monkeypatch):
    found = table(printed(graph, monkeypatch, line_length=120, expand_nested=True, show_trainable=True))
    rows = {row.name: row for row in found.rows}
    assert rows["tokens"].sources == ()
    assert rows["concatenate"].sources == (Source("inner"), Source("lstm_1", 0), Source("lstm_1", 1))
    assert [row.name for row in found.rows if row.depth == 1] == ["lstm", "gru"]
    assert (rows["embedding"].trainable, rows["dense"].trainable, rows["tokens"].trainable) == (False, True, None)
    assert rows["lstm_1"].shapes == ((None, 6), (None, 6), (None, 6))
    assert [total.name for total in found.totals] == ["total", "trainable", "non_trainable"]


def test_names_cut_by_a_narrow_table_are_completed_or_marked(graph, monkeypatch):
    rows = table(printed(graph, monkeypatch, line_length=40)).rows
    assert [row.type for row in rows] == [type(layer).__name__ for layer in graph.layers]
    assert rows[-1].sources == (Source("concate", cut=True),)
    assert (rows[1].count, rows[1].digits) == (None, "25")


def test_layers_that_have_not_been_built_say_so(monkeypatch):
    keras.utils.clear_session(free_memory=False)
    rows = table(printed(keras.Sequential([keras.layers.LSTM(4)]), monkeypatch)).rows
    assert [(row.type, row.count, row.unbuilt, row.shapes) for row in rows] == [("LSTM", 0, True, ())]


def test_the_variables_of_an_optimizer_are_a_total(monkeypatch):
    chain = make_chain()
    chain.compile("adam")
    chain.optimizer.build(chain.trainable_variables)
    totals = {total.name: total.printed for total in table(printed(chain, monkeypatch)).totals}
    assert totals["total"] == totals["trainable"] + totals["non_trainable"] + totals["optimizer"]


def test_colours_change_nothing(chain, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("TERM", "xterm-256color")
    texts = []
    for colour, other in (("FORCE_COLOR", "NO_COLOR"), ("NO_COLOR", "FORCE_COLOR")):
        monkeypatch.setenv(colour, "1")
        monkeypatch.delenv(other, raising=False)
        chain.summary()
        texts.append(capsys.readouterr().out)
    assert "\x1b[" in texts[0]
    assert "\x1b[" not in texts[1]
    assert read_tables(texts[0]) == read_tables(texts[1])
    assert [row.count for row in read_tables(texts[0])[0].rows] == [layer.count_params() for layer in chain.layers]
