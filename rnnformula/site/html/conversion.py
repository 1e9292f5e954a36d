"""What the site adds to Markdown: formulas as MathML, boxes, links that say where they lead, fences of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown import Extension
from markdown_exec import validator
from pymdownx.superfences import highlight_validator

from rnnformula.site.html.code_blocks import highlight, with_copy_button
from rnnformula.site.html.docstrings import PROMPTED
from rnnformula.site.html.examples_shown import PYTHON
from rnnformula.site.html.folded_answers import FoldedAnswers
from rnnformula.site.html.line_breaks import Brackets, CodeNames, HeadingWords
from rnnformula.site.html.math.in_pages import FormulasInPage, PartsInTables, SizesInTables
from rnnformula.site.html.named_arrays import NamedArrays
from rnnformula.site.html.narrow_tables import ScrollingTables
from rnnformula.site.html.page_blocks import AnchoredBlocks, HeadingLinks
from rnnformula.site.html.pieces import Pieces

if TYPE_CHECKING:
    from markdown import Markdown

    from rnnformula.site.html.current_page import CurrentPage
    from rnnformula.site.html.examples_shown import ShownExamples

#: What changes the tree does so last, after contents and title of the page were taken from it, and in this order.
LAST_CHANGES = (
    *(AnchoredBlocks, FoldedAnswers, ScrollingTables, CodeNames, Brackets, HeadingWords, HeadingLinks),
    *(FormulasInPage, NamedArrays),
)
#: Below the priorities of all others.
FIRST_PRIORITY = -10
#: Behind code, which shows such marks, and before what takes them for raw HTML.
INLINE_PRIORITY = 95
#: After Markdown has put back its own stash.
LAST = -10

#: The fences that no other entry of superfences takes.
ALL_OTHERS = "*"


class Conversion(Extension):
    """The extension of Markdown that converts the current page and the outputs of its fences."""

    def __init__(self, page: CurrentPage) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # the name that Markdown calls
        """Register what reads and changes a page."""
        pieces = Pieces(md)  # of this `md` alone: while it converts a page, others convert outputs of fences
        md.postprocessors.register(pieces, Pieces.name, LAST)
        for kept in (SizesInTables, PartsInTables):
            md.inlinePatterns.register(kept(pieces), kept.__name__, INLINE_PRIORITY)
        for number, kind in enumerate(LAST_CHANGES):
            md.treeprocessors.register(kind(self.page, pieces), kind.__name__, FIRST_PRIORITY - number)

    def add_to(self, config: Any, examples: ShownExamples) -> None:
        """Have mkdocs convert the pages with this extension, and show the fences that run as `examples` does."""
        config.markdown_extensions.append(self)  # Markdown takes names and extensions
        config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = [
            {"name": ALL_OTHERS, "class": "", "validator": highlight_validator, "format": self.show_code},
            {"name": PYTHON, "class": PYTHON, "validator": validator, "format": examples.show},
        ]

    def show_code(
        self, source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **settings: Any
    ) -> str:
        """A fence that is shown and not run, for superfences to put into the page."""
        box = highlight(source, language, options, md, **settings)
        return with_copy_button(box, self.page.lang) if self.page.buttons and language != PROMPTED else box
