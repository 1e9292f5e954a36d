"""Where a reader can edit what a page is made of: its own file, and the words of figures and tables in its language.

There are such links where the repository has an address: ``repo_url`` in mkdocs.yml, or else ``repository-code`` in
CITATION.cff. The theme is not told it: it would ask the host of the repository for its stars, from every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from rnnformula.language import LANGUAGES
from rnnformula.site.book.work import read_work

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.publish.generator import MkDocsConfig

#: Where hosts edit a file below ``docs``, behind the address of the repository; ``edit_uri`` in mkdocs.yml is another.
USUAL_EDIT_URI = "edit/main/docs/"
#: The file that has the words of a language, from ``docs`` on.
WORD_FILES = "../rnnformula/language/{lang}.py"


def take_from_theme(config: MkDocsConfig) -> None:
    """Let neither the theme nor the generator know of the repository."""
    config.repo_url = config.edit_uri = config.edit_uri_template = None


def edit_address(book: Book, name: str) -> str:
    """Where the file of this name, from ``docs`` on, is edited; empty where the repository has no address."""
    repository = repository_of(book)
    if not repository:
        return ""
    folder = f"{book.settings.values.get('edit_uri') or USUAL_EDIT_URI}".rstrip("/")
    return urljoin(f"{repository}/", urljoin(f"{folder}/", name))


def repository_of(book: Book) -> str:
    """The address of the repository without a slash at its end; empty where none is stated."""
    return str(book.settings.values.get("repo_url") or read_work(book).repository).rstrip("/")


def word_files(book: Book) -> dict[str, dict[str, str]]:
    """The file of each language's words, by its code: its path in the project, and where it is edited."""
    names = {lang: WORD_FILES.format(lang=lang) for lang in LANGUAGES}
    return {
        lang: {"path": name.removeprefix("../"), "address": edit_address(book, name)} for lang, name in names.items()
    }
