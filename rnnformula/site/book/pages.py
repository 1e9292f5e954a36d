"""Pages as Markdown, with the line numbers of their headings, fences, formulas, links and images."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from rnnformula.language import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from rnnformula.site.book.sources import Sources

HEADING_ID = re.compile(r"\s\{\s*#([^\s}]+)\s*\}\s*$")
#: An id in braces, wherever it stands.
BRACES = re.compile(r"\{\s*#[^}]*\}")
ANCHOR = re.compile(r"\[\]\(\)\{\s*#([^\s}]+)\s*\}")
#: How the id of a section of exercises ends, and that of an answer, which begins like the id of its exercise.
EXERCISES_END, ANSWER_END = ".exercises", ".answer"
#: What a page writes in the place of the box that explains a pasted summary.
BOX_PLACE = '<div class="explain"></div>'
#: The values of ``source``: the code stands above the output, or is folded below it.
CODE_ABOVE, CODE_FOLDED = "above", "folded"
#: Languages of fences that are shown and never run.
SHOWN_LANGUAGES = ("text", "console", "bibtex", "markdown")
#: A semicolon keeps an include in such a fence from being resolved; the reader does not see it.
SHOWN_INCLUDE = ";--8<--"
FRONT_MATTER = re.compile(r"\A---\r?\n.*?\n---\r?\n", re.DOTALL)
#: Where lines end in Markdown; what else Python takes for the end of a line is a blank there.
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``id`` is empty where none is written."""

    line: int
    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: what follows its backticks, its text, its first and last line."""

    line: int
    last: int
    info: str
    code: str

    @property
    def source(self) -> str:
        """Where the fence shows its code, by its option: `CODE_ABOVE` what it printed, or `CODE_FOLDED` below it."""
        return next((source for source in (CODE_ABOVE, CODE_FOLDED) if f'source="{source}"' in self.info), "")


@dataclass(frozen=True, slots=True)
class Item:
    """The TeX of a formula, the target of a link or an image, or an id, with its line and whether it is displayed."""

    line: int
    text: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link in a list: its line, its target, and its text as a reader sees it."""

    line: int
    target: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page in one language.

    ``path`` is the same in every language (``layers/simple_rnn.md``), ``file`` is relative to
    the project (``docs/<language>/layers/simple_rnn.md``), lines count from 1. ``lenders`` are other languages, of
    which it shows sections that its own lacks.
    """

    lang: str
    path: str
    file: str
    source: str
    lenders: tuple[str, ...] = ()

    @cached_property
    def tokens(self) -> list[Token]:
        """What CommonMark reads in the page, without its front matter."""
        # Blank lines in place of the front matter keep the line numbers.
        body = FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), self.source)
        return _PARSER.parse(body)

    @property
    def address(self) -> str:
        """The page's address in the site: ``layers/simple_rnn/``, below a language's code unless it is the default."""
        parts = [] if self.lang == DEFAULT else [self.lang]
        stem = self.path.removesuffix(".md")
        parts += [part for part in stem.split("/") if part != "index"]
        return "".join(f"{part}/" for part in parts)

    @property
    def title(self) -> str:
        """The text of the first heading; the path where there is none."""
        return self.headings[0].text if self.headings else self.path

    @property
    def twin(self) -> str:
        """The address of the page as Markdown, ``layers/simple_rnn.md``; links between pages are the same there."""
        return self.path if self.lang == DEFAULT else f"{self.lang}/{self.path}"

    @cached_property
    def front_matter(self) -> dict[str, object]:
        """What stands before the page; empty where that can't be read."""
        read = read_front_matter(self.source)
        return read if isinstance(read, dict) else {}  # a check finds what is none

    @property
    def gist(self) -> str:
        """What a reader finds on the page, in a line; empty where the front matter does not say it in a line."""
        return str(self.front_matter.get("gist", ""))

    @property
    def description(self) -> str:
        """What the front matter says that the page is about; empty where it does not."""
        return str(self.front_matter.get("description", ""))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source."""
        lines = LINE_END.split(self.source)
        return lines if lines[-1] else lines[:-1]

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings in order."""
        headings = []
        for token, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == "heading_open" and token.map:
                match = HEADING_ID.search(inline.content)
                text = HEADING_ID.sub("", inline.content)
                headings.append(Heading(token.map[0] + 1, int(token.tag[1:]), text, match[1] if match else ""))
        return headings

    @cached_property
    def fences(self) -> list[Fence]:
        """All fenced blocks in order."""
        return [
            Fence(token.map[0] + 1, token.map[1], token.info.strip(), token.content)
            for token in self.tokens
            if token.type == "fence" and token.map
        ]

    @cached_property
    def formulas(self) -> list[Item]:
        """The TeX of all formulas, inline and display."""
        return [
            Item(line, token.content.strip(), display=token.type != "math_inline")
            for line, token in self._walk()
            if token.type in ("math_inline", "math_block", "math_inline_double")
        ]

    @cached_property
    def links(self) -> list[Item]:
        """The targets of all links; an anchor is no link."""
        return [
            Item(line, str(t.attrs["href"])) for line, t in self._walk() if t.type == "link_open" and t.attrs["href"]
        ]

    @cached_property
    def listed_links(self) -> list[ListedLink]:
        """The links that stand in lists."""
        links: list[ListedLink] = []
        depth = 0
        for token in self.tokens:
            depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            if depth and token.type == "inline":
                links += _links_in(token)
        return links

    @cached_property
    def images(self) -> list[Item]:
        """The targets of all images."""
        return [Item(line, str(token.attrs["src"])) for line, token in self._walk() if token.type == "image"]

    @cached_property
    def table_lines(self) -> set[int]:
        """The lines that belong to a table."""
        spans = (token.map for token in self.tokens if token.type == "table_open" and token.map)
        return {line for start, end in spans for line in range(start + 1, end + 1)}

    @cached_property
    def tables(self) -> list[Item]:
        """The size of each table in words, such as ``4 rows of 3 cells``, at the line of its head."""
        tables = []
        for token in self.tokens:
            if token.type == "table_open" and token.map:
                start, end = token.map
                cells = [line.strip().strip("|").count("|") + 1 for line in self.lines[start:end] if line.strip()]
                sizes = " or ".join(map(str, dict.fromkeys(cells)))
                tables.append(Item(start + 1, f"{len(cells) - 1} rows of {sizes} cells"))
        return tables

    @cached_property
    def ids(self) -> list[Item]:
        """The ids that the page writes, of headings and of anchors before tables and equations, in order."""
        anchors = (Item(number, match) for number, line in self.prose for match in ANCHOR.findall(line))
        headings = (Item(heading.line, heading.id) for heading in self.headings if heading.id)
        return sorted([*headings, *anchors], key=lambda item: item.line)

    @property
    def shown_includes(self) -> int:
        """How many includes the fences that are never run show to the reader."""
        return sum(fence.code.count(SHOWN_INCLUDE) for fence in self.fences if fence.info in SHOWN_LANGUAGES)

    def sections(self) -> Iterator[tuple[int, str, list[str]]]:
        """Line, id and source lines of each section; the first section is all that precedes the first heading."""
        starts = [(1, ""), *((heading.line, heading.id) for heading in self.headings)]
        ends = [line for line, _ in starts[1:]] + [len(self.lines) + 1]
        for (start, name), end in zip(starts, ends, strict=True):
            yield start, name, self.lines[start - 1 : end - 1]

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """Numbered lines outside fences."""
        fenced = {line for fence in self.fences for line in range(fence.line, fence.last + 1)}
        return [(number, line) for number, line in enumerate(self.lines, 1) if number not in fenced]

    @cached_property
    def inlines(self) -> list[tuple[int, list[Token]]]:
        """The texts of paragraphs, headings, list items and cells: the first line of each, and its tokens."""
        texts, line = [], 1
        for token in self.tokens:
            line = token.map[0] + 1 if token.map else line  # a cell has none, but its row has
            if token.type == "inline":
                texts.append((line, token.children or []))
        return texts

    def _walk(self) -> Iterator[tuple[int, Token]]:
        for token in self.tokens:
            line = token.map[0] + 1 if token.map else 1
            yield line, token
            for child in token.children or ():
                yield line, child


def read_front_matter(source: str) -> object:
    r"""The front matter of a page as YAML reads it, or the reason why it can't; ``None`` where there is none.

    >>> read_front_matter("---\ngist: Rows\n---\n")
    {'gist': 'Rows'}
    """
    match = FRONT_MATTER.match(source)
    try:
        return yaml.safe_load(match[0].strip("-\r\n")) if match else None
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as error:  # PyYAML's own, and those of its types
        return str(error).partition("\n")[0]


def _links_in(inline: Token) -> Iterator[ListedLink]:
    line, opened, texts = (inline.map or [0])[0] + 1, "", [""]
    for token in inline.children or ():
        if token.type == "softbreak":
            line += 1
        if token.type == "link_open":
            opened, texts = str(token.attrs["href"]), []
        elif token.type == "link_close":
            if opened:
                yield ListedLink(line, opened, "".join(texts))
            opened = ""
        else:
            texts.append(token.content or " " * (token.type == "softbreak"))


def read_pages(sources: Sources) -> list[Page]:
    """All pages below ``docs/<language>/``, by path and language."""
    pages = []
    for name, source in sources.texts.items():
        folder, *parts = name.split("/")
        if folder == "docs" and len(parts) > 1 and name.endswith(".md"):
            lang, *path = parts
            pages.append(_page(lang, "/".join(path), name, source))
    return sorted(pages, key=lambda page: (page.path, page.lang))


#: In a live build most pages have not changed and need not be parsed again.
_page = lru_cache(maxsize=512)(Page)

_PARSER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)
