"""What each language needs, and how phrases, formulas and numbers are written; this is the register of languages.

It may use the counting, for the formulas that it writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown
from rnnformula.language.en import ENGLISH
from rnnformula.language.zh import CHINESE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.language.definition import Language
    from rnnformula.language.prose import Prose

#: The register: a language is a file beside this one and a line here. The first is the default; it has the words that
#: a partial language lacks.
LANGUAGES = {
    language.code: language.completed(ENGLISH)
    for language in (
        ENGLISH,
        CHINESE,
    )
}
#: The language of labels where none is asked for; its pages stand at the root of the site.
DEFAULT = next(iter(LANGUAGES))
_wide = "".join(language.wide for language in LANGUAGES.values())
#: A character of any language that is as wide as high, and between words without blanks, as a pattern.
WIDE_CHARACTERS = f"[{_wide}]" if _wide else "(?!)"


def language_of(lang: str) -> Language:
    """The language of a code.

    Raises:
        InputError: an unknown language; the message lists the known ones.
    """
    if not isinstance(lang, str) or lang not in LANGUAGES:
        raise InputError(f"unknown language {shown(lang)} (known: {', '.join(LANGUAGES)})")
    return LANGUAGES[lang]


def words(lang: str) -> dict[str, str]:
    """The labels of a language.

    Raises:
        InputError: an unknown language; the message lists the known ones.
    """
    return language_of(lang).words


def section_names(lang: str) -> list[str]:
    """The names of the sections of the site's menu; mkdocs.yml has those of the default language.

    Raises:
        InputError: an unknown language.
    """
    return [word for key, word in words(lang).items() if key.startswith("section_")]


def any_of(part: Callable[[Prose], str]) -> str:
    """A part of a pattern in all languages, as the alternatives of one; it matches nothing where no language has any."""
    parts = (part(language.prose()) for language in LANGUAGES.values())
    return "|".join(filter(None, parts)) or "(?!)"
