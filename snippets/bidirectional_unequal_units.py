import keras
import numpy as np
from keras.layers import LSTM, Bidirectional, Dense

both = Bidirectional(LSTM(4), backward_layer=LSTM(6, go_backwards=True))
model = keras.Sequential([keras.Input((50, 3)), both, Dense(1)])
data = np.zeros((2, 50, 3), dtype="float32")

print("params:", both.count_params())
print("shape expected:", both.output.shape)
print("shape computed:", both(data).shape)
print("kernel of Dense(1):", model.layers[1].kernel.shape)
print("params of the model:", model.count_params())
try:
    model.predict(data, verbose=0)
except ValueError as error:
    start = str(error).index("expected axis")
    print("predict:", type(error).__name__)
    print("  " + str(error)[start:].split(" to have")[0])
    print(
        "  to have" + str(error)[start:].split(", but")[0].split("to have")[1]
    )
