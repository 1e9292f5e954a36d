"""Layers without parameters: they change shapes or numbers only.

Source: Keras, keras/src/layers.
"""

from rnnformula.facts import Family, names
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers"

WEIGHTLESS = (
    Family(
        "Input",
        (),
        SOURCE,
        names("shape batch_size dtype sparse ragged batch_shape name tensor optional"),
        ("...",),
        ("same",),
    ),
    Family("Flatten", (), SOURCE, ("data_format",), ("...",), ("one axis",)),
    Family("Dropout", (), SOURCE, names("rate noise_shape seed"), ("...",), ("same",)),
    Family("SpatialDropout1D", (), SOURCE, names("rate seed name dtype"), names("time channels"), ("same",)),
    Family("Activation", (), SOURCE, ("activation",), ("...",), ("same",)),
    Family("Masking", (), SOURCE, ("mask_value",), ("...",), ("same",)),
    Family("RepeatVector", (), SOURCE, ("n",), ("features",), ("repeated",)),
    Family("Permute", (), SOURCE, ("dims",), ("...",), ("permuted",)),
    Family("Reshape", (), SOURCE, ("target_shape",), ("...",), ("reshaped",)),
    Family("GlobalAveragePooling1D", (), SOURCE, names("data_format keepdims"), names("time channels"), ("pooled",)),
    Family("GlobalMaxPooling1D", (), SOURCE, names("data_format keepdims"), names("time channels"), ("pooled",)),
)
