"""SimpleRNN: one kernel, one recurrent kernel, one bias; the state is the output.

Source: J. L. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
"""

from rnnformula.model import Array, Equation, Family, Variant

KERNEL = Array("kernel", "f u")
RECURRENT_KERNEL = Array("recurrent_kernel", "u u")
BIAS = Array("bias", "u")

SIMPLE_RNN = Family(
    "SimpleRNN",
    (
        Variant(
            (KERNEL, RECURRENT_KERNEL, BIAS),
            (Equation("h", "tanh(x @ kernel + h @ recurrent_kernel + bias)"),),
            source="Keras 3.15, keras/src/layers/rnn/simple_rnn.py, SimpleRNNCell.build",
            options=(("use_bias", True),),
        ),
        Variant(
            (KERNEL, RECURRENT_KERNEL),
            (Equation("h", "tanh(x @ kernel + h @ recurrent_kernel)"),),
            source="Keras 3.15, keras/src/layers/rnn/simple_rnn.py, SimpleRNNCell.build",
            options=(("use_bias", False),),
        ),
    ),
)
