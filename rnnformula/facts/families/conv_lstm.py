"""ConvLSTM: an LSTM whose two products are convolutions, over one, two or three axes of space.

Source: X. Shi and others, Convolutional LSTM Network (NeurIPS 2015).
"""

from rnnformula.facts import Array, Equation, Family, Option, names
from rnnformula.facts.keras_version import KERAS

ARRAYS = (
    Array("kernel", "k c 4n"),
    Array("recurrent_kernel", "k n 4n"),
    Array("bias", "4n", when="use_bias"),
)
EQUATIONS = (
    Equation("i", "sigmoid(conv(x, kernel.i) + conv(h, recurrent_kernel.i) + bias.i)"),
    Equation("f", "sigmoid(conv(x, kernel.f) + conv(h, recurrent_kernel.f) + bias.f)"),
    Equation("candidate", "tanh(conv(x, kernel.c) + conv(h, recurrent_kernel.c) + bias.c)"),
    Equation("o", "sigmoid(conv(x, kernel.o) + conv(h, recurrent_kernel.o) + bias.o)"),
    Equation("c", "f * c + i * candidate"),
    Equation("h", "o * tanh(c)"),
)
SOURCE = f"{KERAS}, keras/src/layers/rnn/conv_lstm.py, ConvLSTMCell.build"
ARGUMENTS = names(
    "filters kernel_size strides padding data_format dilation_rate activation recurrent_activation use_bias"
    " kernel_initializer recurrent_initializer bias_initializer unit_forget_bias kernel_regularizer"
    " recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint recurrent_constraint"
    " bias_constraint dropout recurrent_dropout seed return_sequences return_state go_backwards stateful"
)

CONV_LSTM_1D, CONV_LSTM_2D, CONV_LSTM_3D = (
    Family(
        f"ConvLSTM{number}D",
        ARRAYS,
        SOURCE,
        ARGUMENTS,
        input=("time", *["space"] * number, "channels"),
        output=("steps", *["space"] * number, "filters"),
        options=(Option("use_bias"),),
        equations=EQUATIONS,
        gates=names("i f c o"),
    )
    for number in (1, 2, 3)
)
