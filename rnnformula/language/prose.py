"""How sentences are written in a language: what the checks and the search of the site read of it.

A module of its own, which the package without its site never imports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: What is written alike in every language: the call of a layer, and a number that is no part of a sum or a product.
CALL = r"(?P<call>[A-Z]\w*\((?:[^()]|\([^()]*\))*\))"
CLAIMED_NUMBER = r"(\d+(?:,\d{3})*)(?![\d,]*\s*[+×*])"
#: Where a formula stands in the sentence that `Prose.whole` is matched with.
HERE = "\1"

#: Matches nothing; what a language says in no way of its own.
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Prose:
    """How sentences are written in a language, for the pages of the site.

    Where the checks look for what a sentence claims, a pattern of one language is tried on its own pages; a part of a
    pattern, given as a string, is an alternative beside those of the other languages. All of it may be left out: what
    a language does not say here is not looked for on its pages.
    """

    #: The segmenter that divides its text into words, see `rnnformula.site.html.segmenting`; words of a character that
    #: belong to the word before them.
    segmenter: str = ""
    particles: str = ""
    #: The rules of typography that its text follows, see `rnnformula.site.checks.typography`.
    typography: str = ""
    #: Marks that no line may begin with.
    closing_marks: str = ""
    #: For the search, with blanks between: words that say nothing about what is looked for, and those that ask.
    passed_over: str = ""
    asking: str = ""
    #: Where a sentence ends, the mark that introduces what stands below, the quotes around words of others, and what
    #: stands between the items of a list.
    sentence_end: str = ""
    introduces: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    between: str = ""
    #: Phrases behind which words of others may stand, to the end of the sentence or of the bracket.
    also_called: tuple[str, ...] = ()
    #: Where the edition of *Dive into Deep Learning* in this language begins.
    textbook: str = ""

    #: ``GRU(5) on 4 features``, with the groups ``call`` and ``features``; right behind it a count; a count by Keras.
    layer: re.Pattern[str] = NEVER
    has: re.Pattern[str] = NEVER
    prints: re.Pattern[str] = NEVER
    #: Size -> how a number of it is said.
    sizes: dict[str, re.Pattern[str]] = field(default_factory=dict)
    #: ``half of them not trainable``, the share as the first group; its words -> the share as a fraction, ``1/2``.
    share: re.Pattern[str] = NEVER
    shares: dict[str, str] = field(default_factory=dict)
    #: A range that is part of what a word means, such as that of a sigmoid.
    ranges: re.Pattern[str] = NEVER
    #: Sets of weights and biases, with the groups ``g``, ``b`` and ``layer``.
    factors: re.Pattern[str] = NEVER

    #: Number words -> their values; how one is found, as the first group; what only looks like one.
    numbers: dict[str, int] = field(default_factory=dict)
    number: re.Pattern[str] = NEVER
    #: A number word that says how many times as much, at its beginning.
    multiple: re.Pattern[str] = NEVER
    #: Any word that says how many, which part or which in a row, whether it counts something or not.
    quantity: re.Pattern[str] = NEVER
    idioms: re.Pattern[str] = NEVER
    #: What is counted of a layer -> how it is said; the number word is the only group that matches.
    counted: dict[str, re.Pattern[str]] = field(default_factory=dict)
    #: Right behind what is counted: the layer that has it, as the first group.
    owner: str = ""

    #: Words of a sentence about the order of gates, about a part of a layer, about a difference, about two directions.
    order: str = ""
    part: str = ""
    difference: str = ""
    twice: str = ""
    #: A formula, at `HERE`, that counts all parameters of a layer.
    whole: str = ""
    #: What stands around the name of an array, at `HERE`, right before a formula that counts it.
    of_array: str = ""
    #: What is counted of a cost -> how sentences call it; ``forward`` and ``backward`` are the two passes.
    costs: dict[str, str] = field(default_factory=dict)
    #: Array -> how sentences call it.
    arrays: dict[str, str] = field(default_factory=dict)

    def array(self, name: str) -> str:
        """How sentences call an array, as a pattern; empty where the language has no word for it."""
        return self.arrays.get(name, "")
