import keras
from keras.layers import ConvLSTM2D

print("kernel_size  places  params")
for kernel_size in (3, (3, 3), (3, 5), (1, 1)):
    layer = ConvLSTM2D(filters=4, kernel_size=kernel_size)
    layer.build((None, 5, 8, 8, 3))
    height, width = layer.weights[0].shape[:2]
    params = layer.count_params()
    print(f"{kernel_size!s:11}{height * width:8}{params:8}")

lstm = keras.layers.LSTM(4)
lstm.build((None, 5, 3))
print("LSTM(4) on 3 features:", lstm.count_params())
