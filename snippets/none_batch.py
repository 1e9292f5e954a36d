import keras
import numpy as np

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.SimpleRNN(10),
    ]
)
print(model.output_shape, model.count_params())
for samples in (1, 7, 32):
    output = model(np.zeros((samples, 50, 3), dtype="float32"))
    print(tuple(output.shape), model.count_params())
