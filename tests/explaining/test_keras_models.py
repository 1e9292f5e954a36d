"""Models of any layers of Keras, printed and explained row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import FAMILIES, explain
from rnnformula.facts.keras_layers import KERAS_ALIASES, OPEN_CLASSES
from rnnformula.reading.layers import read_layer
from tests import configurations
from tests.explaining.test_real import SOME, arrays, compare, printed
from tests.lazily import building, keras

#: Layers as people stack them.
MODELS = {
    "pictures, then steps": [
        "Input((28, 28, 1))",
        "Conv2D(32, 3, activation='relu')",
        "MaxPooling2D(2)",
        "Conv2D(64, (3, 3), padding='same')",
        "BatchNormalization()",
        "MaxPooling2D(2)",
        "Dropout(0.25)",
        "Reshape((36, 64))",
        "LSTM(50)",
        "Dense(10)",
    ],
    "each frame": [
        "Input((10, 32, 32, 3))",
        "TimeDistributed(Conv2D(16, 3))",
        "TimeDistributed(MaxPooling2D(2))",
        "TimeDistributed(Conv2D(32, 3))",
        "TimeDistributed(GlobalAveragePooling2D())",
        "Bidirectional(LSTM(64))",
        "Dense(5)",
    ],
    "each frame made flat": [
        "Input((10, 32, 32, 3))",
        "TimeDistributed(Conv2D(16, (5, 5)))",
        "TimeDistributed(Flatten())",
        "GRU(20)",
        "Dense(1)",
    ],
    "one axis": [
        "Input((100, 6))",
        "Conv1D(32, 5)",
        "PReLU(shared_axes=[1])",
        "MaxPooling1D(2)",
        "SeparableConv1D(64, 3)",
        "LayerNormalization()",
        "LSTM(32, return_sequences=True)",
        "GlobalMaxPooling1D()",
        "Dense(3)",
    ],
    "small network": [
        "Input((64, 64, 3))",
        "ZeroPadding2D(1)",
        "Conv2D(32, 3, strides=2, use_bias=False)",
        "BatchNormalization()",
        "ReLU()",
        "DepthwiseConv2D(3, padding='same', use_bias=False)",
        "BatchNormalization()",
        "SeparableConv2D(64, 3, padding='same')",
        "GroupNormalization(16)",
        "GlobalAveragePooling2D()",
        "Dense(10)",
    ],
    "there and back": [
        "Input((16, 16, 1))",
        "Conv2D(8, 3, strides=2, padding='same')",
        "LeakyReLU()",
        "Conv2DTranspose(4, 3, strides=2, padding='same')",
        "UpSampling2D(2)",
        "Cropping2D(2)",
        "Conv2D(1, 1)",
    ],
    "space and time": [
        "Input((5, 16, 16, 3))",
        "ConvLSTM2D(8, 3, return_sequences=True)",
        "Conv3D(4, 3)",
        "Flatten()",
        "Dense(2)",
    ],
    "words": [
        "Input((20,))",
        "Embedding(1000, 16)",
        "SpatialDropout1D(0.2)",
        "RMSNormalization()",
        "LSTM(8)",
        "Dense(1)",
    ],
}


def built(written):
    """A model of layers as code has them, one after another, that prints what it reads."""
    first, *others = map(read_layer, written)
    output = begins = keras.Input(first.arguments["shape"])
    for layer in others:
        output = building.make_layer(layer)(output)
    return keras.Model(begins, output)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("written", MODELS.values(), ids=MODELS)
def test_the_first_reading_of_each_row_of_a_model_is_the_layer(written, width):
    model = built(written)
    real = explain(model)
    assert {row.verdict for row in real.rows} <= {"explained", "no-parameters"}
    said = explain(printed(model, width))
    assert {total.verdict for total in said.totals} == {"agrees"}
    for row, true in zip(said.rows, real.rows, strict=True):
        assert row.count == true.count
        assert [arrays(reading) for reading in row.readings[:1]] == [arrays(reading) for reading in true.readings], row


#: What a number and shapes can't tell, so that no search looks for it.
LEFT_OUT = ("depth_multiplier=5", "lora_rank", "renorm", "groups", "EinsumDense")


@SOME
@given(st.one_of(configurations.over_space(), configurations.further(), configurations.spectral()))
def test_any_layer_that_is_printed_with_its_input_is_among_the_readings(drawn):
    call, shape = drawn
    layer = building.make_layer(read_layer(call))
    words = any(word in call for word in ("Embedding", "Hashing", "Category", "TextVec"))
    if "TextVectorization" in call or any(word in call for word in LEFT_OUT):
        return
    begins = keras.Input(shape, dtype="int32" if words else None)
    with keras.StatelessScope(initialize_variables=False):
        try:
            model = keras.Model(begins, layer(begins))
        except (ValueError, TypeError):
            return  # TensorFlow can't run it, such as strides of a depthwise convolution that differ
    compare(model, 120)


@pytest.mark.parametrize(
    ("call", "shape"),
    [
        ("EinsumDense('abc,cd->abd', (None, 64), bias_axes='d')", (10, 32)),
        ("EinsumDense('...c,cd->...d', 64)", (10, 32)),
        ("EinsumDense('abc,cde->abde', (None, 4, 8), bias_axes='de')", (10, 32)),
        ("EinsumDense('abc,cde->abde', (None, 4, 8), bias_axes='e')", (10, 32)),
        ("EinsumDense('abcd,cde->abe', (None, 16), bias_axes='e')", (10, 4, 8)),
        ("TimeDistributed(EinsumDense('ab,bc->ac', 7, bias_axes='c'))", (10, 5)),
        ("SpectralNormalization(EinsumDense('abc,cd->abd', (None, 64), bias_axes='d'))", (10, 32)),
    ],
)
def test_a_layer_that_is_an_equation_is_among_the_readings(call, shape):
    begins = keras.Input(shape)
    compare(keras.Model(begins, building.make_layer(read_layer(call))(begins)), 120)


@pytest.mark.parametrize("gate", [False, True])
@pytest.mark.parametrize("bias", [False, True])
def test_attention_whose_heads_share_keys_is_among_the_readings(bias, gate):
    query, value = keras.Input((10, 64)), keras.Input((12, 64))
    attention = keras.layers.GroupQueryAttention(16, 8, 2, use_bias=bias, use_gate=gate)
    compare(keras.Model([query, value], attention(query, value)), 120)


@pytest.mark.parametrize("name", [*FAMILIES, *KERAS_ALIASES, *OPEN_CLASSES])
def test_a_row_of_any_class_with_any_number_is_answered(name):
    for before in ("", "input_1 (InputLayer)  (None, 9, 9, 4)  0\n", "input_1 (InputLayer)  (None, 9)  0\n"):
        for shape in ("(None, 9)", "(None, 9, 4)", "(None, 7, 7, 8)", "(None, None, 3, 5, 6)", "?", "(None, 5, None)"):
            for number in (0, 1, 7, 296, 2112, 1_048_577):
                explanation = explain(f"{before}row_1 ({name})  {shape}  {number}\nTotal params: {number}")
                row = explanation.rows[-1]
                assert {reading.count for reading in row.readings} <= {number}
