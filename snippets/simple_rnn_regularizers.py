import keras
import numpy as np
from keras.layers import SimpleRNN

data = np.ones((2, 50, 3), dtype="float32")
for name in ("kernel", "recurrent", "bias", "activity"):
    layer = SimpleRNN(4, **{f"{name}_regularizer": "l2"})
    layer(data)
    print(f"{name}_regularizer: terms in the loss:", len(layer.losses))

penalty = keras.layers.ActivityRegularization(l2=0.01)
penalty(SimpleRNN(4)(data))
print("ActivityRegularization: terms in the loss:", len(penalty.losses))
