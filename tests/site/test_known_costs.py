"""Costs that tools print, as the build reads them, checks them and shows them."""

import re

import pytest

from rnnformula import cost
from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import grouped
from rnnformula.site import report
from rnnformula.site.book.cost_records import read_known_costs
from rnnformula.site.book.cost_tools import COST_TOOLS, COSTED_KINDS, read_costed_layer
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import KNOWN_COSTS
from rnnformula.site.reports.build_facts import Facts
from tests.conftest import ROOT, project_book, text
from tests.languages import ENGLISH
from tests.site.books import problems_in, things_in

GOOD = """\
tool,layers,number,origin,version
torchinfo,"torch.nn.LSTM(10, 20) steps=3",7680,measured,torchinfo 1.8.0
calflops,"torch.nn.GRU(128, 128) steps=32 batch=10",63.2E6,a question,calflops 0.3.2
by_parameters,"Dense(24) input_shape=100,42 + Dense(1) input_shape=100,24",105700,a page,1
"""
#: These reports speak of records alone.
FACTS = Facts(project_book(), examples=None, checked={}, preview=True)
KNOWN = read_known_costs(text(KNOWN_COSTS))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / KNOWN_COSTS).write_text(GOOD, encoding="utf-8")
    return tmp_path


def change(root, old, new):
    file = root / KNOWN_COSTS
    assert old in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known.key}: {known.layers[0]}")
def test_every_number_follows_from_ours(known):
    assert known.agrees(), known.terms
    if known.measured:
        assert known.predicted() == known.number


def test_the_check_looks_at_every_row():
    assert problems_in("known_costs", []) == []
    assert things_in("known_costs", []) == len((ROOT / KNOWN_COSTS).read_text("utf-8").splitlines()) - 1


def test_good_rows_pass(root):
    assert problems_in("known_costs", [], root) == []


def test_a_number_that_does_not_follow_is_found(root):
    change(root, "7680", "7681")
    expected = f"{KNOWN_COSTS}:2: torchinfo, torch.nn.LSTM(10, 20) steps=3: the amounts give 7680, the record says 7681"
    assert [str(problem) for problem in problems_in("known_costs", [], root)] == [expected]


def test_a_rounded_number_is_compared_as_far_as_its_digits_go(root):
    for number, wrong in (("63.20E6", 0), ("63.201E6", 0), ("63.2012E6", 1), ("63.3E6", 1), ("6.3E7", 0)):
        change(root, "63.2E6", number)
        assert len(problems_in("known_costs", [], root)) == wrong, number
        change(root, number, "63.2E6")


def test_a_layer_that_means_nothing_is_found(root):
    change(root, "torch.nn.LSTM", "torch.nn.LTSM")
    assert "unknown layer 'torch.nn.LTSM'" in str(problems_in("known_costs", [], root)[0])


@pytest.mark.parametrize(
    ("old", "new"), [("torchinfo,", "torchinfos,"), ("7680", "many"), (",torchinfo 1.8.0", ""), ("7680", "")]
)
def test_a_row_that_can_not_be_read_is_refused_with_its_line(root, old, new):
    change(root, old, new)
    with pytest.raises(SiteError, match=f"{KNOWN_COSTS}:2: expected one of the tools torchinfo, ptflops, "):
        problems_in("known_costs", [], root)


def test_other_columns_are_refused(root):
    change(root, "tool,layers", "layers,tool")
    with pytest.raises(SiteError, match=f"{KNOWN_COSTS}:1: expected the columns tool,layers,number,origin,version"):
        problems_in("known_costs", [], root)


def test_every_tool_has_a_record_and_a_reason_in_every_language():
    assert {known.key for known in KNOWN} == COST_TOOLS.keys()
    for lang in LANGUAGES:
        label = words(lang)
        for tool in COST_TOOLS.values():
            assert all(label[key] for key in tool.circumstances)
            assert all(label[f"cost_tool_{reason}"] for reason in (tool.reason, *tool.reasons.values()))


@pytest.mark.parametrize("tool", ["torchinfo", "ptflops", "calflops", "tf_profiler", "xla", "saved_tensors"])
def test_a_tool_is_recorded_for_each_kind_of_layer_and_several_sizes(tool):
    layers = [read_costed_layer(known.layers[0]) for known in KNOWN if known.measured and known.key == tool]
    assert {layer.kind for layer in layers} == {*COSTED_KINDS.values()}
    assert len({layer.steps for layer in layers}) > 1 < len({layer.batch for layer in layers})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "layer"), [("", "LSTM"), ("_gru", "GRU")])
def test_a_table_has_a_row_for_each_tool_that_is_measured_and_its_terms_add_up(lang, name, layer):
    written = report.markdown(f"tool_costs{name}", lang=lang, facts=FACTS)
    measured = {known.key for known in project_book().known_costs if known.measured}
    rows = [line for line in written.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == len(measured)
    ours = cost(layer, units=20, features=10, steps=3)
    assert grouped(ours["forward", "multiply_accumulates"].value) in written.splitlines()[0]
    for row in rows:
        number, _, made_of = row.split(" | ")[1].replace("&nbsp;", " ").replace(",", "").partition("<br>= ")
        assert re.fullmatch(r"[\d ×+−]*", made_of)
        assert eval(made_of.replace("×", "*").replace("−", "-") or number) == int(number)


def test_a_table_of_numbers_seen_elsewhere_has_each_and_says_what_is_wrong():
    written = report.markdown("known_costs", lang=ENGLISH, facts=FACTS)
    seen = [known for known in KNOWN if not known.measured]
    assert len([line for line in written.splitlines() if line.startswith("| ")]) == len(seen) + 2
    assert written.count(words(ENGLISH)["cost_tool_steps_forgotten"]) == 3
    assert "≈" in written
