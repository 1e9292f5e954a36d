"""Layers made of layers: they own no arrays but those of what is inside.

Source: Keras 3.15, keras/src/layers/rnn/bidirectional.py, rnn.py, stacked_rnn_cells.py, time_distributed.py and
keras/src/models/sequential.py.
"""

from rnnformula.facts import Family

SOURCE = "Keras 3.15, keras/src/layers/rnn"

BIDIRECTIONAL = Family(
    "Bidirectional",
    (),
    SOURCE,
    arguments="layer merge_mode weights backward_layer",
    output="directions",
    inside="layer backward_layer",
)
TIME_DISTRIBUTED = Family("TimeDistributed", (), SOURCE, arguments="layer", output="each step", inside="layer")
RNN = Family(
    "RNN",
    (),
    SOURCE,
    arguments="cell return_sequences return_state go_backwards stateful unroll zero_output_for_mask",
    output="cell",
    inside="cell",
)
STACKED_RNN_CELLS = Family("StackedRNNCells", (), SOURCE, arguments="cells", output="cell", inside="cells")
SEQUENTIAL = Family(
    "Sequential",
    (),
    "Keras 3.15, keras/src/models/sequential.py",
    arguments="layers trainable name",
    output="last layer",
    inside="layers",
)
