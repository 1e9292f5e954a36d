"""Changes of what pages are made from: the data of layers, recorded outputs, the words of labels."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rnnformula.language import LANGUAGES
from rnnformula.site.book.contents import Book
from rnnformula.site.book.sources import SNIPPET_RECORDS
from tests.languages import ENGLISH
from tests.mutations.of_pages import DIGITS, SLIPS

#: The folders of the data of layers.
FACTS = ("rnnformula/facts/families/", "rnnformula/facts/frameworks/")
#: What is no data: docstrings, comments, imports, the names of arguments and where they are from.
NO_DATA = re.compile(
    r'""".*?"""|^[ ]*#[^\n]*$|^(?:from|import) [^\n]*$|arguments=names\(.*?\)|^SOURCE[^\n]*$|likelihood=\d+',
    re.MULTILINE | re.DOTALL,
)
TEXT = re.compile(r'"[^"\n]*"')
#: An axis in the shape of an array, and the one that a slip takes for it.
AXES = {"f": "u", "u": "f"}
SHAPE = re.compile(r'Array\("\w+", (?P<shape>"[^"]*")')
EQUATION = re.compile(r'Equation\("\w+", (?P<equation>"[^"]*")')
GATES = re.compile(r'(?:GATES = names\(|gates=names\()(?P<gates>"[^"]*")')
SIGNS = {"+": "-", "-": "+", "*": "+"}


@dataclass(frozen=True)
class SourceMutation:
    """A change of one file: the kind, what it is, the file and its new text."""

    kind: str
    what: str
    file: str
    text: str


def _edited(kind: str, book: Book, file: str, start: int, end: int, new: str) -> SourceMutation:
    text = book.sources.text(file)
    line = text.count("\n", 0, start) + 1
    return SourceMutation(kind, f"{file}:{line}: {text[start:end]} -> {new}", file, text[:start] + new + text[end:])


def of_families(book: Book) -> Iterator[SourceMutation]:
    """A number, an axis, a sign, an array or a gate of a layer is another one."""
    kind = "data of layers"
    for file in book.sources.texts:
        if not file.startswith(FACTS):
            continue
        text = NO_DATA.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), book.sources.text(file))
        for match in SHAPE.finditer(text):
            start = match.start("shape")
            for number in re.finditer(r"\d", match["shape"]):
                place = start + number.start()
                yield _edited(kind, book, file, place, place + 1, str(int(number[0]) % 9 + 1))
            for axis in re.finditer(r"(?<![a-z])[fu](?![a-z])", match["shape"]):
                yield _edited(kind, book, file, start + axis.start(), start + axis.end(), AXES[axis[0]])
        for match in EQUATION.finditer(text):
            start = match.start("equation")
            for sign in re.finditer(r"(?<= )[-+*](?= )", match["equation"]):
                yield _edited(kind, book, file, start + sign.start(), start + sign.end(), SIGNS[sign[0]])
        for match in GATES.finditer(text):
            letters = match["gates"].strip('"').split()
            for place in range(len(letters) - 1):
                swapped = [*letters[:place], letters[place + 1], letters[place], *letters[place + 2 :]]
                yield _edited(kind, book, file, match.start("gates"), match.end("gates"), f'"{" ".join(swapped)}"')


def of_records(book: Book, chance: random.Random) -> Iterator[SourceMutation]:
    """A digit of a recorded output is another one."""
    for name in book.sources.inside(SNIPPET_RECORDS, ".txt"):
        file = f"{SNIPPET_RECORDS}/{name}"
        for match in DIGITS.finditer(book.sources.text(file)):
            new = str(int(match[0][-1]) % 9 + 1)
            if new != match[0][-1]:
                yield _edited("records", book, file, match.end() - 1, match.end(), new)


@dataclass(frozen=True)
class LabelMutation:
    """A label of a language, or of all, says another number."""

    kind: str
    what: str
    labels: tuple[tuple[str, str, str], ...]  # language, key, text


def of_labels() -> Iterator[LabelMutation]:
    """A digit or a number word of a label is another one, in one language or in all."""
    changed: dict[str, list[tuple[str, str, str]]] = {}
    for lang, language in LANGUAGES.items():
        slips = SLIPS[lang] | {str(digit): str(digit + 1) for digit in range(1, 9)}
        words = "|".join(sorted(slips, key=len, reverse=True))
        pattern = re.compile(
            rf"(?<![\w{{])(?:{words})(?![\w}}])" if lang == ENGLISH else rf"(?<!\{{)(?:{words})", re.IGNORECASE
        )
        for key, text in language.words.items():
            for match in pattern.finditer(text):
                new = f"{text[: match.start()]}{slips[match[0].lower()]}{text[match.end() :]}"
                yield LabelMutation("labels", f"{lang} {key}: {text} -> {new}", ((lang, key, new),))
                changed.setdefault(key, []).append((lang, key, new))
    for key, labels in changed.items():
        first = {lang: label for lang, *_ in labels for label in labels if label[0] == lang}
        if len(first) == len(LANGUAGES):
            yield LabelMutation("labels", f"{key} in all languages", tuple(first.values()))
