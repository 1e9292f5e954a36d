import pytest

from rnnformula import InputError, count, model

LAYERS = ["Input((50, 3))", "LSTM(64, return_sequences=True)", "BatchNormalization()", "LSTM(64)", "Dense(1)"]


def test_each_layer_reads_what_the_one_before_puts_out():
    made = model(LAYERS)
    assert [(row.name, row.call, row.output, row.count) for row in made.rows] == [
        ("lstm", "LSTM(64, return_sequences=True)", (None, 50, 64), 17408),
        ("batch_normalization", "BatchNormalization()", (None, 50, 64), 256),
        ("lstm_1", "LSTM(64)", (None, 64), 33024),
        ("dense", "Dense(1)", (None, 1), 65),
    ]
    assert (made.count, made.trainable, made.bytes) == (50753, 50625, 4 * 50753)


@pytest.mark.parametrize(
    "text",
    [
        f"Sequential([{', '.join(LAYERS)}])",
        f"keras.Sequential([keras.Input(shape=(50, 3)), {', '.join(LAYERS[1:])}])",
        f"[{', '.join(LAYERS)}]",
        "Sequential([LSTM(64, return_sequences=True, input_shape=(50, 3)), " + ", ".join(LAYERS[2:]) + "])",
    ],
)
def test_a_model_may_be_one_text_as_in_code(text):
    assert model(text).count == count(text if text.startswith(("Seq", "keras")) else f"Sequential({text})") == 50753


def test_the_input_may_be_given_beside_the_layers():
    assert model(LAYERS[1:], input_shape=(None, 3)).count == 50753
    assert model("LSTM(4)", input_shape=(50, 3)).count == 128


@pytest.mark.parametrize(
    ("dtype", "size"), [("float16", 2), ("bfloat16", 2), ("float32", 4), ("float64", 8), ("mixed_float16", 4)]
)
def test_bytes_follow_the_type_of_numbers(dtype, size):
    assert model(["LSTM(4)"], input_shape=(50, 3), dtype=dtype).bytes == 128 * size
    assert model([f"LSTM(4, dtype={dtype!r})"], input_shape=(50, 3)).bytes == 128 * size


def test_a_frozen_layer_counts_and_is_not_trainable():
    made = model(["Input((50, 3))", "LSTM(4, trainable=False)", "Dense(1)"])
    assert (made.count, made.trainable) == (133, 5)
    assert model("Sequential([Input((50, 3)), LSTM(4), Dense(1)], trainable=False)").trainable == 133  # as in Keras


def test_a_layer_of_several_outputs_may_be_the_last():
    assert model("LSTM(4, return_state=True)", input_shape=(5, 3)).rows[-1].output == ((None, 4),) * 3


def test_a_model_inside_a_model_is_one_row():
    made = model(["Input((50, 3))", "Sequential([LSTM(4, return_sequences=True), LSTM(4)])", "Dense(1)"])
    assert [(row.name, row.count) for row in made.rows] == [("sequential", 128 + 144), ("dense", 5)]


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([], "model: expected layers, such as ['Input((50, 3))', 'LSTM(64)'], got []"),
        (["LSTM(64)"], "model: its input is missing; begin with Input((50, 3)) or give input_shape=(50, 3)"),
        (["Input()", "LSTM(64)"], "Input: shape is missing; give the axes of one sample, such as Input((50, 3))"),
        (["Input(50)", "LSTM(64)"], "Input: the input shape must be positive integers or None,"),
        (["Input((50, 3))", "LSTM(64)", "LSTM(64)"], "LSTM: expected an input of 3 axes (batch, time, features),"),
        (["Input((50, 3))", "LSTM(64, dtype='float31')"], "LSTM: unknown dtype 'float31'; did you mean 'float32'?"),
        (["Input((50, 3))", "LSTM(0)"], "LSTM: units must be a positive integer, got 0"),
        (["Input((50, 3))", "LSTM()"], "LSTM: units is missing; give a positive integer, such as units=3"),
    ],
)  # fmt: skip
def test_bad_models_get_one_clear_error(layers, message):
    with pytest.raises(InputError) as error:
        model(layers)
    assert str(error.value).startswith(message)
