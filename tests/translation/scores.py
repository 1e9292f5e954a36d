"""``make drift``: run every scenario through every detector, and print precision, recall and F1 of each.

Pages are scored: a page of a scenario needs work or not, in whichever language, and a detector says that it does or
not. Sections are scored besides for detectors that know them, on the pages that they found and that need work.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rnnformula.site.book.sources import DETECTOR_SCORES
from rnnformula.site.kept.files import write_whole
from rnnformula.site.reports.detector_scores import three_digits
from tests.translation import ours
from tests.translation.histories import Finding, Scenario
from tests.translation.rivals import Detector, rivals
from tests.translation.scenarios import scenarios


class Counts(NamedTuple):
    """How often a detector found what is there (hits), what is not (false), missed what is, and rightly kept still."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    still: int = 0

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]
        return Counts(*map(sum, zip(self, other, strict=True)))

    @property
    def precision(self) -> Fraction:
        """How much of what was found is there; 1 where nothing was found."""
        return Fraction(self.hits, self.hits + self.false) if self.hits + self.false else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """How much of what is there was found; 1 where nothing is there."""
        return Fraction(self.hits, self.hits + self.missed) if self.hits + self.missed else Fraction(1)

    @property
    def f1(self) -> Fraction:
        """The harmonic mean of both."""
        return Fraction(2 * self.hits, 2 * self.hits + self.false + self.missed) if self.hits else Fraction(0)


class Judged(NamedTuple):
    """What came of a scenario: pages and sections counted, and what was wrong about the pages."""

    scenario: Scenario
    pages: Counts
    sections: Counts
    wrong: tuple[str, ...]


def judge(detector: Detector, scenario: Scenario) -> Judged:
    """Run a scenario through a detector."""
    history = scenario.history
    found = detector.find(history)
    there = {needed.page for needed in scenario.needed}
    said = {finding.page for finding in found}
    pages, in_sections, wrong = Counts(), Counts(), []
    for page in sorted({*history.pages, *there, *said}):
        pages += _count(page in there, page in said)
        if (page in there) != (page in said):
            where = "" if page == scenario.page else f", {page}"
            wrong.append(f"{'missed' if page in there else 'false'}: {scenario.name}{where}")
        if detector.knows_sections and page in there & said:
            in_sections += _sections(scenario, found, page)
    return Judged(scenario, pages, in_sections, tuple(wrong))


def _count(is_there: bool, is_said: bool) -> Counts:
    return Counts(is_there and is_said, is_said and not is_there, is_there and not is_said, not (is_there or is_said))


def _sections(scenario: Scenario, found: Iterable[Finding], page: str) -> Counts:
    there = {needed.section for needed in scenario.needed if needed.page == page}
    said = {finding.section for finding in found if finding.page == page and finding.section is not None}
    return Counts(len(there & said), len(said - there), len(there - said)) if said else Counts()


@cache
def judge_all(detector: Detector) -> list[Judged]:
    """Run all scenarios through a detector."""
    return [judge(detector, scenario) for scenario in scenarios()]


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(counts, start=Counts())


def written(detectors: Sequence[Detector]) -> str:
    """The scores as `DETECTOR_SCORES` has them."""
    rows = []
    for detector in detectors:
        judged = judge_all(detector)
        row = {
            "key": detector.key,
            "title": detector.title,
            **total(result.pages for result in judged)._asdict(),
            "families": {
                name: total(result.pages for result in judged if result.scenario.family == name)._asdict()
                for name in families()
            },
            "wrong": [text for result in judged for text in result.wrong],
        }
        if detector.knows_sections:
            row["sections"] = total(result.sections for result in judged)._asdict()
        rows.append(row)
    content = {"scenarios": len(scenarios()), "detectors": rows}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def families() -> list[str]:
    """The families of the scenarios, in order."""
    return list(dict.fromkeys(scenario.family for scenario in scenarios()))


def detectors() -> list[Detector]:
    """All detectors."""
    return [*rivals(), ours.DETECTOR]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores, and write them if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.translation.scores", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write the scores into {DETECTOR_SCORES}, for the site")
    parser.add_argument("--wrong", action="store_true", help="print what each detector got wrong")
    options = parser.parse_args(arguments)
    content = written(detectors())
    print(table(content))
    if options.wrong:
        for row in json.loads(content)["detectors"]:
            print("\n".join([f"\n{row['title']}", *row["wrong"]]))
    if options.write:
        write_whole(Path(DETECTOR_SCORES), content)
    return 0


def table(content: str) -> str:
    """The scores for a terminal: a line for each detector, then one for each family with what each found of it."""
    read = json.loads(content)
    rows = read["detectors"]
    lines = [f"{read['scenarios']} scenarios".ljust(49) + "precision   recall       F1  F1 of sections"]
    for row in rows:
        counts, inside = Counts(*(row[name] for name in Counts._fields)), row.get("sections")
        ratios = [counts.precision, counts.recall, counts.f1, *([Counts(**inside).f1] if inside else [])]
        scores = "".join(f"{three_digits(*ratio.as_integer_ratio()):>9}" for ratio in ratios)
        lines.append(f"{row['title']:49}{scores}")
    lines.append("\nfound of what needs work, and complained about of what does not:")
    lines.append(f"{'':30}" + "".join(f"{row['key'][:14]:>15}" for row in rows))
    for family in families():
        cells = []
        for row in rows:
            counts = Counts(**row["families"][family])
            there, not_there = counts.hits + counts.missed, counts.false + counts.still
            cells.append(
                " ".join(
                    [
                        *([f"{counts.hits}/{there}"] if there else []),
                        *([f"!{counts.false}/{not_there}"] if not_there else []),
                    ]
                )
            )
        lines.append(f"{family:30}" + "".join(f"{cell:>15}" for cell in cells))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
