"""What the frameworks build has the arrays and the number of parameters that the formula gives, and is recorded so."""

import json

import numpy as np
import pytest
import torch

from rnnformula.site.book.known import read_known_counts, read_written_layer
from tests.frameworks import MODULES, everything_built, recorded
from tests.frameworks.recorded import KNOWN_COUNTS, ORIGIN, WEIGHTS

BUILT = list(everything_built())
LAYERS = [pytest.param(built, id=f"{name}: {built.layer}") for name, _, built in BUILT]
SEEN = read_known_counts(KNOWN_COUNTS.read_text(encoding="utf-8"))
RECORDED = {(*known.layers, known.origin): known.count for known in SEEN}


def test_every_framework_is_there():
    assert {name for name, _, _ in BUILT} == set(MODULES)


@pytest.mark.parametrize("built", LAYERS)
def test_the_formula_gives_the_arrays_and_the_count_of_the_framework(built):
    tally = read_written_layer(built.layer)
    assert {row.name: row.shape for row in tally.rows} == built.arrays
    assert tally.count == built.count


@pytest.mark.parametrize("built", [param for param in LAYERS if param.values[0].recorded])
def test_what_is_recorded_is_what_the_framework_builds(built):
    assert RECORDED[built.layer, f"{ORIGIN}{built.made}"] == built.count


def test_nothing_is_recorded_that_no_framework_builds():
    known = {key for key in RECORDED if key[-1].startswith(ORIGIN)}
    assert known == {(built.layer, f"{ORIGIN}{built.made}") for _, _, built in BUILT if built.recorded}


@pytest.mark.parametrize("name", recorded.LAYERS)
def test_pytorch_gives_the_recorded_outputs_for_the_recorded_weights(name):
    written = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    arrays = written[name]
    output = arrays.pop("output")
    layer = getattr(torch.nn, name)(recorded.FEATURES, recorded.UNITS, batch_first=True)
    layer.load_state_dict({key: torch.tensor(array) for key, array in arrays.items()})
    given = layer(torch.tensor(written["input"]))[0].detach().numpy()
    assert np.abs(given - np.array(output)).max() < 1e-6
