import pytest

from rnnformula import InputError
from rnnformula.counting import shapes
from rnnformula.counting.shapes import output_shape, parts
from rnnformula.reading.layers import read_layer


@pytest.mark.parametrize(
    ("layer", "shape", "output"),
    [
        ("LSTM(4)", (None, 50, 3), (None, 4)),
        ("LSTM(4, return_sequences=True)", (None, None, 3), (None, None, 4)),
        ("LSTM(4, return_state=True)", (2, 50, 3), ((2, 4), (2, 4), (2, 4))),
        ("GRU(4, return_state=True, return_sequences=True)", (2, 50, 3), ((2, 50, 4), (2, 4))),
        ("Bidirectional(GRU(4))", (None, 50, 3), (None, 8)),
        ("Bidirectional(GRU(4), merge_mode='ave')", (None, 50, 3), (None, 4)),
        ("Bidirectional(GRU(4), merge_mode=None)", (None, 50, 3), ((None, 4), (None, 4))),
        ("Bidirectional(LSTM(4, return_state=True))", (2, 5, 3), ((2, 8), (2, 4), (2, 4), (2, 4), (2, 4))),
        ("TimeDistributed(LSTM(4))", (None, 6, 50, 3), (None, 6, 4)),
        ("RNN([LSTMCell(4), GRUCell(6)])", (None, 50, 3), (None, 6)),
        ("ConvLSTM2D(4, 3)", (None, 7, 10, 12, 3), (None, 8, 10, 4)),
        (
            "ConvLSTM2D(4, 3, padding='same', strides=2, return_sequences=True)",
            (None, 7, 10, 12, 3),
            (None, 7, 5, 6, 4),
        ),
        ("ConvLSTM1D(4, 3, data_format='channels_first')", (None, 7, 3, 10), (None, 4, 8)),
        ("Conv1D(8, 5, dilation_rate=2)", (None, 50, 3), (None, 42, 8)),
        ("Conv1D(8, 3, padding='SAME')", (None, 50, 3), (None, 50, 8)),
        ("Conv1D(8, 1, strides=2)", (None, 13, 3), (None, 7, 8)),
        ("RNN([LSTMCell(4), GRUCell(2)], return_state=True)", (2, 5, 3), ((2, 2), (2, 4), (2, 4), (2, 2))),
        ("Permute((2, 1))", (None, 5, 3), (None, 3, 5)),
        ("Reshape((3, -1))", (None, 5, 3), (None, 3, 5)),
        ("LSTM(4, stateful=True)", (2, 5, 3), (2, 4)),
        ("Embedding(1000, 64)", (None, 20), (None, 20, 64)),
        ("Flatten()", (None, 50, 3), (None, 150)),
        ("Flatten()", (None, None, 3), (None, None)),
        ("RepeatVector(5)", (None, 3), (None, 5, 3)),
        ("Dense(2)", (None, 50, 3), (None, 50, 2)),
        ("Sequential([LSTM(4), Dense(1)])", (None, 50, 3), (None, 1)),
    ],
)
def test_what_comes_out(layer, shape, output):
    assert output_shape(read_layer(layer), shape) == output


@pytest.mark.parametrize(
    ("layer", "shape", "message"),
    [
        ("LSTM(4)", (None, 64),
         "LSTM: expected an input of 3 axes (batch, time, features), got (None, 64); a recurrent layer before"),
        ("LSTM(4)", (None, 50, None), "LSTM: features must be known, got an input of (None, 50, None)"),
        ("Bidirectional(LSTM(4), backward_layer=LSTM(6, go_backwards=True))", (None, 50, 3),
         "both directions need equal units, got 4 and 6; Keras 3 builds such a model and can't run it"),
        ("Bidirectional(LSTM(4), backward_layer=LSTM(4))", (None, 50, 3),
         "Bidirectional: layer and backward_layer must differ in go_backwards"),
        ("Bidirectional(LSTM(4), merge_mode='max')", (None, 50, 3),
         "Bidirectional: merge_mode must be one of 'concat', 'sum', 'mul', 'ave', None, got 'max'"),
        ("Bidirectional(Dense(4))", (None, 50, 3), "expected a recurrent layer such as LSTM(64), got Dense(4)"),
        ("Bidirectional()", (None, 50, 3), "Bidirectional: layer is missing; give a layer, such as LSTM(64)"),
        ("RNN(LSTM(4))", (None, 50, 3), "RNN: expected a cell such as LSTMCell(64), got LSTM(4)"),
        ("StackedRNNCells()", (None, 3), "StackedRNNCells: cells is missing"),
        ("Conv1D(4, 60)", (None, 50, 3), "a window of 60 does not fit into 50; got an input of (None, 50, 3)"),
        ("Conv1D(4, 3, groups=2)", (None, 50, 3), "Conv1D: groups must divide channels and filters, got 2"),
        ("MultiHeadAttention(2, 5)", (None, 50, 3), "it reads several inputs"),
        ("BatchNormalization(axis=7)", (None, 50, 3), "axis 7 is none of the input's, got (None, 50, 3)"),
        ("Sequential([LSTMCell(4)])", (None, 50, 3), "a cell computes one time step; put it into RNN(LSTMCell(4))"),
        ("Sequential([LSTM(4, return_state=True), Dense(1)])", (None, 50, 3),
         "LSTM(4): it has 3 outputs; a chain of layers passes on one"),
        ("Bidirectional(LSTM(4, go_backwards=True))", (None, 50, 3), "must differ in go_backwards"),
        ("Bidirectional(LSTM(4), backward_layer=LSTM(4, go_backwards=True, return_sequences=True))", (None, 50, 3),
         "Bidirectional: layer and backward_layer must agree in return_sequences"),
        ("LSTM(4, stateful=True)", (None, 50, 3), "stateful=True needs a fixed batch size"),
        ("TimeDistributed(LSTMCell(4))", (None, 50, 3), "expected a layer such as Dense(64), got the cell LSTMCell(4)"),
        ("RNN([])", (None, 50, 3), "RNN: cells is missing; give a list of cells, such as [LSTMCell(64)]"),
        ("ConvLSTM2D(4, 3)", (None, 5, None, None, 3), "ConvLSTM2D: space must be known"),
        ("ConvLSTM2D(4, 3, padding='causal')", (None, 5, 9, 9, 3), "padding must be one of 'valid', 'same',"),
        ("Conv1D(4, 3, strides=0)", (None, 50, 3), "Conv1D: strides must be a positive integer, got 0"),
        ("Conv1D(4, 3, strides=[1, 2])", (None, 50, 3), "Conv1D: strides must be a positive integer, got [1, 2]"),
        ("Conv1D(4, x)", (None, 50, 3), "Conv1D: kernel_size must be a positive integer, got 'x'"),
        ("Conv1D(4, 3, strides=2, dilation_rate=2)", (None, 50, 3), "cannot both be above 1"),
        ("Conv1D(4, 3, data_format='first')", (None, 50, 3), "data_format must be one of None, 'channels_last', 'chan"),
        ("BatchNormalization(axis=[1, 2])", (None, 50, 3), "axis [1, 2] is none of the input's"),
        ("LayerNormalization(axis=[1, 1])", (None, 50, 3), "axis [1, 1] is none of the input's"),
        ("Sequential([])", (None, 50, 3), "Sequential: layers is missing"),
        ("Sequential([Input((9, 5)), LSTM(4)])", (None, 50, 3), "it cannot read (None, 50, 3)"),
        ("Sequential([LSTM(4), Input((9, 5))])", (None, 50, 3), "Input: it must be the first layer"),
        ("Permute((1, 3))", (None, 50, 3), "Permute: dims must be each of the axes 1 to 2 once, got (1, 3)"),
        ("Reshape((4, -1))", (None, 5, 3), "Reshape: (4, -1) does not hold the 15 numbers of (None, 5, 3)"),
        ("RepeatVector(0)", (None, 3), "RepeatVector: n must be a positive integer, got 0"),
    ],
)  # fmt: skip
def test_what_keras_can_not_run_is_refused_with_its_reason(layer, shape, message):
    with pytest.raises(InputError) as error:
        output_shape(read_layer(layer), shape)
    assert message in str(error.value)


def test_each_layer_inside_says_where_it_is_kept_and_what_it_reads():
    read = {part: shape for part, _, shape in parts(read_layer("RNN([LSTMCell(4), GRUCell(6)])"), (None, 50, 3))}
    assert read == {"cell.cells[0]": (None, 3), "cell.cells[1]": (None, 4)}
    chain = read_layer("Sequential([LSTM(4, return_sequences=True), LSTM(4), Dense(1, name='out')])")
    read = {part: shape for part, _, shape in parts(chain, (None, 50, 3))}
    assert read == {"lstm": (None, 50, 3), "lstm_1": (None, 50, 4), "out": (None, 4)}


def test_deep_nesting_takes_no_time():
    deep = "Sequential([" * 60 + "Dense(3)" + "])" * 60
    assert output_shape(read_layer(deep), (None, 5, 3)) == (None, 5, 3)


def test_a_bidirectional_layer_with_one_direction_is_refused(monkeypatch):
    monkeypatch.setattr(shapes, "parts", lambda layer, shape: [("forward_layer", layer, shape)])
    with pytest.raises(
        InputError, match=r"Bidirectional\(LSTM\(4\)\): expected a layer for each of two directions, got 1"
    ):
        shapes.two_directions(read_layer("Bidirectional(LSTM(4))"), (None, None, 3))
