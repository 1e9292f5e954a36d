"""The sentence that an id states, as Markdown without links, in the words of its page or of the package."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rnnformula.language import language_of, words
from rnnformula.language.phrases import Label
from rnnformula.language.saying import phrase
from rnnformula.render.markdown import STYLE as MARKDOWN
from rnnformula.site.book.known import split_layer
from rnnformula.site.book.pages import BRACES
from rnnformula.site.book.sections import BREAKS, END
from rnnformula.site.tags.formulas_stated import IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from rnnformula.site.book.contents import ExecutedFence
    from rnnformula.site.book.pages import Heading, Page
    from rnnformula.site.tags.formulas_stated import StatedExample, StatedFormula
    from rnnformula.site.tags.spans import Span

#: What ends a sentence that leads to what stands below it; what ends one.
LEADS_ON = re.compile(r"[:：;；,，]\s*$")
ENDED = re.compile(r"[.!?。！？…”\"]\s*$")
#: What ends a question, which needs the sentence behind it.
IS_QUESTION = re.compile(r"[?？]\s*$")
#: How many characters an answer has that needs the sentence behind it.
LONGEST_WORD = 12
#: What a heading begins with that quotes a claim, and what stands behind the bold word of a paragraph.
CLAIM_STARTS = tuple('"“')
BEHIND_LABEL = ":： "
SPACES_AND_BREAKS = re.compile(r"\s+")


def source_sentence(span: Span) -> str:
    """The first sentence of what an id names, with its formulas as the page writes them; empty where there is none.

    An answer of a word, such as "No.", and a question come with the sentence behind them; a page that asks and answers
    gives the answer.
    """
    answer = _answer(span)
    paragraphs = [answer] if answer else _paragraphs(span.page, span.first, span.own)
    first, second = [*_sentences(paragraphs), "", ""][:2]
    is_word = len(first) <= LONGEST_WORD and "$" not in first and not LEADS_ON.search(first)
    needs_more = is_word or IS_QUESTION.search(first)
    return f"{first}{words(span.page.lang)['space']}{second}" if second and needs_more else first


def sentence_of(span: Span, formula: StatedFormula | None, example: StatedExample | None) -> str:
    """What an id states, in one sentence; formulas are TeX without macros, so that they can be taken anywhere."""
    language = language_of(span.page.lang)
    if span.term:
        return _whole(span.term.meaning_in(span.page.lang), span)
    if span.kind == "figure" and (caption := _caption(span.fences)):
        return _whole(caption, span)
    if span.kind in ("table", "figure") and example:
        counted = Label("n_parameters", {"n": example.count})
        return phrase(Label("states_count", {"of": example.named, "parameters": counted}), language, MARKDOWN)
    if span.kind in ("table", "figure", "formula"):
        return _whole(_before_block(span, formula) or span.title, span)
    return _whole(_of_text(span, formula) or _contents(span) or span.title, span)


def _before_block(span: Span, formula: StatedFormula | None) -> str:
    """The sentence that leads to a table, a figure or a formula; one that names the layer that a formula counts."""
    section = _section_of(span)
    before = list(_sentences(_paragraphs(span.page, section.line if section else 1, span.first)))
    leading = IN_WORDS.expand(before[-1]) if before else ""
    if span.kind != "formula":
        return leading if LEADS_ON.search(leading) else ""  # another sentence is about something else
    if formula and formula.layer and not _names(leading, formula):
        return words(span.page.lang)["states_this_many"].format(of=f"`{formula.counted}`")
    return leading


def _of_text(span: Span, formula: StatedFormula | None) -> str:
    """What a page or a section states: a formula it derives, a claim with its verdict, an answer, or how it begins."""
    label = words(span.page.lang)
    sentence = IN_WORDS.expand(source_sentence(span))
    if formula and formula.layer and formula.displayed and not _names(sentence, formula):
        return label["states_formula"].format(of=f"`{formula.counted}`", formula=f"`{formula.text}`")
    section = _section_of(span)
    title = section.text if section else span.title
    if span.kind == "step" and sentence and title.startswith(CLAIM_STARTS):
        return label["states_claim"].format(claim=title, answer=sentence)
    if _answer(span):
        return label["states_answer" if IS_QUESTION.search(title) else "item"].format(name=title, value=sentence)
    return sentence


def _names(sentence: str, formula: StatedFormula) -> bool:
    """Whether a sentence says of which layer the formula is."""
    return f"`{split_layer(formula.layer)[0]}`" in sentence


def _whole(sentence: str, span: Span) -> str:
    """A sentence with an end: one that leads to what stands below it leads nowhere elsewhere."""
    sentence = SPACES_AND_BREAKS.sub(" ", sentence).strip()
    if span.kind == "formula" and not ENDED.search(sentence):  # the formula follows it wherever it goes
        return sentence if LEADS_ON.search(sentence) else words(span.page.lang)["leads_on"].format(of=sentence)
    sentence = LEADS_ON.sub("", sentence).strip()
    return sentence if ENDED.search(sentence) else words(span.page.lang)["sentence"].format(of=sentence)


def _contents(span: Span) -> str:
    """What the sections inside are about, of a section that has no text of its own."""
    inside = [heading for heading in span.page.headings if span.own < heading.line <= span.last]
    top = min((heading.level for heading in inside), default=0)
    listed = words(span.page.lang)["semicolon"].join(heading.text for heading in inside if heading.level == top)
    return words(span.page.lang)["item"].format(name=span.title, value=listed) if listed else ""


def _section_of(span: Span) -> Heading | None:
    """The heading of the section in which an id stands, or which it names; None before the first."""
    above = (heading for heading in span.page.headings if heading.line <= span.first)
    return max(above, key=attrgetter("line"), default=None)


def _answer(span: Span) -> str:
    """The answer of a page that begins with a question and an answer, each with a bold word before it; or empty."""
    if span.kind != "page":
        return ""
    headings = {heading.line for heading in span.page.headings}
    paragraphs = [parts for line, parts in span.page.inlines if line not in headings and line <= span.own]
    labelled = [_behind_label(parts) for parts in paragraphs[:2]]
    return labelled[1] if len(labelled) == 2 and all(labelled) else ""


def _behind_label(parts: Sequence[Token]) -> str:
    """What stands behind the bold word that a paragraph begins with; empty where it begins otherwise."""
    kinds = [part.type for part in parts if part.type != "text" or part.content]
    if kinds[:1] != ["strong_open"]:
        return ""
    end = next(place for place, part in enumerate(parts) if part.type == "strong_close")
    return "".join(map(_written, parts[end + 1 :])).lstrip(BEHIND_LABEL)


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
