"""ONNX: the operators RNN, LSTM and GRU. Shapes come from the text of the specification; ONNX Runtime takes them."""

import re

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

from tests.frameworks import build, call

DIRECTIONS = ({}, {"bidirectional": True}, {"use_bias": False})


def version():
    return f"ONNX {onnx.__version__}, ONNX Runtime {onnxruntime.__version__}"


def built():
    for name in ("RNN", "LSTM", "GRU"):
        options = DIRECTIONS
        if name == "LSTM":
            options = (*options, {"peepholes": True}, {"bidirectional": True, "peepholes": True})
        yield from build(f"onnx.{name}", maker(name), options)


def maker(name):
    def make(units, features, *, use_bias=True, bidirectional=False, peepholes=False):
        inputs = ["W", "R"] + ["B"] * use_bias + ["P"] * peepholes
        sizes = {"num_directions": 1 + bidirectional, "hidden_size": units, "input_size": features}
        arrays = {array: specified_shape(name, array, sizes) for array in inputs}
        weights = {array: np.zeros(shape, np.float32) for array, shape in arrays.items()}
        run(name, weights, np.zeros((5, 1, features), np.float32))
        options = {"hidden_size": units} | ({"direction": "'bidirectional'"} if bidirectional else {})
        return call(f"onnx.{name}", *inputs, **options), arrays

    return make


def specified_shape(name, array, sizes):
    """The shape that the specification of the operator states, such as `[num_directions, 4*hidden_size]`."""
    (text,) = [entry.description for entry in onnx.defs.get_schema(name).inputs if entry.name == array]
    axes = re.search(r"shape `\[([^\]]+)\]`", text)[1].replace("hidde_size", "hidden_size").split(",")
    return tuple(int(np.prod([sizes.get(part) or int(part) for part in axis.strip().split("*")])) for axis in axes)


def run(name, weights, inputs, **attributes):
    """The outputs of one operator for these arrays, W, R, B, P, and inputs (time, batch, features).

    Raises:
        Exception: ONNX Runtime refuses the arrays.
    """
    places = [entry.name for entry in onnx.defs.get_schema(name).inputs]
    used = ["X" if place == "X" else place if place in weights else "" for place in places]
    directions, _, units = weights["R"].shape
    direction = "bidirectional" if directions == 2 else "forward"
    node = helper.make_node(name, trimmed(used), ["Y"], hidden_size=int(units), direction=direction, **attributes)
    graph = helper.make_graph(
        [node],
        "layer",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, inputs.shape)],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, (None,) * 4)],
        [onnx.numpy_helper.from_array(array, array_name) for array_name, array in weights.items()],
    )
    opset = [helper.make_opsetid("", onnx.defs.get_schema(name).since_version)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=helper.find_min_ir_version_for(opset))
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"X": inputs})[0]


def trimmed(names):
    while not names[-1]:
        names = names[:-1]
    return names
