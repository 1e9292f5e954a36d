"""The error for input that means nothing, and how its messages show what came and guess what was meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


#: More characters of what came make an error hard to read.
LONGEST_SHOWN = 60


class InputError(ValueError):
    """Sizes, options or a layer without a meaning; the message says what came and what was expected.

    >>> from rnnformula import count
    >>> try:
    ...     count("SimpelRNN", units=10, features=1)
    ... except InputError as error:
    ...     print(str(error).partition("? ")[0])
    unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'

    ``phrase`` is the key of the same in the words of any language, and what to put into it, where there is one.
    """

    phrase: tuple[str, Mapping[str, int | str]] | None = None


class OpenSizeError(InputError):
    """A count that depends on what the code does not say; an `InputError`.

    >>> from rnnformula import count
    >>> try:
    ...     count("model.add(LSTM(n, input_shape=(30, 5)))")
    ... except OpenSizeError as error:
    ...     error.formula, error.names
    ('4 × n × (5 + n + 1)', ('n',))

    ``formula`` is the number of parameters with those names in it, empty where no formula can hold them; ``names`` is
    what has to be filled in; ``record`` writes both as a table, and is None where there is no formula.
    """

    def __init__(self, message: str, formula: str = "", names: Iterable[str] = (), record: object = None) -> None:
        super().__init__(message)
        self.formula = formula
        self.names = tuple(names)
        self.record = record


def shortened(text: str) -> str:
    """Text in one line of at most `LONGEST_SHOWN` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 3]}..."


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


def nearest(name: str, known: Iterable[str], also: Iterable[str] = (), meant: Mapping[str, str] | None = None) -> str:
    """The end of an error about an unknown name: the name that was probably meant, and all that are known.

    ``also`` are names that may be meant too, too many to be listed; ``meant`` are names in small letters and what they
    mean, which counts where it is known.

    >>> nearest("SimpelRNN", ["SimpleRNN", "Dense"])
    "did you mean 'SimpleRNN'? (known: SimpleRNN, Dense)"
    """
    listed = list(known)
    return f"did you mean {closest(name, (*listed, *also), meant)!r}? (known: {', '.join(listed)})"


def closest(name: str, known: Iterable[str], meant: Mapping[str, str] | None = None) -> str:
    """The known name that was probably meant; ``meant`` as in `nearest`.

    >>> closest("SimpelRNN", ["SimpleRNN", "Dense"])
    'SimpleRNN'
    """
    from difflib import get_close_matches

    names = {known_name.lower(): known_name for known_name in known}
    guess = (meant or {}).get(name.lower(), "")
    return guess if guess in names.values() else names[get_close_matches(name.lower(), names, n=1, cutoff=0.0)[0]]
