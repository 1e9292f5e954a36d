"""What a page compares with the layers of other frameworks, and how it says that counts grow: the package's numbers."""

import json
import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rnnformula import FAMILIES, FRAMEWORKS, count
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.figures.parts import LONGEST_AXIS
from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import grouped
from rnnformula.site.kept.node import run_script
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for
from rnnformula.site.reports import framework_counts

REGISTER = FAMILIES | FRAMEWORKS
#: The layers of Keras that others are compared with.
KIN = [relative.layer for relative in RELATIVES if relative.reason == "keras"]
COMPARED = sorted({relative.layer for relative in RELATIVES if relative.keras})
#: How large random sizes are: a digit, so that bands are seen, and up to the largest that is drawn.
MOST = (9, 300, LONGEST_AXIS)


def ask(states):
    """What the scripts make of each state of an element."""
    told = {"facts": facts(), "words": [words_for(lang) for lang in LANGUAGES], "tasks": states}
    return json.loads(run_script(Path(__file__).with_name("comparing.mjs"), json.dumps(told)))


def state(layer, units, features, **options):
    return {"layer": layer, "sizes": {"units": units, "features": features}, "options": options}


def some_sizes():
    chance = random.Random(15)
    some = [(chance.randint(1, most), chance.randint(1, most)) for most in MOST for _ in range(8)]
    return [(1, 1), (1, LONGEST_AXIS), (LONGEST_AXIS, 1), *some]


@pytest.fixture(scope="module")
def answers():
    """The answers for each layer of Keras at each of the sizes."""
    cases = [(layer, *sizes) for layer in KIN for sizes in some_sizes()]
    return dict(zip(cases, ask([state(*case) for case in cases]), strict=True))


def cells(row, lang):
    """A row as the page about frameworks writes it."""
    label = words(lang)
    shown = [f"`{name['named'][0]}`" + "".join(f" `{option}`" for option in name["named"][1:]) for name in row["names"]]
    more = "0"
    if row["more"]:
        more = f"{row['more']:+,} = {row['formula']}".replace("-", "−")
    return [shown, grouped(row["count"]), more, label[f"reason_{row['reason']}"]]


def of_table(row):
    """A row of the page's table, its names as plain code."""
    names, *others = row
    codes = re.sub(r"</?code>", "`", names.replace("<wbr>", "")).split("<br>")
    return [codes, *others]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_compares_as_the_table_of_all_frameworks_does(answers, monkeypatch, lang):
    for units, features in some_sizes():
        monkeypatch.setattr(framework_counts, "TABLE_UNITS", units)
        monkeypatch.setattr(framework_counts, "TABLE_FEATURES", features)
        table = framework_counts.frameworks_table(None, lang)
        *rows, alone = [of_table(row) for row in table.rows]
        assert alone[0] == ["`flax.linen.MGUCell`"]  # it has no relative
        shown = [cells(row, lang) for layer in KIN for row in answers[layer, units, features]["rows"]]
        assert shown == rows


def test_the_formula_of_a_difference_gives_it_and_the_blocks_have_its_area(answers):
    for (layer, units, features), answer in answers.items():
        keras = answer["rows"][0]
        columns = sum(band["count"] for band in keras["bands"] if band["role"] == "recurrent") / units
        for row in answer["rows"]:
            assert row["isRight"], (layer, units, features, row)
            assert sum(band["count"] for band in row["bands"]) == row["count"]
            drawn = sum(band["rows"] + max(0, band["more"]) for band in row["bands"])
            assert drawn * columns == pytest.approx(row["count"])
            assert sum(band["more"] for band in row["bands"]) * columns == pytest.approx(row["more"])


def bezier(points, share):
    """A point of a curve of the third degree."""
    parts = [(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3]
    return [sum(part * point[axis] for part, point in zip(parts, points, strict=True)) for axis in (0, 1)]


def test_each_point_of_a_line_is_the_count_of_so_many_units(answers):
    for (_, units, features), answer in answers.items():
        lines = sorted(answer["lines"], key=lambda line: -line["points"][-1][1])
        assert len(lines) == len(KIN)
        assert len({line["role"] for line in lines}) == len(KIN)  # each has dashes of its own
        names = sorted(KIN, key=lambda name: count(name, units=2 * units, features=features))
        for name, line in zip(names, lines, strict=True):
            (left, low), (right, high) = line["points"][0], line["points"][-1]
            least = count(name, units=1, features=features)
            most = count(name, units=2 * units, features=features)
            for some in {1, max(1, units // 2), units, 2 * units}:
                x, y = bezier(line["points"], (some - 1) / (2 * units - 1))
                assert x == pytest.approx(left + (right - left) * (some - 1) / (2 * units - 1))
                exact = count(name, units=some, features=features)
                assert y == pytest.approx(low + (high - low) * (exact - least) / (most - least))


def test_every_number_of_growth_is_counted_and_its_rounding_is_said(answers):
    for lang, number in zip(LANGUAGES, range(len(LANGUAGES)), strict=True):
        about, exactly = (
            re.sub(r"\{.*", "", words(lang)[f"live_growth_times_{key}"].split("{layer} ")[1])
            for key in ("about", "exactly")
        )
        for (layer, units, features), answer in answers.items():
            html = answer["html"][number][1]
            said = re.sub(r"<[^>]+>", "", html.split("</p>")[0])
            least, *others = sorted(KIN, key=lambda name: count(name, units=units, features=features))
            base = count(least, units=units, features=features)
            assert grouped(base) in said
            for name in others:
                ratio = count(name, units=units, features=features) / base
                is_exact = (count(name, units=units, features=features) * 100) % base == 0
                wanted = f"{ratio:.2f}".rstrip("0").rstrip(".") if is_exact else f"{ratio:.2f}"
                assert f"{name} {exactly if is_exact else about}{wanted} " in said, (layer, units, features, said)
            assert grouped(2 * units) in said
            assert html.count(grouped(count(layer, units=units, features=features))) >= 1


def test_what_is_shown_is_well_formed_and_has_names(answers):
    for answer in answers.values():
        for table, chart in answer["html"]:
            parsed = ElementTree.fromstring(f"<div>{table.replace('<br>', '<br/>')}</div>")
            (shown,) = parsed.iter("table")
            assert "".join(shown.find("caption").itertext())
            heads = ["".join(head.itertext()) for head in shown.iter("th")]
            assert all(heads)
            assert all(len(list(row)) == len(heads) for row in shown.find("tbody"))
            assert all(drawing.get("aria-label") for drawing in shown.iter("svg"))
            drawn = ElementTree.fromstring(f"<div>{chart}</div>")
            titles = [element.text for element in drawn.iter() if element.tag.endswith(("}title", "}desc"))]
            assert len(titles) == 2
            assert all(titles)


def test_the_layer_of_the_reader_is_told_from_its_relatives():
    states = [
        (state("GRU", 4, 3), ["GRU"]),
        (state("GRU", 4, 3, reset_after=False), ["GRU", "reset_after=False"]),
        (state("GRU", 4, 3, use_bias=False), None),
        (state("torch.nn.GRU", 4, 3, num_layers=1), ["torch.nn.GRU"]),
        (state("onnx.LSTM", 4, 3, peepholes=True), ["onnx.LSTM", "P"]),
    ]
    for answer, (_, own) in zip(ask([asked for asked, _ in states]), states, strict=True):
        marked = [name["named"] for row in answer["rows"] for name in row["names"] if name["isOwn"]]
        assert marked == ([own] if own else [])


def test_every_layer_with_a_relative_is_compared_and_no_other():
    names = [name for name, family in REGISTER.items() if {"units", "features"} <= set(family.all_sizes)]
    assert set(COMPARED) <= set(names)
    answers = ask([state(name, 4, 3) for name in names])
    assert sorted(name for name, answer in zip(names, answers, strict=True) if answer) == COMPARED


def test_sizes_that_are_not_drawn_are_refused():
    large, wrong = ask([state("LSTM", LONGEST_AXIS + 1, 3), state("LSTM", 0, 3)])
    assert large == {"key": "live_at_most"}
    assert wrong == {"key": "live_positive"}
