"""The choice of a notation, on pages with formulas that follow it; see assets/notation.mjs."""

from __future__ import annotations

from rnnformula.language import words
from rnnformula.language.notation import NOTATIONS

TITLE_END = "</h1>"
#: What marks that something is written otherwise in another notation.
FOLLOWS = "data-follows"
#: The choice of who has not chosen: what fits the screen.
AUTOMATIC = "automatic"


def with_notation_choice(content: str, lang: str) -> str:
    """The HTML of a page, with the choice below its title where anything follows the choice."""
    return content.replace(TITLE_END, TITLE_END + _choice(lang), 1) if FOLLOWS in content else content


def _choice(lang: str) -> str:
    label = words(lang)
    keys = (AUTOMATIC, *NOTATIONS)
    options = "".join(f'<option value="{key}">{label[f"notation_{key}"]}</option>' for key in keys)
    return (
        f'<p class="notation" data-search-exclude><label for="__notation">{label["notation"]}</label> '
        f'<select id="__notation" autocomplete="off">{options}</select></p>'
    )
