"""Keras 2: tf_keras."""

import tf_keras

from tests.frameworks import build, call

LAYERS = {
    "SimpleRNN": ({}, {"use_bias": False}),
    "LSTM": ({}, {"use_bias": False}),
    "GRU": ({}, {"use_bias": False}, {"reset_after": False}),
}


def version():
    return f"tf_keras {tf_keras.__version__}"


def built():
    for name, options in LAYERS.items():
        yield from build(name, maker(tf_keras.layers, "tf_keras.layers", name), options)


def maker(module, path, name):
    def make(units, features, **options):
        layer = getattr(module, name)(units, **options)
        layer.build((None, None, features))
        return call(f"{path}.{name}", units, **options), {plain_name(w): w.shape for w in layer.weights}

    return make


def plain_name(weight):
    """A weight's name without the layers around it and without the number of its output."""
    return weight.name.split("/")[-1].split(":")[0]
