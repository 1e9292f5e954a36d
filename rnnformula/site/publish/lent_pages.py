"""Pages that a language lacks, and that another one lends it: they have no file of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.publish.generator import File

if TYPE_CHECKING:
    from rnnformula.site.publish.generator import Files, MkDocsConfig
    from rnnformula.site.translation.filling import FilledPages


def add_lent_pages(files: Files, config: MkDocsConfig, filled: FilledPages) -> None:
    """Have the generator make each page that is lent; what it reads there is `FilledPages.source_of`."""
    for lang, path in filled.lent:
        if not files.get_file_from_path(f"{lang}/{path}"):
            files.append(File(f"{lang}/{path}", config.docs_dir, config.site_dir, config.use_directory_urls))
