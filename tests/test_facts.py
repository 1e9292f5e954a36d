import dataclasses

import pytest

from rnnformula import FAMILIES, Array, Equation, Family, Variant
from rnnformula.facts import Term, parse_shape

KERNEL = Array("kernel", "f u")
EQUATION = Equation("h", "tanh(x @ kernel)")


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ("u", ((Term(1, "units"),),)),
        ("f u", ((Term(1, "features"),), (Term(1, "units"),))),
        ("2 3u", ((Term(2),), (Term(3, "units"),))),
        ("f+u 4u", ((Term(1, "features"), Term(1, "units")), (Term(4, "units"),))),
        ("12", ((Term(12),),)),
    ],
)
def test_a_shape_is_read_by_the_grammar(shape, axes):
    assert parse_shape(shape) == axes


@pytest.mark.parametrize("shape", ["x", "u3", "uu", "f++u", "+u", "u+", "0u", "-1", "1.5u", "f,u", "2 fu", "٣u"])
def test_a_shape_that_breaks_the_grammar_is_refused_with_its_reason(shape):
    with pytest.raises(ValueError, match=r"array 'kernel': shape .* is not a term such as 2, u or 3u"):
        Array("kernel", shape)


@pytest.mark.parametrize("name", ["", "recurrent kernel", "1st", None])
def test_an_array_needs_a_name(name):
    with pytest.raises(ValueError, match="array: name must be an identifier"):
        Array(name, "u")


@pytest.mark.parametrize("shape", ["", "  ", None])
def test_an_array_needs_a_shape(shape):
    with pytest.raises(ValueError, match="shape must be axes such as 'f u'"):
        Array("kernel", shape)


def test_an_array_knows_its_shape_and_count():
    array = Array("fused", "f+u 4u")
    sizes = {"units": 2, "features": 3}
    assert array.shape_for(sizes) == (5, 8)
    assert array.count_for(sizes) == 40


@pytest.mark.parametrize("record", [KERNEL, EQUATION, FAMILIES["Dense"], FAMILIES["Dense"].variants[0], Term(1)])
def test_records_are_frozen(record):
    field = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, field, "other")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"arrays": ()}, "at least one array"),
        ({"arrays": (KERNEL, KERNEL)}, "array names must differ, got kernel, kernel"),
        ({"source": " "}, "the source is missing"),
        ({"equations": ()}, "arrays and equations disagree about kernel"),
        ({"equations": (Equation("h", "tanh(x @ kernel + bias)"),)}, "arrays and equations disagree about bias"),
        ({"equations": (Equation("h", "tanh(x @"),)}, "equation of 'h': cannot read 'tanh\\(x @'"),
        ({"equations": (Equation("h", "exec(kernel)"),)}, "'exec' is not one of tanh"),
    ],
)
def test_a_variant_refuses_nonsense_with_a_message(arguments, message):
    good = {"arrays": (KERNEL,), "equations": (EQUATION,), "source": "Keras"}
    Variant(**good)
    with pytest.raises(ValueError, match=message):
        Variant(**good | arguments)


def test_a_family_refuses_nonsense_with_a_message():
    variant = Variant((KERNEL,), (EQUATION,), "Keras", (("use_bias", True),))
    other = Variant((KERNEL,), (EQUATION,), "Keras", (("reset_after", True),))
    for name, variants, message in (
        ("Simple RNN", (variant,), "family: name must be an identifier"),
        ("Simple", (), "at least one variant"),
        ("Simple", (variant, other), "all variants must name the same options"),
        ("Simple", (variant, variant), "two variants for one choice"),
    ):
        with pytest.raises(ValueError, match=message):
            Family(name, variants)


def test_a_family_is_called_in_files_what_keras_calls_its_layers():
    assert [family.key for family in FAMILIES.values()] == ["simple_rnn", "dense"]
    for name, key in (("GRU", "gru"), ("ConvLSTM1D", "conv_lstm1d"), ("TimeDistributed", "time_distributed")):
        assert Family(name, FAMILIES["Dense"].variants).key == key
