"""What a reader is told of a section that lags behind another language, or is shown in one; and its language marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.translation.comparing_languages import CONFLICT, OUTDATED, compared_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.comparing_languages import SectionState
    from rnnformula.site.translation.filling import FilledPages

#: The heading of a section, with its id.
SECTION_HEADING = r'<h[1-6] id="{}"[^>]*>.*?</h[1-6]>'


def with_language_notes(content: str, written: Book, filled: FilledPages, lang: str, path: str) -> str:
    """The HTML of a page with a note below the heading of each section that is not what its language should say.

    ``written`` is the book as it was written, ``filled`` its pages as they are shown. What another language lends is
    marked as its.
    """
    addresses = {(page.lang, page.path): page.address for page in filled.pages}

    def link(other: str, name: str) -> str:
        language = LANGUAGES[other]
        address = relative_address(addresses[other, path], addresses[lang, path])
        target = f"{address}#{name}" if name else address
        return f'<a href="{target}" hreflang="{other}" lang="{other}">{language.name}</a>'

    lender = filled.lent.get((lang, path))
    if lender:
        note = words(lang)["page_lent"].format(link=link(lender, ""))
        first = re.search(SECTION_HEADING.format(r"[^\"]*"), content, re.DOTALL)
        end = first.end() if first else 0
        return _marked(f"{content[:end]}\n{_note(note, lang)}{content[end:]}", lender)
    states = _states(written, lang, path)
    borrowed = filled.borrowed.get((lang, path), {})
    if not borrowed and not states:
        return content
    parts = _divided(content, {*_ids(filled, lang, path)})
    for name, (heading, rest) in parts.items():
        if name in borrowed:
            note = words(lang)["section_lent"].format(link=link(borrowed[name], name))
            parts[name] = ("", _marked(f"{heading}\n{_note(note, lang)}{rest}", borrowed[name]))
        elif name in states:
            state = states[name]
            leading = words(lang)["comma"].join(
                link(change.text.page.lang, name) for change in state.changes if change.text is not state.text
            )
            day = f'<time datetime="{state.since}">{state.since}</time>'
            note = words(lang)["section_outdated"].format(day=day, link=leading)
            parts[name] = (heading, f"\n{_note(note, lang)}{rest}")
    return "".join(heading + rest for heading, rest in parts.values())


def _states(written: Book, lang: str, path: str) -> Mapping[str, SectionState]:
    """The sections of a page that lag behind, by their ids."""
    return {
        state.text.id: state
        for section in compared_sections(written)
        if (state := section.states[lang]).state in (OUTDATED, CONFLICT)
        and state.text
        and state.text.page.path == path
        and state.text.id
    }


def _ids(filled: FilledPages, lang: str, path: str) -> Iterable[str]:
    page = next(page for page in filled.pages if (page.lang, page.path) == (lang, path))
    return (heading.id for heading in page.headings if heading.id)


def _divided(content: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """The heading of each section and what stands below it, by its id; what precedes the first has none."""
    pattern = re.compile(SECTION_HEADING.format(f"({'|'.join(map(re.escape, names))})"), re.DOTALL)
    matches = list(pattern.finditer(content))
    ends = [match.start() for match in matches[1:]] + [len(content)]
    parts = {"": ("", content[: matches[0].start() if matches else len(content)])}
    return parts | {match[1]: (match[0], content[match.end() : end]) for match, end in zip(matches, ends, strict=True)}


def _marked(content: str, lang: str) -> str:
    return f'<div class="lent" lang="{lang}" dir="{LANGUAGES[lang].direction}">\n{content}\n</div>\n'


def _note(text: str, lang: str) -> str:
    direction = LANGUAGES[lang].direction
    return f'<p class="language-note" role="note" lang="{lang}" dir="{direction}" data-search-exclude>{text}</p>\n'
