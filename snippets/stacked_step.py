import numpy as np
from keras.layers import SimpleRNN

first, second = SimpleRNN(2), SimpleRNN(1)
first.build((None, 1, 1))
second.build((None, 1, 2))
first.set_weights(
    [
        np.array([[0.5, -0.4]]),
        np.array([[0.1, 0.3], [0.2, -0.1]]),
        np.array([0.0, 0.1]),
    ]
)
second.set_weights(
    [np.array([[0.6], [-0.5]]), np.array([[0.4]]), np.array([0.1])]
)

given = first(
    np.array([[[1.0]]]), initial_state=np.array([[0.5, -0.5]], "float32")
)
print("first layer: ", *(f"{value:.3f}" for value in np.array(given)[0]))
output = second(
    given[:, None], initial_state=np.array([[0.2]], dtype="float32")
)
print("second layer:", *(f"{value:.3f}" for value in np.array(output)[0]))
print("parameters:  ", first.count_params(), "and", second.count_params())
