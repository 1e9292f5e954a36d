"""Kubernetes (`kubernetes/website`, `scripts/lsync.sh`).

A translation needs work if the source differs from what it was at the last commit that touched the translation. The
script takes the base of the merge that brought that commit; a history here has no merges, so that both are one. A page
that only the translation has is in sync, as there is no difference.
"""

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD


def find(history: History) -> set[Finding]:
    """Pages whose translation is missing, or whose source changed since the translation was touched."""
    found = set()
    for page in history.pages:
        touched = history.commits(page, TRANSLATION)[-1:]
        if history.text(page, TRANSLATION) is None or any(
            history.text(page, SOURCE, at) != history.text(page, SOURCE) for at in touched
        ):
            found.add(Finding(page))
    return found


DETECTOR = Detector("source_diffs", "Kubernetes, `lsync.sh`", find)
