import keras


class HomeMadeAttention(keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[2], 1), name="kernel")
        self.bias = self.add_weight(shape=(shape[1], 1), name="bias")

    def call(self, sequence):
        scores = keras.ops.tanh(sequence @ self.kernel + self.bias)
        weights = keras.ops.softmax(scores, axis=1)
        return keras.ops.sum(weights * sequence, axis=1)


for steps in (300, 50):
    attention = HomeMadeAttention()
    keras.Sequential(
        [
            keras.Input((steps, 3)),
            keras.layers.LSTM(128, return_sequences=True),
            attention,
        ]
    )
    sizes = [weight.shape[0] for weight in attention.weights]
    count = attention.count_params()
    print(f"{steps} steps: {sizes[0]} + {sizes[1]} = {count}")
for steps in (300, 50):
    query = keras.Input((steps, 128))
    attention = keras.layers.Attention(use_scale=True)
    attention([query, query])
    print(f"{steps} steps: Keras' Attention: {attention.count_params()}")
