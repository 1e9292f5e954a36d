"""The layers of other frameworks as data, without the frameworks: `make test-frameworks` has those."""

import subprocess
import sys

import pytest

from rnnformula import FRAMEWORKS, InputError, count, derive, solve, tally
from rnnformula.counting.expressions import difference, evaluate
from rnnformula.facts.frameworks import RECURRENT_LAYERS
from rnnformula.facts.frameworks.additions import ADDITIONS
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.language import LANGUAGES, words
from rnnformula.render.markdown import lay_out
from rnnformula.site.book.known import read_known_counts
from rnnformula.site.book.sources import KNOWN_COUNTS
from rnnformula.site.reports.framework_counts import framework_arrays_table, frameworks_table
from tests.conftest import ROOT, project_book, text

SIZES = {"units": 4, "features": 3}
#: The gates of each array in the order that the framework's own documentation or source gives: W_ir|W_iz|W_in of
#: torch.nn.GRU, W[iofc] and W[zrh] of the ONNX operators, and so on. `make test-frameworks` runs the equations.
GATES = {
    "torch.nn.LSTM": "i f g o",
    "torch.nn.GRU": "r z n",
    "torch.nn.LSTMCell": "i f g o",
    "torch.nn.GRUCell": "r z n",
    "flax.nnx.OptimizedLSTMCell": "i f g o",
    "flax.nnx.GRUCell": "r z n",
    "equinox.nn.LSTMCell": "i f g o",
    "equinox.nn.GRUCell": "r z n",
    "onnx.LSTM": "i o f c",
    "onnx.GRU": "z r h",
    "tf.compat.v1.keras.layers.CuDNNLSTM": "i f c o",
    "tf.compat.v1.keras.layers.CuDNNGRU": "z r h",
    "tf.compat.v1.nn.rnn_cell.LSTMCell": "i j f o",
    "tf.compat.v1.nn.rnn_cell.GRUCell": "r u",
}


def test_the_gates_are_in_the_order_of_each_framework():
    assert {name: " ".join(family.gates) for name, family in FRAMEWORKS.items() if family.gates} == GATES


@pytest.mark.parametrize("name", sorted(FRAMEWORKS.keys() - {family.name for family in ADDITIONS}))
def test_every_layer_was_built_by_its_framework(name):
    recorded = project_book().layers_of_frameworks
    assert any(layer.partition(" ")[0].partition("(")[0] == name for layer in recorded)
    assert name not in RECURRENT_LAYERS or f"{name} units=4 features=3" in recorded


SEEN = read_known_counts(text(KNOWN_COUNTS))


@pytest.mark.parametrize("known", [known for known in SEEN if known.origin.startswith("built by ")])
def test_a_framework_is_recorded_with_the_call_and_the_version(known):
    assert "(" in known.origin
    assert any(character.isdigit() for character in known.version)
    assert known.counted() == known.count


@pytest.mark.parametrize("relative", RELATIVES, ids=lambda relative: relative.shown)
def test_the_difference_to_keras_is_worked_out_from_the_arrays(relative):
    for lang in LANGUAGES:
        assert words(lang)[f"reason_{relative.reason}"]
    counted = tally(relative.layer, **SIZES, **relative.options)
    if relative.keras:
        keras = tally(relative.keras, **SIZES)
        assert evaluate(difference(counted.arrays, keras.arrays), SIZES) == counted.count - keras.count


def test_every_layer_has_a_relative_or_is_said_to_have_none():
    assert {relative.layer for relative in RELATIVES} >= RECURRENT_LAYERS.keys()


def test_the_tables_speak_of_every_layer_once():
    for make in (frameworks_table, framework_arrays_table):
        for lang in LANGUAGES:
            table = lay_out(make(None, lang)).replace("<wbr>", "")
            for layer in RECURRENT_LAYERS:
                times = sum(relative.layer == layer for relative in RELATIVES)
                assert table.count(f"<code>{layer}</code>") == times, (make, layer)


@pytest.mark.parametrize(
    ("layer", "arguments", "expected"),
    [
        ("torch.nn.LSTM(3, 4)", {}, 144),
        ("torch.nn.LSTMCell(10, 20)", {}, 2560),
        ("torch.nn.Linear(64, 1)", {}, 65),
        ("torch.nn.Conv1d(3, 8, 5)", {}, 128),
        ("torch.nn.Conv1d(4, 8, 3, padding='same', groups=2)", {}, 56),
        ("torch.nn.ConvTranspose2d(4, 8, (3, 5), groups=4, bias=False)", {}, 120),
        ("torch.nn.BatchNorm2d(8)", {}, 16),
        ("torch.nn.BatchNorm2d(8, affine=False)", {}, 0),
        ("torch.nn.LayerNorm((5, 8), bias=False)", {}, 40),
        ("torch.nn.MultiheadAttention(8, 2, kdim=6)", {}, 272),
        ("torch.nn.MultiheadAttention(8, 2, kdim=8)", {}, 288),
        ("torch.nn.LazyLinear(4)", {"in_features": 3}, 16),
        ("torch.nn.MaxPool1d(2)", {}, 0),
        ("torch.nn.LSTM(input_size=3, hidden_size=4, bias=False)", {}, 112),
        ("torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)", {}, 736),
        ("torch.nn.LSTM", {"input_size": 3, "hidden_size": 4, "proj_size": 2}, 120),
        ("torch.nn.GRU", SIZES | {"num_layers": 7}, 108 + 6 * 120),
        ("flax.nnx.GRUCell(in_features=3, hidden_features=4, rngs=rngs)", {}, 96),
        ("flax.linen.GRUCell(4)", {"features": 3}, 100),
        ("equinox.nn.GRUCell(3, 4, key=key)", {}, 100),
        ("tf.compat.v1.nn.rnn_cell.LSTMCell(4, use_peepholes=True)", {"features": 3}, 140),
        ("onnx.GRU", SIZES | {"bidirectional": True}, 216),
    ],
)
def test_a_layer_is_read_as_its_framework_writes_it(layer, arguments, expected):
    assert count(layer, **arguments) == expected


@pytest.mark.parametrize(
    ("layer", "known", "sizes"),
    [
        ("torch.nn.Linear", {"count": 65, "out_features": 1}, {"in_features": 64, "out_features": 1}),
        ("torch.nn.Conv1d(3, 8)", {"count": 128}, {"in_channels": 3, "out_channels": 8, "kernel_size": (5,)}),
        (
            "torch.nn.Conv1d(out_channels=8, kernel_size=3, groups=2)",
            {"count": 56},
            {"in_channels": 4, "out_channels": 8, "kernel_size": (3,)},
        ),
    ],
)
def test_a_number_of_a_module_has_its_sizes_in_the_words_of_pytorch(layer, known, sizes):
    assert sizes in [tally.sizes for tally in solve(layer, **known).tallies]


@pytest.mark.parametrize(
    ("call", "undivided"), [("Conv1d(4, 6, 3, groups=4)", "out_channels"), ("Conv1d(6, 8, 3, groups=4)", "in_channels")]
)
def test_groups_divide_what_is_read_and_put_out(call, undivided):
    with pytest.raises(InputError, match=f"groups must divide {undivided}, got 4 and 6"):
        count(f"torch.nn.{call}")


def test_the_layers_and_directions_of_pytorch_are_named_and_ordered_as_it_does():
    rows = tally("torch.nn.LSTM", **SIZES, num_layers=2, bidirectional=True, proj_size=2).rows
    assert [row.name for row in rows[:6]] == [
        "weight_ih_l0",
        "weight_hh_l0",
        "bias_ih_l0",
        "bias_hh_l0",
        "weight_hr_l0",
        "weight_ih_l0_reverse",
    ]
    assert {row.name: row.shape for row in rows}["weight_ih_l1"] == (16, 4)


def test_a_derivation_ends_at_the_number_of_pytorch():
    assert [step.value for step in derive("torch.nn.LSTM", **SIZES).steps] == [48, 64, 16, 16, 144, 144]


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("torch.nn.LSTMCel", SIZES, "unknown layer 'torch.nn.LSTMCel'; did you mean 'torch.nn.LSTMCell'?"),
        ("torch.nn.LSTM", SIZES | {"num_layers": 0}, "torch.nn.LSTM: num_layers must be a positive integer, got 0"),
        ("torch.nn.LSTM", SIZES | {"num_layers": True}, "num_layers must be a positive integer, got True"),
        ("torch.nn.GRU", SIZES | {"proj_size": 2}, "torch.nn.GRU: unknown argument 'proj_size'"),
        ("torch.nn.LSTM", SIZES | {"hidden_size": 5}, "torch.nn.LSTM: units is given twice: 4 and 5"),
        ("LSTN", SIZES, "unknown layer 'LSTN'; did you mean 'LSTM'? rnnformula count --help lists all layers"),
    ],
)
def test_what_means_nothing_is_refused(layer, arguments, message):
    with pytest.raises(InputError) as error:
        count(layer, **arguments)
    assert message in str(error.value)
    assert "torch" not in message or "SimpleRNN," not in str(error.value)


@pytest.mark.parametrize("layer", ["keras.layers.LSTM(4)", "tf.keras.layers.LSTM(4)", "layers.LSTM(4)", "L.LSTM(4)"])
def test_a_module_before_a_layer_of_keras_is_left_out(layer):
    assert count(layer, features=3) == 128


def test_a_layer_of_keras_loads_no_other_framework():
    code = "import sys, rnnformula; rnnformula.count('LSTM', units=4, features=3); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "rnnformula.facts.frameworks" not in done.stdout.split()


def test_more_layers_than_anyone_stacks_are_refused_at_once():
    with pytest.raises(InputError, match=r"torch.nn.LSTM: num_layers must be at most 1,000, got 1,000,000,000"):
        count("torch.nn.LSTM", units=4, features=3, num_layers=10**9)
