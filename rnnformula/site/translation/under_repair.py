"""A page that is being repaired beside the page that it is repaired from, and what was done to it so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import Problem
from rnnformula.site.messages import Message
from rnnformula.site.translation.alignment import AlignedPage, aligned
from rnnformula.site.translation.located import (
    ANCHOR_BLOCK,
    DIGITS_PIECE,
    FENCE_BLOCK,
    FORMULA_BLOCK,
    FORMULA_PIECE,
    ID_PIECE,
    IMAGE_PIECE,
    LINK_PIECE,
    TEX_WORDS,
    read_blocks,
)
from rnnformula.site.translation.section_parts import read_section_texts
from rnnformula.site.translation.synchronised import read_records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.located import PageBlock, SharedPiece

#: What a contributor is told of each kind of what is repaired.
REPAIRED_KINDS = {
    FENCE_BLOCK: Message("fence"),
    ANCHOR_BLOCK: Message("anchor"),
    FORMULA_BLOCK: Message("equation"),
    LINK_PIECE: Message("link"),
    IMAGE_PIECE: Message("image"),
    FORMULA_PIECE: Message("equation"),
    ID_PIECE: Message("id"),
    DIGITS_PIECE: Message("number"),
}

#: Kinds and keys -> how many there are.
KeyCounts = Counter[tuple[str, str]]


class Edit(NamedTuple):
    """A text in the place of what stands in a page, from one place to another."""

    start: int
    end: int
    text: str


class Side(NamedTuple):
    """Blocks in a row, and the page that has them."""

    page: Page
    blocks: Sequence[PageBlock]

    def of_kinds(self, *kinds: str) -> list[PageBlock]:
        """The blocks of these kinds."""
        return [block for block in self.blocks if block.kind in kinds]

    def pieces(self, kind: str) -> list[SharedPiece]:
        """The pieces of a kind in all blocks."""
        return [piece for block in self.blocks for piece in block.pieces if piece.kind == kind]

    def text(self, block: PageBlock) -> str:
        """A block as it is written."""
        return "\n".join(lines_of(self.page)[block.first : block.last])


@dataclass(frozen=True)
class SharedSection:
    """A section that both pages have: the line of its heading, and its blocks in the page and in its source."""

    line: int
    own: Side
    source: Side
    recorded_page: Page | None

    @property
    def recorded(self) -> Side | None:
        """The blocks that the page had when both last agreed; None where they never did."""
        return Side(self.recorded_page, read_blocks(self.recorded_page)) if self.recorded_page else None


@dataclass
class UnderRepair:
    """A page that is repaired from another one: ``edits`` are what is done, ``left`` names what is not.

    ``keys`` are the sections that are repaired, None for all.
    """

    book: Book
    first: Page
    page: Page
    keys: Collection[str] | None
    edits: list[Edit] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    @cached_property
    def _aligned(self) -> tuple[AlignedPage, AlignedPage]:
        return aligned(self.book, self.first, self.page, with_lost=True)

    @property
    def source(self) -> AlignedPage:
        """What it is repaired from, as it was when both last agreed where the page lags behind."""
        return self._aligned[0]

    @property
    def own(self) -> AlignedPage:
        """The page, as it was when both last agreed where it leads."""
        return self._aligned[1]

    @property
    def whole(self) -> tuple[Side, Side]:
        """All blocks of both."""
        return Side(self.source.page, read_blocks(self.source.page)), Side(self.own.page, read_blocks(self.own.page))

    @property
    def text(self) -> str:
        """The page with the edits."""
        text = self.page.source
        for edit in sorted(self.edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def leave(self, line: int, message: Message) -> None:
        """Name what is not restored."""
        self.left.append(Problem(self.page.file, line, message, self.page.lang))

    def replace_lines(self, first: int, last: int, text: str) -> None:
        """Write a text in the place of lines, as in a slice; without lines, before the first."""
        start, end = span_of(self.page, first, last)
        self.edits.append(Edit(start, end, text) if last > first else Edit(start, start, f"{text}\n"))

    def chosen(self, key: str) -> bool:
        """Whether the section of this key is to be repaired."""
        return self.keys is None or key in self.keys

    def recorded(self, key: str) -> Page | None:
        """What the page said in a section when both last agreed, as a page; None where they never did."""
        record = read_records(self.book.sources).get(key)
        agreement = record.of(self.page.lang) if record else None
        if agreement is None:
            return None
        lines = agreement.versions[self.page.lang].source
        at_end = [""] if "".join(lines[-1:]).strip() else []
        return Page(self.page.lang, "", "", "\n".join([*lines, *at_end]))

    def sections(self) -> Iterator[SharedSection]:
        """The sections that both have, without those that are compared as they were."""
        written = {text.key: text for text in read_section_texts(self.page)}
        partners = {text.key: text for text in read_section_texts(self.source.page)}
        for text in read_section_texts(self.own.page):
            partner, here = partners.get(text.key), written.get(text.key)
            if partner and here and here.source == text.source and self.chosen(text.key):
                yield SharedSection(
                    here.line,
                    _within(self.page, here.line, len(here.source)),
                    _within(self.source.page, partner.line, len(partner.source)),
                    self.recorded(text.key),
                )


def lines_of(page: Page) -> list[str]:
    """The lines of a page; the last is empty where a line break ends the page."""
    return page.source.split("\n")


def span_of(page: Page, first: int, last: int) -> tuple[int, int]:
    """Where lines begin and end in a page, without the last line break."""
    lines = lines_of(page)
    start = sum(len(line) + 1 for line in lines[:first])
    return start, start + sum(len(line) + 1 for line in lines[first:last]) - 1


def _within(page: Page, line: int, many: int) -> Side:
    return Side(page, [block for block in read_blocks(page) if line <= block.first + 1 < line + many])


def unmatched(
    source: Iterable[PageBlock | SharedPiece], own: Iterable[PageBlock | SharedPiece]
) -> tuple[KeyCounts, KeyCounts]:
    """What the source has more, and what the page has more."""
    wanted, present = (Counter((item.kind, item.key) for item in side) for side in (source, own))
    return wanted - present, present - wanted


def with_words_of(text: str, other: str) -> str | None:
    """A formula with the words of another one; None where it has other places for them."""
    words = TEX_WORDS.findall(other)
    if len(words) != len(TEX_WORDS.findall(text)):
        return None
    return TEX_WORDS.sub(lambda _: words.pop(0), text)


def in_short(text: str, most: int = 60) -> str:
    """The beginning of a text in a line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
