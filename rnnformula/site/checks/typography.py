"""Chinese typography: blanks, full-width marks, quotes and brackets in pairs, no broken lines.

AutoCorrect knows where a blank belongs and which marks are full-width. Its own Markdown mode does
not look at what touches code, formulas and links, so it is handed the text as a reader sees it,
with a Latin word in the place of each piece of code or formula. What it lacks is corrected before.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import autocorrect_py as autocorrect

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import BRACES, Page
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import GLOSSARY, READ_ON_THE_WEB
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.contents import Book

#: The language whose record asks for these rules; there may be none.
LANG = next((code for code, language in LANGUAGES.items() if language.prose().typography == "chinese"), "")
LABEL_FILE = f"rnnformula/language/{LANG}.py"
#: Latin words of a label, what is none, and names that are written alike in every language.
LATIN_WORD = re.compile(r"[A-Za-z_]{3,}")
NO_WORDS = re.compile(r"\{\w*\}|`[^`]*`")
NAMES = {"Keras", "PyTorch", "units", "features", "hidden_size", "input_size"}

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
OPENING, CLOSING = "（《【「『“‘", "）》】」』”’"
MARKS = f"，。、；：？！…{OPENING}{CLOSING}"
OPENED_BY = dict(zip(CLOSING, OPENING, strict=True))
FULL_WIDTH = dict(zip(",;:!?", "，；：！？", strict=True))

#: Wrong -> right, in order; what AutoCorrect leaves as it is.
CORRECTIONS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(rf"(?<=[{HAN}])\(([^()]*)\)"), r"（\1）"),
    (re.compile(rf"\(([^()]*[{HAN}][^()]*)\)"), r"（\1）"),
    (re.compile(rf'"([^"]*[{HAN}][^"]*)"'), r"“\1”"),
    (re.compile(rf"(?<!\w)'([^']*[{HAN}][^']*)'(?!\w)"), r"‘\1’"),
    (re.compile(rf"(?<=[{HAN}])(?:\.{{3,}}|…(?!…))|(?:\.{{3,}}|(?<!…)…)(?=[{HAN}])"), "……"),
    (re.compile(rf"(?<=[{HAN}{CLOSING}])\.(?![\w.])"), "。"),
    *(
        (re.compile(rf"(?<=[{HAN}{CLOSING}]) *{re.escape(half)}|{re.escape(half)} *(?=[{HAN}])"), full)
        for half, full in FULL_WIDTH.items()
    ),
    (re.compile(rf" +(?=[{MARKS}])|(?<=[{MARKS}]) +| *——(?!—) *"), lambda match: match[0].strip(" ")),
]
#: A newline becomes a blank in the browser.
BROKEN_LINE = re.compile(rf"[{MARKS}]\n|\n[{MARKS}]|[{HAN}]\n[{HAN}]")
#: What stands for a piece of code or a formula.
STAND_IN = re.compile(r"X(\d+)X")

HAN_CHARACTER = re.compile(rf"[{HAN}]")


@dataclass(frozen=True, slots=True)
class RunningText:
    """Running text as a reader sees it, from a line of a file on; ``hidden`` is what the stand-ins stand for."""

    file: str
    line: int
    text: str
    hidden: tuple[str, ...] = ()

    def shown(self, text: str) -> str:
        """The text with its code and formulas again."""
        return STAND_IN.sub(lambda match: self.hidden[int(match[1])], text)


def check(book: Book) -> Checked:
    """Find Chinese text with wrong blanks or marks, and labels that are not Chinese.

    A problem shows the wrong text and the right one.
    """
    texts = list(_texts(book))
    problems = [
        Problem(text.file, line, message, LANG)
        for text in texts
        for line, message in (*_uncorrected(text), *_broken(text), *_unpaired(text))
    ]
    problems += [
        Problem(file, line, Message("{text!r} is not Chinese; readers of Chinese pages see this label", text=text))
        for file, line, text in _labels(book)
        if _is_foreign(text)
    ]
    return Checked(sum(text.text.count("\n") + 1 for text in texts), problems)


def correct(text: str) -> str:
    """A line of Chinese text as it should be.

    >>> correct("共有3个单元,即(I, H, O).")
    '共有 3 个单元，即（I, H, O）。'
    """
    for wrong, right in CORRECTIONS:
        text = wrong.sub(right, text)
    corrected: str = autocorrect.format(text)
    return corrected


def _uncorrected(text: RunningText) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.text.split("\n"), text.line):
        if (right := correct(line)) != line:
            wrong, right = _excerpts(text.shown(line), text.shown(right))
            yield number, Message('typography: expected "{right}", got "{wrong}"', right=right, wrong=wrong)


def _broken(text: RunningText) -> Iterator[tuple[int, str]]:
    for match in BROKEN_LINE.finditer(text.text):
        line = text.line + text.text.count("\n", 0, match.start())
        yield (
            line,
            Message("typography: the line break shows as a blank; write the paragraph in one line"),
        )


def _unpaired(text: RunningText) -> Iterator[tuple[int, str]]:
    opened: list[tuple[str, int]] = []
    line = text.line
    for mark in text.text:
        line += mark == "\n"
        if mark in OPENING:
            opened.append((mark, line))
        elif mark in CLOSING and (not opened or opened.pop()[0] != OPENED_BY[mark]):
            yield (
                line,
                Message(
                    "typography: {mark} closes nothing; expected {opening} before it",
                    mark=mark,
                    opening=OPENED_BY[mark],
                ),
            )
    for mark, line in opened:
        yield (
            line,
            Message(
                "typography: {mark} is not closed; expected {closing} behind it",
                mark=mark,
                closing=CLOSING[OPENING.index(mark)],
            ),
        )


def _excerpts(wrong: str, right: str, around: int = 6) -> tuple[str, str]:
    """The part in which two texts differ, with a few characters before and after."""
    start = _same(wrong, right)
    end = _same(wrong[start:][::-1], right[start:][::-1])
    first = max(start - around, 0)
    return wrong[first : len(wrong) - end + around], right[first : len(right) - end + around]


def _same(first: str, second: str) -> int:
    """How many characters two texts have in common before they differ."""
    return next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def _texts(book: Book) -> Iterator[RunningText]:
    """Everything Chinese that a reader of the site or the project sees."""
    markdown = book.in_languages([LANG])
    markdown += [Page(LANG, name, name, book.sources.get(name)) for name in READ_ON_THE_WEB]
    texts = [text for page in markdown for text in (*_front_matter(page), *_paragraphs(page))]
    for file, line, text in (*_terms(book), *_labels(book)):
        if HAN_CHARACTER.search(text):
            texts += [RunningText(file, line, part, hidden) for part, hidden in _short(text)]
    yield from (text for text in texts if HAN_CHARACTER.search(text.text))


@cache
def _short(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The paragraphs of a text that is no page, each with what its stand-ins stand for; parsed once in a process."""
    return tuple((part.text, part.hidden) for part in _paragraphs(Page(LANG, "", "", text)))


def _front_matter(page: Page) -> Iterator[RunningText]:
    for number, line in enumerate(page.lines, 1):
        if line.startswith(("description: ", "gist: ")):
            yield RunningText(page.file, number, line.partition(": ")[2])
        if number > 1 and not line.strip("-"):
            return


def _paragraphs(page: Page) -> Iterator[RunningText]:
    for line, tokens in page.inlines:
        hidden: list[str] = []
        parts = [""]
        for token in tokens:
            parts[-1] += _seen(token, hidden)
            # CommonMark can't close bold between a full-width mark and a character, so that a heading
            # that runs into its paragraph, **问题。**, needs the blank behind it.
            if token.type == "strong_close" and parts[-1].endswith(tuple(MARKS)) and len(parts) == 1:
                parts.append("")
        for number, part in enumerate(parts):
            text = part.removeprefix(" ") if number else part
            yield RunningText(page.file, line, BRACES.sub("", text).rstrip(" "), tuple(hidden))


def _seen(token: Token, hidden: list[str]) -> str:
    match token.type:
        case "text" | "image":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "code_inline" | "math_inline" | "math_inline_double":
            hidden.append(f"{token.markup}{token.content}{token.markup}")
            return f"X{len(hidden) - 1}X"
    return ""


def _terms(book: Book) -> Iterator[tuple[str, int, str]]:
    lines = book.sources.text(GLOSSARY).splitlines()
    for term in book.terms:
        for text in (term.words.get(LANG, ""), term.meaning.get(LANG, "")):
            at = next((n for n, line in enumerate(lines, 1) if n >= term.line and text in line), term.line)
            yield GLOSSARY, at, text


def _labels(book: Book) -> Iterator[tuple[str, int, str]]:
    for node in ast.parse(book.sources.get(LABEL_FILE)).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            for value in node.value.values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield LABEL_FILE, value.lineno, value.value


def _is_foreign(text: str) -> bool:
    """Whether a label has words, none of them Chinese, and not names alone."""
    return not HAN_CHARACTER.search(text) and not NAMES.issuperset(LATIN_WORD.findall(NO_WORDS.sub("", text)))
