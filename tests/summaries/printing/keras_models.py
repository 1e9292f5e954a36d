"""Models of Keras by their own summaries, and what people print of their weights."""

import io
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from tests.summaries.printing import Printed, screen, version


def chain():
    """A chain of layers."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    return keras.Sequential(
        [
            keras.Input((50, 6)),
            keras.layers.Bidirectional(keras.layers.LSTM(64, return_sequences=True)),
            keras.layers.BatchNormalization(),
            keras.layers.TimeDistributed(keras.layers.Dense(1234)),
            keras.layers.GRU(32),
            keras.layers.Dense(5678),
        ]
    )


def graph():
    """A functional model with a mask, a frozen layer and a model inside."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    tokens = keras.Input((20, 7), name="window")
    masked = keras.layers.Masking()(tokens)
    inner = keras.Sequential(
        [keras.Input((20, 7)), keras.layers.LSTM(8, return_sequences=True), keras.layers.GRU(4)], name="inner"
    )
    output, state, _ = keras.layers.LSTM(6, return_state=True)(masked)
    merged = keras.layers.Concatenate()([inner(masked), output, state])
    model = keras.Model(tokens, keras.layers.Dense(3)(merged))
    model.get_layer("inner").trainable = False
    return model


def layers(model, *, nested=False):
    """The layers that own weights: class and number."""
    found = []
    for layer in model.layers:
        if nested and isinstance(layer, keras.Model):
            found += layers(layer)
        elif layer.count_params():
            found.append([type(layer).__name__, layer.count_params()])
    return found


def everything():
    """Summaries at many widths with each option, then weights."""
    made_by = version("keras", "Keras")
    for make in (chain, graph):
        model = make()
        for options in (
            {},
            {"show_trainable": True},
            {"expand_nested": True},
            {"expand_nested": True, "show_trainable": True},
            {"line_length": 60},
            {"line_length": 150},
        ):
            for columns in (60, 80, 120, 200):
                with screen(columns):
                    text = printed(model, **options)
                is_shown = "Param" in text.partition("Total")[0]  # a narrow terminal leaves out whole columns
                expected = layers(model) if is_shown else []
                yield Printed(made_by, f"{options}, {columns} columns", text, expected, model.count_params())
        part = model.layers[1].name, model.layers[2].name
        with screen(100):
            yield Printed(made_by, f"layer_range={list(part)}", printed(model, layer_range=part), [], None)
        names = [f"{weight.path}" for weight in model.weights]
        inside = layers(model, nested=True)
        yield Printed(
            made_by, "[w.shape for w in get_weights()]", f"{[w.shape for w in model.get_weights()]}\n", inside
        )
        yield Printed(made_by, "model.weights", f"{model.weights}\n", inside)
        yield Printed(made_by, "for w in model.weights: print(w)", "".join(f"{w}\n" for w in model.weights), inside)
        yield Printed(
            made_by,
            "print(w.path, w.shape)",
            "".join(f"{name} {w.shape}\n" for name, w in zip(names, model.weights, strict=True)),
            inside,
        )
        yield Printed(
            made_by, "print(w.name, w.shape)", "".join(f"{w.name} {w.shape}\n" for w in model.weights), inside
        )
        yield Printed(
            made_by,
            "for w in get_weights(): print(w.shape)",
            "".join(f"{w.shape}\n" for w in model.get_weights()),
            inside,
        )


def printed(model, **options):
    """The summary as text."""
    into = io.StringIO()
    model.summary(print_fn=into.write, **options)
    return into.getvalue()
