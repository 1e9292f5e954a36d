"""The page of the package's names: what mkdocstrings is told, and what of its own it must not publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from griffe import ModulesCollection

from rnnformula.language import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.publish.generator import MkDocsConfig


#: The package as it was read, for all languages: where it changed, this module is imported anew.
READ_MODULES = ModulesCollection()


def tell_language(config: MkDocsConfig) -> None:
    """Have mkdocstrings label what it shows in the language that is being built."""
    plugins: Any = config.plugins
    plugins["mkdocstrings"].config.locale = plugins["i18n"].current_language or DEFAULT


def share_package(config: MkDocsConfig) -> None:
    """Have the package read once for all languages; by itself mkdocstrings reads it for each, which takes a second."""
    plugins: Any = config.plugins
    plugins["mkdocstrings"].get_handler("python")._modules_collection = READ_MODULES


def leave_out_style(config: MkDocsConfig) -> None:
    """Have no page ask for the style sheet of mkdocstrings: ours has what its page needs."""
    plugins: Any = config.plugins
    config.extra_css[:] = [sheet for sheet in config.extra_css if sheet != plugins["mkdocstrings"].css_filename]


def remove_style(config: MkDocsConfig, site: Path) -> None:
    """Remove that style sheet, which mkdocstrings writes all the same."""
    plugins: Any = config.plugins
    (site / plugins["mkdocstrings"].css_filename).unlink(missing_ok=True)
