import keras
import tensorflow as tf

from rnnformula import cost

profiler = tf.compat.v1.profiler
options = profiler.ProfileOptionBuilder.float_operation()
options["output"] = "none"


def profiled(layer):
    layer.build((1, 3, 10))
    inputs = tf.TensorSpec((1, 3, 10))
    graph = tf.function(layer).get_concrete_function(inputs).graph
    return profiler.profile(graph, options=options).total_float_ops


print("           unrolled  loop   ours  functions of ours")
for name in ("SimpleRNN", "GRU", "LSTM"):
    make = getattr(keras.layers, name)
    unrolled, loop = profiled(make(20, unroll=True)), profiled(make(20))
    ours = cost(name, units=20, features=10, steps=3)
    operations = ours["forward", "operations"].value
    functions = ours["forward", "transcendental"].value
    print(f"{name:9}{unrolled:10}{loop:6}{operations:7}{functions:6}")
    assert unrolled == operations - functions
    assert 3 * loop == unrolled
