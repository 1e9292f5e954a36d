"""Tables, figures and formulas get a box with a link of their own, in the page's language."""

import pytest

from rnnformula.site.html.page_blocks import box_blocks, fold_code
from tests.languages import CHINESE, ENGLISH

ANCHOR = '<p><a href="" id="a.b"></a></p>\n'
FORMULA = '<div class="formula"><div class="scroll"><math></math></div><button>TeX</button></div>'


@pytest.mark.parametrize(
    ("block", "label"),
    [
        ("<table><tr><td>1</td></tr></table>", "此表的链接"),
        ('<figure class="figure"><svg></svg></figure>', "此图的链接"),
        (FORMULA, "此公式的链接"),
    ],
)
def test_a_block_behind_an_anchor_has_its_link(block, label):
    html = box_blocks(ANCHOR + block, CHINESE)
    assert html.startswith('<div class="block" id="a.b">')
    assert f'<a class="permalink" href="#a.b" title="{label}" aria-label="{label}：a.b">#</a></div>' in html
    assert 'href=""' not in html


def test_a_table_scrolls_by_keyboard():
    html = box_blocks("<table></table>", ENGLISH)
    assert html == '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="data"></table></div>'


def test_each_anchor_belongs_to_the_block_right_after_it():
    html = box_blocks(f"{ANCHOR}<table></table><p>x</p>{ANCHOR.replace('a.b', 'c.d')}{FORMULA}", ENGLISH)
    assert html.index('id="a.b"') < html.index("<table") < html.index('id="c.d"') < html.index("<math")
    assert html.count("permalink") == 2


def test_an_anchor_of_an_earlier_name_stays_reachable():
    assert box_blocks(f"{ANCHOR}<h2>x</h2>", ENGLISH) == '<span id="a.b"></span>\n<h2>x</h2>'


def test_the_link_of_a_heading_says_what_it_is():
    html = box_blocks('<h2 id="a">A<a class="headerlink" href="#a" title="#">#</a></h2>', ENGLISH)
    assert 'title="Link to this step" aria-label="Link to this step: a"' in html


def test_code_that_is_only_shown_has_a_button_and_that_of_an_example_has_none_of_its_own():
    shown = '<div class="highlight"><pre>x</pre></div>'
    assert box_blocks(shown, CHINESE).count(">复制</button>") == 1
    example = f'<div class="example">{shown}{shown}<p class="ran-with">y</p></div>'
    assert box_blocks(example, CHINESE) == example


def test_long_code_is_folded_below_what_it_printed():
    code, output = ('<div class="highlight"><pre>code</pre></div>', '<div class="highlight"><pre>printed</pre></div>')
    folded = fold_code(f"{code}\n{output}", CHINESE)
    assert folded == f'{output}<details class="code"><summary>代码</summary>{code}</details>'
    with pytest.raises(ValueError, match="expected code and its output, got 1 blocks"):
        fold_code(code, CHINESE)


def test_a_long_name_in_a_cell_breaks_behind_a_dot_and_other_code_does_not():
    html = box_blocks(
        "<table><td><code>cell.cells[0].bias</code></td><td><code>LSTM(4, a=0.5)</code></td></table>", ENGLISH
    )
    assert "<code>cell.<wbr>cells[0].<wbr>bias</code>" in html
    assert "<code>LSTM(4, a=0.5)</code>" in html


@pytest.mark.parametrize("mark", ["，", "。", "：", "."])
def test_the_mark_behind_a_formula_stays_on_its_line(mark):
    assert box_blocks(f"<p><math></math>{mark}</p>", CHINESE) == f"<p><math></math>\u2060{mark}</p>"
    assert box_blocks("<p><math></math> a</p>", CHINESE) == "<p><math></math> a</p>"
