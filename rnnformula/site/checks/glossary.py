"""The agreed terms: a glossary that does not contradict itself, and pages that keep to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, WIDE_CHARACTERS, words
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.book.terms import PREFIX
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.ids import FORM
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.terms import GlossaryTerm

#: Names in code are not ours to choose.
CODE_SPAN = re.compile(r"`[^`\n]*`")
#: A character of a script that has no blanks between words.
WITHOUT_BLANKS = re.compile(WIDE_CHARACTERS)
#: Labels that name gates by the letters of frameworks.
GATE = re.compile(r"gate_[a-z]")


def check(book: Book) -> Checked:
    """Find contradictions in ``docs/glossary.toml``, terms that its page lacks, and wordings it refuses."""
    terms = book.terms
    problems = [*_twice(terms), *_contradictions(terms), *_unlisted(book), *_misnamed(terms)]
    for page in book.pages:
        text = "\n".join(CODE_SPAN.sub("``", line) for _, line in page.prose)
        lines = [number for number, _ in page.prose]
        for term in terms:
            for wrong in term.never.get(page.lang, ()):
                for match in _pattern(wrong).finditer(text):
                    line = lines[text.count("\n", 0, match.start())]
                    message = Message(
                        "{text!r}: the agreed word is {agreed!r} ({file})",
                        text=match[0],
                        agreed=term.words[page.lang],
                        file=GLOSSARY,
                    )
                    problems.append(Problem(page.file, line, message, page.lang))
    return Checked(len(terms), problems)


def _pattern(wrong: str) -> re.Pattern[str]:
    """The pattern of a refused wording: whole words, in capitals too, with any blanks or a line break between them."""
    written = r"\s+".join(map(re.escape, wrong.split()))
    edges = ["" if WITHOUT_BLANKS.match(character) else r"\b" for character in (wrong[0], wrong[-1])]
    return re.compile(written.join(edges), re.IGNORECASE)


def _twice(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Ids and words that two terms claim, wordings refused twice, ids of another form."""
    seen: dict[tuple[str, str], int] = {}
    for term in terms:
        refused = [(lang, wrong) for lang, listed in term.never.items() for wrong in listed]
        for key in (
            (Message("id"), term.id),
            *term.words.items(),
            *((f"never {lang}", wrong) for lang, wrong in refused),
        ):
            folded = (key[0], key[1].lower())
            if folded in seen:
                yield Problem(
                    GLOSSARY,
                    term.line,
                    Message("{kind} {word!r} is at line {line} too", kind=key[0], word=key[1], line=seen[folded]),
                )
            seen[folded] = term.line
        if not FORM.fullmatch(term.id):
            name = term.id.removeprefix(PREFIX)
            yield Problem(
                GLOSSARY, term.line, Message("id {name!r}: expected words of a-z and 0-9 joined by - and .", name=name)
            )


def _contradictions(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Agreed words, and sentences about them, that another entry refuses.

    The reverse is fine: 偏置量 may be refused although 偏置 is agreed.
    """
    for term in terms:
        for lang, listed in term.never.items():
            for wrong in listed:
                for other in terms:
                    for text in (other.words.get(lang, ""), other.meaning.get(lang, "")):
                        if _pattern(wrong).search(text):
                            message = Message(
                                "never {lang} {wrong!r} is part of {text!r} at line {line}",
                                lang=lang,
                                wrong=wrong,
                                text=text,
                                line=other.line,
                            )
                            yield Problem(GLOSSARY, term.line, message)


def _misnamed(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Gates that figures and tables name by a term in one language and by another one in another."""
    for key in filter(GATE.fullmatch, words(next(iter(LANGUAGES)))):
        named = {lang: words(lang)[key] for lang in LANGUAGES}
        near = [term for term in terms if set(term.words.items()) & set(named.items())]
        if near and not any(named.items() <= term.words.items() for term in near):
            message = Message(
                "its words are not those of {key!r} in rnnformula/language: {words}",
                key=key,
                words=", ".join(named.values()),
            )
            yield Problem(GLOSSARY, near[0].line, message)


def _unlisted(book: Book) -> Iterator[Problem]:
    """Terms that the page of the glossary does not list; a site without such a page lists none."""
    listed = {name for fence in book.fences for name in fence.ids(book) if name.startswith(PREFIX)}
    for term in book.terms:
        if listed and term.id not in listed:
            yield Problem(
                GLOSSARY,
                term.line,
                Message("no page lists {name}; add a fence for the group {group!r}", name=term.id, group=term.group),
            )
