"""What several kinds of fences have in common: their options, the language that they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.site.book.pages import Fence, Page

#: The options of a fence that shows what it prints and not its code.
PRINTED = {"exec": "on"}
OPTION = re.compile(r'([\w-]+)="([^"]*)"')


def read_options(info: str) -> dict[str, str]:
    """The options behind the backticks, by name."""
    return dict(OPTION.findall(info))


def check_options(fence: Fence, expected: dict[str, str]) -> None:
    """Compare the options of a fence with those that its kind takes.

    Raises:
        ValueError: one is unknown, has another value or is missing.
    """
    options = read_options(fence.info)
    wanted = " ".join(f'{name}="{value}"' for name, value in expected.items())
    for name, value in options.items():
        if value != expected.get(name):
            raise ValueError(f'fence: unknown option {name}="{value}"; expected {wanted}')
    for name in expected:
        if name not in options:
            raise ValueError(f"fence: option {name} is missing; expected {wanted}")


def check_lang(page: Page, lang: str) -> None:
    """Compare the language that a fence names with that of its page.

    Raises:
        ValueError: they differ.
    """
    if lang != page.lang:
        raise ValueError(f'fence: the page is written in {page.lang!r}, the label says lang="{lang}"')
