"""What a language needs: its words, the forms they take, its direction; a record each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.language.prose import Prose


def one_or_more(number: int) -> int:
    """The plural rule of languages with two forms: the first is for 1, the second for all other numbers."""
    return 0 if number == 1 else 1


def always_alike(number: int) -> int:
    """The plural rule of languages whose words are the same for any number."""
    return 0


def no_prose() -> Prose:
    """The prose of a language of whose sentences the checks know nothing."""
    from rnnformula.language.prose import Prose

    return Prose()


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the package and the site.

    A word may have several forms, ``1 unit|{n} units``; ``plural`` tells from a number which of them goes with it,
    and is asked only where there are several. ``wide`` are the characters that are as wide as high and stand without
    blanks between words, as a class of a regular expression. ``prose`` makes what only the site needs, so that the
    package need not. ``locale`` is what sites call the language that show shared links, such as ``en_US``.

    Raises:
        ValueError: a word has other than one form or ``forms``.
    """

    code: str
    words: dict[str, str]
    direction: Literal["ltr", "rtl"] = "ltr"
    forms: int = 2
    plural: Callable[[int], int] = one_or_more
    wide: str = ""
    prose: Callable[[], Prose] = no_prose
    locale: str = ""

    def __post_init__(self) -> None:
        for key, word in self.words.items():
            if "|" in word and word.count("|") + 1 != self.forms:
                raise ValueError(f"language {self.code!r}: expected {self.forms} forms or one of {key!r}, got {word!r}")

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return self.words["language"]

    def word(self, key: str, number: object = None) -> str:
        """The word of a key, in the form that goes with a number; in the last one where none is given."""
        forms = self.words[key].split("|")
        return forms[self.plural(number)] if len(forms) > 1 and isinstance(number, int) else forms[-1]
