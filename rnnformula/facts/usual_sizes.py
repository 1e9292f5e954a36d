"""How often people use a class and a size: counts that `rnnformula.counting.likelihood` weighs.

Counted by ``tests/usual_sizes.py`` in 63 summaries that people printed for tutorials, questions and repositories,
a layer of equal sizes once a summary. Sizes that were seen once are left out; of a window one side counts.
"""

#: Class -> how many rows were of it.
USUAL_CLASSES: dict[str, int] = {
    "BatchNormalization": 8,
    "Bidirectional": 22,
    "Conv1D": 10,
    "ConvLSTM2D": 4,
    "CuDNNLSTM": 1,
    "Dense": 70,
    "Embedding": 30,
    "GRU": 13,
    "LSTM": 35,
    "SimpleRNN": 11,
    "TimeDistributed": 13,
}

#: Class that holds a layer -> class of that layer -> how often it was seen.
USUAL_INSIDE: dict[str, dict[str, int]] = {"Bidirectional": {"GRU": 3, "LSTM": 20}, "TimeDistributed": {"Dense": 13}}

#: Sort of layer as `rnnformula.facts.kinds.sort_of` has it -> size -> value -> how often it was seen.
USUAL_SIZES: dict[str, dict[str, dict[int, int]]] = {
    "others": {
        "features": {
            4: 2,
            5: 8,
            8: 4,
            10: 7,
            20: 3,
            32: 6,
            48: 2,
            50: 2,
            64: 8,
            96: 2,
            100: 5,
            128: 10,
            200: 3,
            256: 13,
            500: 2,
            512: 7,
        },
        "units": {1: 23, 2: 3, 3: 3, 5: 3, 10: 4, 20: 5, 24: 2, 47: 2, 50: 2, 53: 2, 64: 4, 128: 6, 256: 2, 345: 3},
    },
    "recurrent": {
        "features": {
            1: 11,
            2: 2,
            3: 2,
            5: 5,
            8: 3,
            10: 5,
            16: 3,
            20: 3,
            32: 2,
            50: 10,
            64: 7,
            96: 2,
            100: 5,
            128: 5,
            200: 2,
            256: 7,
            512: 2,
        },
        "units": {2: 2, 4: 2, 5: 8, 8: 6, 10: 7, 20: 7, 32: 6, 50: 2, 64: 10, 100: 7, 128: 5, 256: 13, 512: 2},
    },
    "space": {
        "channels": {5: 2, 32: 3, 48: 2, 64: 2},
        "filters": {32: 3, 48: 2, 64: 2, 96: 2},
        "kernel_size": {2: 9, 3: 4},
    },
    "words": {
        "input_dim": {47: 2, 200: 3, 10000: 6, 179210: 2},
        "output_dim": {5: 2, 16: 2, 50: 10, 64: 3, 100: 3, 128: 4, 256: 2},
    },
}
