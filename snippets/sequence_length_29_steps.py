import keras

units, features = 20, 13
print("reset_after  steps  GRU(20)")
for reset_after in (False, True):
    for steps in (29, 1, None):
        layer = keras.layers.GRU(units, reset_after=reset_after)
        layer.build((None, steps, features))
        print(f"{reset_after!s:11}{steps!s:>7}{layer.count_params():9}")
right = 3 * units * (features + units + 1)
print(f"3 x {units} x ({features} + {units} + 1) =", right)
