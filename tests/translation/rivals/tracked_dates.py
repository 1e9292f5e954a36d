"""Lunaria (`lunariajs/lunaria`, `packages/core/src/index.ts` and `status/git.ts`).

A translation is outdated if its latest tracked commit is older than that of the source, where a commit whose message
has an ignored keyword is not tracked, unless the file has no other commits. The keywords are the usual ones. A page
without a source has no status.
"""

import re

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD
IGNORED = re.compile("lunaria-ignore|fix typo", re.IGNORECASE)


def find(history: History) -> set[Finding]:
    """Pages whose translation is missing, or older than its source by the commits that are tracked."""
    found = set()
    for page in history.pages:
        if history.text(page, SOURCE) is not None and (
            history.text(page, TRANSLATION) is None
            or _latest(history, page, TRANSLATION) < _latest(history, page, SOURCE)
        ):
            found.add(Finding(page))
    return found


def _latest(history: History, page: str, lang: str) -> int:
    commits = history.commits(page, lang)
    return max((at for at in commits if not IGNORED.search(history.message(at))), default=commits[-1])


DETECTOR = Detector("tracked_dates", "Lunaria", find)
