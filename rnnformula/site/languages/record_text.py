"""The text of the file that a language begins with: every word of the default language, to be written over."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.language.definition import Language

if TYPE_CHECKING:
    from rnnformula.site.languages.locale_facts import LocaleFacts

#: What begins a line that is still to be translated.
OPEN_MARK = "# "
#: A letter outside of braces.
A_LETTER = re.compile(r"[^\W\d_]")
IN_BRACES = re.compile(r"\{\w*\}")
#: So many numbers say which have a form.
NUMBERS_SHOWN = 5
RECORD = '''\
"""{english_name}: the labels of tables and derivations, and how sentences are written.

It is still being translated. A line behind # shows {default} until you take the "# " away and write your words over
those between the second pair of quotation marks:

    # "layer": "Layer",
    "layer": "...",

Keep what stands in braces, such as {{n}}: a page puts something there. Marks, such as the comma of a list, stand here
without #; change those that you write otherwise. A word that goes with a number has {forms_said}
`make preview` shows what you wrote, `make translation` lists what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language.definition import Language

if TYPE_CHECKING:
    from rnnformula.language.prose import Prose

WORDS = {{
{words}
}}


def prose() -> Prose:
    """How sentences are written: what the search and the checks know of pages; `Prose` says what else they may."""
    from rnnformula.language.prose import Prose

    return Prose(
        # Words that the search passes over, and words that ask, with blanks between.
        # passed_over="a an the of in on at to for from by with",
        # asking="how why what which who when where",
        # Marks that no line may begin with.
        closing_marks={closing_marks},
    )


{constant} = Language(
{fields}
)
'''


def as_literal(text: str) -> str:
    """A text as code, in the quotation marks that the formatter would take."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    if '"' in text and "'" not in text:
        return f"'{shown}'"
    return '"{}"'.format(shown.replace('"', r"\""))


def has_letters(word: str) -> bool:
    """Whether a word has a letter; one without is made of marks, which many languages share."""
    return bool(A_LETTER.search(IN_BRACES.sub("", word)))


def word_line(key: str, word: str) -> str:
    """The line of a word that is still to be translated, without the blanks before it."""
    return f"{OPEN_MARK}{as_literal(key)}: {as_literal(word)},"


def constant_of(code: str) -> str:
    """What the record of a language is called in its file."""
    return code.upper()


def record_text(facts: LocaleFacts) -> str:
    """The file of a language as it begins."""
    default = LANGUAGES[DEFAULT]
    lines = []
    for key, word in sorted(default.words.items()):
        if key == "language":
            lines.append(f"{as_literal(key)}: {as_literal(facts.name)},")
        else:
            lines.append(word_line(key, word).removeprefix("" if has_letters(word) else OPEN_MARK))
    fields = {
        "code": as_literal(facts.code),
        "words": "WORDS",
        "direction": as_literal(facts.direction),
        "plural": _tuple(facts.plural),
        "wide": as_literal(facts.wide),
        "prose": "prose",
        "locale": as_literal(facts.locale),
        "partial": "True,  # words are missing; take this line away when none is",
    }
    taken_for_granted = {"direction": '"ltr"', "wide": '""', "locale": '""'}
    return RECORD.format(
        english_name=facts.english_name,
        default=default.name,
        forms_said=_forms_said(facts),
        words="\n".join(f"    {line}" for line in lines),
        closing_marks=as_literal(facts.closing_marks),
        constant=constant_of(facts.code),
        fields="\n".join(
            f"    {name}={value}{'' if name == 'partial' else ','}"
            for name, value in fields.items()
            if value != taken_for_granted.get(name)
        ),
    )


def _tuple(texts: tuple[str, ...]) -> str:
    listed = ", ".join(map(as_literal, texts))
    return f"({listed},)" if len(texts) == 1 else f"({listed})"


def _forms_said(facts: LocaleFacts) -> str:
    """How many forms a word has, and for which numbers each is."""
    language = Language(code=facts.code, words={}, plural=facts.plural)
    if language.forms == 1:
        return "one form:\nof 1 layer|{n} layers write what fits any number.\n"
    by_form = groupby(sorted(range(1000), key=language.form_of), language.form_of)
    listed = [", ".join(map(str, islice(numbers, NUMBERS_SHOWN))) for _, numbers in by_form]
    lines = "\n".join(f"    {number}. for {numbers}" for number, numbers in enumerate(listed, 1))
    return f"{language.forms} forms,\nwith | between them, as in 1 layer|{{n}} layers:\n\n{lines}\n"
