"""Where on the site a layer is derived: the page and the heading, below the language."""

#: Modules of PyTorch that there are for one, two and three axes of places.
_OF_PLACES = ("Conv", "ConvTranspose", "BatchNorm", "InstanceNorm")

#: Class -> place. A test finds each of them in the ledger of published ids.
PLACES = {
    "SimpleRNN": "layers/simple_rnn/#simple-rnn.formula",
    "LSTM": "layers/lstm/#lstm.formula",
    "GRU": "layers/gru/#gru.formula",
    "Bidirectional": "layers/bidirectional/#bidirectional.arrays",
    "TimeDistributed": "layers/time_distributed/#time-distributed",
    "RNN": "layers/cells/#cells.arrays",
    "SimpleRNNCell": "layers/cells/#cells.arrays",
    "LSTMCell": "layers/cells/#cells.arrays",
    "GRUCell": "layers/cells/#cells.arrays",
    "StackedRNNCells": "layers/cells/#cells.stacked",
    "ConvLSTM1D": "layers/conv_lstm/#conv-lstm.formula",
    "ConvLSTM2D": "layers/conv_lstm/#conv-lstm.formula",
    "ConvLSTM3D": "layers/conv_lstm/#conv-lstm.formula",
    "Dense": "layers/around/#around.dense",
    "Embedding": "layers/around/#around.embedding",
    "Conv1D": "layers/around/#around.conv1d",
    "BatchNormalization": "layers/around/#around.batch-normalization",
    "LayerNormalization": "layers/around/#around.layer-normalization",
    "Attention": "layers/around/#around.attention",
    "AdditiveAttention": "layers/around/#around.additive-attention",
    "MultiHeadAttention": "layers/around/#around.multi-head-attention",
    "Sequential": "layers/stacked/#stacked.sum",
    "tf.compat.v1.keras.layers.CuDNNLSTM": "layers/frameworks/#frameworks.cudnn.lstm",
    "tf.compat.v1.keras.layers.CuDNNGRU": "layers/frameworks/#frameworks.cudnn.gru",
    **{
        f"torch.nn.{name}": "layers/frameworks/#frameworks.pytorch-modules.table"
        for name in (
            *("Linear", "Bilinear", "Embedding", "EmbeddingBag", "LayerNorm", "RMSNorm", "GroupNorm", "PReLU"),
            *("MultiheadAttention", "TransformerEncoderLayer"),
            *(
                f"{kind}{rank}d"
                for kind in ("Conv", "ConvTranspose", "BatchNorm", "InstanceNorm")
                for rank in (1, 2, 3)
            ),
        )
    },
    **{
        f"torch.nn.{name}Cell": f"layers/frameworks/#frameworks.pytorch.{name.lower()}"
        for name in ("RNN", "LSTM", "GRU")
    },
    "torch.nn.RNN": "layers/frameworks/#frameworks.pytorch.rnn",
    "torch.nn.LSTM": "layers/frameworks/#frameworks.pytorch.lstm",
    "torch.nn.GRU": "layers/frameworks/#frameworks.pytorch.gru",
}
