import keras
from keras.layers import LSTM

model = keras.Sequential(
    [keras.Input((50, 16)), LSTM(8, return_sequences=True), LSTM(8)]
)
for layer in model.layers:
    print(layer.name, layer.count_params())
    for w in layer.weights:
        print(f"    {w.name:17}{w.shape!s:9}{keras.ops.size(w):4}")
