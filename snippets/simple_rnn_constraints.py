import keras
import numpy as np

below = keras.initializers.Constant(-1)
for number, name in enumerate(("kernel", "recurrent", "bias")):
    layer = keras.layers.SimpleRNN(
        4, **{f"{name}_initializer": below, f"{name}_constraint": "non_neg"}
    )
    layer.build((None, 50, 3))
    before = layer.get_weights()[number].min()
    nothing_learned = [np.zeros(weight.shape) for weight in layer.weights]
    keras.optimizers.SGD().apply(nothing_learned, layer.trainable_weights)
    after = layer.get_weights()[number].min()
    print(f"{name}_constraint: before {before}, after one update {after}")
