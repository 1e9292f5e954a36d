import keras
from keras.layers import LSTM, Dense

for whole in (False, True):
    print(f"return_sequences={whole}")
    for steps in (5, 50, 500):
        lstm, dense = LSTM(8, return_sequences=whole), Dense(4)
        sequence = lstm(keras.Input((steps, 3)))
        dense(sequence)
        into = f"{steps:3} steps: {sequence.shape}"
        print(f"{into:25} Dense(4): {dense.count_params()}")
