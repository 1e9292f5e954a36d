"""The layers of Keras, one file a family; this is their register, in teaching order.

A new family is one import and one name here. The files may use `rnnformula.facts` alone.
"""

from rnnformula.facts.families.attention import ADDITIVE_ATTENTION, ATTENTION, MULTI_HEAD_ATTENTION
from rnnformula.facts.families.conv1d import CONV1D
from rnnformula.facts.families.conv_lstm import CONV_LSTM_1D, CONV_LSTM_2D, CONV_LSTM_3D
from rnnformula.facts.families.dense import DENSE
from rnnformula.facts.families.embedding import EMBEDDING
from rnnformula.facts.families.gru import GRU, GRU_CELL
from rnnformula.facts.families.lstm import LSTM, LSTM_CELL
from rnnformula.facts.families.normalization import BATCH_NORMALIZATION, LAYER_NORMALIZATION
from rnnformula.facts.families.simple_rnn import SIMPLE_RNN, SIMPLE_RNN_CELL
from rnnformula.facts.families.weightless import WEIGHTLESS
from rnnformula.facts.families.wrappers import BIDIRECTIONAL, RNN, SEQUENTIAL, STACKED_RNN_CELLS, TIME_DISTRIBUTED

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
        CONV1D,
        BATCH_NORMALIZATION,
        LAYER_NORMALIZATION,
        ATTENTION,
        ADDITIVE_ATTENTION,
        MULTI_HEAD_ATTENTION,
        *WEIGHTLESS,
        SEQUENTIAL,
    )
}
