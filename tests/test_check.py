import pytest

from rnnformula import render, tally
from rnnformula.counting.agreement import Built, Check, CheckedLayer, Mismatch, compare

TALLY = tally("SimpleRNN", units=10, features=1)
BUILT = (Built("kernel", (1, 10)), Built("recurrent_kernel", (10, 10)), Built("bias", (10,)))


def test_equal_sides_pass():
    assert compare("simple_rnn", TALLY, BUILT, 120).count == 120


@pytest.mark.parametrize(
    ("built", "reported"),
    [
        ((Built("kernel", (10, 1)), *BUILT[1:]), 120),
        ((Built("weights", (1, 10)), *BUILT[1:]), 120),
        (BUILT[:2], 110),
        ((*BUILT, Built("seed", (2,))), 122),
        (BUILT, 121),
        (tuple(reversed(BUILT)), 120),
    ],
)
def test_a_difference_in_name_shape_order_or_number_shows_both_sides(built, reported):
    with pytest.raises(Mismatch) as error:
        compare("simple_rnn", TALLY, built, reported)
    message = str(error.value)
    assert "formula:   kernel (1, 10) 10, recurrent_kernel (10, 10) 100, bias (10,) 10; 120 in all" in message
    assert f"{reported} in all" in message.split("framework:")[1]


def test_a_layer_without_weights_counts_nothing():
    check = Check((CheckedLayer("flatten", None, ()), compare("simple_rnn", TALLY, BUILT, 120)), {})
    assert check.count == 120
    assert "flatten" in render.text(check)


def test_a_check_is_written_as_a_table():
    check = Check((compare("simple_rnn", TALLY, BUILT, 120),), {"keras": "3"})
    assert render.text(check).splitlines() == [
        "Array               Shape     Keras  Formula",
        "simple_rnn                      120  120",
        "  kernel            (1, 10)      10  10 = features × units",
        "  recurrent_kernel  (10, 10)    100  100 = units × units",
        "  bias              (10,)        10  10 = units",
    ]
