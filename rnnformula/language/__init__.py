"""The words of each language, and how phrases, formulas and numbers are written; this is the register of languages.

It may use the counting, for the formulas that it writes.
"""

from rnnformula.errors import InputError
from rnnformula.language import en, zh

LANGUAGES = {"en": en.WORDS, "zh": zh.WORDS}


def words(lang: str) -> dict[str, str]:
    """The labels of a language.

    Raises:
        InputError: an unknown language; the message lists the known ones.
    """
    if lang not in LANGUAGES:
        raise InputError(f"unknown language {lang!r} (known: {', '.join(LANGUAGES)})")
    return LANGUAGES[lang]
