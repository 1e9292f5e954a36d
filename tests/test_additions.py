"""The conditional random field of keras-contrib and TensorFlow Addons: numbers that people printed, and its options."""

import pytest

from rnnformula import InputError, count, explain, tally

#: Features, units (kinds of tags) and the number in summaries that people published.
PRINTED = (
    (200, 23, 5198),
    (100, 41, 5904),
    (260, 260, 135_980),
    (50, 2, 110),
    (100, 11, 1254),
    (50, 27, 2160),
    (100, 18, 2178),
    (128, 7, 966),
    (200, 9, 1908),
)


@pytest.mark.parametrize(("features", "units", "printed"), PRINTED)
@pytest.mark.parametrize("name", ["CRF", "keras_contrib.layers.CRF", "tfa.layers.CRF", "tensorflow_addons.layers.CRF"])
def test_the_numbers_that_people_printed(name, features, units, printed):
    assert count(f"{name}({units})", features=features) == printed


@pytest.mark.parametrize("boundary", [True, False])
@pytest.mark.parametrize("bias", [True, False])
def test_what_the_options_change(boundary, bias):
    features, units = 30, 4
    by_hand = features * units + units * units + bias * units + boundary * 2 * units
    options = {"use_boundary": boundary, "use_bias": bias}
    for name in ("keras_contrib.layers.CRF", "tensorflow_addons.layers.CRF"):
        assert count(name, units=units, features=features, **options) == by_hand


def test_without_a_kernel_nothing_is_read():
    rows = tally("tensorflow_addons.layers.CRF(4, use_kernel=False)", features=4).rows
    assert {row.name: row.shape for row in rows} == {
        "chain_kernel": (4, 4),
        "left_boundary": (4,),
        "right_boundary": (4,),
    }
    with pytest.raises(InputError, match="unknown argument 'use_kernel'"):
        count("keras_contrib.layers.CRF(4, use_kernel=False)", features=4)


@pytest.mark.parametrize(("features", "units", "printed"), PRINTED)
def test_a_row_is_read_by_the_row_before_it(features, units, printed):
    before = f"d (Dense) (None, 75, {features}) {count('Dense', units=features, features=9)}"
    one = explain(f"{before}\ncrf_1 (CRF) (None, 75, {units}) {printed}").rows[-1]
    assert (one.verdict, str(one.readings[0].written)) == ("explained", f"keras_contrib.layers.CRF({units})")
    shapes = f"[(None, 75), (None, 75, {units}), (None,), ({units}, {units})]"
    several = explain(f"{before}\ncrf (CRF) {shapes} {printed}").rows[-1]
    assert (several.verdict, several.readings[0].units) == ("explained", units)


def test_a_layer_of_tensorflow_hub_is_said_to_be_undecidable():
    row = explain("keras_layer (KerasLayer) (None, 128) 124642688").rows[0]
    assert row.notes == ("KerasLayer holds what is loaded or made elsewhere: no size in the table decides its number.",)
    with pytest.raises(InputError, match="its parameters can't be told"):
        count("hub.KerasLayer('a')")


@pytest.mark.parametrize("name", ["Transformer", "Sequential", "RNNBase", "AdaptiveLogSoftmaxWithLoss"])
def test_modules_of_pytorch_that_can_hold_anything_are_said_to_be(name):
    with pytest.raises(InputError, match=f"torch.nn.{name}: its parameters can't be told; it "):
        count(f"torch.nn.{name}(8)")
