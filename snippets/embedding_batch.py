import keras
import numpy as np

layer = keras.layers.Embedding(100, 8)
print("batch  steps  output        params")
for batch, steps in ((1, 1), (2, 50), (32, 500)):
    output = layer(np.zeros((batch, steps), dtype="int32"))
    shape = str(tuple(output.shape))
    print(f"{batch:5}{steps:7}  {shape:14}{layer.count_params():6}")
