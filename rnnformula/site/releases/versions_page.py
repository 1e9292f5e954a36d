"""The page that lists all versions, in every language, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.settings import Settings
from rnnformula.site.book.sources import SETTINGS, read_source
from rnnformula.site.publish.editions import VERSIONS_PAGE
from rnnformula.site.publish.own_scripts import OWN_TEMPLATES
from rnnformula.site.publish.security import CHARSET, policy_of
from rnnformula.site.releases.archiving import INDEX

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from rnnformula.site.releases.version_file import Version

TEMPLATE = "versions.html"


def versions_page(root: Path, site: str, versions: Sequence[Version], published: Container[str]) -> str:
    """The page, from the template in the project at ``root``; it links to home pages that are published alone.

    ``site`` is the address of the root, ``versions`` are the releases, the newest first.
    """
    templates = Environment(
        loader=FileSystemLoader(root / OWN_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    settings = Settings(read_source(root, SETTINGS)).values
    folders = ["", *(version.folder for version in versions)]
    homes = {lang: {folder: _home(folder, lang, published) for folder in folders} for lang in LANGUAGES}
    page = templates.get_template(TEMPLATE).render(
        address=f"{site}{VERSIONS_PAGE}",
        root="../",
        index="",
        site_name=settings["site_name"],
        favicon=settings["theme"]["favicon"],
        languages=LANGUAGES,
        default_language=LANGUAGES[DEFAULT],
        homes=homes,
        versions=versions,
    )
    return page.replace(CHARSET, f"{CHARSET}\n{policy_of(page)}", 1)


def _home(folder: str, lang: str, published: Container[str]) -> str:
    """The home page of a version in a language, or the default one where that version does not have it."""
    home = folder if lang == DEFAULT else f"{folder}{lang}/"
    return home if f"{home}{INDEX}" in published else folder
