"""FastAPI (`fastapi/fastapi`, `scripts/translate.py`): ``list_outdated``, ``list_missing``, ``list_removable``.

A translation is outdated if the last commit of its file is older than the last commit of the source.
"""

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD


def find(history: History) -> set[Finding]:
    """Pages whose translation is older than its source, and those that one language lacks."""
    return {Finding(page) for page in history.pages if is_missing(history, page) or _is_older(history, page)}


def is_missing(history: History, page: str) -> bool:
    """Whether a language lacks the page."""
    return any(history.text(page, lang) is None for lang in TOLD)


def _is_older(history: History, page: str) -> bool:
    return history.commits(page, TRANSLATION)[-1] < history.commits(page, SOURCE)[-1]


DETECTOR = Detector("dates", "FastAPI", find)
