"""How well each detector finds translations that need work, as ``make drift`` last measured it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def detector_scores_table(facts: Facts, lang: str) -> Table:
    """A row for each detector: whose it is, what it goes by, its precision, recall and F1."""
    label = words(lang)
    rows = tuple(
        (
            score.title,
            label[f"detector_{score.key}"],
            three_digits(score.hits, score.hits + score.false),
            three_digits(score.hits, score.hits + score.missed),
            three_digits(2 * score.hits, 2 * score.hits + score.false + score.missed),
        )
        for score in facts.book.detector_scores.scores
    )
    heads = (label["detector"], label["detector_rule"], label["precision"], label["recall"], "F1")
    return Table(heads, rows, right=(2, 3, 4))


def detector_scores_lead(facts: Facts, lang: str) -> str:
    """How many histories each detector was given, and what the two ratios mean."""
    measured = facts.book.detector_scores
    return words(lang)["detectors_scored"].format(grouped(measured.histories)) if measured.scores else ""


def three_digits(part: int, whole: int) -> str:
    """A part of a whole with three digits; what is less than all is never written as all, nothing of nothing is a dash.

    >>> three_digits(2, 3), three_digits(9999, 10000), three_digits(4, 4), three_digits(0, 0)
    ('0.666', '0.999', '1.000', '–')
    """
    return f"{1000 * part // whole / 1000:.3f}" if whole else "–"


REPORTS = {"detector_scores": Report(detector_scores_table, lead=detector_scores_lead)}
