import keras


class OwnStateCell(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = self.state_size = self.output_size = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units))
        self.own = self.add_weight(shape=(self.units,))
        self.bias = self.add_weight(shape=(self.units,))

    def call(self, inputs, states):
        read = inputs @ self.kernel + self.own * states[0] + self.bias
        state = keras.ops.tanh(read)
        return state, [state]


layer = keras.layers.RNN(OwnStateCell(4))
layer.build((None, 50, 3))
for weight in layer.weights:
    print(weight.shape)
print("parameters:", layer.count_params())
