"""What notebooks and `print` show of each record: HTML that suits light and dark, and LaTeX where it helps."""

import re
import xml.etree.ElementTree as tree

import pytest

from rnnformula import InputError, derive, diff, equations, explain, model, render, solve, tally, worked_step
from rnnformula.explaining.explained import ExplainedRow
from rnnformula.explaining.explanation import Explanation
from rnnformula.language import LANGUAGES
from rnnformula.language.phrases import Quote, label
from tests.explaining.tables import table

SUMMARY = table(("in (InputLayer)", (None, 5, 3), 0), ("l (LSTM)", (None, 4), 128), ("x (Mine)", (None, 4), 3))
WEIGHTS = {"kernel": [[0.5]], "recurrent_kernel": [[0.1]], "bias": [-0.2]}
RECORDS = {
    "tally": tally("LSTM(4)", features=3),
    "derivation": derive("LSTM(4)", features=3),
    "model": model("Sequential([Input((5, 3)), LSTM(4), Dense(1)])"),
    "solutions": solve("LSTM", count=18176, units=64),
    "worked step": worked_step("SimpleRNN", x=[1], h=[0.5], weights=WEIGHTS),
    "explanation": explain(SUMMARY),
    "ambiguous": explain("lstm (LSTM)  (None, 64)  17408"),
    "nothing": explain("no table"),
    "difference": diff("LSTM(4)", "GRU(4)", features=3),
}
#: Records with a form in LaTeX.
TYPESET = ("tally", "derivation", "model", "solutions", "worked step")


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_html_is_well_formed_and_has_no_script_and_no_colour(name, lang):
    written = render.html(RECORDS[name], lang)
    root = tree.fromstring(f"<div>{written}</div>")
    assert {element.tag for element in root.iter()} <= {
        *("div", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "p", "ul", "li", "details", "summary"),
    }
    styles = {element.get("style") for element in root.iter()} - {None}
    assert styles <= {"text-align: start", "text-align: end"}
    assert {element.get("lang") for element in root} == {lang}
    assert not re.search(r" on\w+=|class=|colou?r", written.split("</thead>")[0])


@pytest.mark.parametrize("name", RECORDS)
def test_a_notebook_gets_what_render_writes(name):
    assert RECORDS[name]._repr_html_() == render.html(RECORDS[name])


@pytest.mark.parametrize("name", RECORDS)
def test_a_terminal_gets_what_render_writes(name):
    assert str(RECORDS[name]) == render.text(RECORDS[name])


@pytest.mark.parametrize("name", TYPESET)
def test_an_export_gets_latex_between_the_signs_of_a_formula(name):
    assert RECORDS[name]._repr_latex_() == f"$$\n{render.latex(RECORDS[name])}\n$$"


@pytest.mark.parametrize("name", [name for name in RECORDS if name not in TYPESET])
def test_what_has_no_latex_offers_none(name):
    assert not hasattr(RECORDS[name], "_repr_latex_")


def test_equations_are_shown_as_formulas_and_not_as_a_table():
    record = equations("LSTM")
    assert record._repr_latex_().startswith("$$\n\\begin{aligned}")
    assert not hasattr(record, "_repr_html_")
    assert render.html(record).startswith("<table")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_total_and_note_of_an_explanation_is_in_its_html(lang):
    text, html = (form(RECORDS["explanation"], lang) for form in (render.text, render.html))
    plain = "".join(tree.fromstring(f"<div>{html}</div>").itertext())
    sentences = [line.strip() for line in text.splitlines() if line.startswith("  ")]
    assert len(sentences) > 3
    assert [sentence for sentence in sentences if sentence not in plain] == []


def test_what_else_a_row_may_be_is_folded():
    written = render.html(RECORDS["ambiguous"])
    assert written.count("<details>") == written.count("<summary>") == 1


def test_what_was_pasted_is_text_and_no_tag():
    row = ExplainedRow('a&b"<img src=x>', "<b>", "<i>(None, 4)", 3, "unknown", remarks=(label("note_unbuilt"),))
    quoted = label("note_damaged", line=Quote("<script>alert(1)</script>"))
    written = render.html(Explanation((row,), (), (quoted,)))
    assert "&lt;script&gt;" in written
    assert "&lt;img" in written
    root = tree.fromstring(f"<div>{written}</div>")
    assert not {"img", "b", "i", "script"} & {element.tag for element in root.iter()}


def test_html_of_what_is_no_record_is_refused():
    with pytest.raises(InputError):
        render.html("LSTM")
