import dataclasses

import pytest

from rnnformula import FAMILIES, Array, Equation, Family, Option
from rnnformula.facts import Term, parse_shape
from rnnformula.facts.composition import RECURRENT, Composition

KERNEL = Array("kernel", "f u")
EQUATION = Equation("h", "tanh(x @ kernel)")


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ("u", ((Term(1, ("units",)),),)),
        ("f u", ((Term(1, ("features",)),), (Term(1, ("units",)),))),
        ("2 3u", ((Term(2),), (Term(3, ("units",)),))),
        ("f+u 4u", ((Term(1, ("features",)), Term(1, ("units",))), (Term(4, ("units",)),))),
        ("12", ((Term(12),),)),
        ("1 cm n", ((Term(1),), (Term(1, ("channels", "depth_multiplier")),), (Term(1, ("filters",)),))),
        ("3units/2 in_channels/groups", ((Term(3, ("units/2",)),), (Term(1, ("in_channels/groups",)),))),
    ],
)
def test_a_shape_is_read_by_the_grammar(shape, axes):
    assert parse_shape(shape) == axes


@pytest.mark.parametrize(
    "shape",
    ["j", "( )", "u3", "u3u", "f++u", "+u", "u+", "0u", "-1", "1.5u", "f,u", "2 fj", "٣u", "u/2", "units/", "units/02"],
)
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
        ({"name": "Simple RNN"}, "family: name must be an identifier"),
        ({"source": " "}, "family Simple: the source is missing"),
        ({"arrays": (KERNEL, KERNEL)}, "array names must differ, got kernel, kernel"),
        ({"arrays": ()}, "arrays and equations disagree about kernel"),
        ({"arrays": (Array("kernel", "f u", when="use_bias"),)}, "condition 'use_bias' is about none of"),
        ({"arrays": (Array("kernel", "f units/groups"),)}, "units/groups is divided by none of its options"),
        ({"equations": (Equation("h", "tanh(x @ kernel + bias)"),)}, "arrays and equations disagree about bias"),
        ({"equations": (Equation("h", "tanh(x @"),)}, "equation of 'h': cannot read 'tanh\\(x @'"),
        ({"equations": (Equation("h", "exec(kernel)"),)}, "'exec' is not one of tanh"),
    ],
)
def test_a_family_refuses_nonsense_with_a_message(arguments, message):
    good = {"name": "Simple", "arrays": (KERNEL,), "source": "Keras", "equations": (EQUATION,)}
    Family(**good)
    with pytest.raises(ValueError, match=message):
        Family(**good | arguments)


def test_options_choose_arrays_and_equations_lose_the_others():
    arrays = (
        KERNEL,
        Array("bias", "2 u", when="use_bias reset_after"),
        Array("bias", "u", when="use_bias -reset_after"),
    )
    options = (Option("use_bias"), Option("reset_after"))
    equations = (Equation("h", "tanh(x @ kernel + bias)"),)
    family = Family("Simple", arrays, "Keras", options=options, equations=equations)
    assert [variant.options for variant in family.variants] == [
        {"use_bias": True, "reset_after": True},
        {"use_bias": True, "reset_after": False},
        {"use_bias": False, "reset_after": True},
    ]
    assert [variant.arrays[-1].shape for variant in family.variants] == ["2 u", "u", "f u"]
    assert [variant.equations[0].expression for variant in family.variants] == [
        "tanh(x @ kernel + bias)",
        "tanh(x @ kernel + bias)",
        "tanh(x @ kernel)",
    ]


def test_an_option_may_be_a_word():
    arrays = (Array("weight", "()", when="mode=concat"),)
    family = Family("Simple", arrays, "Keras", options=(Option("mode", ("dot", "concat")),))
    assert [len(family.variant({"mode": mode}).arrays) for mode in ("dot", "concat")] == [0, 1]


@pytest.mark.parametrize(
    ("expression", "pruned"),
    [
        ("x @ kernel.i + bias.i + h @ kernel.i", "x @ kernel.i + h @ kernel.i"),
        ("bias[0].z + x @ kernel.z + bias[1].z", "x @ kernel.z"),
        ("r * (h @ kernel.h + bias[1].h)", "r * (h @ kernel.h)"),
    ],
)
def test_an_equation_loses_an_array_wherever_it_is_added(expression, pruned):
    assert Equation("h", expression).without(["bias"]).expression == pruned


def test_a_size_of_several_numbers_is_several_axes():
    array = Array("kernel", "k c 4n")
    sizes = {"kernel_size": (3, 5), "channels": 2, "filters": 4}
    assert array.shape_for(sizes) == (3, 5, 2, 16)
    assert array.count_for(sizes) == 3 * 5 * 2 * 16


def test_a_size_is_divided_by_a_number_or_an_option_and_rounded_up():
    arrays = (Array("kernel", "features/2 u"), Array("scale", "units/groups"))
    family = Family("Simple", arrays, "Keras", options=(Option("groups", (1, 2)),))
    assert family.all_sizes == ("units", "features")
    sizes = family.with_quotients({"units": 6, "features": 5}, {"groups": 3})
    assert [array.shape_for(sizes) for array in arrays] == [(3, 6), (2,)]


def test_a_family_is_called_in_files_what_keras_calls_its_layers():
    keys = {"SimpleRNN": "simple_rnn", "GRU": "gru", "ConvLSTM1D": "conv_lstm1d", "TimeDistributed": "time_distributed"}
    assert {name: FAMILIES[name].key for name in keys} == keys


@pytest.mark.parametrize(("arguments", "places"), [(("layer",), ("a", "b")), (("layer", "backward_layer"), ("a",))])
def test_a_layer_for_two_directions_that_names_one_is_refused(arguments, places):
    with pytest.raises(ValueError, match="both ways needs an argument and a place for each direction, got arguments"):
        Composition(arguments, RECURRENT, places, both_ways=True)
