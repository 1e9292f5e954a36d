"""A formula on a page is the count or the shape of a layer that its section speaks of, whatever the language."""

import re
from dataclasses import replace

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.algebra.polynomials import read_statements
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sections import read_formulas, read_sections
from rnnformula.site.checks.formulas import judge, read_list
from tests.conftest import project_book, project_page, project_pages
from tests.languages import ENGLISH
from tests.site.books import problems_in

#: Symbols and operators, and what they become.
CHANGES = {
    r"\\units(?![a-z])": r"\\features",
    r"\\features(?![a-z])": r"\\units",
    r"\+": r"\\times",
    r"\\times(?![a-z])": "+",
    r"(?<!\d)1(?!\d)": "2",
    r"(?<!\d)4(?!\d)": "3",
    r"(?:\\units|\d+) \\times (?=\(|\\)": "",
}
#: How many of these changes may be missed where the section has another layer or array of that count.
MISSED = 0.05
HEADLINES = {
    "layers/simple_rnn.md": r"\units \times (\features + \units + 1)",
    "layers/lstm.md": r"4 \times \units \times (\features + \units + 1)",
    "layers/gru.md": r"3 \times \units \times (\features + \units + 2)",
}


def changes(tex):
    for old, new in CHANGES.items():
        for match in re.finditer(old, tex):
            yield tex[: match.start()] + match.expand(new) + tex[match.end() :]


def page(text, lang=ENGLISH):
    return Page(lang, "page.md", f"docs/{lang}/page.md", f"# A {{#a}}\n\n{text}\n")


def found(text):
    return [problem.message for problem in problems_in("formulas", [page(text)])]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", HEADLINES)
def test_a_headline_changed_in_one_symbol_is_found_though_both_languages_agree(path, lang):
    there, codes = project_page(path, lang), project_book().snippets
    sections = read_sections(there)
    same = (formula for formula in read_formulas(there) if formula.tex == HEADLINES[path])
    headline = min(same, key=lambda formula: formula.line)
    assert judge(there, headline, sections, codes) == ""
    tried = set(changes(headline.tex)) - {headline.tex}
    assert len(tried) > 6
    assert [tex for tex in tried if not judge(there, replace(headline, tex=tex), sections, codes)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_most_symbols_changed_in_any_formula_with_sizes_are_found(lang):
    tried, missed, codes = 0, [], project_book().snippets
    for there in project_pages():
        sections = read_sections(there)
        for formula in read_formulas(there) if there.lang == lang else ():
            if re.search(r"\\(?:units|features|text)", formula.tex):
                for tex in changes(formula.tex):
                    tried += 1
                    if not judge(there, replace(formula, tex=tex), sections, codes):
                        missed.append((there.path, formula.tex, tex))
    assert tried > 250
    assert len(missed) <= MISSED * tried, missed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"An LSTM has $4 \times \units \times (\features + \units + 1)$ parameters.", ""),
        (r"An LSTM has $3 \times \units \times (\features + \units + 1)$ parameters.", "the count of no layer"),
        (r"An LSTM has $\units \times (\features + \units + 1)$ parameters.", "the count of no layer"),
        (r"An LSTM has $\units \times (\features + \units + 1)$ numbers for each gate.", ""),
        (r"The LSTM without: $4 \times \units \times (\features + \units)$.", "the count of no layer"),
        (r"LSTM with `use_bias=False`: $4 \times \units \times (\features + \units)$.", ""),
        (r"With PyTorch an LSTM has $4 \times \units \times (\features + \units + 2)$ parameters.", ""),
        (r"A GRU has $\units \times (\features + \units - 2)$ parameters fewer than an LSTM.", ""),
        (r"A GRU has $\units \times (\features + \units - 1)$ parameters fewer than an LSTM.", "the count of no layer"),
        (r"`LSTM(4)`, `units=4`: $4 \times 4 \times (\features + 4 + 1)$.", ""),
        (r"LSTM: the recurrent kernel has the shape $(\units, 4 \times \units)$.", ""),
        (
            r"LSTM: the recurrent kernel has the shape $(\features, 4 \times \units)$.",
            "no array that is spoken of here",
        ),
        (r"$\units \times \features$", "the count of no layer"),
        (r"$2 \times (\units + 1) = 2 \times \units + 2$", "the count of no layer"),
        (r"$a \times (b + c) = a b + a c$", ""),
        (r"$a \times (b + c) = a b + c$", "the sides differ"),
        (r"$\frac{6 \times a}{2} = 3 \times a$ and $3 + \frac{3}{a} = \frac{3 a + 3}{a}$", ""),
        (r"$3 + \frac{3}{a} = \frac{3 a + 2}{a}$", "the sides differ"),
        (r"Dense: $\units \times (\features \times 1)$", "a factor of 1"),
        (r"a window of $3 \times 3$, 9 in all", ""),
        (r"a window of $3 + 3$, 9 in all", "gives 6, which stands nowhere in this section"),
        (r"$z$, $\tilde{h}$, $\odot$ and $b_0$", ""),
        (r"$x < \units$", "not < for all sizes"),
        (r"$\units < \units + 1$ and $2 \times \units \ge \units$ and $\units \ne 2 \times \units$", ""),
        (r"$\units \times \units > \units$", "not > for all sizes"),
        (r"$\units + 1 \le 2 \times \units$", ""),
        (r"$7 < 5$", "not < for all sizes"),
        (
            r"LSTM, Dense: $\frac{4 \times (\features + \units + 1)}{\features + 1}$",
            "",
        ),
        (
            r"LSTM, GRU: $\frac{4 \times \units + 1}{3 \times \units}$",
            "no two counts that are spoken of here have this ratio",
        ),
        (r"GRU, SimpleRNN: $3 + \frac{3}{\features + \units + 1}$", ""),
        (r"GRU, SimpleRNN: $3 + \frac{4}{\features + \units + 1}$", "no two counts that are spoken of here"),
        ("LSTM has a bias of shape `(4 * units,)`.", ""),
        ("LSTM has a bias of shape `(3 * units,)`.", "the count of no layer"),
        ("LSTM has a kernel of shape `(features, 4 * units)`.", ""),
        ("LSTM has a kernel of shape `(4 * units, features)`.", "no array that is spoken of here"),
        ("LSTM reads `units`, `x + 1` and `print(units)`.", ""),
        (r"SimpleRNN: $\state = \tanh\left(\apply{\kernel}{\inputvector} + \bias\right)$", "expected a count, a shape"),
    ],
)
def test_a_formula_is_compared_with_what_its_sentence_and_section_speak_of(text, message):
    said = found(text)
    assert len(said) == bool(message)
    assert message in "".join(said)


def test_the_section_decides_which_layer_is_meant():
    tex = r"$4 \times \units \times (\features + \units + 1)$"
    assert found(f"LSTM\n\n## B {{#b}}\n\n{tex}\n") == []
    assert found(f"LSTM\n\n## B {{#b}}\n\nSimpleRNN: {tex}\n")
    assert found(f"| Layer | Count |\n| --- | --- |\n| LSTM | {tex} |\n| GRU | none |\n") == []
    assert found(f"| Layer | Count |\n| --- | --- |\n| LSTM | none |\n| GRU | {tex} |\n")


def test_an_equation_of_a_layer_is_the_one_of_its_family():
    tex = r"\state = \tanh\left(\apply{\kernel}{\inputvector} + \apply{\recurrentkernel}{\laststate} + \bias\right)"
    assert found(f"SimpleRNN\n\n$$\n{tex}\n$$\n") == []
    assert found(f"SimpleRNN\n\n$$\n{tex.replace('+', '-', 1)}\n$$\n")


def test_listed_formulas_are_few_and_one_that_is_not_there_is_named(tmp_path):
    listed, _ = read_list(project_book())
    formulas = sum(len(there.formulas) for there in project_pages() if there.lang == ENGLISH)
    assert sum(map(len, listed.values())) < 0.1 * formulas
    (tmp_path / "docs").mkdir()
    entries = ("x < y", "never")
    text = "".join(f'[[formula]]\npage = "page.md"\ntex = "{tex}"\nwhy.{ENGLISH} = "as a test"\n' for tex in entries)
    (tmp_path / "docs" / "formulas.toml").write_text(text)
    said = [str(problem) for problem in problems_in("formulas", [page("$x < y$")], tmp_path)]
    assert said == ["docs/formulas.toml:7: 'never': page.md has no such formula, or it need not be listed"]


def test_rows_that_go_on_are_one_statement_and_words_beside_them_are_none():
    tex = r"& \units \times (\features \\ & \quad + 1) && \text{kernel} \\ & 2 \times 3 & = 6"
    assert [len(statement.sides) for statement in read_statements(tex)] == [1, 2]
