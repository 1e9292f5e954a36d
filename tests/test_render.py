import json

import pytest

from rnnformula import FAMILIES, InputError, derive, render, tally
from rnnformula.words import LANGUAGES

RECORDS = [
    pytest.param(make(family.name, units=64, features=100), id=f"{make.__name__} {family.name}")
    for family in FAMILIES.values()
    for make in (tally, derive)
]


def test_all_languages_have_the_same_labels():
    assert len({frozenset(words) for words in LANGUAGES.values()}) == 1


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", render.FORMATS)
def test_every_format_says_the_count_in_every_language(record, lang, name):
    shown = render.FORMATS[name](record, lang=lang)
    numbers = shown.replace("{,}", "").replace(",", "")
    total = record.count if hasattr(record, "count") else record.steps[-1].value
    assert str(total) in numbers


@pytest.mark.parametrize("name", render.FORMATS)
def test_an_unknown_language_is_refused(name):
    with pytest.raises(InputError, match=r"unknown language 'fr' \(known: en, zh\)"):
        render.FORMATS[name](tally("SimpleRNN", units=1, features=1), lang="fr")


@pytest.mark.parametrize("name", render.FORMATS)
def test_what_is_no_record_is_refused(name):
    with pytest.raises(InputError, match="render: expected a Tally, a Derivation or a Check, got 120"):
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
    lines = render.markdown(derive("SimpleRNN", units=10, features=1), lang="zh").splitlines()
    assert lines[0] == "| 步骤 | 公式 | 参数量 |"
    assert lines[-1] == "| 提取公因子 | units × (features + units + 1) | 10 × (1 + 10 + 1) = 10 × 12 = 120 |"


def test_latex_writes_a_derivation_with_one_equals_sign_a_line():
    lines = render.latex(derive("SimpleRNN", units=10, features=1)).splitlines()
    assert lines[0] == r"\begin{aligned}"
    assert lines[1] == r"\text{kernel}\colon\ & \text{features} \times \text{units} \\"
    assert lines[-2] == "& = 120"
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
    steps = json.loads(render.json(derive("SimpleRNN", units=10, features=1), lang="zh"))["steps"]
    assert steps[-1] == {
        "key": "closed_form",
        "kind": "closed_form",
        "label": "提取公因子",
        "formula": "units * (features + units + 1)",
        "substitutions": ["10 * (1 + 10 + 1)", "10 * 12"],
        "value": 120,
    }


def test_text_lines_up_where_a_chinese_character_takes_two_columns():
    lines = render.text(tally("SimpleRNN", units=10, features=1), lang="zh").splitlines()
    assert lines[0].index("形状") + lines[0].count("数组") * 2 == lines[1].index("(features")
