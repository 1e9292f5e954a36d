import keras

for unit_forget_bias in (True, False):
    layer = keras.layers.LSTM(2, unit_forget_bias=unit_forget_bias)
    layer.build((None, 50, 3))
    kernel, recurrent_kernel, bias = layer.get_weights()
    print(f"unit_forget_bias={unit_forget_bias}:")
    print("  bias:", bias.shape, "=", bias)
    gate = keras.ops.sigmoid(bias[2])
    print(f"  forget gate on zeros: {float(gate):.3f}")
    print("  parameters:", layer.count_params())
