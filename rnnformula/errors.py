"""The error about input without a meaning, and the wording that its messages share."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a size is called elsewhere -> the argument here; it only helps an error to name the right argument.
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


#: More characters of what came make an error hard to read.
LONGEST = 60


class InputError(ValueError):
    """Sizes, options or a layer without a meaning; the message says what came and what was expected."""


def shortened(text: str) -> str:
    """Text in one line of at most `LONGEST` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def shown(value: object) -> str:
    """A value as an error shows it: short, even where Python would not print it.

    >>> shown("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."
    """
    try:
        written = repr(value)
    except ValueError:  # more digits than Python prints
        return "a number of thousands of digits"
    return shortened(written)


def nearest(name: str, known: Iterable[str], also: Iterable[str] = ()) -> str:
    """The end of an error about an unknown name: the name that was probably meant, and all that are known.

    ``also`` are names that may be meant too, too many to be listed.

    >>> nearest("SimpelRNN", ["SimpleRNN", "Dense"])
    "did you mean 'SimpleRNN'? (known: SimpleRNN, Dense)"
    """
    from difflib import get_close_matches

    listed = list(known)
    names = {known_name.lower(): known_name for known_name in (*listed, *also)}
    guess = ALSO_CALLED.get(name.lower(), "")
    if guess not in names.values():
        guess = names[get_close_matches(name.lower(), names, n=1, cutoff=0.0)[0]]
    return f"did you mean {guess!r}? (known: {', '.join(listed)})"
