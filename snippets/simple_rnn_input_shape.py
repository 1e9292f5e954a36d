import warnings

import keras

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    layer = keras.layers.SimpleRNN(
        2, return_sequences=False, input_shape=[50, 3]
    )
print("warnings:", ", ".join(warning.category.__name__ for warning in caught))

model = keras.Sequential([layer, keras.layers.Dense(1)])
print("parameters:", model.count_params())
