"""What fences print and pages write, as Markdown that any viewer shows: no HTML, no macro, links to other twins."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.pages import ANCHOR, ANSWER_END, HEADING_ID
from rnnformula.site.checks.raw_html import FORMULA, INLINE_CODE, SCHEME
from rnnformula.site.html.math.mathml import DEFAULT_NOTATION, TexError, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.pages import Page

#: Code, in which nothing is read, or a formula.
CODE_OR_FORMULA = re.compile(f"{INLINE_CODE.pattern}|(?P<formula>{FORMULA.pattern})", re.DOTALL)
PRINTED_LINK = re.compile(r"(?<=\]\()[^()\s]*(?=\))")
#: A term that links to itself, so that its address can be copied, with its id.
LINKED_TERM = re.compile(r"\[([^\]]+)\]\(#(?P<id>[^)\s]+)\)\{: #(?P=id) \}")
BACKTICKS = re.compile("`{3,}")
#: Stands for a piece of code while HTML around it is read.
KEPT_CODE = re.compile("\ue000(\\d+)\ue001")
#: A drawing in a cell says nothing that the words beside it do not.
SVG_ELEMENT = "svg"
CELL_WALL = " | "


class _Words(HTMLParser):
    """Takes the words out of HTML that stands within Markdown; ``between`` stands for the end of a line."""

    def __init__(self, between: str, behind_summary: str) -> None:
        super().__init__(convert_charrefs=True)
        self.between = between
        self.behind_summary = behind_summary
        self.written = ""
        self._drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._drawings += tag == SVG_ELEMENT
        if tag == "br":
            self.written += self.between
        elif tag == "code":
            self.written += "`"

    def handle_endtag(self, tag: str) -> None:
        self._drawings -= tag == SVG_ELEMENT
        if tag == "code":
            self.written += "`"
        elif tag == "summary":
            self.written += self.behind_summary

    def handle_data(self, data: str) -> None:
        if not self._drawings:
            self.written += data.replace("\N{NO-BREAK SPACE}", " ")


def fenced(text: str, language: str) -> str:
    """A text as a fenced block of code, with as many marks as it needs.

    >>> fenced("print(1)", "python").splitlines()
    ['```python', 'print(1)', '```']
    """
    marks = "`" * max([3, *(len(marks) + 1 for marks in BACKTICKS.findall(text))])
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"


def place(name: str) -> str:
    """A place that links lead to; nothing is seen of it."""
    return f'<a id="{name}"></a>'


def with_places(prose: str, lang: str) -> str:
    """Prose with its ids as places; that of an answer is followed by the word that a page folds it under."""

    def anchor(match: re.Match[str]) -> str:
        answer = f" **{words(lang)['answer']}**" if match[1].endswith(ANSWER_END) else ""
        return place(match[1]) + answer

    def heading(line: str) -> str:
        return HEADING_ID.sub(lambda match: f" {place(match[1])}", line) if line.startswith("#") else line

    return "\n".join(ANCHOR.sub(anchor, heading(line)) for line in prose.split("\n"))


def with_places_of_terms(table: str) -> str:
    """A table whose terms have ids, with these as places.

    >>> with_places_of_terms("[**unit**](#glossary.unit){: #glossary.unit }")
    '<a id="glossary.unit"></a>**unit**'
    """
    return LINKED_TERM.sub(lambda match: place(match["id"]) + match[1], table)


def without_macros(text: str) -> str:
    r"""The text with the macros in its formulas written out, as any TeX reads them.

    >>> print(without_macros(r"`\units` is $\units$"))
    `\units` is $\text{units}$
    """

    def written_out(match: re.Match[str]) -> str:
        try:
            return expand(DEFAULT_NOTATION, match[0]) if match["formula"] else match[0]
        except TexError:  # a live page shows what it can, and what is wrong with it
            return match[0]

    return CODE_OR_FORMULA.sub(written_out, text)


def without_html(text: str, lang: str) -> str:
    """Markdown with HTML in it as Markdown alone; what stands on several lines of a cell is listed in one."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(match[0])
        return f"\ue000{len(code) - 1}\ue001"

    reader = _Words(words(lang)["list"], words(lang)["item"].format(name="", value=""))
    reader.feed(INLINE_CODE.sub(keep, text))
    reader.close()
    return KEPT_CODE.sub(lambda mark: code[int(mark[1])], reader.written)


def without_empty_columns(table: str) -> str:
    """A table without the columns that say nothing but in their heads, as those of drawings."""
    rows = [line.removeprefix("| ").removesuffix(" |").split(CELL_WALL) for line in table.splitlines()]
    if len(rows) < 3 or len({len(row) for row in rows}) > 1:
        return table
    kept = [number for number in range(len(rows[0])) if any(row[number].strip() for row in rows[2:])]
    if len(kept) == len(rows[0]):
        return table
    return "\n".join(f"| {CELL_WALL.join(row[number] for number in kept)} |" for row in rows)


def with_twins(text: str, page: Page, twins: Mapping[str, str]) -> str:
    """What a fence printed on a page with its links as its twin has them; ``twins`` are by the addresses of pages."""

    def lead(match: re.Match[str]) -> str:
        address, mark, fragment = match[0].partition("#")
        if SCHEME.match(address) or not address:
            return match[0]
        folder = page.address.rpartition("/")[0]
        target = posixpath.normpath(f"/{folder}/{address}").strip("/")
        target = twins.get(f"{target}/" if target else "", target)
        return f"{relative_address(target, page.twin)}{mark}{fragment}"

    return PRINTED_LINK.sub(lead, text)


def indented(text: str, blanks: str) -> str:
    """A text as it stands in a list."""
    return "\n".join(f"{blanks}{line}" if line else line for line in text.splitlines())


def spaced_parts(parts: Iterable[str]) -> str:
    """The parts that are not empty, a blank line between them."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())
