"""Layers without parameters: they change shapes or numbers only.

Source: Keras 3.15, keras/src/layers.
"""

from rnnformula.facts import Family

SOURCE = "Keras 3.15, keras/src/layers"

WEIGHTLESS = (
    Family("Input", (), SOURCE, "shape batch_size dtype sparse ragged batch_shape name tensor optional", "...", "same"),
    Family("Flatten", (), SOURCE, "data_format", "...", "one axis"),
    Family("Dropout", (), SOURCE, "rate noise_shape seed", "...", "same"),
    Family("SpatialDropout1D", (), SOURCE, "rate seed name dtype", "time channels", "same"),
    Family("Activation", (), SOURCE, "activation", "...", "same"),
    Family("Masking", (), SOURCE, "mask_value", "...", "same"),
    Family("RepeatVector", (), SOURCE, "n", "features", "repeated"),
    Family("Permute", (), SOURCE, "dims", "...", "permuted"),
    Family("Reshape", (), SOURCE, "target_shape", "...", "reshaped"),
    Family("GlobalAveragePooling1D", (), SOURCE, "data_format keepdims", "time channels", "pooled"),
    Family("GlobalMaxPooling1D", (), SOURCE, "data_format keepdims", "time channels", "pooled"),
)
