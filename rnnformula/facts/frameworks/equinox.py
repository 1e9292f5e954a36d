"""Equinox: matrices as in PyTorch, one bias, and one more for the candidate of the GRU.

Source: Equinox 0.13, equinox/nn/_rnn.py.
"""

from rnnformula.facts import Array, Family, Option, names


def _cell(name: str, gates: str, *more: Array) -> Family:
    letters = names(gates)
    rows = f"{len(letters)}u"
    return Family(
        f"equinox.nn.{name}",
        (
            Array("weight_ih", f"{rows} f"),
            Array("weight_hh", f"{rows} u"),
            Array("bias", rows, when="use_bias"),
            *more,
        ),
        "Equinox 0.13, equinox/nn/_rnn.py",
        arguments=names("features units use_bias dtype key"),
        input=("features",),
        output=(),
        options=(Option("use_bias"),),
        also_called=(("input_size", "features"), ("hidden_size", "units")),
        gates=letters,
        cell=True,
    )


EQUINOX = (_cell("LSTMCell", "i f g o"), _cell("GRUCell", "r z n", Array("bias_n", "u", when="use_bias")))
