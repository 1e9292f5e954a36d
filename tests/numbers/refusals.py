"""What the scripts refuse, and how a page says it."""

from rnnformula.language import LANGUAGES
from rnnformula.language.phrases import Label, Quote
from rnnformula.language.saying import phrase


class Refused(Exception):
    """The scripts refuse what they are asked; ``key`` and ``values`` are those of a phrase."""

    def __init__(self, key, values):
        super().__init__(key, values)
        self.key, self.values = key, values


def sentences(refused):
    """What a refusal says in each language."""
    values = {
        name: Quote(value["text"]) if isinstance(value, dict) else value for name, value in refused.values.items()
    }
    return [phrase(Label(refused.key, values), language) for language in LANGUAGES.values()]
