"""Other names for layers and their arguments, each kind in one table.

What a framework calls the arguments of a class stands with its family, in ``also_called``.
"""

from __future__ import annotations

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
    "nn.linear": "torch.nn.Linear",
}

#: Where TensorFlow 2 keeps the layers that Keras 1 and 2 knew without a module.
KERAS_1 = "tf.compat.v1.keras.layers"
#: The conditional random field of keras-contrib, which TensorFlow Addons has too.
CRF = "keras_contrib.layers.CRF"
_CUDNN = ("CuDNNLSTM", "CuDNNGRU")

#: A class as code names it -> the family's name, and options whose default is another under that name.
IN_CODE: dict[str, tuple[str, dict[str, Choice]]] = {
    name: (f"{KERAS_1}.{kind}", {})
    for kind in _CUDNN
    for name in (kind, f"layers.{kind}", f"keras.layers.{kind}", f"tf.keras.layers.{kind}")
} | {
    **{alias: (name, {}) for alias, name in KERAS_ALIASES.items()},
    **dict.fromkeys(("CRF", "layers.CRF", "crf.CRF", "keras_contrib.layers.crf.CRF"), (CRF, {})),
    "tfa.layers.CRF": ("tensorflow_addons.layers.CRF", {}),
    f"{KERAS_1}.SimpleRNN": ("SimpleRNN", {}),
    f"{KERAS_1}.LSTM": ("LSTM", {}),
    f"{KERAS_1}.GRU": ("GRU", {"reset_after": False}),
    f"{KERAS_1}.Dense": ("Dense", {}),
}
#: Words in the names of modules of other frameworks: before a class they say that it is not Keras'.
FOREIGN_MODULES = {
    "keras_contrib",
    "tensorflow_addons",
    "compat",
    "equinox",
    "eqx",
    "flax",
    "linen",
    "nn",
    "nnx",
    "onnx",
    "rnn_cell",
    "torch",
}
#: Arguments of Keras 2 that Keras 3 takes and does not use -> the classes that take them.
LEGACY_ARGUMENTS = {"implementation": ("LSTM", "GRU"), "input_length": ("Embedding",), "dropout": ("Embedding",)}

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
    "CRF": CRF,
}
#: A class that prints several outputs -> the family then, and which output is as wide as the layer.
OF_SEVERAL_OUTPUTS = {"CRF": ("tensorflow_addons.layers.CRF", 1)}
#: A class as a summary of Keras prints it -> the family's name, where that is another.
PRINTED = EARLIER | ALIKE

#: A layer as Paddle prints it, where PyTorch has a module with the same arrays under another name -> that name.
PADDLE = {"SimpleRNN": "RNN", "SimpleRNNCell": "RNNCell", "Conv1D": "Conv1d", "Conv2D": "Conv2d", "Conv3D": "Conv3d"}

#: A layer as Flax prints it, where one of Keras has the same arrays -> that layer.
_FLAX = {
    "Dense": "Dense",
    "Linear": "Dense",
    "Embed": "Embedding",
    "LayerNorm": "LayerNormalization",
    "BatchNorm": "BatchNormalization",
}


def flax_layer(name: str, *, nnx: bool) -> str:
    """The family with the arrays of a layer of Flax, "" where none is described.

    >>> flax_layer("Embed", nnx=False), flax_layer("LSTMCell", nnx=True), flax_layer("MyLayer", nnx=True)
    ('Embedding', 'flax.nnx.LSTMCell', '')
    """
    from rnnformula.facts.frameworks import FRAMEWORKS

    if name.endswith("…"):  # a narrow table
        fitting = [known for known in _FLAX if known.startswith(name[:-1])]
        name = fitting[0] if len(fitting) == 1 else name
    own = f"flax.{'nnx' if nnx else 'linen'}.{name}"
    return own if own in FRAMEWORKS else _FLAX.get(name, "")


#: What other frameworks call an array -> the name that Keras has for one of the same use; "" where Keras has none.
ARRAYS = {
    "weight": "kernel",
    "embedding": "embeddings",
    "scale": "gamma",
    "in_proj_weight": "",
    "in_proj_bias": "",
    "weight_ih": "",
    "weight_hh": "",
    "bias_ih": "",
    "bias_hh": "",
}
#: What stands among the arrays of a model and is no parameter.
BUFFERS = ("running_mean", "running_var", "num_batches_tracked", "seed_generator_state")
#: Modules of PyTorch that tables without classes may show, the likeliest first; others only where a name says so.
USUAL_MODULES = (
    *("LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "Linear", "Embedding", "Conv1d", "Conv2d", "Conv3d"),
    *("LayerNorm", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "MultiheadAttention"),
)
#: Modules of PyTorch whose ``weight`` is all they have.
WITHOUT_BIAS = ("Embedding",)
#: Modules whose name people give to variables that hold others of their kind.
GENERIC = ("RNN",)
