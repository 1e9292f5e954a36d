import keras

print("reset_after  steps  GRU(20)")
for reset_after in (False, True):
    for steps in (29, 1, None):
        layer = keras.layers.GRU(20, reset_after=reset_after)
        layer.build((None, steps, 13))
        print(f"{reset_after!s:11}{steps!s:>7}{layer.count_params():9}")
print("3 x 20 x (13 + 20 + 1) =", 3 * 20 * (13 + 20 + 1))
