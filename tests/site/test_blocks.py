"""Tables, figures and formulas get a box with a link of their own, in the page's language."""

import pytest

from rnnformula.language import LANGUAGES, words
from rnnformula.site.html.code_blocks import fold, with_copy_button
from rnnformula.site.html.page_blocks import Block
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


def test_long_code_is_folded_below_what_it_printed():
    code, output = ('<div class="highlight"><pre>code</pre></div>', '<div class="highlight"><pre>printed</pre></div>')
    assert fold(code, output, CHINESE) == f'{output}<details class="code"><summary>代码</summary>{code}</details>'


def test_a_long_name_in_a_cell_breaks_behind_a_dot_and_other_code_does_not():
    html = convert(
        "| a | b | c |\n|---|---|---|\n| `cell.cells[0].bias` | `LSTM(4, a=0.5)` | x `y.z` |\n", current_page()
    )
    assert "<td><code>cell.<wbr>cells[0].<wbr>bias</code></td>" in html
    assert "<td><code>LSTM(4, a=0.5)</code></td>" in html
    assert "<td>x <code>y.z</code></td>" in html


@pytest.mark.parametrize("mark", ["，", "。", "：", "."])
def test_the_mark_behind_a_formula_stays_on_its_line(mark):
    assert f"</math>\u2060{mark}</p>" in convert(f"$x${mark}", current_page(CHINESE))
    assert "</math> a</p>" in convert("$x$ a", current_page(CHINESE))


def test_a_paragraph_that_is_one_formula_stays_a_paragraph():
    html = convert("$x$", current_page())
    assert html.startswith("<p><math")
    assert html.endswith("</math></p>")
