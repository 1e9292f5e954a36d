"""Names in ``keras.layers`` that are no family: aliases, functions, classes whose arrays nothing here can tell."""

from __future__ import annotations

from rnnformula.facts.grammar import names

_RANKS = (1, 2, 3)

#: Another name of a class -> the family's name: those that Keras has today, and those of Keras 1 and 2.
KERAS_ALIASES = {
    **{f"MaxPool{rank}D": f"MaxPooling{rank}D" for rank in _RANKS},
    **{f"AvgPool{rank}D": f"AveragePooling{rank}D" for rank in _RANKS},
    **{f"GlobalMaxPool{rank}D": f"GlobalMaxPooling{rank}D" for rank in _RANKS},
    **{f"GlobalAvgPool{rank}D": f"GlobalAveragePooling{rank}D" for rank in _RANKS},
    **{f"Convolution{rank}D": f"Conv{rank}D" for rank in _RANKS},
    **{f"Convolution{rank}DTranspose": f"Conv{rank}DTranspose" for rank in _RANKS},
    **{f"SeparableConvolution{rank}D": f"SeparableConv{rank}D" for rank in (1, 2)},
    "InputLayer": "Input",
    # Its class has another name than the one under which Keras offers it, and a summary prints that.
    "GroupedQueryAttention": "GroupQueryAttention",
    **{f"Deconvolution{rank}D": f"Conv{rank}DTranspose" for rank in (2, 3)},
    **{f"AtrousConvolution{rank}D": f"Conv{rank}D" for rank in (1, 2)},
}

#: What is no layer: functions that make one, and what describes an input.
NO_LAYERS = names("InputSpec add average concatenate deserialize dot maximum minimum multiply serialize subtract")

#: Why nothing can be said of a class.
OWN_CODE, OTHER_FRAMEWORK, SAVED_MODEL, ANY_LAYER = "own_code", "other_framework", "saved_model", "any_layer"
#: A class that can hold anything -> why.
OPEN_CLASSES = {
    "Layer": OWN_CODE,
    "Wrapper": ANY_LAYER,
    "TorchModuleWrapper": OTHER_FRAMEWORK,
    "JaxLayer": OTHER_FRAMEWORK,
    "FlaxLayer": OTHER_FRAMEWORK,
    "TFSMLayer": SAVED_MODEL,
}
#: Classes beside Keras that can hold anything, as summaries show them, and why: one of TensorFlow Hub.
OPEN_ELSEWHERE = {"KerasLayer": SAVED_MODEL}
#: The reasons as errors say them.
REASONS = {
    OWN_CODE: "it owns what its own code makes",
    ANY_LAYER: "it is made to be derived from; what is derived decides what it owns",
    OTHER_FRAMEWORK: "it owns what a function or module of another framework makes",
    SAVED_MODEL: "it owns what stands in a file",
}
