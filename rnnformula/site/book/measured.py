"""How many changes that were made by rule were found, as ``make mutations`` wrote it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.sources import MUTATION_RATES
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
    """The rates as they were last measured; none before the first time.

    Raises:
        SiteError: the file is not as `make mutations` writes it.
    """
    content = read_json(MUTATION_RATES, sources.get(MUTATION_RATES) or '{"rates": [], "missed": []}')
    try:
        rates = tuple(MutationRate(**rate) for rate in content["rates"])
        missed = tuple(content["missed"])
        if all(rate.tried >= rate.caught >= rate.by_meaning >= 0 < rate.tried for rate in rates):
            return MutationRates(rates, missed)
        message = Message("expected no more found than tried")
    except (TypeError, KeyError) as error:
        message = as_message(str(error))
    raise damaged(MUTATION_RATES, Message("{message}; `make mutations` writes it anew", message=message))
