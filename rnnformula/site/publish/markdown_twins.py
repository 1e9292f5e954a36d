"""The twin of each page in Markdown, for programs: the same text with what its fences printed in their places.

The twin of ``layers/lstm/`` is ``layers/lstm.md``, that of a home page ``index.md``; see `Page.twin`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from rnnformula import render
from rnnformula.citing.citation_formats import WORK_NAME
from rnnformula.language import LANGUAGES, language_of, words
from rnnformula.language.saying import phrase
from rnnformula.render.markdown import STYLE
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.citations import CHECKED_WITH
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.pages import ANCHOR, BOX_PLACE, FRONT_MATTER, SHOWN_INCLUDE
from rnnformula.site.book.work import TEXT_LICENSE, read_work
from rnnformula.site.fences.label import LabelFence
from rnnformula.site.html.captions import ran_with
from rnnformula.site.messages import as_message
from rnnformula.site.publish.plain_markdown import (
    fenced,
    indented,
    spaced_parts,
    with_places,
    with_places_of_terms,
    with_twins,
    without_empty_columns,
    without_html,
    without_macros,
)
from rnnformula.site.publish.reference_markdown import with_names

if TYPE_CHECKING:
    from rnnformula.figures.scene import Figure
    from rnnformula.language.phrases import Value
    from rnnformula.site.book.contents import Book, ExecutedFence
    from rnnformula.site.book.pages import Fence, Page
    from rnnformula.site.html.printed import Output, Printed

#: What the head of a twin says of its results: that this build made them, or that they are those on record.
RESULTS_EXECUTED, RESULTS_RECORDED = "executed in this build", "recorded; this is a preview, in which nothing ran"
#: The anchor of what follows it.
ANCHOR_ABOVE = re.compile(rf"{ANCHOR.pattern}\s*\Z")


def root_address(book: Book) -> str:
    """The address below which this build is published: that of the site, or of the folder of a release there."""
    return f"{book.settings.site_url}{book.settings.release_folder}"


class Twins:
    """Writes pages as Markdown; ``texts`` has those of this build by their addresses."""

    def __init__(self, printed: Printed) -> None:
        self.printed = printed
        self.facts = printed.facts
        self.book = printed.facts.book
        self.texts: dict[str, str] = {}

    def add(self, file: str) -> None:
        """Write the page that is made of a source, relative to the project."""
        if page := self._pages.get(file):
            self.texts[page.twin] = self.text(page)

    def text(self, page: Page) -> str:
        """The twin of a page."""
        head = yaml.safe_dump(self.head(page), allow_unicode=True, sort_keys=False, width=10_000)
        notice = f"> {words(page.lang)['preview']}" if self.facts.preview else ""
        original = self._original(page)
        lent = "" if original is page else words(page.lang)["page_lent"].format(link=language_of(original.lang).name)
        return f"---\n{head}---\n\n{spaced_parts([notice, lent and f'> {lent}', self._body(page)])}\n"

    def head(self, page: Page) -> dict[str, Any]:
        """What the twin says of itself, by the names that the page about it explains."""
        root = root_address(self.book)
        others = {lang: other for lang in LANGUAGES if lang != page.lang and (other := self._in(lang, page))}
        return {
            "title": page.title,
            "description": page.description,
            "address": root + self._original(page).address,
            "markdown": root + page.twin,
            "language": self._original(page).lang,
            "translations": {lang: root + other.twin for lang, other in others.items()},
            "version": f"{WORK_NAME} {read_work(self.book).version}",
            "checked_with": self.checked_with,
            "results": RESULTS_RECORDED if self.facts.preview else RESULTS_EXECUTED,
            "licence": TEXT_LICENSE,
        }

    @cached_property
    def checked_with(self) -> str:
        """The frameworks with their versions."""
        versions = self.facts.examples.versions
        return ", ".join(f"{TITLES[name]} {versions[name]}" for name in CHECKED_WITH if name in versions)

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.file: page for page in self.book.pages}

    def _original(self, page: Page) -> Page:
        """The page itself, or that of another language which stands in its place."""
        is_lent = page.lenders and not any(written.file == page.file for written in self.facts.as_written.pages)
        return (self._in(page.lenders[0], page) or page) if is_lent else page

    @cached_property
    def _twins(self) -> dict[str, str]:
        return {page.address: page.twin for page in self.book.pages}

    def _in(self, lang: str, page: Page) -> Page | None:
        return next((other for other in self.book.pages if (other.lang, other.path) == (lang, page.path)), None)

    def _body(self, page: Page) -> str:
        executed = {fence.fence.line: fence for fence in self.book.fences_of(page)}
        head = FRONT_MATTER.match(page.source)
        parts, behind = [], head[0].count("\n") if head else 0
        for fence in page.fences:
            before = "\n".join(page.lines[behind : fence.line - 1])
            parts.append(self._prose(before, page))
            first = page.lines[fence.line - 1]
            blanks = first[: len(first) - len(first.lstrip())]
            runs = executed.get(fence.line)
            name = ANCHOR_ABOVE.search(before)
            printed = self._printed(runs, page, f"#{name[1]}" if name else "") if runs else _shown(fence)
            parts.append(indented(printed, blanks))
            behind = fence.last
        parts.append(self._prose("\n".join(page.lines[behind:]), page))
        return spaced_parts(parts)

    def _prose(self, text: str, page: Page) -> str:
        box = words(page.lang)["twin_box"].format(address=root_address(self.book) + page.address)
        named = with_names(text.replace(BOX_PLACE, box), self.book.root, page.lang)
        return without_macros(with_places(named, page.lang))

    def _printed(self, fence: ExecutedFence, page: Page, here: str) -> str:
        """What the fence printed; ``here`` is the fragment that leads to it on the page, where there is one."""
        code = self.facts.examples.codes.get(fence.snippet, "") or fence.code
        output = self.printed.output(code, page.lang, page.address)
        if output.fault:
            return fenced(as_message(output.fault).written(page.lang), "text")
        if output.snippet:
            return self._example(output, page)
        if isinstance(fence, LabelFence):
            return self._record(fence, page, here)
        if not fence.report:
            return fenced(output.text, fence.fence.info.rpartition('result="')[2].rstrip('"'))
        table = without_empty_columns(self._plain(output.text, page))
        return spaced_parts([self._plain(output.lead, page), self._plain(output.fold, page), table])

    def _plain(self, text: str, page: Page) -> str:
        plain = with_places_of_terms(without_html(text, page.lang))
        return without_macros(with_twins(plain, page, self._twins)).strip()

    def _example(self, output: Output, page: Page) -> str:
        """The code of a snippet, what it ran with, and what it printed."""
        examples, label = self.facts.examples, words(page.lang)
        files = [f"snippets/{output.snippet}", *examples.data[output.snippet]]
        links = (f"[{name.removeprefix('snippets/')}]({relative_address(name, page.twin)})" for name in files)
        programs = ran_with(examples.uses[output.snippet], examples.versions)
        line = label["twin_printed"].format(programs=label["comma"].join(programs), files=label["comma"].join(links))
        return spaced_parts([fenced(examples.codes[output.snippet], "python"), line, fenced(output.text, "text")])

    def _record(self, fence: LabelFence, page: Page, here: str) -> str:
        """A record or a figure without the marks that let a page follow its reader."""
        match fence.format:
            case "hypertext":
                return self._figure(fence.content, page, here)
            case "latex":
                return f"$$\n{render.latex(fence.content, lang=page.lang)}\n$$"
            case "markdown" | "html":
                return render.markdown(fence.content, lang=page.lang)
        return fenced(fence.printed(self.book), "text")

    def _figure(self, figure: Figure, page: Page, here: str) -> str:
        """A figure in words: its title and what it shows, then the lines below its drawings and of its key."""
        language = language_of(page.lang)
        label = language.words

        def said(words: Value) -> str:
            return phrase(words, language, STYLE)

        address = f"{root_address(self.book)}{page.address}{here}"
        title = label["twin_figure"].format(title=said(figure.title), address=address)
        description = label["space"].join(map(said, figure.description))
        drawings = [
            label["item"].format(name=said(panel.head), value=line) if panel.head else line
            for panel in figure.panels
            for line in map(said, panel.foot)
            if line not in description
        ]
        key = [line for entry in figure.key if (line := said(entry.words)) not in description]
        return spaced_parts([title, description, "\n".join(f"- {line}" for line in (*drawings, *key))])


def _shown(fence: Fence) -> str:
    """A fence that is shown and never run, as a reader sees it."""
    return fenced(fence.code.replace(SHOWN_INCLUDE, SHOWN_INCLUDE.removeprefix(";")), fence.info)
