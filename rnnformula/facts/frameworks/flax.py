"""Flax: two APIs, whose GRU cells differ by one bias.

Source: Flax 0.12, flax/linen/recurrent.py and flax/nnx/nn/recurrent.py.
"""

from rnnformula.facts import Array, Family, Option, names

LINEN_SOURCE = "Flax 0.12, flax/linen/recurrent.py"
NNX_SOURCE = "Flax 0.12, flax/nnx/nn/recurrent.py"


def _gates(inputs: str, states: str, biases: str) -> tuple[Array, ...]:
    """One matrix a gate: for the input, for the state, and the biases, each by the names before the slash."""
    return (
        *(Array(f"{name}/kernel", "f u") for name in names(inputs)),
        *(Array(f"{name}/kernel", "u u") for name in names(states)),
        *(Array(f"{name}/bias", "u") for name in names(biases)),
    )


def _linen(name: str, arrays: tuple[Array, ...], options: tuple[Option, ...] = ()) -> Family:
    return Family(
        f"flax.linen.{name}",
        arrays,
        LINEN_SOURCE,
        arguments=("units", *(option.name for option in options)),
        input=("features",),
        output=(),
        options=options,
        also_called=(("features", "units"),),  # in Flax that is what the layer puts out
        cell=True,
    )


def _nnx(name: str, arrays: tuple[Array, ...], gates: str = "") -> Family:
    return Family(
        f"flax.nnx.{name}",
        arrays,
        NNX_SOURCE,
        arguments=names("features units rngs"),
        input=("features",),
        output=(),
        also_called=(("in_features", "features"), ("hidden_features", "units")),
        gates=names(gates),
        cell=True,
    )


LSTM = _gates("ii if ig io", "hi hf hg ho", "hi hf hg ho")
LINEN = (
    _linen("SimpleCell", _gates("i", "h", "i")),
    _linen("LSTMCell", LSTM),
    _linen("OptimizedLSTMCell", LSTM),
    _linen("GRUCell", _gates("ir iz in", "hr hz hn", "ir iz in hn")),
    _linen(
        "MGUCell",
        (*_gates("if in", "hf hn", "if in"), Array("hn/bias", "u", when="reset_gate")),
        (Option("reset_gate"),),
    ),
)
NNX = (
    _nnx("SimpleCell", _gates("dense_i", "dense_h", "dense_i")),
    _nnx("LSTMCell", _gates("ii if_ ig io", "hi hf hg ho", "hi hf hg ho")),
    _nnx(
        "OptimizedLSTMCell",
        (Array("dense_i/kernel", "f 4u"), Array("dense_h/kernel", "u 4u"), Array("dense_h/bias", "4u")),
        "i f g o",
    ),
    _nnx(
        "GRUCell",
        (Array("dense_i/kernel", "f 3u"), Array("dense_h/kernel", "u 3u"), Array("dense_i/bias", "3u")),
        "r z n",
    ),
)
