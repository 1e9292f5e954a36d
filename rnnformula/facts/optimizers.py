"""What optimizers keep beside the parameters, which Keras 3 adds to a total once they are built."""

from __future__ import annotations

#: How many numbers an optimizer keeps for each trainable parameter -> optimizers of Keras 3 that do.
SLOTS = {
    0: "SGD",
    1: "RMSprop, SGD(momentum=...), Adagrad, Lion",
    2: "Adam, AdamW, Adamax, Ftrl, Adadelta",
}
#: Numbers that each optimizer keeps besides: how often it ran, and the learning rate.
OF_ITSELF = 2
