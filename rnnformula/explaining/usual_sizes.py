"""How often people use a class and a size: of several layers that fit a number, this tells which is the likeliest.

Counted in 63 summaries that people printed for tutorials, questions and repositories, a layer of equal sizes once a
summary; the sizes of recurrent layers also in `tests/known_counts.csv`. Sizes that were seen once are left out.
"""

#: Class -> how many rows were of it, with the default options of Keras 3.
USUAL_CLASSES = {"LSTM": 32, "Bidirectional": 20, "GRU": 6, "SimpleRNN": 11, "Dense": 69, "Embedding": 30}

#: Class, or "" for all recurrent ones -> size -> value -> how often it was seen.
USUAL_SIZES: dict[str, dict[str, dict[int, int]]] = {
    "": {
        "units": {
            1: 5,
            2: 3,
            4: 14,
            5: 15,
            8: 11,
            10: 12,
            16: 2,
            20: 7,
            32: 9,
            50: 4,
            60: 2,
            64: 15,
            100: 11,
            128: 9,
            200: 2,
            256: 18,
            500: 2,
            512: 2,
        },
        "features": {
            1: 24,
            2: 4,
            3: 15,
            4: 3,
            5: 7,
            8: 6,
            10: 8,
            12: 2,
            16: 6,
            20: 3,
            32: 4,
            50: 13,
            58: 2,
            64: 9,
            96: 3,
            100: 9,
            128: 6,
            200: 3,
            256: 9,
            512: 3,
        },
    },
    "Dense": {
        "units": {1: 20, 2: 2, 3: 3, 5: 3, 10: 4, 20: 4, 24: 2, 47: 2, 50: 2, 64: 4, 81: 2, 128: 5, 256: 2},
        "features": {
            4: 2,
            5: 5,
            8: 4,
            10: 6,
            20: 3,
            32: 2,
            50: 2,
            64: 5,
            100: 5,
            128: 9,
            200: 2,
            256: 9,
            500: 2,
            512: 6,
        },
    },
    "Embedding": {
        "input_dim": {47: 2, 200: 3, 10000: 6, 179210: 2},
        "output_dim": {5: 2, 16: 2, 50: 10, 64: 3, 100: 3, 128: 4, 256: 2},
    },
}
