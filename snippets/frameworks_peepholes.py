import keras
from keras import ops


class PeepholeLSTMCell(keras.layers.LSTMCell):
    def build(self, shape):
        super().build(shape)
        self.peepholes = [
            self.add_weight(name=f"peephole_{gate}", shape=(self.units,))
            for gate in "ifo"
        ]

    def call(self, x, states, training=False):
        h, c = states
        z = (
            ops.matmul(x, self.kernel)
            + ops.matmul(h, self.recurrent_kernel)
            + self.bias
        )
        i, f, new, o = ops.split(z, 4, axis=-1)
        p_i, p_f, p_o = self.peepholes
        c_new = ops.sigmoid(f + p_f * c) * c + ops.sigmoid(
            i + p_i * c
        ) * ops.tanh(new)
        h = ops.sigmoid(o + p_o * c_new) * ops.tanh(c_new)
        return h, [h, c_new]


def build(cell, features):
    layer = keras.layers.RNN(cell)
    layer(ops.ones((2, 5, features)))
    return layer


print("LSTMCell:", build(keras.layers.LSTMCell(4), 3).count_params())
layer = build(PeepholeLSTMCell(4), 3)
for w in layer.weights[3:]:
    print(w.name, w.shape)
print("with peepholes:", layer.count_params())

print("256 units on 128 features")
for cell in (keras.layers.LSTMCell(256), PeepholeLSTMCell(256)):
    print(f"{type(cell).__name__}: {build(cell, 128).count_params()}")
