"""What a reader must know before reading a page: that it is a preview, and what is wrong with the build."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from rnnformula.language import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.book.problems import Problem


def notices_of_build(lang: str, problems: Sequence[Problem], *, preview: bool) -> str:
    """The notices in a language, empty where there are none."""
    label = words(lang)
    written = ""
    if preview:
        written += f'<p class="preview" role="note">{html.escape(label["preview"])}</p>\n'
    if problems:
        listed = html.escape("\n".join(problem.written(lang) for problem in problems))
        written += f'<details class="fault"><summary>{label["problems"]}</summary><pre>{listed}</pre></details>\n'
    return written
