"""Models of Paddle, by ``paddle.summary``."""

import paddle
from paddle import nn

from tests.summaries.printing import Printed, said, version

STEPS = 12


class Tagger(nn.Layer):
    """Words to tags."""

    reads = (2, STEPS)

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(1000, 50)
        self.lstm = nn.LSTM(50, 64, num_layers=2, direction="bidirect")
        self.linear = nn.Linear(128, 9)

    def forward(self, words):
        return self.linear(self.lstm(self.embedding(words))[0])


class Forecaster(nn.Layer):
    """A window to a number."""

    reads = (2, STEPS, 18)

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(18, 300)
        self.gru = nn.GRU(300, 24)
        self.rnn = nn.SimpleRNN(24, 8)
        self.norm = nn.LayerNorm(8)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1))

    def forward(self, window):
        states = self.rnn(self.gru(self.lstm(window)[0])[0])[0]
        return self.head(self.dropout(self.norm(states[:, -1])))


def layers(model):
    """Each leaf that owns arrays: class and number, a recurrent layer with its cells."""
    found = []
    for layer in model.sublayers():
        if isinstance(layer, nn.layer.rnn.RNNBase) or (
            layer.parameters() and not layer.sublayers() and "Cell" not in type(layer).__name__
        ):
            found.append([type(layer).__name__, sum(array.size for array in layer.parameters())])
    return found


def everything():
    """Each model, once."""
    for kind in (Tagger, Forecaster):
        model = kind()
        dtypes = "int64" if kind is Tagger else None
        text = said(paddle.summary, model, kind.reads, dtypes=dtypes)
        yield Printed(
            version("paddlepaddle", "Paddle"), "", text, layers(model), sum(a.size for a in model.parameters())
        )
        arrays = "".join(f"{name} {array.shape}\n" for name, array in model.named_parameters())
        yield Printed(version("paddlepaddle", "Paddle"), "print(name, p.shape)", arrays, layers(model))
