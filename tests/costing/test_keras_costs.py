"""What the package says of layers of Keras against TensorFlow's profiler, real optimizers and real gradients."""

from math import prod

import pytest

from rnnformula import cost
from rnnformula.costing.costs import OPTIMIZER_SLOTS
from rnnformula.facts.optimizers import OF_ITSELF
from tests.lazily import keras

#: units, features, batch, steps; the batch is no other size, so that what has it as first axis is computed.
SIZES = ((20, 10, 1, 3), (20, 10, 4, 3), (5, 7, 3, 8), (1, 2, 6, 1))
RECURRENT_CLASSES = ("SimpleRNN", "LSTM", "GRU")
RECURRENT = (
    "SimpleRNN({units}, unroll=True)",
    "SimpleRNN({units}, unroll=True, use_bias=False)",
    "LSTM({units}, unroll=True)",
    "LSTM({units}, unroll=True, use_bias=False)",
    "GRU({units}, unroll=True)",
    "GRU({units}, unroll=True, use_bias=False)",
    "GRU({units}, unroll=True, reset_after=False)",
)
LAYERS = (
    *RECURRENT,
    "LSTM({units}, unroll=True, return_sequences=True)",
    "Bidirectional(LSTM({units}, unroll=True))",
    "Bidirectional(GRU({units}, unroll=True), merge_mode='sum')",
    "Dense({units})",
    "Dense({units}, activation='tanh', use_bias=False)",
)


def made(call):
    """The layer of Keras that a call of this file makes."""
    return eval(call, {name: getattr(keras.layers, name) for name in ("Dense", "Bidirectional", *RECURRENT_CLASSES)})


def operations(call, shape):
    """All operations of the forward pass but functions."""
    batch, *one_sample = shape
    forward = cost(call, input_shape=tuple(one_sample), batch=batch)
    return forward["forward", "operations"].value - forward["forward", "transcendental"].value


@pytest.mark.parametrize("written", LAYERS)
@pytest.mark.parametrize(("units", "features", "batch", "steps"), SIZES)
def test_the_profiler_counts_all_operations_but_functions(written, units, features, batch, steps):
    from tests.profiled import float_operations

    call, shape = written.format(units=units), (batch, steps, features)
    assert float_operations(made(call), shape) == operations(call, shape)


@pytest.mark.parametrize("name", RECURRENT_CLASSES)
def test_the_profiler_takes_a_loop_for_one_step(name):
    from tests.profiled import float_operations

    for units, features, batch, steps in SIZES:
        call = f"{name}({units})"
        assert float_operations(made(call), (batch, steps, features)) == operations(call, (batch, 1, features))


def kept_tensors(layer, shape):
    """The tensors of a forward pass that the backward pass reads, but for the weights and parts of them."""
    import tensorflow as tf

    layer.build(shape)
    forward = []

    @tf.function
    def train(inputs):
        with tf.GradientTape() as tape:
            outputs = layer(inputs, training=True)
        forward.extend(outputs.graph.get_operations())
        return tape.gradient(outputs, layer.trainable_variables)

    every = train.get_concrete_function(tf.TensorSpec(shape)).graph.get_operations()
    backward = [operation for operation in every if operation not in forward]
    read = {tensor.ref(): tensor for operation in backward for tensor in operation.inputs if tensor.op in forward}
    return [tensor for tensor in read.values() if tensor.dtype == tf.float32 and tensor.shape[:1] == shape[:1]]


@pytest.mark.parametrize("written", RECURRENT)
@pytest.mark.parametrize(("units", "features", "batch", "steps"), SIZES)
def test_the_backward_pass_reads_the_numbers_that_are_said_to_be_kept(written, units, features, batch, steps):
    call = written.format(units=units)
    tensors = kept_tensors(made(call), (batch, steps, features))
    numbers = sum(prod(tensor.shape) for tensor in tensors)
    assert 4 * numbers == cost(call, features=features, batch=batch, steps=steps)["memory", "kept"].value


def optimizer(name):
    """The optimizer that a name of ours stands for, ``Adam(amsgrad=True)``."""
    name, _, arguments = name.removesuffix(")").partition("(")
    named = dict(argument.split("=") for argument in arguments.split(", ") if argument)
    values = {"True": True, "...": 0.5}
    return getattr(keras.optimizers, name)(**{key: values[value] for key, value in named.items()})


@pytest.mark.parametrize("name", OPTIMIZER_SLOTS)
def test_an_optimizer_keeps_the_bytes_that_are_said(name):
    layer = keras.layers.LSTM(5)
    layer.build((None, 3, 7))
    real = optimizer(name)
    real.build(layer.trainable_variables)
    shapes = {tuple(variable.shape) for variable in layer.trainable_variables}
    kept = [variable for variable in real.variables if tuple(variable.shape) in shapes]
    assert {variable.dtype for variable in kept} <= {"float32"}
    assert sum(4 * prod(variable.shape) for variable in kept) == (
        cost("LSTM", units=5, features=7, steps=3, optimizer=name)["memory", "optimizer"].value
    )
    scalars = len(real.variables) - len(kept)
    assert scalars == OF_ITSELF + (name == "Nadam"), "Nadam keeps a product besides"
