"""What is said about input that means nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: What readers call a size elsewhere -> the argument here. Only used to name the right one in an error.
ALSO_CALLED = {
    "hidden": "units",
    "hidden_dim": "units",
    "hidden_size": "units",
    "num_units": "units",
    "out_features": "units",
    "output_size": "units",
    "in_features": "features",
    "input_dim": "features",
    "input_size": "features",
    "num_features": "features",
    "bias": "use_bias",
    "vocabulary": "input_dim",
    "vocab_size": "input_dim",
    "num_embeddings": "input_dim",
    "embedding_dim": "output_dim",
    "out_channels": "filters",
    "in_channels": "channels",
    "nn.gru": "torch.nn.GRU",
    "nn.lstm": "torch.nn.LSTM",
    "nn.rnn": "torch.nn.RNN",
}


class InputError(ValueError):
    """Sizes, options or a layer that mean nothing; the message says what came and what was expected."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of an error about an unknown name: the one that was probably meant, and all known ones.

    >>> nearest("SimpelRNN", ["SimpleRNN", "Dense"])
    "did you mean 'SimpleRNN'? (known: SimpleRNN, Dense)"
    """
    from difflib import get_close_matches

    names = {known_name.lower(): known_name for known_name in known}
    guess = ALSO_CALLED.get(name.lower(), "")
    if guess not in names.values():
        guess = names[get_close_matches(name.lower(), names, n=1, cutoff=0.0)[0]]
    return f"did you mean {guess!r}? (known: {', '.join(names.values())})"
