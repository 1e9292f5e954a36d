import keras

rnn = keras.layers.SimpleRNN(2)
rnn.build((None, 50, 3))
print("SimpleRNN owns:", ", ".join(weight.name for weight in rnn.weights))

dense = keras.layers.Dense(1)
dense.build((None, 2))
print("Dense owns:", ", ".join(weight.name for weight in dense.weights))
print("Dense has", dense.count_params(), "parameters")
