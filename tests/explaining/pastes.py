"""Pastes of each kind of printer, with the true shapes of the weights of some rows; tests damage them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paste:
    """A text, and the shapes of the weights of a row by its name."""

    text: str
    arrays: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)


KERAS2 = """\
Layer (type)                    Output Shape         Param #     Connected to
==================================================================================================
input_1 (InputLayer)            (None, 20, 6)        0
__________________________________________________________________________________________________
bidirectional_1 (Bidirectional) (None, 20, 128)      36352       input_1[0][0]
__________________________________________________________________________________________________
gru_1 (GRU)                     [(None, 32), (None,  15456       bidirectional_1[0][0]
__________________________________________________________________________________________________
dense_1 (Dense)                 (None, 1)            33          gru_1[0][0]
==================================================================================================
Total params: 51,841
Trainable params: 51,841
Non-trainable params: 0
"""
KERAS26 = """\
Model: "tagger"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 embedding (Embedding)       (None, 50, 100)           2000000

 spatial_dropout1d (SpatialD  (None, 50, 100)          0
 ropout1D)

 conv1d (Conv1D)             (None, 50, 64)            19264

 lstm (LSTM)                 (None, 50, 80)            46400

 time_distributed (TimeDistr  (None, 50, 9)            729
 ibuted)

=================================================================
Total params: 2066393 (7.88 MB)
Trainable params: 66393 (259.35 KB)
Non-trainable params: 2000000 (7.63 MB)
_________________________________________________________________
"""
KERAS3 = """\
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ encoder (Sequential)            │ (None, 16)             │         1,600 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│    └ lstm (LSTM)                │ (None, 16)             │         1,600 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ repeat_vector (RepeatVector)    │ (None, 5, 16)          │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ time_distributed                │ (None, 5, 8)           │           13… │
│ (TimeDistributed)               │                        │               │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 1,736 (6.78 KB)
"""
KERAS3_CONNECTED = """\
Model: "functional"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
│ words (InputLayer)  │ (None, 40)        │          0 │ -                 │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ facts (InputLayer)  │ (None, 7)         │          0 │ -                 │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ embedding           │ (None, 40, 64)    │    640,000 │ words[0][0]       │
│ (Embedding)         │                   │            │                   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ lstm (LSTM)         │ (None, 32)        │     12,416 │ embedding[0][0]   │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ concatenate         │ (None, 39)        │          0 │ lstm[0][0],       │
│ (Concatenate)       │                   │            │ facts[0][0]       │
├─────────────────────┼───────────────────┼────────────┼───────────────────┤
│ dense (Dense)       │ (None, 3)         │        120 │ concatenate[0][0] │
└─────────────────────┴───────────────────┴────────────┴───────────────────┘
 Total params: 652,536 (2.49 MB)
 Trainable params: 652,536 (2.49 MB)
 Non-trainable params: 0 (0.00 B)
"""
KNITR = """\
## Model: "sequential_1"
## ________________________________________________________________________________
## Layer (type)                        Output Shape                    Param #
## ================================================================================
## gru (GRU)                           (None, 24)                      2664
## ________________________________________________________________________________
## dense_1 (Dense)                     (None, 12)                      300
## ================================================================================
## Total params: 2,964
## Trainable params: 2,964
## Non-trainable params: 0
"""
TORCHINFO = """\
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      [32, 1]                   --
├─LSTM: 1-1                              [32, 30, 40]              8,640
├─Linear: 1-2                            [32, 1]                   41
==========================================================================================
Total params: 8,681
"""
TORCHSUMMARY = """\
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Linear-1               [-1, 20, 32]             224
               GRU-2  [[-1, 20, 64], [-1, 2, 64]]               0
            Linear-3                    [-1, 5]             325
================================================================
Total params: 549
Trainable params: 549
Non-trainable params: 0
----------------------------------------------------------------
"""
LIGHTNING = """\
  | Name  | Type       | Params
-------------------------------------
0 | rnn   | GRU        | 13.1 K
1 | drop  | Dropout    | 0
2 | out   | Linear     | 325
-------------------------------------
13.4 K    Trainable params
0         Non-trainable params
13.4 K    Total params
0.054     Total estimated model params size (MB)
"""
TORCH = """\
Net(
  (lstm): LSTM(12, 40, num_layers=2, batch_first=True)
  (head): Sequential(
    (0-1): 2 x Linear(in_features=40, out_features=40, bias=True)
  )
)
"""
PASTES = {
    "Keras 2": Paste(KERAS2, {"dense_1": [(32, 1), (1,)]}),
    "Keras 2.6": Paste(
        KERAS26,
        {
            "embedding": [(20000, 100)],
            "lstm": [(64, 320), (80, 320), (320,)],
            "conv1d": [(3, 100, 64), (64,)],
        },
    ),
    "Keras 3": Paste(KERAS3),
    "Keras 3, wide": Paste(KERAS3_CONNECTED, {"embedding": [(10000, 64)]}),
    "R": Paste(KNITR, {"dense_1": [(24, 12), (12,)]}),
    "torchinfo": Paste(TORCHINFO),
    "torchsummary": Paste(TORCHSUMMARY),
    "Lightning": Paste(LIGHTNING),
    "PyTorch": Paste(TORCH),
}
