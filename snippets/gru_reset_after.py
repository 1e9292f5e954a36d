import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
data = rng.normal(size=(4, 50, 3)).astype("float32")
kernel = rng.normal(size=(3, 6))
recurrent_kernel = rng.normal(size=(2, 6))

after = keras.layers.GRU(2)
before = keras.layers.GRU(2, reset_after=False)
after.build(data.shape)
before.build(data.shape)
after.set_weights([kernel, recurrent_kernel, np.zeros((2, 6))])
before.set_weights([kernel, recurrent_kernel, np.zeros(6)])
same = np.allclose(after(data), before(data), atol=1e-3)
print("the same kernels give the same output:", same)

for layer in (after, before):
    step = tf.function(layer.cell).get_concrete_function(
        tf.TensorSpec((1, 3)), [tf.TensorSpec((1, 2))]
    )
    kinds = [operation.type for operation in step.graph.get_operations()]
    products = kinds.count("MatMul")
    print(f"reset_after={layer.reset_after}: {products} products a step")

lines = keras.layers.GRU.__doc__.split("\n")
print(*(line.strip() for line in lines if "cuDNN compatible" in line))
