"""Real modules of PyTorch explain themselves: names, shared and frozen parameters, modules that are not built."""

import pytest
import torch
from torch import nn

from rnnformula import InputError, UnexpectedCount, assert_count, diff, explain, render
from rnnformula.language import LANGUAGES


class Net(nn.Module):
    """Modules of all kinds, one inside another, with a parameter of its own and a weight that two modules share."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 8)
        self.lstm = nn.LSTM(8, 16, num_layers=2, bidirectional=True)
        self.drop = nn.Dropout(0.1)
        self.scale = nn.Parameter(torch.zeros(3, 4))
        self.head = nn.Sequential(nn.Linear(32, 8), nn.ReLU(), nn.Linear(8, 100))
        self.head[2].weight = self.embed.weight


def size(module):
    """The number of parameters, as PyTorch says it."""
    return sum(parameter.numel() for parameter in module.parameters())


def keys(row):
    """What is said of a row."""
    return [remark.key for remark in row.remarks]


def test_rows_are_named_like_the_modules_and_add_up_to_all_parameters():
    net = Net()
    explanation = explain(net)
    names = [name for name, _ in net.named_modules() if name]
    assert [row.name for row in explanation.rows] == ["Net", *names]
    assert sum(row.count for row in explanation.rows) == size(net)
    assert {total.name: (total.printed, total.verdict) for total in explanation.totals} == {
        "total": (size(net), "agrees"),
        "trainable": (size(net), "agrees"),
        "non_trainable": (0, "agrees"),
    }


def test_each_number_is_read_from_the_module_and_not_guessed():
    rows = {row.name: row for row in explain(Net()).rows}
    assert [len(rows[name].readings) for name in ("embed", "lstm", "head.0")] == [1, 1, 1]
    assert rows["lstm"].readings[0].count == rows["lstm"].count == 9728
    assert {row.verdict for row in rows.values()} <= {"explained", "no-parameters"}
    assert keys(rows["Net"]) == ["own_parameters"]
    assert keys(rows["head"]) == ["note_container"]


def test_a_shared_parameter_counts_once_and_is_said():
    rows = {row.name: row for row in explain(Net()).rows}
    assert (rows["embed"].count, rows["head.2"].count) == (800, 100)
    assert keys(rows["head.2"]) == ["tied_parameters"]
    for lang in LANGUAGES:
        assert "embed" in render.text(explain(Net()), lang).split("head.2")[1]


def test_a_module_that_stands_in_two_places_counts_once():
    shared = nn.Linear(4, 4)
    net = nn.Sequential(nn.Sequential(shared), nn.Sequential(shared))
    assert [row.count for row in explain(net).rows if row.type == "Linear"] == [20, 0]
    assert_count(net, 20)


def test_frozen_parameters_are_not_trainable():
    net = nn.Sequential(nn.Embedding(100, 8), nn.LSTM(8, 16))
    net[0].weight.requires_grad = False
    explanation = explain(net)
    totals = {total.name: (total.printed, total.verdict) for total in explanation.totals}
    assert totals["non_trainable"] == (800, "agrees")
    assert "note_marked" in [remark.key for total in explanation.totals for remark in total.remarks]
    assert "Marked as not trainable: 0." in render.text(explanation)


def test_a_module_that_is_not_built_has_no_number_and_is_told_how_to_get_one():
    net = nn.Sequential(nn.LazyLinear(4), nn.Linear(4, 1))
    first, second = explain(net).rows
    assert (first.count, keys(first), second.count) == (None, ["note_unbuilt"], 5)
    assert explain(net).totals == ()
    with pytest.raises(InputError, match="has no number"):
        assert_count(net, 5)
    net(torch.zeros(2, 3))
    assert [row.count for row in explain(net).rows] == [16, 5]


@pytest.mark.parametrize(
    "module",
    [
        nn.LSTM(3, 4, bias=False),
        nn.LSTM(3, 4, proj_size=2, num_layers=2),
        nn.GRU(3, 4, bidirectional=True),
        nn.RNNCell(3, 4),
        nn.Conv2d(4, 8, (3, 5), groups=2, bias=False),
        nn.MultiheadAttention(8, 2, kdim=4),
        nn.LayerNorm((3, 4)),
        nn.Bilinear(3, 4, 5),
        nn.Linear(3, 4).half(),
        nn.Linear(3, 4, device="meta"),
    ],
    ids=repr,
)
def test_a_single_module_is_one_row_with_its_formula(module):
    (row,) = explain(module).rows
    assert (row.count, row.verdict) == (size(module), "explained")
    assert row.readings[0].count == row.count


class Own(nn.LSTM):
    """A class of a reader's own, of which no formula can be known."""


def test_a_class_of_its_own_lists_its_parameters():
    (row,) = explain(Own(3, 4)).rows
    assert (row.readings, keys(row), row.count) == ((), ["own_parameters"], 144)


@pytest.mark.parametrize(
    "module",
    [
        nn.utils.parametrizations.weight_norm(nn.Linear(3, 4)),
        nn.TransformerEncoderLayer(16, 4),
        nn.ParameterList([torch.zeros(3)]),
        nn.ModuleDict({"a": nn.Linear(2, 3), "b": nn.ReLU()}),
        nn.Identity(),
    ],
    ids=lambda module: type(module).__name__,
)
def test_no_parameter_of_any_module_is_lost(module):
    assert sum(row.count for row in explain(module).rows) == size(module)
    assert_count(module, size(module))


def test_modules_are_compared_row_by_row():
    wider = Net()
    wider.lstm = nn.LSTM(8, 32, num_layers=2, bidirectional=True)
    found = diff(Net(), wider)
    assert found.counts == (size(Net()), size(wider))
    (row,) = [row for row in found.rows if row.verdict == "differs"]
    assert (row.first.name, [cause.reason.values["name"].text for cause in row.causes]) == ("lstm", ["hidden_size"])
    assert diff(Net(), Net()).same


def test_a_module_against_a_layer_of_keras_says_two_biases():
    (row,) = diff("LSTM(64)", nn.LSTM(8, 64)).rows
    assert (row.change, [cause.reason.key for cause in row.causes]) == (256, ["diff_relative"])


def test_a_failed_count_names_the_option():
    with pytest.raises(UnexpectedCount, match="It would be 112 with bias=False in LSTM"):
        assert_count(nn.LSTM(3, 4), 112)
