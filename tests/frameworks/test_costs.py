"""What tools print as the cost of a layer is recorded, and follows from the amounts that the package derives."""

from decimal import Decimal

import pytest

from rnnformula.site.book.cost_records import KnownCost, read_known_costs
from tests.frameworks import recorded
from tests.frameworks.recorded import KNOWN_COSTS

MEASURED = [tuple(row) for row in recorded.measured_costs()]
RECORDED = [known for known in read_known_costs(KNOWN_COSTS.read_text(encoding="utf-8")) if known.measured]


@pytest.mark.parametrize("row", MEASURED, ids=lambda row: f"{row[0]}: {row[1]}")
def test_what_a_tool_prints_follows_from_ours(row):
    tool, layer, number, origin, version = row
    known = KnownCost(0, tool, (layer,), Decimal(number), origin, version)
    assert known.predicted() == known.number


def test_what_is_recorded_is_what_the_tools_print_now():
    written = [(known.key, *known.layers, str(known.number), known.origin, known.version) for known in RECORDED]
    assert written == MEASURED
