"""ONNX: an operator's arrays begin with an axis for the directions; both biases stand in one of them.

Source: the text of the operators RNN, LSTM and GRU, version 22, in ONNX 1.23.
"""

from rnnformula.facts import Array, Family, Option, names

#: Condition -> the length of the first axis.
DIRECTIONS = {"-bidirectional": 1, "bidirectional": 2}


def _operator(name: str, gates: str) -> Family:
    letters = names(gates)
    number = len(letters) or 1
    shapes = {"W": (f"{number}u f", ""), "R": (f"{number}u u", ""), "B": (f"{2 * number}u", " use_bias")}
    peepholes = name == "LSTM"
    if peepholes:
        shapes["P"] = ("3u", " peepholes")
    return Family(
        f"onnx.{name}",
        tuple(
            Array(array, f"{directions} {shape}", when=condition + more)
            for array, (shape, more) in shapes.items()
            for condition, directions in DIRECTIONS.items()
        ),
        f"ONNX 1.23, operator {name}, version 22",
        arguments=names("units features use_bias bidirectional" + " peepholes" * peepholes),
        input=names("time features"),
        output=(),
        options=(
            Option("use_bias"),
            Option("bidirectional", (False, True)),
            *([Option("peepholes", (False, True))] if peepholes else []),
        ),
        also_called=(("hidden_size", "units"), ("input_size", "features")),
        gates=letters,
    )


ONNX = (_operator("RNN", ""), _operator("LSTM", "i o f c"), _operator("GRU", "z r h"))
