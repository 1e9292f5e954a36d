"""Families of one kind, told by their facts alone, the likeliest first: a new family joins wherever it belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.facts.composition import CELL, LAYER
from rnnformula.facts.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rnnformula.facts.family import Family

#: What Keras and PyTorch call a chain of layers.
CHAIN_CLASS = "Sequential"


def recurrent_layers(step_axes: int = 1) -> list[Family]:
    """Layers of Keras that keep a state from step to step, and whose steps have this many axes.

    >>> [family.name for family in recurrent_layers(3)]
    ['ConvLSTM2D']
    """
    return _likeliest(FAMILIES.values(), lambda family: family.recurrent and family.step_axes == step_axes)


def earlier_recurrent_layers() -> list[Family]:
    """The recurrent layers that Keras had before version 3."""
    from rnnformula.facts.frameworks import FRAMEWORKS

    return _likeliest(FRAMEWORKS.values(), lambda family: family.recurrent)


def cells() -> list[Family]:
    """The layers of Keras that compute one step of a recurrent layer.

    >>> [family.name for family in cells()]
    ['LSTMCell', 'GRUCell', 'SimpleRNNCell']
    """
    return _likeliest(FAMILIES.values(), lambda family: family.cell)


def at_each_step(axes: int = 0) -> list[Family]:
    """Layers that somebody may run at each time step; those over time and space are too rare.

    ``axes`` is how many axes the output has, batch included; 0 where that is not known.
    """
    return _likeliest(
        FAMILIES.values(),
        lambda family: (
            bool(family.output)
            and not family.cell
            and not {"time", "space"} <= {*family.input}
            and ("space" not in family.input or axes in (0, len(family.input) + 1))
        ),
    )


def _likeliest(families: Iterable[Family], fits: Callable[[Family], bool]) -> list[Family]:
    fitting = (family for family in families if family.arrays and not family.composition and fits(family))
    return sorted(fitting, key=lambda family: -family.likelihood)


def keeps_state(family: Family) -> bool:
    """Whether a layer, or what it is made of, keeps a state from step to step; it owns parameters then."""
    if family.composition:
        return family.composition.part != LAYER
    return bool(family.arrays) and (family.cell or "time" in family.input)


def reads_vectors(family: Family) -> bool:
    """Whether a layer reads a vector at each time step and keeps a state."""
    if family.composition:
        return family.composition.part != LAYER and not family.cell
    return keeps_state(family) and not family.cell and family.step_axes == 1


def reads_one_input(family: Family) -> bool:
    """Whether a layer with parameters is called on one input, never with a state or a mask beside it."""
    if family.composition:
        return family.composition.each_step and family.composition.part != CELL
    return bool(family.arrays) and family.output not in ((), ("same",)) and not keeps_state(family)


def holds_several(family: Family) -> bool:
    """Whether a layer may hold a whole model, or several cells, of which no row tells the layers."""
    return family.composition is not None and family.composition.each_step


def sort_of(family: Family) -> str:
    """Which layers use sizes alike: those over ``space``, ``recurrent`` ones, tables of ``words``, and all ``others``.

    >>> from rnnformula.facts.families import FAMILIES
    >>> sort_of(FAMILIES["LSTMCell"]), sort_of(FAMILIES["Dense"])
    ('recurrent', 'others')
    """
    if "space" in family.input:
        return "space"
    if {"input_dim", "num_embeddings"} & {*family.sizes}:
        return "words"
    return "recurrent" if keeps_state(family) else "others"


#: Words that people put into the names of layers -> what the classes that they mean have in their own names.
NAMED_AFTER: dict[str, tuple[str, ...]] = {
    "att": ("Attention",),
    "attention": ("Attention",),
    "bilstm": ("LSTM",),
    "bigru": ("GRU",),
    "bn": ("BatchNorm",),
    "cnn": ("Conv",),
    "conv": ("Conv",),
    "crf": ("CRF",),
    "dense": ("Dense",),
    "emb": ("Embedding",),
    "embed": ("Embedding",),
    "embedding": ("Embedding",),
    "embeddings": ("Embedding",),
    "fc": ("Dense", "Linear"),
    "gru": ("GRU",),
    "linear": ("Dense", "Linear"),
    "lstm": ("LSTM",),
    "norm": ("Norm",),
    "rnn": ("RNN", "LSTM", "GRU"),
}
#: The words of a name: letters with one case, or begun by a capital.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def suits_name(name: str, families: Iterable[Family]) -> bool:
    """Whether a row's name tells of one of these families, or of none at all.

    >>> from rnnformula.facts.families import FAMILIES
    >>> [suits_name(name, [FAMILIES["Dense"]]) for name in ("cnn1_cnn", "fc1", "time_distributed")]
    [False, True, True]
    """
    parts = {part for word in _WORD.findall(name) for part in NAMED_AFTER.get(word.lower(), ())}
    return not parts or any(part in family.name for family in families for part in parts)


def rank_of_first_array(family: Family) -> int:
    """How many axes the first array of a layer has; a window stands for as many as there are axes of space.

    >>> rank_of_first_array(FAMILIES["Conv1D"])
    3
    """
    space = family.input.count("space")
    axes = family.arrays[0].axes if family.arrays else ()
    return sum(space if axis[0].size == "kernel_size" else 1 for axis in axes)
