"""What is said to contributors: written in English in the code, and said in the language of who reads it.

A file ``<language>.po`` has the messages of a language, in the form of gettext, by their English templates.
A message may use the package only: it asks which languages there are.
"""

from __future__ import annotations

import os
import re
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.language import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What says in which language to speak, the first that is set; the first of all is what ``--lang`` sets.
LANG_VARIABLES = ("RNNFORMULA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

#: The template of a message that its source, and not a catalog, has in several languages: they are its values.
OF_SOURCE = f"{{{DEFAULT}}}"


class Message(str):
    """A text in English that keeps its template and the values in it, so that it can be said in other languages.

    Wherever a text will do, it is one: it is compared, sorted and printed as English.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:  # noqa: D102
        message = super().__new__(cls, template.format(**values))
        message.template = template
        message.values = values
        return message

    def __str__(self) -> Message:
        """Itself, so that it passes through an error as it is."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self.template, self.values)

    def written(self, lang: str) -> str:
        """The message in a language; what that language lacks stays English."""
        if self.template == OF_SOURCE:
            return str(self.values.get(lang, self))
        template = catalog(lang).get(self.template, self.template)
        return template.format(**{name: _in_language(value, lang) for name, value in self.values.items()})

    def as_json(self) -> list[Any]:
        """What `from_json` makes the message of again."""
        parts = {name: value.as_json() if isinstance(value, Message) else value for name, value in self.values.items()}
        return [self.template, parts]


def _unpickled(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)


def from_json(content: list[Any]) -> Message:
    """The message that `Message.as_json` wrote."""
    template, parts = content
    values = {name: from_json(value) if isinstance(value, list) else value for name, value in parts.items()}
    return Message(template, **values)


def _in_language(value: Any, lang: str) -> Any:
    """A message in a language; anything else as it is."""
    return value.written(lang) if isinstance(value, Message) else value


def of_source(texts: Mapping[str, str]) -> Message:
    """What a source says in several languages, the default one among them, such as a reason in the glossary."""
    return Message(OF_SOURCE, **texts)


def as_message(text: str) -> Message:
    """A text as a message: itself where it is one, else the words of somebody else."""
    return text if isinstance(text, Message) else Message("{text}", text=text)


def alternatives(parts: Iterable[str]) -> str:
    """``a or b or c``."""
    return reduce(lambda first, other: Message("{first} or {other}", first=first, other=other), parts)


def enumerated(parts: Iterable[str]) -> str:
    """``a, b, c``."""
    return reduce(lambda first, other: Message("{first}, {other}", first=first, other=other), parts)


def besides(parts: Iterable[str]) -> str:
    """``a; b; c``."""
    return reduce(lambda first, other: Message("{first}; {other}", first=first, other=other), parts)


@cache
def catalog(lang: str) -> dict[str, str]:
    """The templates of a language by the English ones; empty where it has none."""
    file = catalog_file(lang)
    if not file.is_file():
        return {}
    from babel.messages.pofile import read_po  # for those alone who do not read English

    with file.open("rb") as source:
        entries = read_po(source, locale=None)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string}


def catalog_file(lang: str) -> Path:
    """The file that has the messages of a language, if there is one."""
    return Path(__file__).with_name(f"{lang}.po")


def spoken_language() -> str:
    """The language that the environment asks for, as ``zh_CN.UTF-8`` does; English where we do not speak it."""
    asked_for = next(filter(None, map(os.environ.get, LANG_VARIABLES)), "")
    code = re.split(r"[._@-]", asked_for)[0].lower()
    return code if code in LANGUAGES else DEFAULT
