from keras.layers import GRU, LSTM, Bidirectional, SimpleRNN

print("alone  both  layer")
doubled = []
for name, new in {
    "SimpleRNN(4)": lambda: SimpleRNN(4),
    "LSTM(4)": lambda: LSTM(4),
    "LSTM(4, use_bias=False)": lambda: LSTM(4, use_bias=False),
    "GRU(4)": lambda: GRU(4),
    "GRU(4, reset_after=False)": lambda: GRU(4, reset_after=False),
}.items():
    one, both = new(), Bidirectional(new())
    for layer in (one, both):
        layer.build((None, 50, 3))
    doubled.append(both.count_params() == 2 * one.count_params())
    print(f"{one.count_params():5}{both.count_params():6}  {name}")
print("each exactly doubled:", all(doubled))
