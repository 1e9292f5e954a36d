"""LSTM: three gates and a candidate, each with a kernel, a recurrent kernel and a bias; two states.

Sources: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997); the
forget gate: F. A. Gers, J. Schmidhuber and F. Cummins, Learning to Forget, Neural Computation 12 (2000).
"""

from dataclasses import replace

from rnnformula.facts import Array, Equation, Family, Option, names
from rnnformula.facts.keras_version import KERAS

ARRAYS = (
    Array("kernel", "f 4u"),
    Array("recurrent_kernel", "u 4u"),
    Array("bias", "4u", when="use_bias"),
)
GATES = names("i f c o")
EQUATIONS = (
    Equation("i", "sigmoid(x @ kernel.i + h @ recurrent_kernel.i + bias.i)"),
    Equation("f", "sigmoid(x @ kernel.f + h @ recurrent_kernel.f + bias.f)"),
    Equation("candidate", "tanh(x @ kernel.c + h @ recurrent_kernel.c + bias.c)"),
    Equation("o", "sigmoid(x @ kernel.o + h @ recurrent_kernel.o + bias.o)"),
    Equation("c", "f * c + i * candidate"),
    Equation("h", "o * tanh(c)"),
)
SOURCE = f"{KERAS}, keras/src/layers/rnn/lstm.py, LSTMCell.build"

LSTM = Family(
    "LSTM",
    ARRAYS,
    SOURCE,
    arguments=names(
        "units activation recurrent_activation use_bias kernel_initializer recurrent_initializer"
        " bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer"
        " activity_regularizer kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout seed"
        " return_sequences return_state go_backwards stateful unroll use_cudnn"
    ),
    input=names("time features"),
    output=names("steps units"),
    options=(Option("use_bias"),),
    equations=EQUATIONS,
    gates=GATES,
    likelihood=6,
)

LSTM_CELL = replace(
    LSTM,
    name="LSTMCell",
    arguments=names(
        "units activation recurrent_activation use_bias kernel_initializer recurrent_initializer"
        " bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint"
        " recurrent_constraint bias_constraint dropout recurrent_dropout seed"
    ),
    input=("features",),
    output=("units",),
    cell=True,
)
