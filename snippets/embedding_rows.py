import keras
import numpy as np

layer = keras.layers.Embedding(5, 3)
output = layer(np.array([[2, 4, 2]]))
(table,) = layer.get_weights()

print("the table:", table.shape, "parameters:", layer.count_params())
same = np.array_equal(output[0], table[[2, 4, 2]])
print("ids 2, 4, 2 give rows 2, 4, 2:", same)
