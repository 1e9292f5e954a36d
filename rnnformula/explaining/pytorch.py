"""Modules of PyTorch under the names that summaries print, and as they print themselves."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rnnformula.counting.tally import split_arguments
from rnnformula.errors import InputError, shown

if TYPE_CHECKING:
    from rnnformula.facts import Size
    from rnnformula.reading.layers import Layer


@dataclass(frozen=True, slots=True)
class Module:
    """A layer of this package with the same arrays, what is known of it, and the arguments as PyTorch prints them.

    ``arguments`` are pairs of PyTorch's name and the name here, in their order; without one here an
    argument makes no difference.
    """

    ours: str
    given: dict[str, Any] = field(default_factory=dict)
    arguments: tuple[tuple[str, str], ...] = ()


_SIZES = (("input_size", "features"), ("hidden_size", "units"))
_ONE = {"num_layers": 1, "bidirectional": False}
_CELL = (*_SIZES, ("bias", "use_bias"))

TORCH = {
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

#: Arguments that, being False, leave a module without parameters.
SWITCHES = ("affine", "elementwise_affine")

#: Modules that own no parameters.
WITHOUT_PARAMETERS = (
    "Dropout",
    "Dropout1d",
    "Dropout2d",
    "AlphaDropout",
    "Flatten",
    "Identity",
    "ReLU",
    "LeakyReLU",
    "GELU",
    "SiLU",
    "ELU",
    "Tanh",
    "Sigmoid",
    "Softmax",
    "LogSoftmax",
    "MaxPool1d",
    "AvgPool1d",
    "AdaptiveAvgPool1d",
    "AdaptiveMaxPool1d",
)


def read_module(name: str, arguments: str) -> tuple[Layer, dict[str, Size]]:
    """A module as it prints itself, ``Linear(in_features=8, out_features=1, bias=True)``.

    Returns the layer of this package and the sizes that it reads. Nothing is run.

    Raises:
        InputError: the arguments can't be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # Python's, on pasted numbers such as 1if
        return _read_module(TORCH[name], name, arguments)


def _read_module(module: Module, name: str, arguments: str) -> tuple[Layer, dict[str, Size]]:
    if not module.arguments:
        layer, sizes, _ = split_arguments(f"{module.ours}({arguments})", module.given)
        return layer, sizes
    given = _literals(name, arguments, [theirs for theirs, _ in module.arguments])
    ours = {mine: given[theirs] for theirs, mine in module.arguments if mine and theirs in given}
    if any(given.get(switch) is False for switch in SWITCHES):
        ours |= {"center": False, "scale": False}
    layer, sizes, _ = split_arguments(module.ours, ours | module.given)
    return layer, sizes


def _literals(name: str, arguments: str, names: list[str]) -> dict[str, Any]:
    try:
        call = ast.parse(f"f({arguments})", mode="eval").body
        assert isinstance(call, ast.Call)
        given = dict(zip(names, map(ast.literal_eval, call.args), strict=False))
        return given | {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
    except (SyntaxError, ValueError, TypeError, AssertionError, RecursionError, MemoryError):
        raise InputError(f"{name}: cannot read {shown(arguments)}") from None
