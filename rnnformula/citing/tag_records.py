"""What is known of a tag, and of the work that it is part of, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rnnformula.citing.plain_formulas import tex_as_text
from rnnformula.language import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What stands before an id in an address, and between the address of a site and a tag.
FRAGMENT, TAG_FOLDER = "#", "t/"


@dataclass(frozen=True, slots=True)
class TagFormula:
    """A formula in TeX, and where it counts something, as text and as an expression of Python in ``sizes``.

    ``layer`` is the layer whose number of parameters it is, with its options, ``GRU reset_after=False``, and empty
    where it is that of no whole layer.
    """

    tex: str
    text: str = ""
    python: str = ""
    sizes: tuple[str, ...] = ()
    layer: str = ""

    @property
    def as_text(self) -> str:
        """The formula as text, also where it counts nothing."""
        return self.text or tex_as_text(self.tex)


@dataclass(frozen=True, slots=True)
class TagExample:
    """A layer with sizes, its number, and how the formula comes to it, as text and, where that is known, in TeX.

    ``layer`` is how `rnnformula.count` takes it, ``named`` how it is spoken of, by language.
    """

    layer: str
    count: int
    text: str
    tex: str = ""
    named: Mapping[str, str] = field(default_factory=dict, hash=False)

    def name_in(self, lang: str) -> str:
        """How the layer is spoken of in a language, or else how it is written."""
        return in_language(self.named, lang) or self.layer


@dataclass(frozen=True, slots=True)
class Retirement:
    """Since which version a tag has no statement, why, by language, and which tag to read instead, if any."""

    version: str
    why: Mapping[str, str] = field(hash=False)
    see: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A statement that can be cited: its short tag, its readable id, and what it says, by language.

    >>> from rnnformula import find_tag
    >>> find_tag("lstm.formula").kind
    'step'

    ``kind`` is one of page, step, table, figure, formula, term and place; ``page`` the path of the page it is on;
    ``since`` the version that had it first; ``alias`` the addresses that it had before; ``witnesses`` the kinds of
    checks that hold it; ``rests_on`` the tags that it follows from.
    """

    tag: str
    id: str
    page: str
    kind: str
    titles: Mapping[str, str] = field(hash=False)
    statements: Mapping[str, str] = field(default_factory=dict, hash=False)
    since: str = ""
    formula: TagFormula | None = None
    example: TagExample | None = None
    witnesses: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    retired: Retirement | None = None

    def title(self, lang: str) -> str:
        """What it is called in a language, or else in the default one."""
        return in_language(self.titles, lang)

    def statement(self, lang: str) -> str:
        """What it says in a language, or else in the default one, as Markdown; empty where it says nothing."""
        return in_language(self.statements, lang)


@dataclass(frozen=True, slots=True)
class CitedWork:
    """The whole that tags are part of: its title by language, who made it, its version, when that was released.

    An author has a ``name``, or ``given-names`` and ``family-names``, as in CITATION.cff. ``checked`` names what its
    numbers were compared with, each with its version; ``address`` is where it is published, empty where nowhere.
    """

    titles: Mapping[str, str] = field(hash=False)
    authors: tuple[Mapping[str, str], ...] = field(hash=False)
    version: str
    released: str
    checked: Mapping[str, str] = field(hash=False)
    license: str = ""
    address: str = ""
    repository: str = ""


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in a language, or else in the default one; empty where there is none."""
    return texts.get(lang) or texts.get(DEFAULT, "")
