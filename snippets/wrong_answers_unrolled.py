import keras
import numpy as np

layer = keras.layers.LSTM(10, return_sequences=True)
output = layer(np.zeros((1, 20, 30), dtype="float32"))
print("outputs, one for each step:", output.shape[1])
print("kernel rows, one for each feature:", layer.weights[0].shape[0])
