"""Markdown as the build converts it, without a build."""

from types import SimpleNamespace

from markdown import Markdown

from rnnformula.site.html.conversion import Conversion
from rnnformula.site.html.current_page import CurrentPage
from rnnformula.site.html.math.mathml import Formulas
from tests.languages import ENGLISH

#: Those of mkdocs.yml.
EXTENSIONS = ("attr_list", "tables", "toc", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.arithmatex")
SETTINGS = {"toc": {"permalink": "#", "permalink_title": "#"}, "pymdownx.arithmatex": {"generic": True}}


def current_page(lang=ENGLISH, formulas=None):
    page = CurrentPage(formulas or Formulas())
    page.begin(lang, "")
    return page


def convert(source, page, show=None):
    """The HTML of a source; ``show`` takes the fences that run, as `ShownExamples.show` does."""
    config = SimpleNamespace(markdown_extensions=list(EXTENSIONS), mdx_configs=dict(SETTINGS))
    Conversion(page).add_to(config, SimpleNamespace(show=show))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs).convert(source)
