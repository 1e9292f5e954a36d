"""The sentence that an id states, as Markdown without links, in the words of its page or of the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rnnformula.language import language_of, words
from rnnformula.language.phrases import Label
from rnnformula.language.saying import phrase
from rnnformula.render.markdown import STYLE as MARKDOWN
from rnnformula.site.book.pages import BRACES
from rnnformula.site.book.sections import BREAKS, END
from rnnformula.site.tags.formulas_stated import IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.contents import ExecutedFence
    from rnnformula.site.book.pages import Page
    from rnnformula.site.tags.formulas_stated import StatedExample
    from rnnformula.site.tags.spans import Span

#: What ends a sentence that leads to what stands below it; what ends one.
LEADS_ON = re.compile(r"[:：;；,，]\s*$")
ENDED = re.compile(r"[.!?。！？…”\"]\s*$")
#: How many characters an answer has that needs the sentence behind it.
LONGEST_WORD = 12
SPACES_AND_BREAKS = re.compile(r"\s+")


def source_sentence(span: Span) -> str:
    """The first sentence of what an id names, with its formulas as the page writes them; empty where there is none.

    An answer of a word, such as "No.", comes with the sentence behind it.
    """
    first, second = [*_sentences(_paragraphs(span.page, span.first, span.own)), "", ""][:2]
    is_word = len(first) <= LONGEST_WORD and "$" not in first
    return f"{first}{words(span.page.lang)['space']}{second}" if is_word and second else first


def sentence_of(span: Span, example: StatedExample | None) -> str:
    """What an id states, in one sentence; formulas are TeX without macros, so that they can be taken anywhere."""
    language = language_of(span.page.lang)
    if span.term:
        return _whole(span.term.meaning[span.page.lang], span)
    if span.kind == "figure" and (caption := _caption(span.fences)):
        return _whole(caption, span)
    if span.kind in ("table", "figure") and example:
        counted = Label("n_parameters", {"n": example.count})
        return phrase(Label("states_count", {"of": example.named, "parameters": counted}), language, MARKDOWN)
    if span.kind in ("table", "figure", "formula"):
        before = list(_sentences(_paragraphs(span.page, _start_of_section(span), span.first)))
        return _whole(IN_WORDS.expand(before[-1]) if before else span.title, span)
    first_words = IN_WORDS.expand(source_sentence(span))
    return _whole(first_words or _contents(span) or span.title, span)


def _whole(sentence: str, span: Span) -> str:
    """A sentence with an end: one that leads to what stands below it leads nowhere elsewhere."""
    sentence = SPACES_AND_BREAKS.sub(" ", sentence).strip()
    if span.kind == "formula" and LEADS_ON.search(sentence):
        return sentence  # the formula follows it wherever it goes
    sentence = LEADS_ON.sub("", sentence).strip()
    return sentence if ENDED.search(sentence) else words(span.page.lang)["sentence"].format(of=sentence)


def _contents(span: Span) -> str:
    """What the sections inside are about, of a section that has no text of its own."""
    inside = [heading for heading in span.page.headings if span.own < heading.line <= span.last]
    top = min((heading.level for heading in inside), default=0)
    listed = words(span.page.lang)["semicolon"].join(heading.text for heading in inside if heading.level == top)
    return words(span.page.lang)["item"].format(name=span.title, value=listed) if listed else ""


def _start_of_section(span: Span) -> int:
    return max((heading.line for heading in span.page.headings if heading.line <= span.first), default=1)


def _caption(fences: Iterable[ExecutedFence]) -> str:
    """The caption of a figure."""
    for fence in fences:
        if fence.drawn:
            for part in ElementTree.fromstring(fence.drawn).iter():
                if part.tag.rpartition("}")[2] == "figcaption":
                    return "".join(part.itertext())
    return ""


def _sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from (sentence for sentence in END.split(paragraph) if sentence.strip())


def _paragraphs(page: Page, first: int, last: int) -> Iterator[str]:
    """The texts of paragraphs and list items between two lines; headings and cells of tables are none."""
    headings = {heading.line for heading in page.headings}
    for line, parts in page.inlines:
        if first <= line <= last and line not in headings and line not in page.table_lines:
            written = "".join(map(_written, parts))
            if not BRACES.fullmatch(written.strip()):  # an anchor, which names what follows it
                yield written


def _written(part: Token) -> str:
    if part.type in BREAKS:
        return " "
    if part.type.startswith("math"):
        return f"${' '.join(part.content.split())}$"
    return f"`{part.content}`" if part.type == "code_inline" else part.content
