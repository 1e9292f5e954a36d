import keras
import tensorflow as tf

from rnnformula import cost


def kept(layer, steps):
    """Bytes of a forward pass that the backward pass reads."""
    sizes = []

    @tf.function
    def train(x):
        with tf.GradientTape() as tape:
            y = layer(x)
        forward = y.graph.get_operations()
        tape.gradient(y, layer.trainable_variables)
        backward = y.graph.get_operations()[len(forward) :]
        read = {t.ref(): t for op in backward for t in op.inputs}
        for t in read.values():
            if t.op in forward and t.shape[:1] == x.shape[:1]:
                sizes.append(t.shape.num_elements() * t.dtype.size)

    train.get_concrete_function(tf.TensorSpec((2, steps, 10)))
    return sum(sizes)


print("           steps  bytes kept   ours")
for name in ("SimpleRNN", "GRU", "LSTM"):
    for steps in (3, 6):
        layer = getattr(keras.layers, name)(20, unroll=True)
        layer.build((2, steps, 10))
        ours = cost(name, units=20, features=10, steps=steps, batch=2)
        said = ours["memory", "kept"].value
        print(f"{name:9}{steps:7}{kept(layer, steps):12}{said:7}")
