"""Layers made of layers: they own no arrays but those of what is inside.

Source: Keras, keras/src/layers/rnn/bidirectional.py, rnn.py, stacked_rnn_cells.py, time_distributed.py and
keras/src/models/sequential.py; keras/src/layers/preprocessing/pipeline.py.
"""

from rnnformula.facts import Family, names
from rnnformula.facts.composition import BOTH_WAYS, CHAIN, EACH_STEP, OVER_TIME, STACKED
from rnnformula.facts.keras_version import KERAS

SOURCE = f"{KERAS}, keras/src/layers/rnn"

BIDIRECTIONAL = Family(
    "Bidirectional",
    (),
    SOURCE,
    arguments=names("layer merge_mode weights backward_layer"),
    output=("both directions",),
    composition=BOTH_WAYS,
)
TIME_DISTRIBUTED = Family(
    "TimeDistributed", (), SOURCE, arguments=("layer",), output=("each step",), composition=EACH_STEP
)
RNN = Family(
    "RNN",
    (),
    SOURCE,
    arguments=names("cell return_sequences return_state go_backwards stateful unroll zero_output_for_mask"),
    output=("last cell",),
    composition=OVER_TIME,
)
STACKED_RNN_CELLS = Family(
    "StackedRNNCells", (), SOURCE, arguments=("cells",), output=("last cell",), composition=STACKED, cell=True
)
SEQUENTIAL = Family(
    "Sequential",
    (),
    f"{KERAS}, keras/src/models/sequential.py",
    arguments=names("layers trainable name"),
    output=("last layer",),
    composition=CHAIN,
)
PIPELINE = Family(
    "Pipeline",
    (),
    f"{KERAS}, keras/src/layers/preprocessing/pipeline.py",
    arguments=names("layers name"),
    output=("last layer",),
    composition=CHAIN,
)
