"""The register of layer families, in teaching order. A new family is one import and one name here."""

from rnnformula.families.attention import ADDITIVE_ATTENTION, ATTENTION, MULTI_HEAD_ATTENTION
from rnnformula.families.conv1d import CONV1D
from rnnformula.families.conv_lstm import CONV_LSTM_1D, CONV_LSTM_2D, CONV_LSTM_3D
from rnnformula.families.dense import DENSE
from rnnformula.families.embedding import EMBEDDING
from rnnformula.families.gru import GRU, GRU_CELL
from rnnformula.families.lstm import LSTM, LSTM_CELL
from rnnformula.families.normalization import BATCH_NORMALIZATION, LAYER_NORMALIZATION
from rnnformula.families.simple_rnn import SIMPLE_RNN, SIMPLE_RNN_CELL
from rnnformula.families.weightless import WEIGHTLESS
from rnnformula.families.wrappers import BIDIRECTIONAL, RNN, SEQUENTIAL, STACKED_RNN_CELLS, TIME_DISTRIBUTED

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
