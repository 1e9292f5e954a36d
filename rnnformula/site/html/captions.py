"""The line below an example: what it ran with, and its files for readers to run it themselves."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.installed import TITLES
from rnnformula.site.html.code_blocks import copy_button

if TYPE_CHECKING:
    from rnnformula.site.examples.examining import Examples

IMPORTS_PACKAGE = re.compile(r"^\s*(?:from|import) rnnformula\b", re.MULTILINE)


def caption(name: str, examples: Examples, lang: str, here: str) -> str:
    """The caption of a snippet on the page of that address."""
    label = words(lang)
    versions = ran_with(examples.codes[name], examples.uses[name], examples.versions)
    links = [
        f'<a href="{relative_address(file, here)}" download>{file.removeprefix("snippets/")}</a>'
        for file in (f"snippets/{name}", *examples.data[name])
    ]
    note = f" <strong>{label['unrecorded']}</strong>" if name in examples.unrecorded else ""
    return (
        f'<p class="ran-with">{label["ran_with"]}{label["comma"].join(versions)} · '
        f"{label['comma'].join(links)}{note} {copy_button(lang)}</p>"
    )


def ran_with(code: str, uses: tuple[str, ...], versions: dict[str, str]) -> list[str]:
    """What a snippet ran with, by its imports: the frameworks, or this package; Python where it needs neither."""
    titles = [f"{TITLES[used]} {versions[used]}" for used in uses if used in versions]
    if "keras" not in uses and IMPORTS_PACKAGE.search(code):
        titles.insert(0, f"rnnformula {version('rnnformula')}")
    return titles or ["Python"]
