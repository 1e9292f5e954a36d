"""Other names for layers and their arguments, each kind in one table.

What a framework calls the arguments of a class stands with its family, in ``also_called``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rnnformula.facts.keras_layers import KERAS_ALIASES

if TYPE_CHECKING:
    from rnnformula.facts.conditions import Choice

#: What readers call a size, an option or a layer elsewhere -> the name here. An error guesses by it what was meant;
#: nothing is read by it.
MEANT = {
    "hidden": "units",
    "hidden_dim": "units",
    "hidden_size": "units",
    "num_units": "units",
    "out_features": "units",
    "output_size": "units",
    "in_features": "features",
    "input_dim": "features",
    "input_size": "features",
    "num_features": "features",
    "bias": "use_bias",
    "vocabulary": "input_dim",
    "vocab_size": "input_dim",
    "num_embeddings": "input_dim",
    "embedding_dim": "output_dim",
    "out_channels": "filters",
    "in_channels": "channels",
    "nn.gru": "torch.nn.GRU",
    "nn.lstm": "torch.nn.LSTM",
    "nn.rnn": "torch.nn.RNN",
}

#: Where TensorFlow 2 keeps the layers that Keras 1 and 2 knew without a module.
KERAS_1 = "tf.compat.v1.keras.layers"
_CUDNN = ("CuDNNLSTM", "CuDNNGRU")

#: A class as code names it -> the family's name, and options whose default is another under that name.
IN_CODE: dict[str, tuple[str, dict[str, Choice]]] = {
    name: (f"{KERAS_1}.{kind}", {})
    for kind in _CUDNN
    for name in (kind, f"layers.{kind}", f"keras.layers.{kind}", f"tf.keras.layers.{kind}")
} | {
    **{alias: (name, {}) for alias, name in KERAS_ALIASES.items()},
    f"{KERAS_1}.SimpleRNN": ("SimpleRNN", {}),
    f"{KERAS_1}.LSTM": ("LSTM", {}),
    f"{KERAS_1}.GRU": ("GRU", {"reset_after": False}),
    f"{KERAS_1}.Dense": ("Dense", {}),
}
#: Words in the names of modules of other frameworks: before a class they say that it is not Keras'.
FOREIGN_MODULES = {"compat", "equinox", "eqx", "flax", "linen", "nn", "nnx", "onnx", "rnn_cell", "torch"}
#: Arguments of Keras 2 that Keras 3 takes and does not use -> the classes that take them.
LEGACY_ARGUMENTS = {"implementation": ("LSTM", "GRU"), "input_length": ("Embedding",)}

#: A class as older versions of Keras print it in a summary -> the family's name.
EARLIER = {name: f"{KERAS_1}.{name}" for name in _CUDNN} | {
    "UnifiedLSTM": "LSTM",
    "UnifiedGRU": "GRU",
    "TimeDistributedDense": "Dense",
    **KERAS_ALIASES,
}
#: Further printed classes -> the family whose arrays they own.
ALIKE = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "SimpleRnn": "SimpleRNN",
}
#: A class as a summary of Keras prints it -> the family's name, where that is another.
PRINTED = EARLIER | ALIKE


@dataclass(frozen=True, slots=True)
class Module:
    """A module of PyTorch: the family with the same arrays, options that are settled, its arguments as it prints them.

    ``arguments`` are pairs of PyTorch's name and the name here, in their order; without one here an argument makes no
    difference. There are none where the family itself knows them.
    """

    family: str
    options: dict[str, Choice] = field(default_factory=dict)
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def is_cell(self) -> bool:
        """Whether the module computes one time step, as one layer of the family in one direction does."""
        return "num_layers" in self.options


_ONE: dict[str, Choice] = {"num_layers": 1, "bidirectional": False}
_CELL = (("input_size", "features"), ("hidden_size", "units"), ("bias", "use_bias"))

#: A module as summaries of PyTorch print it -> what it is here.
TORCH_MODULES = {
    "LSTM": Module("torch.nn.LSTM"),
    "GRU": Module("torch.nn.GRU"),
    "RNN": Module("torch.nn.RNN"),
    "LSTMCell": Module("torch.nn.LSTM", _ONE, _CELL),
    "GRUCell": Module("torch.nn.GRU", _ONE, _CELL),
    "RNNCell": Module("torch.nn.RNN", _ONE, (*_CELL, ("nonlinearity", ""))),
    "Linear": Module("Dense", {}, (("in_features", "features"), ("out_features", "units"), ("bias", "use_bias"))),
    "Embedding": Module("Embedding", {}, (("num_embeddings", "input_dim"), ("embedding_dim", "output_dim"))),
    "Conv1d": Module(
        "Conv1D",
        {},
        (
            ("in_channels", "channels"),
            ("out_channels", "filters"),
            ("kernel_size", "kernel_size"),
            ("groups", "groups"),
            ("bias", "use_bias"),
        ),
    ),
    "LayerNorm": Module("LayerNormalization", {}, (("normalized_shape", "features"), ("bias", "center"))),
    # Its moving statistics are buffers, which no summary counts: a weight and a bias for each feature are left.
    "BatchNorm1d": Module("LayerNormalization", {}, (("num_features", "features"),)),
}
