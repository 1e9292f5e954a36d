import keras
from keras.layers import LSTM, Dense

print("return_sequences  time steps  into Dense(4)  params")
for whole in (False, True):
    for steps in (5, 50, 500):
        lstm, dense = LSTM(8, return_sequences=whole), Dense(4)
        sequence = lstm(keras.Input((steps, 3)))
        dense(sequence)
        sizes = f"{steps:12}  {sequence.shape!s:15}{dense.count_params():6}"
        print(f"{whole!s:16}{sizes}")
