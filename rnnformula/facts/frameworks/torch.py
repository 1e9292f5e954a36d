"""PyTorch: matrices with a row for each unit of each gate, two biases, several layers and directions in one module;
cells for one time step. Modules that keep no state stand in `torch_modules`.

Source: PyTorch 2.13, torch/nn/modules/rnn.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.facts import Array, Family, Option, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.facts import Choice

SOURCE = "PyTorch 2.13, torch/nn/modules/rnn.py, RNNBase.__init__"


@dataclass(frozen=True)
class Stack(Family):
    """A module of ``num_layers`` layers; ``arrays`` are those of one layer in one direction."""

    def arrays_for(self, options: Mapping[str, Choice]) -> tuple[Array, ...]:
        """The arrays of all layers and directions; a layer after the first reads the output of the one before it."""
        choice = self.choose(options)
        of_one_layer = super().arrays_for(choice)
        directions = ("", "_reverse") if choice["bidirectional"] else ("",)
        width = "p" if choice.get("proj_size") else "u"
        before = f"{len(directions)}{width}" if len(directions) > 1 else width
        return tuple(
            replace(array, name=f"{array.name}_l{layer}{direction}", shape=shape)
            for layer in range(int(choice["num_layers"]))
            for direction in directions
            for array, shape in _reading(of_one_layer, "f" if layer == 0 else before)
        )


def _reading(arrays: tuple[Array, ...], width: str) -> Iterator[tuple[Array, str]]:
    for array in arrays:
        yield array, " ".join(width if axis == "f" else axis for axis in names(array.shape))


def _stack(name: str, gates: str) -> Stack:
    letters = names(gates)
    rows = f"{len(letters)}u" if letters else "u"
    projected = (
        Array("weight_hh", f"{rows} u", when="-proj_size"),
        Array("weight_hh", f"{rows} p", when="proj_size"),
    )
    lstm = name == "LSTM"
    return Stack(
        f"torch.nn.{name}",
        (
            Array("weight_ih", f"{rows} f"),
            *(projected if lstm else [Array("weight_hh", f"{rows} u")]),
            Array("bias_ih", rows, when="use_bias"),
            Array("bias_hh", rows, when="use_bias"),
            *([Array("weight_hr", "p u", when="proj_size")] if lstm else []),
        ),
        SOURCE,
        arguments=names(
            "features units num_layers"
            + (" nonlinearity" if name == "RNN" else "")
            + " use_bias batch_first dropout bidirectional"
            + (" proj_size" if lstm else "")
            + " device dtype"
        ),
        input=names("time features"),
        output=(),
        options=(Option("use_bias"), Option("num_layers", (1, 2)), Option("bidirectional", (False, True))),
        optional=("proj_size",) if lstm else (),
        below=(("proj_size", "units"),) if lstm else (),
        also_called=(("input_size", "features"), ("hidden_size", "units"), ("bias", "use_bias")),
        gates=letters,
    )


def _cell(name: str, gates: str) -> Family:
    """One layer in one direction, for one time step."""
    letters = names(gates)
    rows = f"{len(letters)}u" if letters else "u"
    return Family(
        f"torch.nn.{name}",
        (
            Array("weight_ih", f"{rows} f"),
            Array("weight_hh", f"{rows} u"),
            Array("bias_ih", rows, when="use_bias"),
            Array("bias_hh", rows, when="use_bias"),
        ),
        "PyTorch 2.13, torch/nn/modules/rnn.py, RNNCellBase.__init__",
        arguments=names("features units use_bias" + " nonlinearity" * (name == "RNNCell") + " device dtype"),
        input=("features",),
        output=("units",),
        options=(Option("use_bias"),),
        also_called=(("input_size", "features"), ("hidden_size", "units"), ("bias", "use_bias")),
        gates=letters,
        cell=True,
    )


TORCH = (_stack("RNN", ""), _stack("LSTM", "i f g o"), _stack("GRU", "r z n"))
TORCH_CELLS = (_cell("RNNCell", ""), _cell("LSTMCell", "i f g o"), _cell("GRUCell", "r z n"))
