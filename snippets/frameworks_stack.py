import keras
from keras.layers import LSTM, Bidirectional

model = keras.Sequential(
    [
        keras.Input((None, 3)),
        Bidirectional(LSTM(4, return_sequences=True)),
        Bidirectional(LSTM(4, return_sequences=True)),
    ]
)
biases = sum(w.shape[0] for w in model.weights if w.name == "bias")
for layer in model.layers:
    print(layer.name, layer.output.shape, layer.count_params())
print("total:", model.count_params())
print("numbers in biases:", biases)
print("with every bias twice:", model.count_params() + biases)
