"""What an eye would see of the pages: pictures on one sheet, and beside them what can be measured of it."""

from tests.browser.pages import MISSING

#: Each kind of page once.
PAGES = (
    "",
    "explain/",
    "questions/lstm/",
    "layers/lstm/",
    "layers/gru/",
    "layers/frameworks/",
    "cases/summary_table/",
    "notation/",
    "about/glossary/",
    "about/checks/",
    MISSING,
)
