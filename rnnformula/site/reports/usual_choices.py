"""What makes a reading of a number likely: the counts and weights by which several are ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting import likelihood
from rnnformula.facts.usual_sizes import USUAL_CLASSES, USUAL_SIZES
from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.site.reports.build_facts import Facts

#: So many of the most usual classes and sizes are shown.
MOST_SHOWN = 8
#: Options that are shown, each with the value that is not the default.
SHOWN_OPTIONS = {"use_bias": "False", "reset_after": "False", "bidirectional": "True", "merge_mode": "'sum'"}


def likelihood_table(facts: Facts, lang: str) -> Table:
    """A row for each thing that is weighed, with what was counted or is taken to be."""
    label = words(lang)
    recurrent = USUAL_SIZES["recurrent"]
    options = ", ".join(
        f"`{name}={value}` {_percent(likelihood.OPTIONS[name])}" for name, value in SHOWN_OPTIONS.items()
    )
    layers = ", ".join(f"{number}: {_percent(share)}" for number, share in likelihood.FEW["num_layers"].items())
    rows = (
        (label["weighed_classes"], _most(USUAL_CLASSES)),
        (label["weighed_units"], _of_numbers(recurrent["units"])),
        (label["weighed_features"], _of_numbers(recurrent["features"])),
        (label["weighed_options"], options),
        (label["weighed_layers"], layers),
        (label["weighed_chain"], _percent(likelihood.CHAINED)),
        (label["weighed_names"], _percent(likelihood.NAMED_OTHERWISE)),
        (label["weighed_below"], _percent(likelihood.PRINTED_BELOW)),
        (label["weighed_certain"], label["weighed_times"].format(n=grouped(likelihood.FAR_AHEAD))),
    )
    return Table((label["weighed"], label["weighed_as"]), rows)


def _most(times: Mapping[str, int]) -> str:
    """The values that were seen most often, each with how often."""
    ordered = sorted(times.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{value} ({seen})" for value, seen in ordered[:MOST_SHOWN])


def _of_numbers(times: Mapping[int, int]) -> str:
    """As `_most`, for numbers."""
    return _most({grouped(value): seen for value, seen in times.items()})


def _percent(share: float) -> str:
    return f"{100 * share:g}%"


REPORTS = {"likelihoods": Report(likelihood_table)}
