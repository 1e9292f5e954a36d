"""TensorFlow 1: layers for cuDNN with two biases in one array, and cells with one matrix for input and state.

Source: tf_keras 2.21, src/layers/rnn/cudnn_lstm.py, cudnn_gru.py and legacy_cells.py.
"""

from rnnformula.facts import Array, Family, Option, names

_ARGUMENTS = (
    "units kernel_initializer recurrent_initializer bias_initializer {forget}kernel_regularizer recurrent_regularizer "
    "bias_regularizer activity_regularizer kernel_constraint recurrent_constraint bias_constraint return_sequences "
    "return_state go_backwards stateful"
)


def _cudnn(name: str, gates: str) -> Family:
    letters = names(gates)
    number = len(letters)
    return Family(
        f"tf.compat.v1.keras.layers.{name}",
        (
            Array("kernel", f"f {number}u"),
            Array("recurrent_kernel", f"u {number}u"),
            Array("bias", f"{2 * number}u"),
        ),
        f"tf_keras 2.21, src/layers/rnn/{name.lower().replace('cudnn', 'cudnn_')}.py",
        arguments=names(_ARGUMENTS.format(forget="unit_forget_bias " if "f" in letters else "")),
        input=names("time features"),
        output=names("steps units"),
        gates=letters,
    )


def _cell(name: str, arrays: tuple[Array, ...], gates: str = "", options: tuple[Option, ...] = ()) -> Family:
    return Family(
        f"tf.compat.v1.nn.rnn_cell.{name}",
        arrays,
        "tf_keras 2.21, src/layers/rnn/legacy_cells.py",
        arguments=("units", *(option.name for option in options)),
        input=("features",),
        output=(),
        options=options,
        also_called=(("num_units", "units"), ("use_peepholes", "peepholes")),
        gates=names(gates),
        cell=True,
    )


CUDNN = (_cudnn("CuDNNLSTM", "i f c o"), _cudnn("CuDNNGRU", "z r h"))
CELLS = (
    _cell("BasicRNNCell", (Array("kernel", "f+u u"), Array("bias", "u"))),
    _cell(
        "LSTMCell",
        (
            Array("kernel", "f+u 4u"),
            Array("bias", "4u"),
            *(Array(f"w_{gate}_diag", "u", when="peepholes") for gate in "fio"),
        ),
        "i j f o",
        (Option("peepholes", (False, True)),),
    ),
    _cell(
        "GRUCell",
        (
            Array("gates/kernel", "f+u 2u"),
            Array("gates/bias", "2u"),
            Array("candidate/kernel", "f+u u"),
            Array("candidate/bias", "u"),
        ),
        "r u",
    ),
)
