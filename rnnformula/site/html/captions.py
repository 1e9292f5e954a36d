"""The line below an example: what it ran with, and its files for readers to run it themselves."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.installed import TITLES
from rnnformula.site.html.code_blocks import copy_button

if TYPE_CHECKING:
    from rnnformula.site.examples.examining import Examples


def caption(name: str, examples: Examples, lang: str, here: str) -> str:
    """The caption of a snippet on the page of that address."""
    label = words(lang)
    versions = ran_with(examples.uses[name], examples.versions)
    links = [
        f'<a href="{relative_address(file, here)}" download>{file.removeprefix("snippets/")}</a>'
        for file in (f"snippets/{name}", *examples.data[name])
    ]
    note = f" <strong>{label['unrecorded']}</strong>" if name in examples.unrecorded else ""
    # No mark between the two: at the end of a line it would dangle.
    return (
        f'<p class="ran-with"><span>{label["ran_with"]}{label["comma"].join(versions)}</span> '
        f"<span>{label['comma'].join(links)}{note}</span> {copy_button(lang)}</p>"
    )


def ran_with(uses: tuple[str, ...], versions: dict[str, str]) -> list[str]:
    """The libraries of which a snippet called something, with their versions; Python where there is none.

    Keras computes with TensorFlow, so where one ran, both did. NumPy is named where it ran alone.
    """
    used = {*uses, "tensorflow"} if "keras" in uses else set(uses)
    if used - {"numpy"}:
        used -= {"numpy"}
    known = versions | {"rnnformula": version("rnnformula")}
    return [f"{title} {known[name]}" for name, title in TITLES.items() if name in used and name in known] or ["Python"]
