"""Options of fences and the language that a fence names, which several kinds have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.pages import Fence, Page

#: The options of a fence that shows its output and not its code.
OUTPUT_ONLY = {"exec": "on"}
FENCE_OPTION = re.compile(r'([\w-]+)="([^"]*)"')


def read_options(info: str) -> dict[str, str]:
    """The options that follow the backticks, by name."""
    return dict(FENCE_OPTION.findall(info))


def check_options(fence: Fence, expected: dict[str, str]) -> None:
    """Check that a fence has the options of its kind, and no others.

    Raises:
        ValueError: an option is unknown, has another value or is missing.
    """
    options = read_options(fence.info)
    wanted = " ".join(f'{name}="{value}"' for name, value in expected.items())
    for name, value in options.items():
        if value != expected.get(name):
            raise ValueError(
                Message(
                    'fence: unknown option {name}="{value}"; expected {wanted}', name=name, value=value, wanted=wanted
                )
            )
    for name in expected:
        if name not in options:
            raise ValueError(Message("fence: option {name} is missing; expected {wanted}", name=name, wanted=wanted))


def check_lang(page: Page, lang: str) -> None:
    """Check that a fence names the language of its page.

    Raises:
        ValueError: the fence names another language.
    """
    if lang not in (page.lang, *page.lenders):
        raise ValueError(
            Message(
                'fence: the page is written in {lang!r}, the label says lang="{label_lang}"',
                lang=page.lang,
                label_lang=lang,
            )
        )
