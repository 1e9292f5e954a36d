"""TensorFlow 1 as far as TensorFlow 2 keeps it: tf.compat.v1, which TensorFlow takes from tf_keras."""

import tensorflow as tf

from tests.frameworks import build, call, keras2

LAYERS = "tf.compat.v1.keras.layers"
CELLS = "tf.compat.v1.nn.rnn_cell"


def version():
    return f"TensorFlow {tf.__version__}, {keras2.version()}"


def built():
    for name in ("CuDNNLSTM", "CuDNNGRU"):
        yield from build(f"{LAYERS}.{name}", maker(name))
    for name in ("SimpleRNN", "LSTM"):
        yield from build(name, maker(name))
    yield from build(
        "GRU", lambda units, features, reset_after: maker("GRU")(units, features), ({"reset_after": False},)
    )
    yield from build(f"{CELLS}.BasicRNNCell", cell_maker("BasicRNNCell"))
    yield from build(f"{CELLS}.LSTMCell", cell_maker("LSTMCell"), ({}, {"peepholes": True}))
    yield from build(f"{CELLS}.GRUCell", cell_maker("GRUCell"))


def maker(name):
    return keras2.maker(tf.compat.v1.keras.layers, LAYERS, name)


def cell_maker(name):
    def make(units, features, peepholes=False):
        options = {"use_peepholes": True} if peepholes else {}
        cell = getattr(tf.compat.v1.nn.rnn_cell, name)(units, **options)
        cell.build((None, features))
        arrays = {w.name.split(":")[0].split("/", 1)[1]: w.shape for w in cell.weights}
        return call(f"{CELLS}.{name}", units, **options), arrays

    return make
