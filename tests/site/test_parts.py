"""Terms of formulas say which part of a layer they stand for, in every notation, and marks change nothing else."""

import re
from xml.etree import ElementTree

import pytest

from rnnformula import derive, render, tally
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.language.notation import NOTATIONS
from rnnformula.site.html.math.marked_parts import parts_in_tex, with_parts
from rnnformula.site.html.math.mathml import Formulas, TexError, expand
from tests.conftest import ROOT, examples, project_book
from tests.site.converting import convert, current_page

LSTM = r"4 \times \units \times (\features + \units + 1)"
#: TeX -> what is marked in it, in order.
MARKED = {
    r"\units \times (\features + \units + 1)": "units:\\units kernel:\\features recurrent_kernel:\\units bias:1",
    LSTM: "gates:4 units:\\units kernel:\\features recurrent_kernel:\\units bias:1",
    # The factors in another order.
    r"(1 + \units + \features) \times \units \times 4": (
        "bias:1 recurrent_kernel:\\units kernel:\\features units:\\units gates:4"
    ),
    r"3 \times \units \times (\features + \units + 2)": (
        "gates:3 units:\\units kernel:\\features recurrent_kernel:\\units bias:2"
    ),
    rf"2 \times {LSTM}": "gates:4 units:\\units kernel:\\features recurrent_kernel:\\units bias:1",
    r"\units \times (\features + 1)": "units:\\units kernel:\\features bias:1",
    r"\units \times (\features + \units) + \units": (
        "units:\\units kernel:\\features recurrent_kernel:\\units bias:\\units"
    ),
    r"\text{filters} \times (\text{kernel\_size} \times \features + 1)": (
        "units:\\text{filters} kernel:\\text{kernel\\_size} \\times \\features bias:1"
    ),
    # PyTorch has two biases, which one number stands for.
    r"4 \times \units \times (\features + \units + 2)": (
        "gates:4 units:\\units weight_ih_l0:\\features weight_hh_l0:\\units"
    ),
    # A matrix alone, as a count or a shape; what is known of a shape holds for the whole of it.
    r"\features \times 4 \times \units": "kernel:\\features \\times 4 \\times \\units",
    r"\units \times \units": "recurrent_kernel:\\units \\times \\units",
    r"(\units, 3 \times \units)": "recurrent_kernel:(\\units, 3 \\times \\units)",
    # Other notations, as the page about them quotes them.
    r"H \times (I + H + 1)": "units:H kernel:I recurrent_kernel:H bias:1",
    r"n_a \times (n_x + n_a + 1)": "units:n_a kernel:n_x recurrent_kernel:n_a bias:1",
    # Names of arrays, wherever they stand.
    r"\tanh(\apply{\kernel}{\inputvector} + \biasof{i})": "kernel:\\kernel bias:\\biasof{i}",
    r"x_t \cdot \text{recurrent\_kernel}": "recurrent_kernel:\\text{recurrent\\_kernel}",
    # Numbers beside the symbols that they are put in for.
    r"\units \times (\features + 1) = 4 \times (3 + 1) = 4 \times 4 = 16": (
        "units:\\units kernel:\\features bias:1 units:4 kernel:3 bias:1 units:4"
    ),
    r"\features \times \units + \units = 3 \times 4 + 4 = 12 + 4 = 16": (
        "kernel:\\features \\times \\units bias:\\units kernel:3 \\times 4 bias:4 kernel:12 bias:4"
    ),
    # What a row is said to count, or the words beside it.
    r"\begin{aligned} & \text{bias}\colon \\ & \quad \units \\ & \quad = 64 \end{aligned}": (
        "bias:\\text{bias} bias:\\units bias:64"
    ),
    r"\begin{aligned} & \features \times \units && \text{the input} \\ + \; & \units && \text{b} \end{aligned}": (
        "kernel:\\features \\times \\units kernel:\\text{the input} bias:\\units bias:\\text{b}"
    ),
}
#: TeX that counts no layer, or that may mean several things.
UNMARKED = (
    *(r"\units", r"\features", r"4 \times \units", r"2 \times \units", r"4 \times \features", "b", "W", "n_a"),
    r"\units \times (\features + 2)",
    r"\units \times (\features + \units - 2)",
    r"5 \times \units \times (\features + \units + 1)",
    r"4 \times 2 \times (3 + 2 + 1) = 48",
    r"\units \times \features \times \features",
    r"(\units, \features)",
    r"\features + \units + 1",
    r"\state = \tanh(\laststate)",
    r"g u_1 (u_0 + u_1 + b)",
    r"2 n_a",
    # Equal only where a page says so, and here it says something wrong.
    r"\units \times (\features + 2) = 4 \times (3 + 1)",
)


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def written(tex):
    return " ".join(f"{part}:{tex[slice(*place)]}" for place, part in sorted(parts_in_tex(tex).items()))


@pytest.mark.parametrize("tex", MARKED)
def test_each_term_is_marked_by_what_it_counts(tex):
    assert written(tex) == MARKED[tex]


@pytest.mark.parametrize("tex", UNMARKED)
def test_a_formula_of_no_layer_has_no_mark(tex):
    assert with_parts(tex) == tex


def test_numbers_are_marked_only_where_they_are_the_sizes_of_the_symbols():
    tex = r"\units \times (\features + 1) = 4 \times (3 + 1)"
    assert written(tex).endswith("units:4 kernel:3 bias:1")
    assert written(tex.replace("=", r"\neq")) == "units:\\units kernel:\\features bias:1"
    assert written(tex.replace("(3 + 1)", "(3 + 2)")) == "units:\\units kernel:\\features bias:1"


def all_formulas():
    book = project_book()
    for page in book.pages:
        yield from ((item.text, item.display) for item in page.formulas)
        for fence in book.fences_of(page):
            yield from fence.formulas(book)


def test_the_formulas_of_all_layers_on_the_pages_are_marked_whole():
    """The total of a layer of Keras, wherever it stands, has each of its arrays."""
    marked = {tex: set(parts_in_tex(tex).values()) for tex, _ in all_formulas()}
    totals = [tex for tex in marked if re.search(r"\\units \\times \(\\features \+ \\units \+ [12]\)", tex)]
    assert len(totals) > 12
    for tex in totals:
        arrays = {"weight_ih_l0", "weight_hh_l0"} if "bidirectional" in tex else {"kernel", "recurrent_kernel", "bias"}
        arrays = {"weight_ih_l0", "weight_hh_l0"} if tex == LSTM.replace("1)", "2)") else arrays
        assert marked[tex] >= arrays | {"units"}, tex
    names = {part for parts in marked.values() for part in parts}
    known = {
        array.name
        for register in (FAMILIES, FRAMEWORKS)
        for family in register.values()
        for variant in family.variants
        for array in variant.arrays
    }
    assert names <= known | {"gates", "units"}
    assert sum(map(bool, marked.values())) > 40


def without_marks(element):
    """Take the marks away, and the rows that hold nothing else."""
    inner = []
    for child in element:
        without_marks(child)
        is_mark = child.attrib.pop("data-part", None) and child.tag == "mrow" and not child.attrib
        inner += list(child) if is_mark and len(element) > 1 and element.tag != "mtd" else [child]
    element[:] = inner
    return element


@pytest.mark.xdist_group("pages")
def test_marks_change_nothing_else_of_a_formula_in_any_notation(monkeypatch):
    wanted = [formula for formula in set(all_formulas()) if with_parts(formula[0]) != formula[0]]
    assert len(wanted) > 40
    marked, plain = Formulas(), Formulas()
    marked.convert(wanted)
    monkeypatch.setattr("rnnformula.site.html.math.mathml.with_parts", lambda tex: tex)
    plain.convert(wanted)
    for formula in wanted:
        parts = []
        for key, way in marked.known[formula].items():
            bare = plain.known[formula][key]
            assert way.tex == bare.tex == expand(key, formula[0])
            trees = [ElementTree.fromstring(each.mathml) for each in (way, bare)]
            parts.append([element.get("data-part") for element in trees[0].iter() if element.get("data-part")])
            assert ElementTree.tostring(without_marks(trees[0])) == ElementTree.tostring(trees[1]), way.tex
        assert parts[0]
        assert set(map(tuple, map(sorted, parts))) == {tuple(sorted(parts[0]))}, formula


def test_what_is_copied_has_no_marks():
    html = convert(f"${LSTM}$", current_page())
    assert f'data-tex="{expand("keras", LSTM)}"' in html
    assert '<mn data-part="gates">4</mn><mo>×</mo><mi data-part="units">units</mi>' in html
    assert '<mi data-part="kernel">features</mi>' in html


@pytest.mark.parametrize("key", NOTATIONS)
def test_a_marked_matrix_that_is_transposed_is_one_letter_with_both_scripts(key):
    tex = r"\apply{\kernelof{i}}{\inputvector} + \biasof{i}"
    formulas = Formulas()
    formulas.convert([(tex, True)])
    mathml = formulas.known[tex, True][key].mathml
    assert len(re.findall('data-part="kernel"', mathml)) == 1
    assert ('<msubsup data-part="kernel">' in mathml) == (key == "pytorch")


def test_a_page_may_not_write_marks_itself():
    with pytest.raises(TexError, match="disabled in strict mode"):
        Formulas().convert([(r"\data{part=kernel}{x}", False)])


def test_code_that_names_an_array_is_marked_where_the_page_shows_that_array():
    source = "`kernel` and *`bias`*, `units`, [`kernel`](#a), `recurrent_kernel`\n\n## `kernel`\n"
    assert "data-part" not in convert(source, current_page())
    html = convert(f"${LSTM}$\n\n{source}", current_page())
    assert html.count('<code data-part="kernel">kernel</code>') == 1
    assert '<em><code data-part="bias">bias</code></em>' in html
    assert '<code data-part="recurrent_kernel">recurrent_<wbr>kernel</code>' in html
    assert "<code>units</code>" in html
    assert '<a href="#a"><code>kernel</code></a>' in html
    assert re.search("<h2[^>]*><code>kernel</code>", html)


MARK = re.compile(r'<(?:span|var) data-part="([^"]+)">')


def test_a_table_names_the_part_of_each_array_and_of_each_term_of_the_closed_form():
    rows = render.markdown(derive("LSTM", units=2, features=3), symbols=True).splitlines()[2:]
    arrays = ["kernel", "recurrent_kernel", "bias"]
    assert [MARK.findall(row) for row in rows[:3]] == [[name] for name in arrays]
    assert MARK.findall(rows[3]) == arrays * 3
    whole = ["gates", "units", *arrays]
    assert MARK.findall(rows[4]) == [*whole, *whole, "gates", "units"]
    assert '<span data-part="gates">4</span> × <var data-part="units">units</var>' in rows[4]
    *_, total = render.markdown(tally("LSTM", units=2, features=3), symbols=True).splitlines()
    assert MARK.findall(total) == [*whole, *whole]


@pytest.mark.parametrize(("layer", "arguments"), examples())
def test_marks_in_a_table_are_parts_of_the_layer_and_change_no_word(layer, arguments):
    derivation = derive(layer, **arguments)
    marked = render.markdown(derivation, symbols=True)
    assert set(MARK.findall(marked)) <= {array.name for array in derivation.tally.arrays} | {"gates", "units"}
    assert re.sub("<[^>]+>", "", marked).replace("|  ", "| ") == render.markdown(derivation)


def test_a_table_for_a_forum_has_no_marks():
    assert "<" not in render.markdown(derive("LSTM", units=2, features=3))


def test_a_sum_with_marks_still_breaks_between_its_terms_only():
    table = render.markdown(derive("LSTM", units=2, features=3), symbols=True)
    html = convert(table, current_page())
    assert 'class="sum" role="cell"><span class="term"><span class="term"><span data-part="kernel"><var' in html
    assert '<span class="term">+ <span data-part="bias">4 × <var' in html
    assert html.count("<span") == html.count("</span>")
