"""Ledgers of published ids, for sites that tests make."""

from rnnformula.citing.tag_code import nth_tag
from rnnformula.language import LANGUAGES
from rnnformula.site.book.published_ids import PublishedId, write_ledger


def published(*ids, page="page.md", **more):
    """The entries of these ids, all steps of one page."""
    return [
        PublishedId(name, nth_tag(number), page, "step", dict.fromkeys(LANGUAGES, name), "0.1.0", **more)
        for number, name in enumerate(ids)
    ]


def ledger_of(*ids, page="page.md"):
    """The text of a ledger of these ids."""
    return write_ledger(published(*ids, page=page))
