import keras
from keras.layers import LSTM

steps, features, units = 16, 4096, 256
model = keras.Sequential([keras.Input((steps, features)), LSTM(units)])
right = 4 * units * (features + units + 1)
wrong = 4 * (features * steps + features * features) * units
print(f"Keras:             {model.count_params():14,}")
print(f"right:             {right:14,}")
print(f"with the {steps} steps: {wrong:14,}")
