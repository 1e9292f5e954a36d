"""What was measured: how many changes made by rule are found, how well detectors find translations that need work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.sources import DETECTOR_SCORES, MUTATION_RATES
from rnnformula.site.messages import Message, as_message

if TYPE_CHECKING:
    from rnnformula.site.book.sources import Sources


#: The kind of change that makes nothing false: what is found of it is found wrongly.
HARMLESS_KIND = "harmless"


class MutationRate(NamedTuple):
    """What came of the changes of a kind; ``where`` is ``one`` or ``all`` languages, or empty where it is neither."""

    kind: str
    where: str
    tried: int
    caught: int
    by_meaning: int


class MutationRates(NamedTuple):
    """The rates of all kinds, and a line for each change that was not found."""

    rates: tuple[MutationRate, ...]
    missed: tuple[str, ...]


def read_mutation_rates(sources: Sources) -> MutationRates:
    """The rates as they were last measured.

    Raises:
        SiteError: the file is missing, or it is not as `make mutations` writes it.
    """
    content = read_json(MUTATION_RATES, sources.text(MUTATION_RATES))
    try:
        rates = tuple(MutationRate(**rate) for rate in content["rates"])
        missed = tuple(content["missed"])
        if all(rate.tried >= rate.caught >= rate.by_meaning >= 0 < rate.tried for rate in rates):
            return MutationRates(rates, missed)
        message = Message("expected no more found than tried")
    except (TypeError, KeyError) as error:
        message = as_message(str(error))
    raise damaged(MUTATION_RATES, Message("{message}; `make mutations` writes it anew", message=message))


class DetectorScore(NamedTuple):
    """How a detector of translations that need work did: what it found rightly and falsely, missed, and kept still on.

    ``key`` is that of its rule, ``title`` names the project or the script that has it.
    """

    key: str
    title: str
    hits: int
    false: int
    missed: int
    still: int


class DetectorScores(NamedTuple):
    """The scores of all detectors, and the number of histories that each was given."""

    histories: int
    scores: tuple[DetectorScore, ...]


def read_detector_scores(sources: Sources) -> DetectorScores:
    """The scores as they were last measured.

    Raises:
        SiteError: the file is missing, or it is not as `make drift` writes it.
    """
    content = read_json(DETECTOR_SCORES, sources.text(DETECTOR_SCORES))
    try:
        histories = content["scenarios"]
        scores = tuple(DetectorScore(*(row[name] for name in DetectorScore._fields)) for row in content["detectors"])
        if all(score.hits + score.false + score.missed + score.still >= histories for score in scores):
            return DetectorScores(histories, scores)
        message = Message("expected every history to be scored")
    except (TypeError, KeyError) as error:
        message = as_message(str(error))
    raise damaged(DETECTOR_SCORES, Message("{message}; `make drift` writes it anew", message=message))
