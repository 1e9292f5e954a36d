import keras

for steps in (5, 500):
    layer = keras.layers.LSTM(8)
    layer.build((None, steps, 3))
    cells = [
        held
        for held in vars(layer).values()
        if isinstance(held, keras.layers.LSTMCell)
    ]
    arrays = len(layer.weights)
    print(f"{steps:3} steps: {len(cells)} cell, {arrays} arrays")
