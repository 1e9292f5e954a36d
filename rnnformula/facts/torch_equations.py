"""What PyTorch's layers compute at one time step, for one layer in one direction.

The arrays have the names that the cells give them; a matrix has a row for each unit of each gate, so it is turned over
before its columns are taken. Source: PyTorch 2.13, torch/nn/modules/rnn.py and linear.py.
"""

from __future__ import annotations

from rnnformula.facts.family import Equation


def _gate(target: str, function: str, letter: str, middle: str = "+ h @ weight_hh.T.{0} + bias_hh.{0}") -> Equation:
    expression = f"{function}(x @ weight_ih.T.{{0}} + bias_ih.{{0}} {middle})"
    return Equation(target, expression.format(letter))


_RNN = (Equation("h", "tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)"),)
_LSTM = (
    _gate("i", "sigmoid", "i"),
    _gate("f", "sigmoid", "f"),
    _gate("candidate", "tanh", "g"),
    _gate("o", "sigmoid", "o"),
    Equation("c", "f * c + i * candidate"),
)
_GRU = (
    _gate("r", "sigmoid", "r"),
    _gate("z", "sigmoid", "z"),
    _gate("candidate", "tanh", "n", "+ r * (h @ weight_hh.T.{0} + bias_hh.{0})"),
    Equation("h", "(1 - z) * candidate + z * h"),
)
_OUTPUT = Equation("h", "o * tanh(c)")
_PROJECTED = Equation("h", "(o * tanh(c)) @ weight_hr.T")

TORCH_EQUATIONS = {
    "torch.nn.RNN": _RNN,
    "torch.nn.RNNCell": _RNN,
    "torch.nn.LSTM": (*_LSTM, _OUTPUT),
    "torch.nn.LSTMCell": (*_LSTM, _OUTPUT),
    "torch.nn.GRU": _GRU,
    "torch.nn.GRUCell": _GRU,
    "torch.nn.Linear": (Equation("y", "x @ weight.T + bias"),),
}
"""Class -> the equations of one layer in one direction, without a projection."""

PROJECTED_LSTM = (*_LSTM, _PROJECTED)
"""Those of an LSTM with ``proj_size``: its hidden state is narrower than its cell state."""
