"""Modules of PyTorch under the names that summaries print, and as they print themselves."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, Any

from rnnformula.counting.tally import split_arguments
from rnnformula.errors import InputError, shown
from rnnformula.facts.aliases import TORCH_MODULES

if TYPE_CHECKING:
    from rnnformula.facts import Size
    from rnnformula.facts.aliases import Module
    from rnnformula.reading.layers import Layer


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
        return _read_module(TORCH_MODULES[name], name, arguments)


def _read_module(module: Module, name: str, arguments: str) -> tuple[Layer, dict[str, Size]]:
    if not module.arguments:
        layer, sizes, _ = split_arguments(f"{module.family}({arguments})", module.options)
        return layer, sizes
    given = _literals(name, arguments, [printed for printed, _ in module.arguments])
    renamed = {argument: given[printed] for printed, argument in module.arguments if argument and printed in given}
    if any(given.get(switch) is False for switch in SWITCHES):
        renamed |= {"center": False, "scale": False}
    layer, sizes, _ = split_arguments(module.family, renamed | module.options)
    return layer, sizes


def _literals(name: str, arguments: str, names: list[str]) -> dict[str, Any]:
    try:
        call = ast.parse(f"f({arguments})", mode="eval").body
        assert isinstance(call, ast.Call)
        given = dict(zip(names, map(ast.literal_eval, call.args), strict=False))
        return given | {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
    except (SyntaxError, ValueError, TypeError, AssertionError, RecursionError, MemoryError):
        raise InputError(f"{name}: cannot read {shown(arguments)}") from None
