"""The languages whose sentences stand in tests, by what they call themselves: no test names a code.

A test of what holds in every language goes through `rnnformula.language.LANGUAGES`.
"""

from rnnformula.language import DEFAULT, LANGUAGES


def code_of(name):
    """The code of the language that calls itself so."""
    return next(code for code, language in LANGUAGES.items() if language.name == name)


ENGLISH, CHINESE = code_of("English"), code_of("中文")
#: The languages that have every page, word and term; others are still being translated.
WHOLE = [code for code, language in LANGUAGES.items() if not language.partial]
#: Code -> where the pages of a language begin, below the address of the site.
HOMES = {code: "" if code == DEFAULT else f"{code}/" for code in LANGUAGES}
