import numpy as np
from keras.layers import Bidirectional, SimpleRNN

both = Bidirectional(SimpleRNN(1, return_sequences=True))
both.build((None, 2, 1))
forward = [[[0.5]], [[0.4]], [0.0]]
backward = [[[-0.5]], [[0.3]], [0.2]]
both.set_weights([np.array(array) for array in forward + backward])

data = np.array([[[1.0], [2.0]]])
for step, (one, other) in enumerate(np.array(both(data))[0], 1):
    print(f"time step {step}: forward {one:.3f}, backward {other:6.3f}")
print("parameters:", both.count_params())
