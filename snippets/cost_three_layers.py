import keras

from rnnformula import cost

print("each time step: multiply-accumulates, all operations")
for name in ("SimpleRNN", "GRU", "LSTM"):
    layer = getattr(keras.layers, name)(64)
    layer.build((None, 30, 32))
    one = cost(name, units=64, features=32, steps=30)
    products = one["forward", "multiply_accumulates"].each_step
    operations = one["forward", "operations"].each_step
    print(
        f"{name:9} {layer.count_params():6,} parameters:"
        f" {products:6,}, {operations:6,}"
    )
