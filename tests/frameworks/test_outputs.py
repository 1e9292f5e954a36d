"""The same numbers in Keras' arrays give the same outputs: this proves gate orders and what second biases are worth.

Each case has weights that its framework runs, and says how they stand in the arrays of a Keras layer.
"""

from itertools import permutations

import equinox
import jax
import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from flax import linen, nnx

from tests.frameworks import flax_linen, flax_nnx, onnx_ops

UNITS, FEATURES, STEPS = 4, 3, 5
X = np.random.default_rng(0).normal(size=(2, STEPS, FEATURES)).astype("float32")


def random_like(arrays):
    """Other numbers in the same shapes, none of them zero: a bias that is left zero proves nothing."""
    random = np.random.default_rng(1)
    return {name: random.normal(size=array.shape).astype("float32") for name, array in arrays.items()}


def gates(array, order, wanted, axis=-1):
    """The parts of an array, given in an order such as "rzn", in the wanted one."""
    parts = dict(zip(order, np.split(np.asarray(array), len(order), axis=axis), strict=True))
    return np.concatenate([parts[gate] for gate in wanted], axis=axis)


def keras_output(name, kernel, recurrent_kernel, bias, **options):
    layer = getattr(keras.layers, name)(UNITS, return_sequences=True, **options)
    layer.build(X.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return np.asarray(layer(X))


def same(one, other):
    return np.abs(one - other).max() < 1e-5


# PyTorch


@pytest.mark.parametrize(
    ("name", "keras_name", "order", "wanted"),
    [("RNN", "SimpleRNN", "h", "h"), ("LSTM", "LSTM", "ifgo", "ifgo"), ("GRU", "GRU", "rzn", "zrn")],
)
def test_pytorch(name, keras_name, order, wanted):
    layer = getattr(torch.nn, name)(FEATURES, UNITS, batch_first=True)
    weights = random_like(layer.state_dict())
    layer.load_state_dict({key: torch.from_numpy(array) for key, array in weights.items()})
    w, u, b, c = (gates(array, order, wanted, axis=0).T for array in weights.values())
    output = layer(torch.from_numpy(X))[0].detach().numpy()
    assert same(output, keras_output(keras_name, w, u, np.stack([b, c]) if name == "GRU" else b + c))


def test_no_other_order_of_gates_gives_the_same_outputs():
    layer = torch.nn.LSTM(FEATURES, UNITS, batch_first=True)
    weights = random_like(layer.state_dict())
    layer.load_state_dict({key: torch.from_numpy(array) for key, array in weights.items()})
    output = layer(torch.from_numpy(X))[0].detach().numpy()
    fitting = []
    for order in permutations("ifgo"):
        w, u, b, c = (gates(array, order, "ifgo", axis=0).T for array in weights.values())
        if same(output, keras_output("LSTM", w, u, b + c)):
            fitting.append("".join(order))
    assert fitting == ["ifgo"]


# ONNX


@pytest.mark.parametrize(
    ("name", "keras_name", "order", "wanted", "attributes"),
    [
        ("RNN", "SimpleRNN", "h", "h", {}),
        ("LSTM", "LSTM", "iofc", "ifco", {}),
        ("GRU", "GRU", "zrh", "zrh", {"linear_before_reset": 1}),
        ("GRU", "GRU", "zrh", "zrh", {"linear_before_reset": 0}),
    ],
)
def test_onnx(name, keras_name, order, wanted, attributes):
    number = len(order)
    shapes = {"W": (1, number * UNITS, FEATURES), "R": (1, number * UNITS, UNITS), "B": (1, 2 * number * UNITS)}
    weights = random_like({key: np.zeros(shape) for key, shape in shapes.items()})
    output = onnx_ops.run(name, weights, X.transpose(1, 0, 2), **attributes)[:, 0].transpose(1, 0, 2)
    w, u, b, c = (
        gates(array, order, wanted, axis=0).T
        for array in (weights["W"][0], weights["R"][0], *np.split(weights["B"][0], 2))
    )
    reset_after = attributes.get("linear_before_reset") == 1
    options = {"reset_after": reset_after} if name == "GRU" else {}
    assert same(output, keras_output(keras_name, w, u, np.stack([b, c]) if reset_after else b + c, **options))


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
def test_onnx_runtime_refuses_one_bias(name):
    rows = {"RNN": 1, "LSTM": 4, "GRU": 3}[name] * UNITS
    weights = {"W": (1, rows, FEATURES), "R": (1, rows, UNITS), "B": (1, rows)}
    with pytest.raises(Exception, match="Input B must have shape"):
        onnx_ops.run(name, {key: np.zeros(shape, "float32") for key, shape in weights.items()}, X.transpose(1, 0, 2))


def test_onnx_peepholes():
    shapes = {"W": (1, 16, FEATURES), "R": (1, 16, UNITS), "B": (1, 32), "P": (1, 12)}
    weights = random_like({key: np.zeros(shape) for key, shape in shapes.items()})
    output = onnx_ops.run("LSTM", weights, X.transpose(1, 0, 2))[:, 0].transpose(1, 0, 2)
    w, u = weights["W"][0].T, weights["R"][0].T
    b = weights["B"][0, :16] + weights["B"][0, 16:]
    assert same(output, with_peepholes(w, u, b, *np.split(weights["P"][0], 3), order="iofc"))


def with_peepholes(w, u, b, p_i, p_o, p_f, order):
    """An LSTM whose gates see the cell state, each its own unit: input and forget gate the old, the last the new."""
    h = c = np.zeros((len(X), UNITS), "float32")
    outputs = []
    for x in X.transpose(1, 0, 2):
        parts = dict(zip(order, np.split(x @ w + h @ u + b, 4, axis=-1), strict=True))
        new = sigmoid(parts["f"] + p_f * c) * c + sigmoid(parts["i"] + p_i * c) * np.tanh(parts["c"])
        h, c = sigmoid(parts["o"] + p_o * new) * np.tanh(new), new
        outputs.append(h)
    return np.stack(outputs, axis=1)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# Equinox


@pytest.mark.parametrize("name", ["LSTMCell", "GRUCell"])
def test_equinox(name):
    cell = getattr(equinox.nn, name)(FEATURES, UNITS, key=jax.random.key(0))
    weights = random_like({key: array for key, array in vars(cell).items() if equinox.is_array(array)})
    for key, array in weights.items():
        cell = equinox.tree_at(lambda cell, key=key: getattr(cell, key), cell, jax.numpy.asarray(array))
    zero = jax.numpy.zeros(UNITS)
    outputs = []
    for sequence in X:
        state, steps = (zero, zero) if name == "LSTMCell" else zero, []
        for x in sequence:
            state = cell(x, state)
            steps.append(state[0] if name == "LSTMCell" else state)
        outputs.append(np.stack(steps))
    order, wanted = ("ifgo", "ifgo") if name == "LSTMCell" else ("rzn", "zrn")
    w, u, b = (gates(weights[key], order, wanted, axis=0).T for key in ("weight_ih", "weight_hh", "bias"))
    if name == "GRUCell":
        b = np.stack([b, np.concatenate([np.zeros(2 * UNITS), weights["bias_n"]])])
    assert same(np.stack(outputs), keras_output(name.removesuffix("Cell"), w, u, b))


# Flax


@pytest.mark.parametrize("name", ["SimpleCell", "LSTMCell", "OptimizedLSTMCell", "GRUCell"])
def test_flax_linen(name):
    cell = getattr(linen, name)(features=UNITS)
    weights = random_like(flax_linen.parameters(cell, FEATURES))
    tree = {}
    for path, array in weights.items():
        first, last = path.split("/")
        tree.setdefault(first, {})[last] = array
    carry = cell.initialize_carry(jax.random.key(0), (len(X), FEATURES))
    steps = []
    for x in X.transpose(1, 0, 2):
        carry, output = cell.apply({"params": tree}, carry, x)
        steps.append(output)
    assert same(np.stack(steps, axis=1), keras_output(*keras_arrays(name, weights)))


def keras_arrays(name, weights):
    """The arrays of a Flax cell that keeps one matrix a gate, as Keras has them."""

    def joined(side, kind, order):
        return np.concatenate([weights[f"{side}{gate}/{kind}"] for gate in order], axis=-1)

    if name == "SimpleCell":
        return "SimpleRNN", weights["i/kernel"], weights["h/kernel"], weights["i/bias"]
    if name == "GRUCell":
        second = np.concatenate([np.zeros(2 * UNITS), weights["hn/bias"]])
        return (
            "GRU",
            joined("i", "kernel", "zrn"),
            joined("h", "kernel", "zrn"),
            np.stack([joined("i", "bias", "zrn"), second]),
        )
    return "LSTM", joined("i", "kernel", "ifgo"), joined("h", "kernel", "ifgo"), joined("h", "bias", "ifgo")


@pytest.mark.parametrize("name", ["SimpleCell", "LSTMCell", "OptimizedLSTMCell", "GRUCell"])
def test_flax_nnx(name):
    cell = getattr(nnx, name)(FEATURES, UNITS, rngs=nnx.Rngs(0))
    weights = random_like(flax_nnx.parameters(cell))
    for path, array in weights.items():
        first, last = path.split("/")
        getattr(getattr(cell, first), last)[...] = array
    zero = jax.numpy.zeros((len(X), UNITS))
    carry = (zero, zero) if "LSTM" in name else zero
    steps = []
    for x in X.transpose(1, 0, 2):
        carry, output = cell(carry, jax.numpy.asarray(x))
        steps.append(output)
    if name == "LSTMCell":
        expected = keras_arrays(name, {path.replace("if_/", "if/"): array for path, array in weights.items()})
    elif name == "OptimizedLSTMCell":
        expected = (
            "LSTM",
            *(gates(weights[path], "ifgo", "ifgo") for path in ("dense_i/kernel", "dense_h/kernel", "dense_h/bias")),
        )
    elif name == "GRUCell":
        w, u, b = (gates(weights[path], "rzn", "zrn") for path in ("dense_i/kernel", "dense_h/kernel", "dense_i/bias"))
        expected = ("GRU", w, u, np.stack([b, np.zeros_like(b)]))
    else:
        expected = ("SimpleRNN", weights["dense_i/kernel"], weights["dense_h/kernel"], weights["dense_i/bias"])
    assert same(np.stack(steps, axis=1), keras_output(*expected))


# TensorFlow 1


@pytest.mark.parametrize("name", ["BasicRNNCell", "LSTMCell", "GRUCell", "peepholes"])
def test_cells_of_tensorflow_1(name):
    peepholes = name == "peepholes"
    cells = tf.compat.v1.nn.rnn_cell
    if peepholes or name == "LSTMCell":
        cell = cells.LSTMCell(UNITS, use_peepholes=peepholes, forget_bias=0.0)
    else:
        cell = getattr(cells, name)(UNITS)
    cell.build((None, FEATURES))
    weights = random_like({w.name.split(":")[0].split("/", 1)[1]: w for w in cell.weights})
    cell.set_weights(list(weights.values()))
    state, steps = cell.zero_state(len(X), tf.float32), []
    for x in X.transpose(1, 0, 2):
        output, state = cell(tf.constant(x), state)
        steps.append(output.numpy())
    output = np.stack(steps, axis=1)
    if name == "GRUCell":
        kernel = np.concatenate([gates(weights["gates/kernel"], "rz", "zr"), weights["candidate/kernel"]], -1)
        bias = np.concatenate([gates(weights["gates/bias"], "rz", "zr"), weights["candidate/bias"]])
        expected = keras_output("GRU", kernel[:FEATURES], kernel[FEATURES:], bias, reset_after=False)
    elif name == "BasicRNNCell":
        expected = keras_output(
            "SimpleRNN", weights["kernel"][:FEATURES], weights["kernel"][FEATURES:], weights["bias"]
        )
    else:
        kernel, bias = (gates(weights[key], "icfo", "ifco") for key in ("kernel", "bias"))
        w, u = kernel[:FEATURES], kernel[FEATURES:]
        if peepholes:
            seen = (weights[f"w_{gate}_diag"] for gate in "iof")
            expected = with_peepholes(w, u, bias, *seen, order="ifco")
        else:
            expected = keras_output("LSTM", w, u, bias)
    assert same(output, expected)


# cuDNN: its layers run on a GPU alone, but Keras 2 itself turns their weights into those of its own layers.


@pytest.mark.parametrize(("name", "keras_name"), [("CuDNNLSTM", "LSTM"), ("CuDNNGRU", "GRU")])
def test_keras_2_turns_weights_of_cudnn_into_its_own(name, keras_name):
    import tf_keras
    from tf_keras.src.saving.legacy.hdf5_format import preprocess_weights_for_loading

    layer = getattr(tf.compat.v1.keras.layers, name)(UNITS)
    layer.build((None, None, FEATURES))
    weights = list(random_like({w.name: w for w in layer.weights}).values())
    theirs = getattr(tf_keras.layers, keras_name)(UNITS)
    theirs.build((None, None, FEATURES))
    w, u, b = preprocess_weights_for_loading(theirs, weights)
    assert [array.shape for array in (w, u, b)] == [tuple(array.shape) for array in theirs.weights]
    assert np.array_equal(np.sort(w, axis=None), np.sort(weights[0], axis=None)), "no number of the kernel is lost"
    halves = np.split(weights[2], 2)
    assert np.allclose(b, np.stack(halves) if name == "CuDNNGRU" else sum(halves))
