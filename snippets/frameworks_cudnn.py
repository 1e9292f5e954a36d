import keras

for name in ("CuDNNLSTM", "CuDNNGRU"):
    print(name, "is in keras.layers:", hasattr(keras.layers, name))
for use_cudnn in ("auto", True, False):
    layer = keras.layers.LSTM(4, use_cudnn=use_cudnn)
    layer.build((None, None, 3))
    print(f"use_cudnn={use_cudnn}: {layer.count_params()}")
