import keras
import numpy as np
import pytest

from rnnformula import FAMILIES
from rnnformula.keras import build
from tests.conftest import ROOT, known_counts

VARIANTS = [
    pytest.param(family, variant, id=f"{family.name} {variant.options}")
    for family in FAMILIES.values()
    for variant in family.variants
]
FUNCTIONS = {"tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "activation": lambda z: z}


def test_every_file_of_a_family_is_registered():
    files = {file.stem for file in (ROOT / "rnnformula" / "families").glob("*.py")} - {"__init__"}
    assert files == {family.key for family in FAMILIES.values()}


@pytest.mark.parametrize(("family", "variant"), VARIANTS)
def test_every_variant_has_a_known_count_from_outside(family, variant):
    known = [
        family.options | arguments for row in known_counts() for name, arguments in row.values[0] if name == family.name
    ]
    assert any(all(arguments[option] == value for option, value in variant.options) for arguments in known)


@pytest.mark.parametrize(("family", "variant"), VARIANTS)
@pytest.mark.parametrize(("units", "features"), [(1, 1), (2, 3), (10, 1), (5, 40)])
def test_the_equations_run_in_numpy_give_the_output_of_keras(family, variant, units, features):
    layer = build(family.name, units=units, features=features, **dict(variant.options))
    for weight in layer.weights:  # biases begin as zeros, which would hide a wrong bias
        weight.assign(np.random.default_rng(1).normal(size=weight.shape, scale=0.5))
    data = np.random.default_rng(0).normal(size=(3, 7, features)).astype("float32")
    known = {weight.name: weight.numpy() for weight in layer.weights} | FUNCTIONS | {"h": np.zeros((3, units))}
    steps = []
    for step in range(7):
        known["x"] = data[:, step]
        for equation in variant.equations:
            known[equation.target] = eval(equation.expression, {}, known)
        steps.append(known[variant.equations[-1].target])
    expected = keras.ops.convert_to_numpy(layer(data))
    mine = np.stack(steps, axis=1) if expected.ndim == 3 else steps[-1]
    assert np.abs(mine - expected).max() < 1e-5
