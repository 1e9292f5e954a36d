"""What TensorFlow's profiler counts as float operations of a layer."""

import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2_as_graph


def float_operations(layer, shape, *, frozen=False):
    """The number for an input of this shape, of the graph as it is traced, or with weights as constants in it."""
    layer.build(shape)
    traced = tf.function(layer).get_concrete_function(tf.TensorSpec(shape))
    if not frozen:
        return counted(traced.graph)
    constant = convert_variables_to_constants_v2_as_graph(traced)[1]
    with tf.Graph().as_default() as graph:
        tf.graph_util.import_graph_def(constant, name="")
    return counted(graph)


def counted(graph):
    options = tf.compat.v1.profiler.ProfileOptionBuilder.float_operation()
    options["output"] = "none"
    return tf.compat.v1.profiler.profile(graph, options=options).total_float_ops
