import keras
import numpy as np

model = keras.Sequential(
    [
        keras.Input((None, 3)),
        keras.layers.SimpleRNN(10, return_sequences=True),
    ]
)
print(model.output_shape, model.count_params())
for steps in (1, 50, 200):
    output = model(np.zeros((1, steps, 3), dtype="float32"))
    print(tuple(output.shape), model.count_params())
