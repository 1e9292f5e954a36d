"""The layers of Keras, one file a family; this is their register, in teaching order.

A new family is one import and one name here. The files may use `rnnformula.facts` alone.
"""

from rnnformula.facts.families.attention import (
    ADDITIVE_ATTENTION,
    ATTENTION,
    GROUP_QUERY_ATTENTION,
    MULTI_HEAD_ATTENTION,
)
from rnnformula.facts.families.conv_lstm import CONV_LSTM_1D, CONV_LSTM_2D, CONV_LSTM_3D
from rnnformula.facts.families.convolutions import CONVOLUTIONS, DEPTHWISE, SEPARABLE, TRANSPOSED
from rnnformula.facts.families.dense import DENSE
from rnnformula.facts.families.einsum_dense import EINSUM_DENSE
from rnnformula.facts.families.embedding import EMBEDDING, REVERSIBLE_EMBEDDING
from rnnformula.facts.families.gru import GRU, GRU_CELL
from rnnformula.facts.families.lstm import LSTM, LSTM_CELL
from rnnformula.facts.families.normalization import (
    BATCH_NORMALIZATION,
    GROUP_NORMALIZATION,
    LAYER_NORMALIZATION,
    NORMALIZATION,
    RMS_NORMALIZATION,
    SPECTRAL_NORMALIZATION,
)
from rnnformula.facts.families.pooling import ADAPTIVE, GLOBAL, LOCAL
from rnnformula.facts.families.prelu import PRELU
from rnnformula.facts.families.preprocessing import CATEGORIES, CHANGED, NUMERIC, RESIZED
from rnnformula.facts.families.several_inputs import MERGING
from rnnformula.facts.families.simple_rnn import SIMPLE_RNN, SIMPLE_RNN_CELL
from rnnformula.facts.families.spectrogram import STFT_SPECTROGRAM
from rnnformula.facts.families.weightless import ACTIVATION_LAYERS, INPUT_LAYER, OTHER_LAYERS, REGULARIZATION, RESHAPING
from rnnformula.facts.families.wrappers import (
    BIDIRECTIONAL,
    PIPELINE,
    RNN,
    SEQUENTIAL,
    STACKED_RNN_CELLS,
    TIME_DISTRIBUTED,
)

#: The layers without weights, by what they are for.
WEIGHTLESS_KINDS = {
    "shape": RESHAPING,
    "pooling": (*LOCAL, *GLOBAL, *ADAPTIVE),
    "merging": MERGING,
    "activation": ACTIVATION_LAYERS,
    "regularization": REGULARIZATION,
    "categories": CATEGORIES,
    "numbers": NUMERIC,
    "pictures": (*RESIZED, *CHANGED),
    "other": (INPUT_LAYER, *OTHER_LAYERS),
}

FAMILIES = {
    family.name: family
    for family in (
        SIMPLE_RNN,
        LSTM,
        GRU,
        BIDIRECTIONAL,
        RNN,
        SIMPLE_RNN_CELL,
        LSTM_CELL,
        GRU_CELL,
        STACKED_RNN_CELLS,
        TIME_DISTRIBUTED,
        CONV_LSTM_1D,
        CONV_LSTM_2D,
        CONV_LSTM_3D,
        DENSE,
        EMBEDDING,
        *CONVOLUTIONS,
        BATCH_NORMALIZATION,
        LAYER_NORMALIZATION,
        ATTENTION,
        ADDITIVE_ATTENTION,
        MULTI_HEAD_ATTENTION,
        INPUT_LAYER,
        *RESHAPING,
        *LOCAL,
        *GLOBAL,
        *MERGING,
        *ACTIVATION_LAYERS,
        *REGULARIZATION,
        *OTHER_LAYERS,
        *TRANSPOSED,
        *SEPARABLE,
        *DEPTHWISE,
        PRELU,
        GROUP_NORMALIZATION,
        RMS_NORMALIZATION,
        SPECTRAL_NORMALIZATION,
        NORMALIZATION,
        GROUP_QUERY_ATTENTION,
        EINSUM_DENSE,
        REVERSIBLE_EMBEDDING,
        STFT_SPECTROGRAM,
        *ADAPTIVE,
        *CATEGORIES,
        *NUMERIC,
        *RESIZED,
        *CHANGED,
        SEQUENTIAL,
        PIPELINE,
    )
}
"""The layer classes of Keras, by Keras' names; which of them have arrays, and which.

>>> [array.name for array in FAMILIES["LSTM"].arrays]
['kernel', 'recurrent_kernel', 'bias']
"""
