"""Which layer of a framework is compared with which of Keras 3, and why their counts differ."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Relative:
    """A layer of a framework, and its relative in Keras 3.

    ``shown`` is what readers write; ``layer`` and ``options`` are how the formula knows it, ``keras`` the
    relative, empty where there is none. ``reason`` is the key of a phrase: ``reason_two_biases``.
    """

    shown: str
    layer: str
    keras: str
    reason: str
    options: dict[str, bool] = field(default_factory=dict)


def _same(shown: str, keras: str, reason: str, **options: bool) -> Relative:
    """A layer that the formula knows by its own name."""
    return Relative(shown, shown, keras, reason, options)


TF1_LAYERS, TF1_CELLS = "tf.compat.v1.keras.layers", "tf.compat.v1.nn.rnn_cell"
RESET_BEFORE = {"reset_after": False}
PEEPHOLES = {"peepholes": True}

RELATIVES = (
    _same("SimpleRNN", "SimpleRNN", "keras"),
    Relative("tf_keras.layers.SimpleRNN", "SimpleRNN", "SimpleRNN", "same"),
    Relative(f"{TF1_LAYERS}.SimpleRNN", "SimpleRNN", "SimpleRNN", "same"),
    _same(f"{TF1_CELLS}.BasicRNNCell", "SimpleRNN", "one_matrix"),
    _same("torch.nn.RNN", "SimpleRNN", "two_biases"),
    _same("torch.nn.RNNCell", "SimpleRNN", "two_biases"),
    _same("flax.linen.SimpleCell", "SimpleRNN", "same"),
    _same("flax.nnx.SimpleCell", "SimpleRNN", "same"),
    _same("onnx.RNN", "SimpleRNN", "two_biases"),
    _same("LSTM", "LSTM", "keras"),
    Relative("tf_keras.layers.LSTM", "LSTM", "LSTM", "same"),
    Relative(f"{TF1_LAYERS}.LSTM", "LSTM", "LSTM", "same"),
    _same(f"{TF1_LAYERS}.CuDNNLSTM", "LSTM", "two_biases"),
    _same(f"{TF1_CELLS}.LSTMCell", "LSTM", "one_matrix"),
    Relative(f"{TF1_CELLS}.LSTMCell, use_peepholes=True", f"{TF1_CELLS}.LSTMCell", "LSTM", "peepholes", PEEPHOLES),
    _same("torch.nn.LSTM", "LSTM", "two_biases"),
    _same("torch.nn.LSTMCell", "LSTM", "two_biases"),
    _same("flax.linen.LSTMCell", "LSTM", "gate_matrices"),
    _same("flax.linen.OptimizedLSTMCell", "LSTM", "gate_matrices"),
    _same("flax.nnx.LSTMCell", "LSTM", "gate_matrices"),
    _same("flax.nnx.OptimizedLSTMCell", "LSTM", "same"),
    _same("equinox.nn.LSTMCell", "LSTM", "same"),
    _same("onnx.LSTM", "LSTM", "two_biases"),
    Relative("onnx.LSTM, P", "onnx.LSTM", "LSTM", "biases_and_peepholes", PEEPHOLES),
    _same("GRU", "GRU", "keras"),
    Relative("GRU, reset_after=False", "GRU", "GRU", "one_bias", RESET_BEFORE),
    Relative("tf_keras.layers.GRU", "GRU", "GRU", "same"),
    Relative(f"{TF1_LAYERS}.GRU", "GRU", "GRU", "one_bias", RESET_BEFORE),
    _same(f"{TF1_LAYERS}.CuDNNGRU", "GRU", "two_biases_too"),
    _same(f"{TF1_CELLS}.GRUCell", "GRU", "one_bias"),
    _same("torch.nn.GRU", "GRU", "two_biases_too"),
    _same("torch.nn.GRUCell", "GRU", "two_biases_too"),
    _same("flax.linen.GRUCell", "GRU", "candidate_bias"),
    _same("flax.nnx.GRUCell", "GRU", "one_bias"),
    _same("equinox.nn.GRUCell", "GRU", "candidate_bias"),
    _same("onnx.GRU", "GRU", "two_biases_too"),
    _same("flax.linen.MGUCell", "", "no_relative"),
)
