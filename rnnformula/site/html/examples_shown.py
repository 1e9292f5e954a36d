"""The fences that run, as a page shows them: the code, what it printed, what it ran with."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from markdown_exec import base_format

from rnnformula.site.book.pages import CODE_FOLDED
from rnnformula.site.html.captions import caption
from rnnformula.site.html.code_blocks import fold_code, fold_table
from rnnformula.site.html.math.in_pages import with_drawn_sizes
from rnnformula.site.html.page_blocks import Block
from rnnformula.site.messages import as_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

    from rnnformula.site.html.current_page import CurrentPage
    from rnnformula.site.html.printed import Printed
    from rnnformula.site.kept.shelf import Shelf

#: The language of the code of all examples.
PYTHON = "python"


class ShownExamples:
    """Shows each executed fence of the current page: its output is known by now, markdown-exec lays it out."""

    def __init__(self, page: CurrentPage, printed: Printed, shelf: Shelf) -> None:
        self.page = page
        self.printed = printed
        self.shelf = shelf

    def show(
        self, source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **settings: Any
    ) -> str:
        """The HTML of a fence, for superfences to put into the page."""
        output = self.printed.output(source, self.page.lang, self.page.address)
        if output.fault:
            fault = html.escape(as_message(output.fault).written(self.page.lang))
            return f'<div class="example"><pre class="fault" role="alert">{fault}</pre></div>'
        text = with_drawn_sizes(output.text) if output.kind == "figure" else output.text
        how: dict[str, Any] = {name: options[name] for name in ("source", "result")}
        how |= {"buttons": not output.snippet, "counted": output.counted}
        shown = self._laid_out(source, text, md, **how)
        if output.data:
            attributes = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in output.data.items())
            shown = shown.replace("<table", f"<table {attributes}", 1)
        if output.fold:
            shown = fold_table(shown, output.fold, searched=output.searched)
        if output.lead:
            shown = self._laid_out(source, output.lead, md, **how) + shown
        if output.snippet:
            shown += caption(output.snippet, self.printed.facts.examples, self.page.lang, self.page.address)
        if output.box:
            shown = f'<div class="{output.box}">{shown}</div>'
        return Block(shown, output.kind)

    def _laid_out(
        self, code: str, output: str, md: Markdown, source: str, result: str, *, buttons: bool, counted: Sequence[int]
    ) -> str:
        """Code and output as HTML; Markdown is converted anew for each, which is slow."""

        def lay_out() -> str:
            self.page.buttons = buttons
            try:
                if source == CODE_FOLDED:
                    parts = _convert("", code, md, "", PYTHON), _convert("", output, md, "", result)
                    return fold_code(*parts, self.page.lang, counted)
                return _convert(code, output, md, source, result)
            finally:
                self.page.buttons = True

        key = [code.strip(), output, source, result, self.page.lang, buttons, *counted]
        return self.shelf.get(key, lay_out)


def _convert(code: str, output: str, md: Markdown, source: str, result: str) -> str:
    def run(code: str, **settings: Any) -> str:
        return output

    return str(base_format(language=PYTHON, run=run, code=code, md=md, source=source, result=result, id_prefix=""))
