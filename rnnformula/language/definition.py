"""What a language needs: its words, the forms they take, its direction; a record each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rnnformula.language.prose import Prose

#: The part of a condition: ``n = 1``, ``n % 10 = 2..4``, ``n % 100 != 11, 12``.
_RELATION = re.compile(
    r"n(?: % (?P<divisor>[1-9]\d*))? (?P<sign>!?=) (?P<ranges>\d+(?:\.\.\d+)?(?:, ?\d+(?:\.\.\d+)?)*)"
)


def no_prose() -> Prose:
    """The prose of a language of whose sentences the checks know nothing."""
    from rnnformula.language.prose import Prose

    return Prose()


#: What a number, or its rest after a division, must be among, or must not be: the divisor, which of both, and ranges,
#: each with its two ends.
Relation = tuple[int | None, bool, tuple[tuple[int, int], ...]]
#: The alternatives of a condition, each of them relations that all must hold.
PluralRule = tuple[tuple[Relation, ...], ...]


@cache
def read_plural_rule(condition: str) -> PluralRule:
    """The condition of a form of words.

    >>> read_plural_rule("n % 10 = 2..4 and n != 12")
    (((10, True, ((2, 4),)), (None, False, ((12, 12),))),)

    Raises:
        ValueError: a condition that can't be read.
    """
    return tuple(tuple(map(_read_relation, parts.split(" and "))) for parts in condition.split(" or "))


def _read_relation(text: str) -> Relation:
    match = _RELATION.fullmatch(text)
    if not match:
        raise ValueError(f"expected a condition of a form, such as 'n % 10 = 2..4 and n != 12', got {text!r}")
    ranges = [part.strip().partition("..") for part in match["ranges"].split(",")]
    ends = tuple((int(first), int(last or first)) for first, _, last in ranges)
    return int(match["divisor"]) if match["divisor"] else None, match["sign"] == "=", ends


def relations_hold(relations: tuple[Relation, ...], number: int) -> bool:
    """Whether all relations hold for a number."""
    return all(
        among == any(first <= (number % divisor if divisor else number) <= last for first, last in ranges)
        for divisor, among, ranges in relations
    )


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the package and the site.

    A word may have several forms, ``1 unit|{n} units``. ``plural`` has the condition of each form but the last, which
    is for all other numbers, in the grammar of Unicode's plural rules for whole numbers, such as
    ``n % 10 = 2..4 and n % 100 != 12..14 or n = 0``. ``wide`` are the characters that are as wide as high and stand
    without blanks between words, as a class of a regular expression. ``prose`` makes what only the site needs, so that
    the package need not. ``locale`` is what sites call the language that show shared links, such as ``en_US``.

    A language that is ``partial`` is still being translated: the register takes the words that it lacks from the
    default language, see `completed`, and ``borrowed`` has those, with the language that each is from.

    Raises:
        ValueError: a condition that can't be read, or a word with neither one form nor as many as there are conditions
            and one more.
    """

    code: str
    words: dict[str, str]
    direction: Literal["ltr", "rtl"] = "ltr"
    plural: tuple[str, ...] = ("n = 1",)
    wide: str = ""
    prose: Callable[[], Prose] = no_prose
    locale: str = ""
    partial: bool = False
    borrowed: Mapping[str, Language] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert len(self.plural_rules) == len(self.plural)  # each can be read
        for key, word in self.words.items():
            if "|" in word and word.count("|") + 1 != self.forms and key not in self.borrowed:
                raise ValueError(f"language {self.code!r}: expected {self.forms} forms or one of {key!r}, got {word!r}")

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return self.words["language"]

    @property
    def module(self) -> str:
        """The name of its file, without the ending; Python could not import one that is named like a keyword."""
        return f"{self.code}_" if iskeyword(self.code) else self.code

    @property
    def forms(self) -> int:
        """How many forms a word may have."""
        return len(self.plural) + 1

    @property
    def plural_rules(self) -> tuple[PluralRule, ...]:
        """The condition of each form but the last."""
        return tuple(read_plural_rule(condition) for condition in self.plural)

    def form_of(self, number: int) -> int:
        """Which form of a word goes with a number, from 0 on."""
        rules = enumerate(self.plural_rules)
        return next(
            (form for form, rule in rules if any(relations_hold(part, number) for part in rule)), len(self.plural)
        )

    def word(self, key: str, number: object = None) -> str:
        """The word of a key, in the form that goes with a number; in the last one where none is given."""
        forms = self.words[key].split("|")
        if len(forms) > 1 and isinstance(number, int):
            return forms[self.borrowed.get(key, self).form_of(number)]
        return forms[-1]

    def completed(self, default: Language) -> Language:
        """The language with the words that it lacks, if it may lack any; those are from the default language.

        Raises:
            ValueError: it has a word that the default language does not have, or lacks some and is not partial.
        """
        if unknown := self.words.keys() - default.words.keys():
            raise ValueError(f"language {self.code!r}: there is no word {', '.join(map(repr, sorted(unknown)))}")
        lacking = [key for key in default.words if key not in self.words]
        if lacking and (not self.partial or "language" in lacking):
            allowed = "it must at least have its name" if self.partial else "a language that may is partial=True"
            raise ValueError(f"language {self.code!r} lacks {len(lacking)} words, such as {lacking[0]!r}; {allowed}")
        words = {key: self.words.get(key, word) for key, word in default.words.items()}
        return replace(self, words=words, borrowed=dict.fromkeys(lacking, default)) if lacking else self
