import keras

for reset_after in (True, False):
    layer = keras.layers.GRU(64, reset_after=reset_after)
    layer.build((None, None, 1))
    print(f"reset_after={layer.reset_after}")
    print("  bias:", layer.get_weights()[2].shape)
    print(f"  parameters: {layer.count_params():,}")
