"""Random models as people write them: explained row by row, from the model and from what it prints."""

import os

import pytest

from rnnformula import explain
from tests.evaluate import evaluate
from tests.evaluation.models import line
from tests.evaluation.rows import agrees
from tests.explaining.realistic import realistic
from tests.explaining.test_real import printed

SHORT = range(24)
LONG = range(len(SHORT), int(os.environ.get("RNNFORMULA_EXAMPLES", "400")))
#: What a printed table may not lead to.
FAULTS = {"crash", "table not read", "row not read", "total not read", "wrong explained", "true reading missing"}
WIDTHS = (76, 98, 120, 64)


def compare(seed):
    model = realistic(seed)
    nested = seed % 2 == 0
    text = printed(model, WIDTHS[seed % len(WIDTHS)], expand_nested=nested)
    truth = line(model, text, str(seed), nested=nested)
    figures, wrong = evaluate([truth])
    assert not [fault for fault in wrong if fault.split(": ")[1] in FAULTS]
    assert figures["unexplained"] == 0, wrong
    rows = {row.name: row for row in explain(model).rows}
    for true in truth["all"]:
        if "arrays" in true and not true["model"] and not true.get("open"):
            row = rows[true["name"]]
            assert row.count == true["params"]
            assert [agrees(reading, true) for reading in row.readings] == [True], (true, row)


@pytest.mark.parametrize("seed", SHORT)
def test_a_real_model_is_explained_as_it_is(seed):
    compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("seeds", [LONG[start : start + 50] for start in range(0, len(LONG), 50)])
def test_many_real_models_are_explained_as_they_are(seeds):
    for seed in seeds:
        compare(seed)
