import keras
import numpy as np

layer = keras.layers.SimpleRNN(50, return_state=True)
output, state = layer(np.ones((1, 50, 1), dtype="float32"))
for weight in layer.weights:
    print(f"{weight.name:17}{tuple(weight.shape)}")
print("parameters:", layer.count_params())
print("the output is the state:", np.array_equal(output, state))
