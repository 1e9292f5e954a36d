"""The citations of all ids of a page, in each format and language, as the package makes them: a file for each page.

A page asks for its file when *Cite* is pressed first. The script fills in what nobody knows before: the address of
the site in the reader's choice of version, the day, and a quoted selection.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.citing.citation_formats import DEFAULT_FORMAT, citation_of, write_citation
from rnnformula.citing.tag_register import read_tags
from rnnformula.language import LANGUAGES
from rnnformula.site.book.citations import cited_work
from rnnformula.site.kept.files import write_whole
from rnnformula.site.tags.tags_file import for_package

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rnnformula.citing.citation_formats import Citation
    from rnnformula.site.book.contents import Book
    from rnnformula.site.tags.tag_statements import TagStatement

#: The folder below ``assets``; below it each file is named like its page, without a digest: it is asked for anew each
#: time that a page needs it, as the page itself is.
CITATIONS_FOLDER = "citations"
#: The Markdown of the package with formulas in TeX, which some forums show.
TEX_FORMAT = "markdown_tex"
#: The formats of the dialog, those of the package and that one -> their names; where there is none it is a label.
DIALOG_FORMATS = {
    DEFAULT_FORMAT: "Markdown",
    TEX_FORMAT: "",
    "text": "",
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
    "gb7714": "GB/T 7714",
    "link": "",
}
#: What stands in a text for what is filled in. No text of the site has such brackets.
SITE_MARK, QUOTE_MARK, DAY_MARK = "⟦site⟧", "⟦quote⟧", "⟦accessed⟧"
DAY_PARTS = r"⟦year⟧,\1⟦month⟧,\2⟦day⟧"
#: A day that nothing was read on, as a format writes it.
NO_DAY = "1234-05-06"
NO_DAY_PARTS = re.compile(r"\b1234,(\s+)5,(\s+)6\b")


def write_citations(book: Book, statements: Iterable[TagStatement], folder: Path) -> None:
    """Write the file of each page below the folder of assets."""
    work = cited_work(book)
    pages: dict[str, dict[str, Any]] = {}
    for tag in read_tags(for_package(book, statements)).tags:
        if tag.statements:
            pages.setdefault(tag.page, {})[tag.tag] = {
                lang: {
                    "title": tag.title(lang),
                    "texts": citation_texts(citation_of(tag, lang=lang, site=SITE_MARK, work=work)),
                }
                for lang in LANGUAGES
            }
    for page, cited in pages.items():
        file = folder / CITATIONS_FOLDER / f"{page.removesuffix('.md')}.json"
        write_whole(file, json.dumps(cited, ensure_ascii=False, separators=(",", ":")))


def citation_texts(citation: Citation) -> dict[str, list[str]]:
    """A citation in each format of the dialog; where a quoted selection changes it, the text with one stands second."""
    dated = replace(citation, accessed=NO_DAY)
    texts = {}
    for name in DIALOG_FORMATS:
        format_, wanted = (DEFAULT_FORMAT, replace(dated, tex=True)) if name == TEX_FORMAT else (name, dated)
        both = (write_citation(cited, format_) for cited in (wanted, replace(wanted, quote=QUOTE_MARK)))
        texts[name] = list(dict.fromkeys(NO_DAY_PARTS.sub(DAY_PARTS, text.replace(NO_DAY, DAY_MARK)) for text in both))
    return texts
