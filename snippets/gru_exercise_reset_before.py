import keras

from rnnformula.keras import check

after = keras.layers.GRU(64)
before = keras.layers.GRU(64, reset_after=False)
for layer in (after, before):
    layer.build((None, 30, 5))
print(check(before))
print("fewer:", after.count_params() - before.count_params())
