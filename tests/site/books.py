"""Books for tests: any pages, with all other sources from a folder."""

from functools import cache

from rnnformula.site.book.pages import read_pages
from rnnformula.site.book.sources import Sources, load_sources
from rnnformula.site.checks import CHECKS
from rnnformula.site.fences.loading import bind
from tests.conftest import ROOT


@cache
def _sources_of_project():
    return load_sources(ROOT)


def book_of(pages, root=ROOT):
    """The book of these pages."""
    return bind(_sources_of_project() if root == ROOT else load_sources(root), pages)


def problems_in(name, pages, root=ROOT):
    """The problems that the check of this name finds in these pages."""
    return CHECKS[name](book_of(pages, root)).problems


def things_in(name, pages, root=ROOT):
    """How many things the check of this name looks at in these pages."""
    return CHECKS[name](book_of(pages, root)).things


def book_of_files(texts, root=ROOT):
    """The book of these files, by their paths in the project, and of nothing else."""
    sources = Sources(root, texts)
    return bind(sources, read_pages(sources))
