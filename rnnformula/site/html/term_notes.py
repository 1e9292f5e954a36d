"""The first use of each agreed term on a page explains itself: a link to the glossary, with the meaning as its note."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.terms import PREFIX
from rnnformula.site.book.wordings import WITHOUT_BLANKS, folded
from rnnformula.site.html.segmenting import is_within_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.terms import GlossaryTerm

#: The class of such a link. Its note is an attribute that a screen reader tells as a description, and the style shows:
#: it is no text of the page, so that nothing that reads the page has it.
AGREED_TERM, NOTE_ATTRIBUTE = "agreed-term", "aria-description"
#: Elements of running text; those that are something else, wherever they stand; and those that nothing ends. What is
#: folded comes later than what is seen at once, so nothing in it is a first use.
RUNNING_TEXT = {"p", "li", "dd"}
FOLDED = "details"
OTHER_THINGS = (
    *("a", "button", "code", "figure", "label", "math", "pre", "script", "select", "style", "svg", "table", "template"),
    *(f"h{level}" for level in range(1, 7)),
)
NEVER_CLOSED = {"br", "col", "hr", "img", "input", "source", "wbr"}
#: Something else as a whole, as none of these has its like in it; or a tag, whatever its attributes hold.
WHOLE_OR_TAG = re.compile(
    rf"<(?P<whole>{'|'.join(OTHER_THINGS)})(?=[\s>]).*?</(?P=whole)>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>",
    re.DOTALL | re.IGNORECASE,
)
LANGUAGE_OF_ELEMENT = re.compile(r'\slang="([^"]*)"')
#: What a tag has whose element is said below every example, or beside the text.
BESIDE_TEXT = ("data-search-exclude", 'class="ran-with"')
#: Signs that stand for several letters, whose form for several things ends otherwise than in s.
HISSING, AFTER_CONSONANT = re.compile(r"(?:s|x|z|ch|sh)$"), re.compile(r"(?<=[^aeiou])y$")


class TermNotes:
    """Explains the terms of a book on its pages, each where a page uses it first."""

    def __init__(self, book: Book) -> None:
        self._in_languages = {lang: _Explained(book.terms, lang) for lang in LANGUAGES}
        #: Where each language lists which terms; a site without a glossary page explains none.
        self._listed: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}
        for fence in book.fences:
            for name in fence.ids(book):
                if name.startswith(PREFIX) and fence.page.lang in LANGUAGES:
                    self._listed[fence.page.lang][name] = fence.page.address

    def put(self, content: str, lang: str, address: str) -> str:
        """The HTML of a page at an address with its terms explained; that of the glossary stays as it is."""
        listed = self._listed[lang]
        if address in listed.values():
            return content
        explained = self._in_languages[lang]
        open_terms = {term.id for term in explained.terms if term.id in listed}

        def link(match: re.Match[str]) -> str:
            term = explained.term_of(match)
            if not term or term.id not in open_terms or is_within_word(match.string, *match.span(), lang):
                return match[0]
            open_terms.remove(term.id)
            target = escape(f"{relative_address(listed[term.id], address)}#{term.id}")
            note = f'{NOTE_ATTRIBUTE}="{explained.notes[term.id]}"'
            return f'<a class="{AGREED_TERM}" href="{target}" {note}>{match[0]}</a>'

        return "".join(
            explained.pattern.sub(link, part) if is_running else part for is_running, part in _parts(content, lang)
        )


class _Explained:
    """The terms that pages of a language explain, and how they are found."""

    def __init__(self, terms: list[GlossaryTerm], lang: str) -> None:
        self.lang = lang
        known = [term for term in terms if lang in term.words and lang in term.meaning]  # of a partial language
        self.terms = [term for term in known if not term.everyday]
        others = [
            wording
            for term in known
            for wording in (
                term.words[lang],
                *term.also.get(lang, ()),
                *(refused.wording for refused in term.never.get(lang, ())),
                *term.not_in.get(lang, ()),
            )
        ]
        #: Each wording as it is found; those that are no agreed word are there for what they hide.
        self._found: dict[str, GlossaryTerm | None] = {form: None for wording in others for form in _forms(wording)}
        self._found |= {form: term for term in self.terms for form in _forms(term.words[lang])}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds wordings, the longest first."""
        wide: list[str] = []
        in_letters: list[str] = []
        for form in sorted(self._found, key=len, reverse=True):
            (wide if WITHOUT_BLANKS.match(form) else in_letters).append(_written(form))
        # Within a word none of those in letters is tried.
        branches = [*wide, *([rf"(?<![\w-])(?:{'|'.join(in_letters)})"] if in_letters else [])]
        return re.compile("|".join(branches) or "(?!)", re.IGNORECASE)

    @cached_property
    def notes(self) -> dict[str, str]:
        """What the note of each term says, as the value of an attribute."""
        label = words(self.lang)
        notes = {}
        for term in self.terms:
            also = label["comma"].join([*term.also.get(self.lang, ()), *term.names])
            lines = [term.meaning[self.lang].replace("`", ""), *([label["also"] + also] if also else [])]
            notes[term.id] = "&#10;".join(map(escape, lines))
        return notes

    def term_of(self, match: re.Match[str]) -> GlossaryTerm | None:
        """The term that was found; None where it is a wording of another kind."""
        return self._found.get(folded(match[0]))


def _parts(content: str, lang: str) -> Iterator[tuple[bool, str]]:
    """The HTML in pieces, each with whether it is running text in the language of the page."""
    open_elements: list[tuple[str, bool]] = []
    end = 0
    for tag in WHOLE_OR_TAG.finditer(content):
        if tag.start() > end:
            is_running = any(name in RUNNING_TEXT for name, _ in open_elements)
            yield is_running and not any(is_other for _, is_other in open_elements), content[end : tag.start()]
        end = tag.end()
        yield False, tag[0]
        name = (tag["name"] or "").lower()
        if not name or name in NEVER_CLOSED or tag[0].endswith("/>"):
            continue
        if not tag["end"]:
            written_in = LANGUAGE_OF_ELEMENT.search(tag[0])
            is_foreign = written_in is not None and written_in[1] != lang
            open_elements.append((name, name == FOLDED or is_foreign or any(mark in tag[0] for mark in BESIDE_TEXT)))
        elif any(name == opened for opened, _ in open_elements):
            while open_elements.pop()[0] != name:
                pass
    yield False, content[end:]


def _forms(wording: str) -> Iterator[str]:
    """A wording, and the same of several things where it is written in letters."""
    plain = folded(wording)
    yield plain
    if not WITHOUT_BLANKS.match(plain[-1]):
        several = AFTER_CONSONANT.sub("ie", HISSING.sub(r"\g<0>e", plain))
        yield f"{several}s"


def _written(form: str) -> str:
    """The pattern of a wording: to the end of a word where there are blanks between words; a line may break there."""
    written = r"\s+".join(map(re.escape, form.split()))
    return written if WITHOUT_BLANKS.match(form[-1]) else rf"{written}(?![\w-])"
