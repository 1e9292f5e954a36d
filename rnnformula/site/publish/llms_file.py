"""``llms.txt``: what stands where, in the form of llmstxt.org, for programs that answer; and all pages in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula import tally
from rnnformula.citing.citation_formats import WORK_NAME
from rnnformula.counting.derivation import closed_formula
from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import PLAIN, write
from rnnformula.site.book.citations import cite_site
from rnnformula.site.publish.markdown_twins import root_address
from rnnformula.site.publish.plain_markdown import spaced_parts
from rnnformula.site.reports.layer_formulas import FORMULA_ROWS
from rnnformula.site.reports.menu_sections import SECTION_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

LLMS, LLMS_FULL = "llms.txt", "llms-full.txt"
HOME_PATH = "index.md"
#: How the package is asked.
EXAMPLE_COMMAND = "rnnformula count LSTM units=64 features=6"


def llms_file(book: Book, lang: str, data: Iterable[str]) -> str:
    """What stands where: the pages of a language by the sections of the menu, then those of the other languages.

    ``data`` are the addresses of what is published as data, below the root of the site.
    """
    label, root = words(lang), root_address(book)
    home = next(page for page in book.pages if (page.lang, page.path) == (lang, HOME_PATH))
    links = ", ".join(f"[{name}]({root}{name})" for name in data)
    about = label["llms_about"].format(
        programs=f"{root}{_in(book, lang, 'about/programs.md')}",
        data=links,
        full=root + _beside(home, LLMS_FULL),
        command=EXAMPLE_COMMAND,
    )
    formulas = "\n".join(
        f"- `{row.shown}`: `{write(closed_formula(tally(row.layer, **row.sizes)), PLAIN)}`" for row in FORMULA_ROWS
    )
    cited = label["llms_cite"].format(citation=cite_site(format="text", lang=lang, book=book))
    parts = [f"# {WORK_NAME}", f"> {home.description}", about, label["llms_formulas"], formulas, cited]
    sections = book.settings.pages_by_section
    titles = {section: section for section in sections} | {
        words(next(iter(LANGUAGES)))[key]: label[key] for key in SECTION_LABELS.values()
    }
    for section, paths in sections.items():
        parts += [f"## {titles[section] or label['llms_first']}", _listed(book, lang, paths)]
    every = [path for paths in sections.values() for path in paths]
    for other in (other for other in LANGUAGES if other != lang):
        parts += [f"## {LANGUAGES[other].name}", _listed(book, other, every)]
    return f"{spaced_parts(parts)}\n"


def llms_full_file(book: Book, lang: str, twins: Mapping[str, str]) -> str:
    """All pages of a language as Markdown in one file, in the order of the menu, each with its own head."""
    every = (path for paths in book.settings.pages_by_section.values() for path in paths)
    return "\n".join(twins[page.twin] for path in every if (page := _find(book, lang, path)) and page.twin in twins)


def llms_names(book: Book, lang: str) -> tuple[str, str] | None:
    """The addresses of both files of a language, below the root of the site: they stand beside its home page."""
    home = _find(book, lang, HOME_PATH)
    return (_beside(home, LLMS), _beside(home, LLMS_FULL)) if home else None


def _listed(book: Book, lang: str, paths: Iterable[str]) -> str:
    root = root_address(book)
    pages = (page for path in paths if (page := _find(book, lang, path)))
    return "\n".join(f"- [{page.title}]({root}{page.twin}): {page.gist}" for page in pages)


def _find(book: Book, lang: str, path: str) -> Page | None:
    return next((page for page in book.pages if (page.lang, page.path) == (lang, path)), None)


def _in(book: Book, lang: str, path: str) -> str:
    page = _find(book, lang, path)
    return page.twin if page else ""


def _beside(page: Page, name: str) -> str:
    return page.twin.removesuffix(HOME_PATH) + name
