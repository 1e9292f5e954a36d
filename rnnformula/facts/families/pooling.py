"""Pooling: the largest number or the mean of a window, of all places, or of so many parts.

Source: Keras, keras/src/layers/pooling.
"""

from rnnformula.facts import Family, names, over_space
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers/pooling"

LOCAL = tuple(
    Family(
        f"{kind}Pooling{number}D",
        (),
        SOURCE,
        names("pool_size strides padding data_format name"),
        over_space(number),
        names("windows channels"),
        # Keras 3 wants the size of an average said, and Keras 2 took 2.
        defaults=(("pool_size", 2),),
    )
    for kind in ("Max", "Average")
    for number in (1, 2, 3)
)
GLOBAL = tuple(
    Family(
        f"Global{kind}Pooling{number}D",
        (),
        SOURCE,
        names("data_format keepdims"),
        names("time channels") if number == 1 else over_space(number),
        ("pooled",),
    )
    for kind in ("Average", "Max")
    for number in (1, 2, 3)
)
ADAPTIVE = tuple(
    Family(
        f"Adaptive{kind}Pooling{number}D",
        (),
        SOURCE,
        names("output_size data_format"),
        over_space(number),
        names("parts channels"),
    )
    for kind in ("Average", "Max")
    for number in (1, 2, 3)
)
