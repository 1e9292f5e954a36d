"""The parts of a section that can change apart: prose, code, formulas, numbers and links, as they are read.

Line breaks, blanks, marks of emphasis and lists, the form of quotation marks and comments make no difference here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.language import WIDE_CHARACTERS
from rnnformula.site.book.claimed import LONE_NUMBER, number_words_in
from rnnformula.site.book.pages import BRACES, Page
from rnnformula.site.book.recorded import short_digest
from rnnformula.site.book.sections import read_sections
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

LINKS = "links"
#: The kinds of parts, and how a contributor is told of each.
PART_KINDS = {
    "prose": Message("prose"),
    "code": Message("code"),
    "formulas": Message("formulas"),
    "numbers": Message("numbers"),
    LINKS: Message("links"),
}
#: What is written in more than one way -> one of them.
WRITTEN_ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\ufeff": ""})
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: What stands in prose for a piece of code, a formula and a number.
CODE_STANDS, FORMULA_STANDS, NUMBER_STANDS = "\0c", "\0f", "\0n"
#: A line break between two characters that stand without blanks.
JOINED = re.compile(rf"(?<={WIDE_CHARACTERS})\n(?={WIDE_CHARACTERS})")
#: Blocks -> what stands before each; bold, italics and numbers of items make no difference.
BEFORE_BLOCKS = {
    "paragraph_open": "\n",
    "list_item_open": "\n-",
    "th_open": "|",
    "td_open": "|",
    "tr_open": "\n",
    "hr": "\n---",
}
#: The end of the key of what stands before the first heading of a page.
FRONT_END = ":front"


@dataclass
class SectionText:
    """A section of a page: its key, which all languages share, and what it says.

    ``parts`` has the digest of each kind of part that it has. ``readable`` is all of it in order, ``items`` what each
    part consists of.
    """

    key: str
    page: Page
    line: int
    source: list[str]
    readable: str = ""
    items: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in PART_KINDS})

    @property
    def id(self) -> str:
        """The id of its heading; empty for what stands before the first heading."""
        return "" if self.key.endswith(FRONT_END) else self.key

    @property
    def parts(self) -> dict[str, str]:
        """The digest of each part, without those that the section does not have."""
        return {kind: short_digest("\n".join(items)) for kind, items in self.items.items() if "".join(items).strip()}


@lru_cache(maxsize=1024)
def read_section_texts(page: Page) -> tuple[SectionText, ...]:
    """The sections of a page in order; a heading without an id is part of the section before it."""
    top = next((heading.id for heading in page.headings if heading.id), page.path)
    sections = read_sections(page)
    texts: list[SectionText] = []
    owner: list[int] = []  # of each line, the place of its section in the texts
    for section in sections:
        lines = page.lines[section.first - 1 : section.last]
        if section.id or not texts:
            texts.append(SectionText(section.id or top + FRONT_END, page, section.first, list(lines)))
        else:
            texts[-1].source += lines
        owner += [len(texts) - 1] * len(lines)
    reading = [_Reading(page.lang) for _ in texts]
    for key, value in sorted(page.front_matter.items()):
        reading[0].say(f"\n{key}: {value}")
    place = 0
    for token in page.tokens:
        if token.map and owner:
            place = owner[min(token.map[0], len(owner) - 1)]
        reading[place].take(token)
    for text, read in zip(texts, reading, strict=True):
        read.finish(text)
    return tuple(texts)


def read_alone(key: str, lang: str, source: list[str]) -> SectionText:
    """What a section says of which only the lines are known."""
    return replace(read_section_texts(Page(lang, "", "", "\n".join([*source, ""])))[-1], key=key)


class _Reading:
    """Gathers what a section says from the tokens of its page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.prose = ""
        #: The kind and the text of what each stand-in stands for, in order.
        self.hidden: list[tuple[str, str]] = []
        self.links: list[str] = []

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.say(f"\n{'#' * int(token.tag[1:])} ")
            case "inline":
                for child in token.children or ():
                    self._inline(child)
            case "fence" | "code_block":
                lines = [line.rstrip() for line in token.content.rstrip().split("\n")]
                self.say("\n")
                self._hide("code", "\n".join(filter(None, [" ".join(token.info.split()), *lines])))
            case "math_block" | "math_block_label":
                self.say("\n")
                self._hide("formulas", " ".join(token.content.split()))
            case "html_block":
                self.say(f"\n{COMMENT.sub('', token.content).strip()}")
            case _:
                self.say(BEFORE_BLOCKS.get(token.type, ""))

    def _inline(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self.say(BRACES.sub(self._linked, token.content))
            case "softbreak" | "hardbreak":
                self.say("\n")
            case "code_inline":
                self._hide("code", " ".join(token.content.split()))
            case "math_inline" | "math_inline_double":
                self._hide("formulas", " ".join(token.content.split()))
            case "link_open" if token.attrs.get("href"):
                self.links.append(str(token.attrs["href"]).removeprefix("./"))
            case "image":
                self.links.append(str(token.attrs["src"]))
                self.say(token.content)
            case "html_inline":
                self.say(COMMENT.sub("", token.content))

    def _linked(self, match: re.Match[str]) -> str:
        self.links.append("".join(match[0].split()))
        return ""

    def say(self, text: str) -> None:
        """Add to the prose; what would look like a stand-in loses its NUL."""
        self.prose += text.replace("\0", "\ufffd")

    def _hide(self, kind: str, text: str) -> None:
        self.hidden.append((kind, text))
        self.prose += CODE_STANDS if kind == "code" else FORMULA_STANDS

    def finish(self, text: SectionText) -> None:
        """Write down what was gathered."""
        prose = _as_it_reads(self.prose)
        for kind, hidden in self.hidden:
            text.items[kind].append(hidden)
        text.readable = _filled(prose, iter(hidden for _, hidden in self.hidden))
        text.items[LINKS] = self.links
        spans = _number_spans(prose, self.lang)
        text.items["numbers"] = [prose[start:end].lower() for start, end in spans]
        without, last = "", 0
        for start, end in spans:
            without += prose[last:start] + NUMBER_STANDS
            last = end
        text.items["prose"] = [without + prose[last:]]


def _as_it_reads(prose: str) -> str:
    prose = JOINED.sub("", unicodedata.normalize("NFC", prose.translate(WRITTEN_ALIKE)).strip())
    return " ".join(prose.split())


def _filled(prose: str, hidden: Iterator[str]) -> str:
    """The prose with its code and formulas again."""
    return re.sub("\0[cf]", lambda _: next(hidden), prose)


def _number_spans(prose: str, lang: str) -> list[tuple[int, int]]:
    """Where the numbers stand, in digits and in words, in order and apart."""
    matches = [*LONE_NUMBER.finditer(prose), *number_words_in(prose, lang)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted((match.start(), match.end()) for match in matches):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans
