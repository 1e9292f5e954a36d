"""OpenTelemetry (`open-telemetry/opentelemetry.io`, `scripts/check-i18n.sh`).

Each translated page names, in its front matter, the commit of the source that it reflects (`default_lang_commit`); it
has drifted if the source differs now. Somebody who brought a page up to date renews the stamp, so saying that a whole
page is in sync renews it here; saying so of some sections does not, as the stamp speaks of the page. A page without a
stamp is listed as new, one without a source as such. A stamp that is marked `# patched` stays what it is. The script
walks the translations, so it does not see what has none.
"""

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD


def find(history: History) -> set[Finding]:
    """Translated pages without source or stamp, or whose source differs from the stamped one, by its name of today."""
    found = set()
    for page in history.pages:
        if history.text(page, TRANSLATION) is None:
            continue
        stamps = [at for at, said in history.said(page) if not said.sections]
        now = history.text(page, SOURCE)
        if now is None or not stamps or now != history.text(page, SOURCE, stamps[-1]):
            found.add(Finding(page))
    return found


DETECTOR = Detector("stamps", "OpenTelemetry", find)
