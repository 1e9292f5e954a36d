"""Layers that prepare data: words, categories, pictures and sound. None of them owns weights.

What ``adapt`` finds, such as a vocabulary, Keras keeps in tables that are no weights.

Source: Keras, keras/src/layers/preprocessing.
"""

from rnnformula.facts import Family, names, over_space
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers/preprocessing"
_PICTURES = f"{SOURCE}/image_preprocessing"
PICTURE = over_space(2)

CATEGORIES = (
    Family("CategoryEncoding", (), SOURCE, names("num_tokens output_mode sparse"), ("...",), ("encoded",)),
    Family(
        "Discretization",
        (),
        SOURCE,
        names("bin_boundaries num_bins epsilon output_mode sparse dtype name"),
        ("...",),
        ("binned",),
    ),
    Family("Hashing", (), SOURCE, names("num_bins mask_value salt output_mode sparse"), ("...",), ("hashed",)),
    Family("HashedCrossing", (), SOURCE, names("num_bins output_mode sparse name dtype"), output=(), several="crossed"),
    Family(
        "IntegerLookup",
        (),
        SOURCE,
        names(
            "max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights invert"
            " output_mode sparse pad_to_max_tokens oov_method salt name"
        ),
        ("...",),
        ("encoded",),
    ),
    Family(
        "StringLookup",
        (),
        SOURCE,
        names(
            "max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights invert output_mode"
            " pad_to_max_tokens sparse encoding name salt"
        ),
        ("...",),
        ("encoded",),
    ),
    Family(
        "TextVectorization",
        (),
        SOURCE,
        names(
            "max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens vocabulary"
            " idf_weights sparse ragged encoding name"
        ),
        ("...",),
        ("words",),
    ),
)
NUMERIC = (
    Family("Rescaling", (), SOURCE, names("scale offset"), ("...",), ("same",)),
    Family(
        "MelSpectrogram",
        (),
        SOURCE,
        names(
            "fft_length sequence_stride sequence_length window sampling_rate num_mel_bins min_freq max_freq"
            " power_to_db top_db mag_exp min_power ref_power"
        ),
        ("time",),
        ("mel bins",),
        defaults=(("num_mel_bins", 128), ("sequence_stride", 512)),
    ),
)
RESIZED = (
    Family(
        "Resizing",
        (),
        _PICTURES,
        names(
            "height width interpolation crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value antialias"
            " data_format"
        ),
        PICTURE,
        names("resized channels"),
    ),
    Family("CenterCrop", (), _PICTURES, names("height width data_format"), PICTURE, names("resized channels")),
    Family(
        "RandomCrop", (), _PICTURES, names("height width seed data_format name"), PICTURE, names("resized channels")
    ),
)
#: Layers that leave the shape of a picture as it is -> their arguments.
_CHANGED = {
    "RandomFlip": "mode seed data_format",
    "RandomRotation": "factor fill_mode interpolation seed fill_value data_format",
    "RandomZoom": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "RandomContrast": "factor value_range seed",
    "RandomTranslation": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "RandomBrightness": "factor value_range seed",
    "RandomColorDegeneration": "factor value_range data_format seed",
    "RandomColorJitter": (
        "value_range brightness_factor contrast_factor saturation_factor hue_factor seed data_format"
    ),
    "RandomElasticTransform": "factor scale interpolation fill_mode fill_value value_range seed data_format",
    "RandomErasing": "factor scale fill_value value_range seed data_format",
    "RandomGaussianBlur": "factor kernel_size sigma value_range data_format seed",
    "RandomGrayscale": "factor data_format seed",
    "RandomHue": "factor value_range data_format seed",
    "RandomInvert": "factor value_range seed data_format",
    "RandomPerspective": "factor scale interpolation fill_value seed data_format",
    "RandomPosterization": "factor value_range data_format seed",
    "RandomSaturation": "factor value_range data_format seed",
    "RandomSharpness": "factor value_range data_format seed",
    "RandomShear": "x_factor y_factor interpolation fill_mode fill_value data_format seed",
    "AugMix": "value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format",
    "AutoContrast": "value_range",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range clip_limit tile_grid_size data_format",
    "CutMix": "factor seed data_format",
    "Equalization": "value_range bins data_format",
    "MaxNumBoundingBoxes": "max_number fill_value",
    "MixUp": "alpha data_format seed",
    "RandAugment": "value_range num_ops factor interpolation seed data_format",
    "Solarization": "addition_factor threshold_factor value_range seed",
}
CHANGED = tuple(
    Family(name, (), _PICTURES, names(arguments), ("...",), ("same",)) for name, arguments in _CHANGED.items()
)
