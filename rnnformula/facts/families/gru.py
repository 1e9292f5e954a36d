"""GRU: two gates and a candidate; with ``reset_after`` a bias for each of the two kernels.

Sources: K. Cho and others, Learning Phrase Representations using RNN Encoder-Decoder (EMNLP 2014); the reset after
the product: the reference form of NVIDIA's cuDNN.
"""

from dataclasses import replace

from rnnformula.facts import Array, Equation, Family, Option, names
from rnnformula.facts.keras_version import KERAS

ARRAYS = (
    Array("kernel", "f 3u"),
    Array("recurrent_kernel", "u 3u"),
    Array("bias", "2 3u", when="use_bias reset_after"),
    Array("bias", "3u", when="use_bias -reset_after"),
)
GATES = names("z r h")
AFTER, BEFORE = "reset_after", "-reset_after"
EQUATIONS = (
    Equation("z", "sigmoid(x @ kernel.z + bias[0].z + h @ recurrent_kernel.z + bias[1].z)", when=AFTER),
    Equation("r", "sigmoid(x @ kernel.r + bias[0].r + h @ recurrent_kernel.r + bias[1].r)", when=AFTER),
    Equation("candidate", "tanh(x @ kernel.h + bias[0].h + r * (h @ recurrent_kernel.h + bias[1].h))", when=AFTER),
    Equation("z", "sigmoid(x @ kernel.z + h @ recurrent_kernel.z + bias.z)", when=BEFORE),
    Equation("r", "sigmoid(x @ kernel.r + h @ recurrent_kernel.r + bias.r)", when=BEFORE),
    Equation("candidate", "tanh(x @ kernel.h + (r * h) @ recurrent_kernel.h + bias.h)", when=BEFORE),
    Equation("h", "z * h + (1 - z) * candidate"),
)
SOURCE = f"{KERAS}, keras/src/layers/rnn/gru.py, GRUCell.build"

GRU = Family(
    "GRU",
    ARRAYS,
    SOURCE,
    arguments=names(
        "units activation recurrent_activation use_bias kernel_initializer recurrent_initializer"
        " bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer"
        " kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout seed return_sequences"
        " return_state go_backwards stateful unroll reset_after use_cudnn"
    ),
    input=names("time features"),
    output=names("steps units"),
    options=(Option("use_bias"), Option("reset_after")),
    equations=EQUATIONS,
    gates=GATES,
    likelihood=5,
)

GRU_CELL = replace(
    GRU,
    name="GRUCell",
    arguments=names(
        "units activation recurrent_activation use_bias kernel_initializer recurrent_initializer"
        " bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint"
        " recurrent_constraint bias_constraint dropout recurrent_dropout reset_after seed"
    ),
    input=("features",),
    output=("units",),
    cell=True,
)
