import keras
from keras.layers import LSTM

model = keras.Sequential(
    [
        keras.Input((50, 16)),
        LSTM(8, return_sequences=True),
        LSTM(8, return_sequences=True),
        LSTM(8),
    ]
)
for layer in model.layers:
    reads = layer.input.shape[-1]
    print(f"reads {reads:2}: {layer.count_params()}", end="")
    print(f" = 4 * 8 * ({reads} + 8 + 1)")
print("kernels:", *[layer.weights[0].shape for layer in model.layers])
first, second, _ = (layer.count_params() for layer in model.layers)
print(f"{first} - {second} = {first - second}")
