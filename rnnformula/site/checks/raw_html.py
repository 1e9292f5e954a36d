"""Pages hold Markdown: no HTML but the few pieces that the build fills in, no attributes, nothing from other hosts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rnnformula.site.book.addresses import IGNORED_IN_ADDRESSES
from rnnformula.site.book.pages import ANCHOR, BOX_PLACE, FRONT_MATTER, HEADING_ID
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: The HTML that a page may have, each piece alone on its line.
ALLOWED = (BOX_PLACE,)
#: Where a link may lead besides a page.
SCHEMES = ("http", "https", "mailto")

#: Code on one line; over more lines the generator may take a part of it for a block of HTML.
INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL)
#: What HTML begins with, closed or not; a link in such brackets as well.
TAG = re.compile(r"<(?=[A-Za-z/!?])(?P<tag>[^>\n]{0,40}>?)")
ID = re.compile(r"\{\s*#[^\s}]+\s*\}")
#: What the generator hangs on the piece before it.
ATTRIBUTES = re.compile(r"\{[^{}\n]*\}?")
#: The target of a link, an image or a reference, in a list or a quotation too, up to a bracket or a line's end.
TARGET = re.compile(r"(?:\]\(\s*|^[ \t>*+\-\d.)]*\[[^\]\n]+\]:\s*)<?(?P<target>[^)>]*)", re.MULTILINE)
#: How an address of another host begins without a scheme.
HOST = re.compile(r"[/\\]{2}|\\")
SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")


def check(book: Book) -> Checked:
    """Find HTML, attributes, and links and images that run something or load from another host."""
    problems = [
        Problem(page.file, line, message, page.lang)
        for page in book.pages
        for line, message in sorted({*_tags(page), *_attributes(page), *_targets(page), *_images(page)})
    ]
    return Checked(sum(len(page.prose) for page in book.pages), problems)


def _tags(page: Page) -> Iterator[tuple[int, str]]:
    head = FRONT_MATTER.match(page.source)
    last = head[0].count("\n") if head else 0
    for number, line in page.prose:
        if line.strip() in ALLOWED:
            continue
        for match in TAG.finditer(line if number <= last else INLINE_CODE.sub(" ", line)):
            yield (
                number,
                Message(
                    "HTML {text!r}: a page is written in Markdown; show it as code, or leave it out", text=match[0]
                ),
            )


def _attributes(page: Page) -> Iterator[tuple[int, str]]:
    """Braces that are no id: ``{ onclick="..." }``."""
    text = _text(page)
    for hidden in (INLINE_CODE, FORMULA):
        text = hidden.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, line in enumerate(text.split("\n"), 1):
        for match in ATTRIBUTES.finditer(ANCHOR.sub("", HEADING_ID.sub("", line))):
            if not ID.fullmatch(match[0]):  # one at a wrong place is found by the check of ids
                yield number, Message("attributes {text!r}: a page has ids only; show braces as code", text=match[0])


def _targets(page: Page) -> Iterator[tuple[int, str]]:
    text = INLINE_CODE.sub(lambda match: " " * len(match[0]), _text(page))
    for match in TARGET.finditer(text):
        written = match["target"].split("\n\n")[0]
        target = IGNORED_IN_ADDRESSES.sub("", html.unescape(written))
        scheme = SCHEME.match(target)
        if HOST.match(target) or (scheme and scheme["scheme"].lower() not in SCHEMES):
            expected = ", ".join(f"{name}:" for name in SCHEMES)
            message = Message(
                "link {link!r}: expected a page of this site, or one of {expected}; others may run something",
                link=written.strip()[:60],
                expected=expected,
            )
            yield text.count("\n", 0, match.start("target")) + 1, message


def _images(page: Page) -> Iterator[tuple[int, str]]:
    for image in page.images:
        if HOST.match(unquote(image.text)) or SCHEME.match(image.text):
            yield (
                image.line,
                Message(
                    "image {image!r}: expected a file of this site, not one from another host, which would "
                    "learn who reads",
                    image=image.text,
                ),
            )


def _text(page: Page) -> str:
    """The page without its fences, line for line."""
    prose = dict(page.prose)
    return "\n".join(prose.get(number, "") for number in range(1, len(page.lines) + 1))
