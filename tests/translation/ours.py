"""The detector of this project, as the scores ask it."""

from datetime import date, timedelta

from rnnformula.site.checks import CHECKS
from rnnformula.site.translation.comparing_languages import CURRENT, PLACE, compared_sections
from rnnformula.site.translation.synchronising import sections_named, synchronised_files
from tests.site.books import book_of_files
from tests.translation.histories import Commit, Finding, History
from tests.translation.rivals import Detector

FIRST_DAY = date(2026, 1, 1)


def find(history: History) -> set[Finding]:
    """What needs work at the end of a history, by the state of each section and language.

    Each `Synchronise` is the command, with the records that it writes; what the pages part in is found by the check of
    structure. A section that a language has on another page is said on both pages, as the check of agreement does.
    """
    records: dict[str, str] = {}
    for at, step in enumerate(history.steps):
        if not isinstance(step, Commit):
            book = book_of_files({**history.files(at), **records})
            names = [name or _front(book, step.page) for name in step.sections] or [step.page]
            written = synchronised_files(book, sections_named(book, names), (), FIRST_DAY + timedelta(at))
            records = {name: text for name, text in {**records, **written}.items() if text is not None}
    book = book_of_files({**history.files(), **records})
    found = {
        Finding(state.text.page.path if state.text else _path(section), _name(section.key))
        for section in compared_sections(book)
        for state in section.states.values()
        if state.state != CURRENT
    }
    found |= {
        Finding(change.text.page.path, _name(section.key))
        for section in compared_sections(book)
        for change in section.changes.values()
        if PLACE in change.kinds
    }
    for problem in CHECKS["structure"](book).problems:
        page = next(page for page in book.pages if page.file == problem.file)
        names = [name for line, name, _ in page.sections() if line <= problem.line]
        found.add(Finding(page.path, names[-1]))
    return found


def _front(book, page):
    return next(section.key for section in compared_sections(book) if section.key.endswith(":front"))


def _path(section):
    for text in section.texts.values():
        return text.page.path
    return section.record.path


def _name(key):
    return "" if key.endswith(":front") else key


DETECTOR = Detector("ours", "rnnformula", find, knows_sections=True)
