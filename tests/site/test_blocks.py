"""Tables, figures and formulas get a box with a link of their own, in the page's language."""

from types import SimpleNamespace

import pytest

from rnnformula.language import LANGUAGES, words
from rnnformula.site.html.code_blocks import fold_code, with_copy_button
from rnnformula.site.html.line_breaks import break_titles
from rnnformula.site.html.page_blocks import Block
from rnnformula.site.html.segmenting import teach_words
from tests.conftest import project_book
from tests.languages import CHINESE, ENGLISH
from tests.site.converting import convert, current_page

ANCHOR = "[](){#a.b}\n\n"
TABLE = "| a |\n|---|\n| 1 |\n"
FORMULA = "$$\nx\n$$\n"
FENCE = '```python exec="on"\nprint()\n```\n'


def printing(html, kind=""):
    """What shows a fence that prints this."""

    def show(source, language, class_name, options, md, **settings):
        return Block(html, kind)

    return show


@pytest.mark.parametrize(
    ("block", "kind", "show"),
    [
        (TABLE, "table", None),
        (FORMULA, "formula", None),
        (FENCE, "figure", printing('<figure class="figure"><svg></svg></figure>', "figure")),
        (FENCE, "table", printing('<div class="report"><table></table></div>', "table")),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_block_behind_an_anchor_has_its_link(lang, block, kind, show):
    html = convert(ANCHOR + block + "\nText.\n", current_page(lang), show)
    leads = words(lang)[f"link_{kind}"]
    label = words(lang)["item"].format(name=leads, value="a.b")
    assert html.startswith('<div class="block" id="a.b"><')
    assert f'<a class="permalink" href="#a.b" title="{leads}" aria-label="{label}">#</a></div>\n<p>Text.</p>' in html
    assert 'href=""' not in html


def test_an_example_behind_an_anchor_stays_without_a_box():
    html = convert(ANCHOR + FENCE, current_page(), printing('<div class="example"></div>'))
    assert html == '<span id="a.b"></span>\n<div class="example"></div>'


def test_a_table_scrolls_by_keyboard():
    html = convert(TABLE, current_page())
    assert html.startswith(
        '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="data">\n<thead>'
    )
    assert html.endswith("</table></div>")


def test_each_anchor_belongs_to_the_block_right_after_it():
    other = ANCHOR.replace("a.b", "c.d")
    html = convert(f"{ANCHOR}{TABLE}\nx\n\n{other}{FORMULA}", current_page())
    places = [html.index(part) for part in ('id="a.b"', "<table", "<p>x</p>", 'id="c.d"', "<math")]
    assert places == sorted(places)
    assert html.count("permalink") == 2


def test_of_two_anchors_the_second_has_the_box_and_the_first_stays_reachable():
    html = convert(f"{ANCHOR.replace('a.b', 'old')}{ANCHOR}{TABLE}", current_page())
    assert html.startswith('<span id="old"></span>\n<div class="block" id="a.b">')


def test_an_anchor_of_an_earlier_name_stays_reachable():
    html = convert(f"{ANCHOR}## x {{#x}}\n", current_page())
    assert html.startswith('<span id="a.b"></span>\n<h2 id="x">x')


def test_the_link_of_a_heading_says_what_it_is():
    html = convert("## A $x$ {#a}\n", current_page())
    assert (
        '</math><a class="headerlink" href="#a" title="Link to this step" aria-label="Link to this step: a" '
        "data-search-exclude>#</a></h2>"
    ) in html


def test_code_that_is_only_shown_has_a_button_and_that_of_an_example_has_none_of_its_own():
    page = current_page(CHINESE)
    shown = "```text\nx\n```\n"
    html = convert(shown, page)
    assert html.count(">复制</button></div>") == 1
    page.buttons = False
    assert convert(shown, page) == html.replace(html[html.index("<button") : html.index("</div>")], "")


def test_what_is_no_box_of_code_gets_no_button():
    with pytest.raises(ValueError, match=r"expected a box of code that ends with </div>, got '<p>x</p>'"):
        with_copy_button("<p>x</p>", ENGLISH)


@pytest.mark.parametrize(
    ("lang", "counted", "said"),
    [
        (CHINESE, (), "代码"),
        (ENGLISH, (48,), 'Code · <span class="counted">Keras printed 48</span>'),
        (ENGLISH, (36, 4224, 42), 'Code · <span class="counted">Keras printed 36, 4,224, 42</span>'),
        (CHINESE, (36, 42), '代码 · <span class="counted">Keras 打印 36、42</span>'),
        (ENGLISH, (1, 2, 3, 4), 'Code · <span class="counted">Keras printed 4 counts</span>'),
        (CHINESE, (1, 2, 3, 4), '代码 · <span class="counted">Keras 打印 4 个参数量</span>'),
    ],
)
def test_code_is_folded_below_what_it_printed_and_the_fold_says_what_keras_counted(lang, counted, said):
    code, output = ('<div class="highlight"><pre>code</pre></div>', '<div class="highlight"><pre>printed</pre></div>')
    line = f"<summary data-search-exclude>{said}</summary>"
    assert fold_code(code, output, lang, counted) == f'{output}<details class="code">{line}{code}</details>'


@pytest.fixture(scope="module")
def taught():
    """The agreed terms are words."""
    teach_words(project_book().terms)


@pytest.mark.parametrize("around", ["| a |\n|---|\n| {} |\n", "{}"])
@pytest.mark.parametrize(
    ("code", "breaks"),
    [
        ("cell.cells[0].bias", "cell.<wbr>cells[0].<wbr>bias"),
        ("tf.compat.v1.keras.layers.CuDNNLSTM", "tf.<wbr>compat.<wbr>v1.<wbr>keras.<wbr>layers.<wbr>CuDNNLSTM"),
        ("recurrent_kernel", "recurrent_<wbr>kernel"),
        ("kernel_size", "kernel_size"),
        ("GRU(reset_after=False)", "GRU(reset_<wbr>after=False)"),
        ("TimeDistributed(Dense)", "TimeDistributed(Dense)"),
        ("site/publish/link_images.py", "site/publish/link_<wbr>images.<wbr>py"),
        ("LSTM(4, a=0.5)", "LSTM(4, a=0.5)"),
        ("0.123456789012345", "0.123456789012345"),
    ],
)
def test_a_long_name_of_code_breaks_behind_dots_and_underscores_and_other_code_does_not(around, code, breaks):
    assert f"<code>{breaks}</code>" in convert(around.format(f"`{code}`"), current_page())


def test_code_in_a_block_has_no_marks_in_it():
    assert "<wbr>" not in convert("```text\nrecurrent_kernel.recurrent_kernel\n```\n", current_page())


@pytest.mark.parametrize(
    ("lang", "heading", "breaks"),
    [
        (CHINESE, "SimpleRNN 参数量的推导", "SimpleRNN 参数量的<wbr>推导"),
        (CHINESE, "先读（两个）数，再加", "先读<wbr>（两个）<wbr>数，<wbr>再加"),
        (CHINESE, "没有 `return_sequences` 的层", "没有 <code>return_<wbr>sequences</code> 的层"),
        (CHINESE, "**一个单元**读什么", "<strong>一个<wbr>单元</strong>读<wbr>什么"),
        (CHINESE, "设 `x` 时", "设 <code>x</code>&nbsp;时"),
        (ENGLISH, "TimeDistributed(Dense) is Dense", "TimeDistributed<wbr>(Dense) is Dense"),
        (ENGLISH, "Why units squared", "Why units squared"),
        (ENGLISH, "The cases of option B", "The cases of option&nbsp;B"),
    ],
)
@pytest.mark.usefixtures("taught")
def test_a_heading_breaks_between_words_and_before_no_mark_or_particle(lang, heading, breaks):
    for level in ("#", "##", "###"):
        assert f">{breaks}<a class" in convert(f"{level} {heading} {{#a}}\n", current_page(lang))


def test_a_paragraph_has_no_marks_between_its_words():
    assert "<wbr>" not in convert("参数量的推导", current_page(CHINESE))


@pytest.mark.usefixtures("taught")
def test_the_titles_of_the_contents_break_as_the_headings_do():
    entry = SimpleNamespace(title="参数量的推导", children=[SimpleNamespace(title="三个数组", children=[])])
    break_titles([entry], CHINESE)
    assert (entry.title, entry.children[0].title) == ("参数量的<wbr>推导", "三个<wbr>数组")


def test_a_sum_in_brackets_stays_on_one_line_of_a_sentence():
    html = convert("It has H × (I + H + 1), *4 × (1 + 2)* or (one + two three).", current_page())
    assert 'H <span class="bound">× (I + H + 1)</span>, <em>4 <span class="bound">× (1 + 2)</span></em>' in html
    assert html.count("bound") == 2


def test_a_product_in_code_stays_on_one_line_of_a_sentence():
    html = convert("It has `a_b × c`, `(a_b + c) × c` and `a_b`.", current_page())
    assert '<code class="bound">a_b × c</code>, <code>(a_b + c) × c</code> and <code>a_b</code>' in html


def table(*rows):
    """A table with a head of as many columns as the rows have."""
    width = rows[0].count("|") - 1
    return "\n".join([f"|{' a |' * width}", f"|{' --- |' * width}", *rows]) + "\n"


def test_a_sum_in_a_cell_breaks_between_sides_terms_and_brackets_only():
    html = convert(table("| 2 × (3 + 1) + 4 = 12 |"), current_page())
    term = '<span class="term">'
    assert (
        f'<td class="sum">{term}{term}2 {term}× (3 + 1)</span></span> {term}+ 4</span></span> {term}= 12</span></td>'
    ) in html
    assert f"{term}tanh(0.5 × 1 + 0.1)</span>" in convert(
        table("| tanh(0.5 × 1 + 0.1) = 0.537 |", "| a |"), current_page()
    )
    assert 'class="term"' not in convert(table("| one sentence + two |", "| kernel |"), current_page())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_that_fits_a_phone_stays_a_table_and_another_says_what_its_parts_are(lang):
    narrow = convert(table("| kernel | 12 |"), current_page(lang))
    assert '<table class="data">' in narrow
    assert "role=" not in narrow.partition("<table")[2]
    row = "| `recurrent_kernel` | units × (features + units + 1) | 2 × (3 + 2 + 1) = 12 |"
    wide = convert(table(row), current_page(lang))
    assert '<table class="data stacks sums" role="table">' in wide
    assert '<th role="columnheader">' in wide
    assert "data-label" not in wide


def test_the_cells_of_a_wide_table_of_many_columns_have_labels():
    cells = " | ".join(["a sentence of many words"] * 4)
    html = convert(f"| a | b | `c` d | e |\n| --- | --- | --- | --- |\n| {cells} |\n", current_page())
    assert '<table class="data stacks labelled" role="table">' in html
    assert '<td data-label="c d" role="cell">' in html
    assert html.count("data-label") == 3


@pytest.mark.parametrize("mark", ["，", "。", "：", "."])
def test_the_mark_behind_a_formula_stays_on_its_line(mark):
    assert f"</math>{mark}</span></p>" in convert(f"$x${mark}", current_page(CHINESE))
    assert "</math> a</p>" in convert("$x$ a", current_page(CHINESE))


def test_the_bracket_before_a_formula_stays_on_its_line():
    html = convert("读（$x$、$y$）吗", current_page(CHINESE))
    assert html.startswith('<p>读<span class="bound">（<math')
    assert '</math>、</span><span class="bound"><math' in html
    assert html.endswith("</math>）</span>吗</p>")


def test_a_paragraph_that_is_one_formula_stays_a_paragraph():
    html = convert("$x$", current_page())
    assert html.startswith("<p><math")
    assert html.endswith("</math></p>")
