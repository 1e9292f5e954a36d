"""The register of languages: one flat dict of labels a language, the same keys in each."""

from rnnformula.errors import InputError
from rnnformula.words import en, zh

LANGUAGES = {"en": en.WORDS, "zh": zh.WORDS}


def words(lang: str) -> dict[str, str]:
    """The labels of a language.

    Raises:
        InputError: an unknown language; the message lists the known ones.
    """
    if lang not in LANGUAGES:
        raise InputError(f"unknown language {lang!r} (known: {', '.join(LANGUAGES)})")
    return LANGUAGES[lang]
