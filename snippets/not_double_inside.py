import keras
from keras.layers import GRU, LSTM, Bidirectional, SimpleRNN

model = keras.Sequential([keras.Input((30, 37)), Bidirectional(LSTM(32))])
text = []
model.summary(line_length=42, print_fn=text.append)
for line in text[0].splitlines():
    if "│" in line:
        print(" ".join(line.split()).strip("│ "))
row = model.layers[0]
print("inside:", type(row.forward_layer).__name__, row.forward_layer.units)

for name, inside in {
    "SimpleRNN(32)": SimpleRNN(32),
    "GRU(32, reset_after=False)": GRU(32, reset_after=False),
    "GRU(32)": GRU(32),
    "LSTM(32)": LSTM(32),
}.items():
    layer = Bidirectional(inside)
    layer.build((None, 30, 37))
    print(f"{name:27}{layer.count_params():7,}")
