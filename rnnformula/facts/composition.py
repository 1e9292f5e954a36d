"""Layers made of layers: what they hold, what each part reads, where Keras keeps it.

All that the package knows of `Bidirectional`, `TimeDistributed`, `RNN`, `StackedRNNCells`, `SpectralNormalization` and
`Sequential` stands here; counting, solving, explaining and drawing ask these records and never the name of a class.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What a part may be: a layer that reads time steps and keeps a state, what computes one of its steps, any layer.
RECURRENT, CELL, LAYER = "recurrent layer", "cell", "layer"
#: What part -> an example of it, for errors.
PART_EXAMPLES = {RECURRENT: "LSTM(64)", CELL: "LSTMCell(64)", LAYER: "LSTM(64)"}


@dataclass(frozen=True, slots=True)
class Composition:
    """What a layer does with the layers inside it.

    ``arguments`` of its constructor hold them, the first one always; ``part`` is what each must be. ``places`` are
    the attributes in which Keras keeps them, one for each argument. ``list_place``, with a number put in, is where
    those of a list are kept; it is empty where the layer takes no list.

    ``each_step``: a part reads one time step, and the layer adds the axis of time. ``both_ways``: all parts read the
    same input, in two directions; a part that is not given is a copy of the first. ``settings`` are arguments of
    the layer itself that decide what comes out. ``list_alone``: elsewhere a list of its parts means the layer.
    ``around``: the part reads what the layer reads, and the layer keeps arrays of its own beside the first of the
    part's, which has one of these names.
    """

    arguments: tuple[str, ...]
    part: str
    places: tuple[str, ...] = ()
    list_place: str = ""
    each_step: bool = False
    both_ways: bool = False
    settings: tuple[str, ...] = ()
    list_alone: bool = False
    around: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that what is done both ways is done twice.

        Raises:
            ValueError: a direction has no argument or no place.
        """
        if self.both_ways and not len(self.arguments) == len(self.places) == 2:
            named = f"arguments {self.arguments!r} and places {self.places!r}"
            raise ValueError(f"composition: both ways needs an argument and a place for each direction, got {named}")

    @property
    def is_chain(self) -> bool:
        """Whether the layer is a chain of any layers, each of which reads the output of the one before it."""
        return self.part == LAYER and not self.places

    @property
    def is_recurrent(self) -> bool:
        """Whether the layers inside keep a state from step to step."""
        return self.part != LAYER

    @property
    def example(self) -> str:
        """A layer that may stand inside, as it is written in Keras code."""
        return PART_EXAMPLES[self.part]


#: `Bidirectional`.
BOTH_WAYS = Composition(
    ("layer", "backward_layer"),
    RECURRENT,
    ("forward_layer", "backward_layer"),
    both_ways=True,
    settings=("merge_mode",),
)
#: `TimeDistributed`.
EACH_STEP = Composition(("layer",), LAYER, ("layer",), each_step=True)
#: `RNN`: Keras puts a list of cells into a `StackedRNNCells`.
OVER_TIME = Composition(
    ("cell",),
    CELL,
    ("cell",),
    "cell.cells[{}]",
    each_step=True,
    settings=("return_sequences", "return_state", "go_backwards"),
)
#: `StackedRNNCells`.
STACKED = Composition(("cells",), CELL, list_place="cells[{}]", list_alone=True)
#: `SpectralNormalization`.
BESIDE_KERNEL = Composition(("layer",), LAYER, ("layer",), around=("kernel", "embeddings"))
#: `Sequential`, whose parts have names of their own.
CHAIN = Composition(("layers",), LAYER, list_place="{}")
