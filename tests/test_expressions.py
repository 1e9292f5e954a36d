import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import FAMILIES, Array, facts
from rnnformula.counting.expressions import closed_form, evaluate, substitute, total_of
from rnnformula.language.writing import PLAIN, write

LARGE = st.integers(1, 10**6)
SIZES = st.fixed_dictionaries({"units": LARGE, "features": LARGE})
ALL_SIZES = st.fixed_dictionaries(dict.fromkeys(facts.SIZES.values(), LARGE) | {"kernel_size": st.tuples(LARGE, LARGE)})
TERMS = st.sampled_from(["u", "f", "2", "3u", "4u", "f+u", "2f+3u+1"])
SHAPES = st.lists(TERMS, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("shapes", "formula"),
    [
        (["f u", "u u", "u"], "units * (features + units + 1)"),
        (["f u", "u u"], "units * (features + units)"),
        (["f u", "u"], "units * (features + 1)"),
        (["f u"], "features * units"),
        (["f 4u", "u 4u", "4u"], "4 * units * (features + units + 1)"),
        (["f 3u", "u 3u", "2 3u"], "3 * units * (features + units + 2)"),
        (["f+u 2u", "2u"], "2 * units * (features + units + 1)"),
        (["u", "u"], "2 * units"),
        (["k c 4n", "k n 4n", "4n"], "4 * filters * (kernel_size * (channels + filters) + 1)"),
        (["k c n", "n"], "filters * (channels * kernel_size + 1)"),
        (["()"], "1"),
        ([], "0"),
    ],
)
def test_the_closed_form_takes_out_what_the_terms_share(shapes, formula):
    arrays = [Array(f"array{number}", shape) for number, shape in enumerate(shapes)]
    assert write(closed_form(arrays), PLAIN) == formula


@given(st.lists(SHAPES, min_size=1, max_size=4), SIZES)
def test_every_way_of_writing_has_the_same_value(shapes, sizes):
    arrays = [Array(f"array{number}", shape) for number, shape in enumerate(shapes)]
    counted = sum(array.count_for(sizes) for array in arrays)
    for formula in (total_of(arrays), closed_form(arrays), substitute(closed_form(arrays), sizes)):
        assert evaluate(formula, sizes) == counted
        assert eval(write(formula, PLAIN), {}, dict(sizes)) == counted


@given(st.sampled_from(sorted(FAMILIES)), ALL_SIZES)
def test_the_formula_of_a_family_is_the_sum_of_its_arrays(name, sizes):
    for variant in FAMILIES[name].variants:
        assert evaluate(closed_form(variant.arrays), sizes) == sum(a.count_for(sizes) for a in variant.arrays)
