import keras

print("units  SimpleRNN  Dense  total")
for units in (1, 2, 3, 4):
    model = keras.Sequential(
        [
            keras.Input((50, 3)),
            keras.layers.SimpleRNN(units),
            keras.layers.Dense(1),
        ]
    )
    rnn, dense = model.layers
    print(
        f"{units:5}{rnn.count_params():11}{dense.count_params():7}{model.count_params():7}"
    )
