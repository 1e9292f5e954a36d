import keras

layer = keras.layers.SimpleRNN(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

for unit in range(2):
    reads = kernel[:, unit].size, recurrent_kernel[:, unit].size
    weights = sum(reads)
    print(f"unit {unit + 1}: {reads[0]} + {reads[1]} = {weights} weights")
    print(f"        {weights} + 1 = {weights + 1} with its bias")
print("in all:", layer.count_params())
