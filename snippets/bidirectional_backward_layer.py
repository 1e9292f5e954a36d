from keras.layers import GRU, LSTM, Bidirectional

both = Bidirectional(LSTM(20), backward_layer=GRU(15, go_backwards=True))
both.build((None, 50, 20))
for layer in (both.forward_layer, both.backward_layer, both):
    print(f"{layer.name:14}{layer.count_params():6,}")
