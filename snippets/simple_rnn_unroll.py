import keras
import numpy as np
import tensorflow as tf

data = np.random.default_rng(0).normal(size=(1, 50, 3)).astype("float32")
looped = keras.layers.SimpleRNN(4)
unrolled = keras.layers.SimpleRNN(4, unroll=True)
looped.build(data.shape)
unrolled.build(data.shape)
unrolled.set_weights(looped.get_weights())
same = np.allclose(looped(data), unrolled(data), atol=1e-5)
print("same output:", same)
print("parameters:", looped.count_params(), "and", unrolled.count_params())

print("operations for 5 and 50 time steps:")
for name, layer in {"looped": looped, "unrolled": unrolled}.items():
    sizes = []
    for steps in (5, 50):
        shape = tf.TensorSpec((1, steps, 3))
        graph = tf.function(layer).get_concrete_function(shape).graph
        sizes.append(len(graph.get_operations()))
    print(f"  {name}: {sizes[0]} and {sizes[1]}")
