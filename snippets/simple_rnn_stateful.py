import keras
import numpy as np
from keras.layers import SimpleRNN

data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
plain = SimpleRNN(4)
whole = plain(data)

stateful = SimpleRNN(4, stateful=True)
stateful.build((2, 25, 3))
stateful.set_weights(plain.get_weights())
stateful(data[:, :25])
rest = stateful(data[:, 25:])
print("two halves give the whole:", np.allclose(rest, whole, atol=1e-5))
stateful.reset_state()
fresh = stateful(data)
print("after reset_state():", np.allclose(fresh, whole, atol=1e-5))

for batch in (None, 2):
    try:
        SimpleRNN(4, stateful=True)(keras.Input(batch_shape=(batch, 50, 3)))
        print(f"batch size {batch}: accepted")
    except ValueError:
        print(f"batch size {batch}: refused")
