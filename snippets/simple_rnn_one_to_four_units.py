import keras

print("units  SimpleRNN  Dense  total")
for units in (1, 2, 3, 4):
    rnn = keras.layers.SimpleRNN(units)
    dense = keras.layers.Dense(1)
    model = keras.Sequential([keras.Input((50, 3)), rnn, dense])
    counts = rnn.count_params(), dense.count_params(), model.count_params()
    print(f"{units:5}{counts[0]:11}{counts[1]:7}{counts[2]:7}")
