"""Layers without parameters: they change shapes or numbers only.

Pooling, merging and preprocessing have files of their own.

Source: Keras, keras/src/layers.
"""

from rnnformula.facts import Family, names, over_space
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers"
#: What cropping and padding take off or add where nothing is said, by the number of axes.
CROPPED, PADDED = {1: 1, 2: 0, 3: 1}, 1

INPUT_LAYER = Family(
    "Input",
    (),
    SOURCE,
    names("shape batch_size dtype sparse ragged batch_shape name tensor optional"),
    ("...",),
    ("same",),
)
RESHAPING = (
    Family("Flatten", (), SOURCE, ("data_format",), ("...",), ("one axis",)),
    Family("RepeatVector", (), SOURCE, ("n",), ("features",), ("repeated",)),
    Family("Permute", (), SOURCE, ("dims",), ("...",), ("permuted",)),
    Family("Reshape", (), SOURCE, ("target_shape",), ("...",), ("reshaped",)),
    *(
        Family(
            f"ZeroPadding{number}D",
            (),
            SOURCE,
            names("padding data_format"),
            over_space(number),
            names("padded channels"),
            defaults=(("padding", PADDED),),
        )
        for number in (1, 2, 3)
    ),
    *(
        Family(
            f"Cropping{number}D",
            (),
            SOURCE,
            names("cropping" if number == 1 else "cropping data_format"),
            over_space(number),
            names("cropped channels"),
            defaults=(("cropping", CROPPED[number]),),
        )
        for number in (1, 2, 3)
    ),
    *(
        Family(
            f"UpSampling{number}D",
            (),
            SOURCE,
            names({1: "size", 2: "size data_format interpolation", 3: "size data_format"}[number]),
            over_space(number),
            names("upsampled channels"),
            defaults=(("size", 2),),
        )
        for number in (1, 2, 3)
    ),
)
ACTIVATION_LAYERS = (
    Family("Activation", (), SOURCE, ("activation",), ("...",), ("same",)),
    Family("ReLU", (), SOURCE, names("max_value negative_slope threshold"), ("...",), ("same",)),
    Family(
        "LeakyReLU",
        (),
        SOURCE,
        ("negative_slope",),
        ("...",),
        ("same",),
        also_called=(("alpha", "negative_slope"),),  # before Keras 3
    ),
    Family("ELU", (), SOURCE, ("alpha",), ("...",), ("same",)),
    Family("Softmax", (), SOURCE, ("axis",), ("...",), ("same",)),
)
REGULARIZATION = (
    Family("Dropout", (), SOURCE, names("rate noise_shape seed"), ("...",), ("same",)),
    Family("SpatialDropout1D", (), SOURCE, names("rate seed name dtype"), names("time channels"), ("same",)),
    *(
        Family(
            f"SpatialDropout{number}D",
            (),
            SOURCE,
            names("rate data_format seed name dtype"),
            over_space(number),
            ("same",),
        )
        for number in (2, 3)
    ),
    Family("AlphaDropout", (), SOURCE, names("rate noise_shape seed"), ("...",), ("same",)),
    Family("GaussianDropout", (), SOURCE, names("rate seed"), ("...",), ("same",)),
    Family("GaussianNoise", (), SOURCE, names("stddev seed"), ("...",), ("same",)),
    Family("ActivityRegularization", (), SOURCE, names("l1 l2"), ("...",), ("same",)),
)
OTHER_LAYERS = (
    Family("Masking", (), SOURCE, ("mask_value",), ("...",), ("same",)),
    Family("Identity", (), SOURCE, (), ("...",), ("same",)),
    Family("UnitNormalization", (), SOURCE, ("axis",), ("...",), ("same",)),
    # It holds a function; Keras counts no weights of it, and only the function knows what it puts out.
    Family("Lambda", (), SOURCE, names("function output_shape mask arguments"), ("...",), ("as told",)),
)
