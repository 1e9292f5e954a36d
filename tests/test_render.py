import json
import re

import pytest

from rnnformula import FAMILIES, InputError, derive, equations, model, render, tally
from rnnformula.language import LANGUAGES
from rnnformula.language.notation import uses_macros
from tests.conftest import examples
from tests.languages import CHINESE

RECORDS = [
    pytest.param(make(layer, **arguments), id=f"{make.__name__} {layer} {arguments}")
    for layer, arguments in examples()
    for make in (tally, derive)
]
CHAIN = ["Input((50, 3))", "LSTM(64, return_sequences=True)", "BatchNormalization()", "LSTM(64)", "Dense(1)"]
RECORDS.append(pytest.param(model(CHAIN), id="model"))


def test_all_languages_have_the_same_labels():
    assert len({frozenset(language.words) for language in LANGUAGES.values()}) == 1


@pytest.mark.parametrize("record", RECORDS)
def test_every_format_says_the_count_in_every_language(record):
    total = record.count if hasattr(record, "count") else record.steps[-1].value
    for written in render.FORMATS.values():
        for lang in LANGUAGES:
            assert str(total) in written(record, lang=lang).replace("{,}", "").replace(",", "")


@pytest.mark.parametrize("name", render.FORMATS)
def test_an_unknown_language_is_refused(name):
    with pytest.raises(InputError, match=re.escape(f"unknown language 'fr' (known: {', '.join(LANGUAGES)})")):
        render.FORMATS[name](tally("SimpleRNN", units=1, features=1), lang="fr")


@pytest.mark.parametrize("name", render.FORMATS)
def test_what_is_no_record_is_refused(name):
    with pytest.raises(InputError, match=r"render: expected one of Tally, .*, Explanation, got 120"):
        render.FORMATS[name](120)


def test_markdown_is_a_table():
    assert render.markdown(tally("SimpleRNN", units=64, features=100)).splitlines() == [
        "| Array | Shape | Parameters |",
        "| --- | --- | --- |",
        "| `kernel` | (features, units) = (100, 64) | 100 × 64 = 6,400 |",
        "| `recurrent_kernel` | (units, units) = (64, 64) | 64 × 64 = 4,096 |",
        "| `bias` | (units,) = (64,) | 64 |",
        "| Total | units × (features + units + 1) | 64 × (100 + 64 + 1) = 10,560 |",
    ]


def test_markdown_in_chinese_has_chinese_labels():
    lines = render.markdown(derive("SimpleRNN", units=10, features=1), lang=CHINESE).splitlines()
    assert lines[0] == "| 步骤 | 公式 | 参数量 |"
    assert lines[-1] == "| 提取公因子 | units × (features + units + 1) | 10 × (1 + 10 + 1) = 10 × 12 = 120 |"


def test_latex_writes_a_derivation_with_one_equals_sign_a_line():
    lines = render.latex(derive("SimpleRNN", units=10, features=1)).splitlines()
    assert lines[0] == r"\begin{aligned}"
    assert lines[1:3] == [r"& \text{kernel}\colon \\", r"& \quad \text{features} \times \text{units} \\"]
    assert lines[-2] == r"& \quad = 120"
    assert all(line.count("=") <= 1 for line in lines)


def test_latex_groups_digits_so_that_no_space_follows_the_comma():
    assert "10{,}560" in render.latex(tally("SimpleRNN", units=64, features=100))


def test_json_of_a_count_has_the_agreed_keys():
    assert json.loads(render.json(tally("SimpleRNN", units=10, features=1))) == {
        "layer": "SimpleRNN",
        "sizes": {"units": 10, "features": 1},
        "arrays": [
            {"name": "kernel", "shape": [1, 10], "count": 10},
            {"name": "recurrent_kernel", "shape": [10, 10], "count": 100},
            {"name": "bias", "shape": [10], "count": 10},
        ],
        "count": 120,
        "formula": "units * (features + units + 1)",
    }


def test_json_of_a_derivation_has_its_steps_and_labels_in_the_language():
    steps = json.loads(render.json(derive("SimpleRNN", units=10, features=1), lang=CHINESE))["steps"]
    assert steps[-1] == {
        "key": "closed_form",
        "kind": "closed_form",
        "label": "提取公因子",
        "formula": "units * (features + units + 1)",
        "substitutions": ["10 * (1 + 10 + 1)", "10 * 12"],
        "value": 120,
    }


def test_text_lines_up_where_a_chinese_character_takes_two_columns():
    lines = render.text(tally("SimpleRNN", units=10, features=1), lang=CHINESE).splitlines()
    assert lines[0].index("形状") + lines[0].count("数组") * 2 == lines[1].index("(features")


def test_a_model_lists_its_layers_their_outputs_and_what_is_not_trainable():
    assert render.text(model(CHAIN)).splitlines() == [
        "Layer                            Output shape    Parameters",
        "LSTM(64, return_sequences=True)  (None, 50, 64)      17,408",
        "BatchNormalization()             (None, 50, 64)         256",
        "LSTM(64)                         (None, 64)          33,024",
        "Dense(1)                         (None, 1)               65",
        "Total                            198.25 KB           50,753",
        "Trainable                                            50,625",
        "Non-trainable                                           128",
    ]


def test_a_model_in_json_says_the_same_with_names():
    data = json.loads(render.json(model(CHAIN)))
    assert (data["count"], data["trainable"], data["non_trainable"], data["bytes"]) == (50753, 50625, 128, 203012)
    assert [layer["name"] for layer in data["layers"]] == ["lstm", "batch_normalization", "lstm_1", "dense"]
    assert data["layers"][0]["output"] == [None, 50, 64]


@pytest.mark.parametrize("family", [family for family in FAMILIES.values() if family.equations], ids=lambda f: f.name)
def test_equations_are_written_in_every_format(family):
    for variant in family.variants:
        choice = {name: value for name, value in variant.options.items() if name in family.choices}
        record = equations(family.name, **choice)
        with_macros, without = render.latex(record, symbols=True), render.latex(record)
        assert uses_macros(with_macros)
        assert not uses_macros(without)
        assert with_macros.count("& =") == len(record.equations)
        assert [one["target"] for one in json.loads(render.json(record))["equations"]] == [
            one.target for one in record.equations
        ]
        for shown in (render.text(record), render.markdown(record, lang=CHINESE)):
            assert all(one.expression in shown for one in record.equations)


def test_the_latex_of_an_lstm_tells_the_last_cell_state_from_the_new_one():
    *_, cell, state = render.latex(equations("LSTM"), symbols=True).splitlines()[:-1]
    assert cell == r"\cell & = \attime{f} \odot \lastcell + \attime{i} \odot \attime{\tilde{c}} \\"
    assert state == r"\state & = \attime{o} \odot \tanh\left(\cell\right)"


def test_a_gru_that_resets_first_multiplies_the_state_before_the_matrix():
    shown = render.latex(equations("GRU", reset_after=False), symbols=True)
    assert r"\apply{\recurrentkernelof{h}}{\left(\attime{r} \odot \laststate\right)}" in shown
    assert r"\attime{r} \odot \left(\apply" in render.latex(equations("GRU"), symbols=True)
