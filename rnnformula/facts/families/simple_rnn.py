"""SimpleRNN: one kernel, one recurrent kernel, one bias; the state is the output.

Source: J. L. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
"""

from dataclasses import replace

from rnnformula.facts import Array, Equation, Family, Option, names
from rnnformula.facts.keras_version import KERAS

ARRAYS = (
    Array("kernel", "f u"),
    Array("recurrent_kernel", "u u"),
    Array("bias", "u", when="use_bias"),
)
EQUATIONS = (Equation("h", "tanh(x @ kernel + h @ recurrent_kernel + bias)"),)
SOURCE = f"{KERAS}, keras/src/layers/rnn/simple_rnn.py, SimpleRNNCell.build"

SIMPLE_RNN = Family(
    "SimpleRNN",
    ARRAYS,
    SOURCE,
    arguments=names(
        "units activation use_bias kernel_initializer recurrent_initializer bias_initializer kernel_regularizer"
        " recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint recurrent_constraint"
        " bias_constraint dropout recurrent_dropout return_sequences return_state go_backwards stateful unroll seed"
    ),
    input=names("time features"),
    output=names("steps units"),
    options=(Option("use_bias"),),
    equations=EQUATIONS,
    likelihood=4,
)

SIMPLE_RNN_CELL = replace(
    SIMPLE_RNN,
    name="SimpleRNNCell",
    arguments=names(
        "units activation use_bias kernel_initializer recurrent_initializer bias_initializer kernel_regularizer"
        " recurrent_regularizer bias_regularizer kernel_constraint recurrent_constraint bias_constraint dropout"
        " recurrent_dropout seed"
    ),
    input=("features",),
    output=("units",),
    cell=True,
)
