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
#: Optimizers, and settings of them, that are rarely met in a summary -> numbers for each trainable parameter.
RARE_SLOTS = {
    "Nadam": 2,
    "Lamb": 2,
    "RMSprop(momentum=...)": 2,
    "RMSprop(centered=True)": 2,
    "Adam(amsgrad=True)": 3,
    "RMSprop(momentum=..., centered=True)": 3,
}
