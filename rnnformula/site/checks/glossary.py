"""The agreed terms: a glossary that does not contradict itself, and pages that keep to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.book.terms import PREFIX
from rnnformula.site.book.wordings import Wordings
from rnnformula.site.checks.checked import Checked
from rnnformula.site.checks.ids import FORM
from rnnformula.site.messages import Message, of_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.book.wordings import Refusal

#: Labels that name gates by the letters of frameworks.
GATE = re.compile(r"gate_[a-z]")


def check(book: Book) -> Checked:
    """Find contradictions in ``docs/glossary.toml``, terms that its page lacks, and wordings it refuses."""
    terms = book.terms
    wordings = {lang: Wordings(terms, lang) for lang in LANGUAGES}
    problems = [*_twice(terms), *_contradictions(terms, wordings), *_idle(terms), *_unlisted(book), *_misnamed(terms)]
    for page in book.pages:
        if page.lang not in LANGUAGES:  # reported by the check of the structure
            continue
        lines = [number for number, _ in page.prose]
        text = "\n".join(line for _, line in page.prose)
        for refusal in wordings[page.lang].refused_in(text):
            problems.append(Problem(page.file, lines[refusal.line], _message(refusal, page.lang), page.lang))
    return Checked(len(terms), problems)


def _message(refusal: Refusal, lang: str) -> Message:
    """What is wrong, the agreed word, and why, or where the word of others may stand."""
    agreed = refusal.term.word_in(lang)
    if refusal.why:
        return Message(
            "{text!r}: the agreed word is {agreed!r} ({file}): {why}",
            text=refusal.text,
            agreed=agreed,
            file=GLOSSARY,
            why=of_source(refusal.why),
        )
    return Message(
        "{text!r}: the agreed word is {agreed!r} ({file}); words of others stand behind {phrase!r}, in quotation marks "
        "or in code",
        text=refusal.text,
        agreed=agreed,
        file=GLOSSARY,
        phrase=next(iter(LANGUAGES[lang].prose().also_called), ""),
    )


def _twice(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Ids and words that two terms claim, wordings listed twice, ids of another form."""
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for term in terms:
        listed = [("id", "id", term.id), *((lang, lang, word) for lang, word in term.words.items())]
        # What is a word of others must neither be one for another term nor be refused.
        listed += [(f"also {lang}", f"others {lang}", word) for lang, also in term.also.items() for word in also]
        listed += [
            (f"never {lang}", f"others {lang}", no.wording) for lang, never in term.never.items() for no in never
        ]
        listed += [("also code", "code", name) for name in term.names]
        for kind, space, text in listed:
            key = space, text.lower()
            if key in seen:
                other, line = seen[key]
                yield Problem(
                    GLOSSARY,
                    term.line,
                    Message("{kind} {word!r} is at line {line} too", kind=kind, word=text, line=line)
                    if other == kind
                    else Message(
                        "{kind} {word!r} is at line {line} as {other}", kind=kind, word=text, line=line, other=other
                    ),
                )
            seen[key] = kind, term.line
        if not FORM.fullmatch(term.id):
            name = term.id.removeprefix(PREFIX)
            yield Problem(
                GLOSSARY, term.line, Message("id {name!r}: expected words of a-z and 0-9 joined by - and .", name=name)
            )


def _contradictions(terms: list[GlossaryTerm], wordings: Mapping[str, Wordings]) -> Iterator[Problem]:
    """Agreed words, words of others and sentences about them that an entry refuses.

    The reverse is fine: 偏置量 may be refused although 偏置 is agreed.
    """
    never = {lang: Wordings(terms, lang, also=False) for lang in LANGUAGES}
    for term in terms:
        for lang in LANGUAGES:
            texts = [(text, wordings[lang]) for text in (term.word_in(lang), term.meaning_in(lang))]
            texts += [(text, never[lang]) for text in term.also.get(lang, ())]
            for text, listed in texts:
                for refusal in listed.refused_in(text):
                    message = Message(
                        "{field} {lang} {wording!r} is part of {text!r} at line {line}",
                        field="never" if refusal.why else "also",
                        lang=lang,
                        wording=refusal.text,
                        text=text,
                        line=term.line,
                    )
                    yield Problem(GLOSSARY, refusal.term.line, message)


def _idle(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Longer wordings that hide nothing, as the word is not in them."""
    for term in terms:
        for lang, wordings in term.not_in.items():
            for wording in wordings:
                if term.word_in(lang).lower() not in wording.lower():
                    message = Message(
                        "not_in {lang} {wording!r} does not have {word!r} in it",
                        lang=lang,
                        wording=wording,
                        word=term.word_in(lang),
                    )
                    yield Problem(GLOSSARY, term.line, message)


def _misnamed(terms: list[GlossaryTerm]) -> Iterator[Problem]:
    """Gates that figures and tables name by a term in one language and by another one in another."""
    for key in filter(GATE.fullmatch, words(next(iter(LANGUAGES)))):
        named = {code: language.words[key] for code, language in LANGUAGES.items() if key not in language.borrowed}
        near = [term for term in terms if term.words.items() & named.items()]
        if near and not any(_agree(term.words, named) for term in near):
            message = Message(
                "its words are not those of {key!r} in rnnformula/language: {words}",
                key=key,
                words=", ".join(named.values()),
            )
            yield Problem(GLOSSARY, near[0].line, message)


def _agree(words: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether both have the same words, in languages of which both have one."""
    return all(words[lang] == others[lang] for lang in words.keys() & others.keys())


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
