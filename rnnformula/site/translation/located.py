"""The blocks of a page, and where in the file the links, images, formulas and digits of each stand.

The parser says what there is, and a search in the text where it stands; where the two disagree, no place is given.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.pages import ANCHOR, FRONT_MATTER
from rnnformula.site.book.textbook import ANY_EDITION, chapter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.pages import Page

#: The digit of an include is no number; fences are compared as they are.
DIGITS = re.compile(r"\d+(?!<--)")
LANG_OPTION = re.compile(r'lang="[\w-]+"')
#: Words inside a formula are prose and may differ.
TEX_WORDS = re.compile(r"\\text\{[^{}]*\}")
#: The kinds of blocks that all languages share.
FENCE_BLOCK, ANCHOR_BLOCK, FORMULA_BLOCK = "fence", "anchor", "equation"
#: The kinds of pieces that all languages share.
LINK_PIECE, IMAGE_PIECE, FORMULA_PIECE, ID_PIECE, DIGITS_PIECE = "link", "image", "formula", "id", "number"
#: What is read in a text, the first that fits; of code and of HTML only the digits count.
INLINE_PART = re.compile(
    r"""
      (?P<escaped> \\[!-/:-@\[-`{-~] )
    | (?<!`)(?P<ticks> `+ )(?!`) .+? (?<!`)(?P=ticks)(?!`)
    | \$\$ (?P<doubled> [^$]+ ) \$\$
    | \$ (?P<tex> (?: \\. | [^$\\] )+ ) \$
    | <!-- .*? -->
    | < (?P<address> [a-zA-Z][a-zA-Z0-9+.-]+ : [^\s<>]* ) >
    | </?[a-zA-Z][^<>]*>
    | (?P<image> !\[ )
    | (?P<open> \[ )
    | \]\( (?P<target> [^\s()]* (?: \([^\s()]*\) [^\s()]* )* ) (?: \s+ "[^"]*" )? \)
    | (?P<closed> \] )
    | \{\s* (?P<id> \#[^\s}]+ ) \s*\}
    | (?P<digits> \d+ )(?!<--)
    """,
    re.VERBOSE | re.DOTALL,
)


class SharedPiece(NamedTuple):
    """A link, an image, a formula, an id or digits in a text.

    ``key`` is what all languages share of it, ``text`` how it is written, ``start`` its place in the page, -1 where
    that is not known.
    """

    kind: str
    key: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)


class PageBlock(NamedTuple):
    """A paragraph, heading, row, fence and the like: how deep it stands in lists, and its lines as in a slice.

    ``key`` is what all languages share of a fence, an anchor and a displayed formula.
    """

    kind: str
    level: int
    first: int
    last: int
    key: str = ""
    pieces: tuple[SharedPiece, ...] = ()

    @property
    def shape(self) -> tuple[str, int]:
        """What a translation of the block has, too."""
        return self.kind, self.level


@lru_cache(maxsize=1024)
def read_blocks(page: Page) -> tuple[PageBlock, ...]:
    """The blocks of a page in order, its front matter first."""
    lines = page.source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    blocks: list[PageBlock] = []
    if head := FRONT_MATTER.match(page.source):
        for number, line in enumerate(head[0].splitlines()):
            blocks.append(PageBlock("front", 0, number, number + 1, "", tuple(_digits(line, starts[number]))))
    for token, kind, inlines in _leaves(page):
        first, last = token.map or (0, 0)
        text, start = "\n".join(lines[first:last]), starts[first]
        block = PageBlock(kind, token.level, first, last)
        match kind:
            case "fence":
                key = LANG_OPTION.sub('lang="…"', f"{token.info.strip()}\n{token.content}")
                block = block._replace(kind=FENCE_BLOCK, key=key)
            case "math_block" | "math_block_label":
                block = block._replace(kind=FORMULA_BLOCK, key=TEX_WORDS.sub(r"\\text{…}", token.content.strip()))
            case "paragraph" if anchor := ANCHOR.fullmatch(text.strip()):
                block = block._replace(kind=ANCHOR_BLOCK, key=anchor[1])
            case "html_block" | "code_block":
                block = block._replace(pieces=tuple(_digits(text, start)))
            case "paragraph" | "heading" | "row":
                block = block._replace(pieces=tuple(_pieces(text, start, inlines)))
        blocks.append(block)
    return tuple(blocks)


def _leaves(page: Page) -> Iterator[tuple[Token, str, list[Token]]]:
    """The innermost blocks: the token that has the lines, the kind, and the texts."""
    row: Token | None = None
    cells: list[Token] = []
    for before, token in zip([None, *page.tokens], page.tokens, strict=False):
        match token.type:
            case "tr_open":
                row, cells = token, []
            case "tr_close" if row:
                yield row, "row", cells
                row = None
            case "inline" if row:
                cells.append(token)
            case "inline" if before and token.map:
                yield token, before.type.removesuffix("_open"), [token]
            case "fence" | "code_block" | "math_block" | "math_block_label" | "html_block" | "hr" if token.map:
                yield token, token.type, []


def _digits(text: str, start: int) -> Iterator[SharedPiece]:
    return (SharedPiece(DIGITS_PIECE, match[0], match[0], start + match.start()) for match in DIGITS.finditer(text))


def _pieces(text: str, start: int, inlines: list[Token]) -> Iterator[SharedPiece]:
    """The pieces of a text; what the parser finds and the search does not has no place."""
    seen: dict[str, list[SharedPiece]] = {kind: [] for kind in (LINK_PIECE, IMAGE_PIECE, FORMULA_PIECE)}
    others: list[SharedPiece] = []
    for piece in _searched(text, start):
        seen.get(piece.kind, others).append(piece)
    known = _parsed(inlines)
    whole = True
    for kind, pieces in seen.items():
        if [_plain(piece.text, kind) for piece in pieces] == [_plain(text, kind) for text in known[kind]]:
            yield from (piece._replace(key=_key(text, kind)) for piece, text in zip(pieces, known[kind], strict=True))
        else:
            whole = False
            yield from (SharedPiece(kind, _key(text, kind), text, -1) for text in known[kind])
    yield from others if whole else (piece._replace(start=-1) for piece in others)


def _plain(text: str, kind: str) -> str:
    """A text without what the parser changes in it."""
    return "".join(text.split()) if kind == FORMULA_PIECE else text


def _key(text: str, kind: str) -> str:
    if kind == FORMULA_PIECE:
        return TEX_WORDS.sub(r"\\text{…}", text.strip())
    return text if (chapter := chapter_of(text)) is None else ANY_EDITION + chapter


def _parsed(inlines: list[Token]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {LINK_PIECE: [], IMAGE_PIECE: [], FORMULA_PIECE: []}
    for token in (child for inline in inlines for child in inline.children or ()):
        if token.type == "link_open" and token.attrs["href"]:
            known[LINK_PIECE].append(str(token.attrs["href"]))
        elif token.type == "image":
            known[IMAGE_PIECE].append(str(token.attrs["src"]))
        elif token.type.startswith("math_inline"):
            known[FORMULA_PIECE].append(token.content)
    return known


def _searched(text: str, start: int) -> Iterator[SharedPiece]:
    opened: list[str] = []
    for match in INLINE_PART.finditer(text):
        kind = match.lastgroup
        match kind:
            case "doubled" | "tex":
                yield SharedPiece(FORMULA_PIECE, "", match[kind], start + match.start(kind))
            case "address":
                yield SharedPiece(LINK_PIECE, "", match[kind], start + match.start(kind))
            case "image" | "open":
                opened.append(IMAGE_PIECE if kind == "image" else LINK_PIECE)
            case "closed":
                del opened[-1:]
            case "target":
                if opened and match[kind]:
                    yield SharedPiece(opened[-1], "", match[kind], start + match.start(kind))
                del opened[-1:]
            case "id":
                yield SharedPiece(ID_PIECE, match[kind], match[kind], start + match.start(kind))
            case "digits":
                yield SharedPiece(DIGITS_PIECE, match[kind], match[kind], start + match.start(kind))
            case "ticks" | None:  # code, a comment or a tag
                yield from _digits(match[0], start + match.start())
