"""Code that a page shows, with a button that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.language import words
from rnnformula.language.writing import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

#: So many counts fit a line on a phone.
MOST_COUNTS = 3
#: Where the box of a block of code ends.
BOX_END = "</div>"


def copy_button(lang: str) -> str:
    """A button that copies the code or formula of the box that it stands in; see assets/copy.mjs."""
    label = words(lang)
    return (
        f'<button class="copy" type="button" data-search-exclude data-done="{label["copied"]}">{label["copy"]}</button>'
    )


def with_copy_button(box: str, lang: str) -> str:
    """A box of highlighted code with a button at its end.

    Raises:
        ValueError: the HTML is no box.
    """
    if not box.endswith(BOX_END):
        raise ValueError(f"expected a box of code that ends with {BOX_END}, got {box[-40:]!r}")
    return box.removesuffix(BOX_END) + copy_button(lang) + BOX_END


def highlight(source: str, language: str, options: dict[str, Any], md: Markdown, **settings: Any) -> str:
    """A fence as pymdownx.superfences shows it by itself."""
    fences: Any = md.preprocessors["fenced_code_block"]
    shown: str = fences.highlight(src=source, language=language, options=options, md=md, **settings)
    return shown


def fold_code(code: str, output: str, lang: str, counted: Sequence[int] = ()) -> str:
    """Code below what it printed, to be unfolded; both are HTML, and ``counted`` what Keras counted of the output."""
    label = words(lang)["code"]
    if counted:
        label += f' · <span class="counted">{_said(counted, lang)}</span>'
    return f'{output}<details class="code"><summary data-search-exclude>{label}</summary>{code}</details>'


def _said(counted: Sequence[int], lang: str) -> str:
    label = words(lang)
    if len(counted) > MOST_COUNTS:
        return label["keras_printed_many"].format(len(counted))
    return label["keras_printed"].format(label["comma"].join(map(grouped, counted)))


def fold_table(table: str, line: str, *, searched: bool) -> str:
    """A long table, as HTML, under a line that unfolds it; the search leaves it out unless it is `searched`.

    The search takes the end of any element of the same name for the end of what it leaves out, and there are
    ``<details>`` in cells.
    """
    shown = table if searched else f"<section data-search-exclude>{table}</section>"
    return f'<details class="folded"><summary>{line}</summary>{shown}</details>'
