"""Formulas become MathML in every notation, and the font that shows them has their glyphs."""

import json

import pytest
from fontTools.ttLib import TTFont

from rnnformula.language.notation import NOTATIONS
from rnnformula.site.book.pages import Page
from rnnformula.site.html.math import fonts, prepare_formulas
from rnnformula.site.html.math.fonts import characters, missing_glyphs, write_fonts, write_whole_font
from rnnformula.site.html.math.in_pages import with_drawn_sizes
from rnnformula.site.html.math.mathml import Formulas, TexError
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of
from tests.site.converting import convert, current_page

PAGE = "# A {#a}\n\nText $\\units + 1$.\n\n$$\n\\apply{\\kernel}{\\inputvector}\n$$\n"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def prepare(source, folder):
    page = Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", source)
    formulas = Formulas()
    problems, (font, *_) = prepare_formulas(book_of([page]), formulas, folder)
    return formulas, [str(problem) for problem in problems], font


@pytest.mark.xdist_group("math")
def test_a_formula_is_known_in_every_notation_and_the_table_of_one_that_is_gone_goes(tmp_path):
    (tmp_path / "notation").mkdir()
    (tmp_path / "notation" / "gone.json").write_text("{}")
    formulas, problems, font = prepare(PAGE, tmp_path)
    assert problems == []
    assert {file.stem for file in (tmp_path / "notation").iterdir()} == set(NOTATIONS) - {"keras"}
    assert (tmp_path / font).exists()
    html = convert("$\\units + 1$ <var>units</var>", current_page(formulas=formulas))
    assert html.startswith('<p><math data-follows data-tex="\\text{units} + 1"><mrow><mi>units</mi><mo>+</mo>')
    assert html.endswith('<var data-follows data-tex="\\text{units}">units</var></p>')
    for key in list(NOTATIONS)[1:]:
        table = json.loads((tmp_path / "notation" / f"{key}.json").read_text("utf-8"))
        tex, mathml = table["inline"][r"\text{units} + 1"]
        assert tex == NOTATIONS[key].expand(r"\units + 1")
        assert mathml.startswith("<math")
        assert list(table["display"]) == [r"x_t \cdot \text{kernel}"]


def test_a_name_is_an_identifier_so_that_operators_keep_their_distance():
    html = convert("$\\text{features} + \\text{units} \\times \\text{b c}$", current_page())
    assert "<mi>features</mi><mo>+</mo><mi>units</mi><mo>×</mo><mtext>b" in html


def test_a_display_formula_scrolls_by_keyboard_and_gives_its_source():
    html = convert("$$\na < b\n$$", current_page(CHINESE))
    assert 'class="scroll" tabindex="0" role="group" aria-label="公式"' in html
    assert 'aria-label="复制 TeX 源码"' in html
    assert 'data-tex="a &lt; b"' in html


#: TeX that a page must not have, and what is said of it.
WRONG = {
    "\\tims": "formula '\\\\tims': ",
    "\\apply{a}": "formula '\\\\apply{a}': \\apply takes 2 arguments",
    "\\text{\U0001f600}\\ᚠ": "formula ",
    "\\text{ᚠ} + 1": "formula '\\\\text{ᚠ} + 1': the math font has no ᚠ (U+16A0)",
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """The problems of a page with all of these, each in a line of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        source = "# A {#a}\n" + "".join(f"\nText ${tex}$.\n" for tex in WRONG)
        return prepare(source, tmp_path_factory.mktemp("refused"))[1]


@pytest.mark.xdist_group("math")
@pytest.mark.parametrize("tex", WRONG)
def test_a_formula_that_can_not_be_read_or_shown_is_a_problem_of_its_line(refused, tex):
    place = f"docs/{ENGLISH}/page.md:{3 + 2 * list(WRONG).index(tex)} [{ENGLISH}]: "
    assert len(refused) == len(WRONG)
    assert [problem.startswith(place + WRONG[tex]) for problem in refused].count(True) == 1


def test_a_formula_in_a_page_that_can_not_be_read_or_that_nobody_knew_is_a_fault_of_the_page():
    page = current_page()
    convert("$\\tims$ $x$", page)
    unread, late = page.faults(live=False)
    assert unread.startswith("formula '\\\\tims': ")
    assert late == "formula '\\\\tims', 'x': write it between dollar signs"
    assert list(page.faults(live=True)) == [unread]
    page.begin(ENGLISH, "")
    assert list(page.faults(live=False)) == []


def test_sizes_in_a_figure_follow_the_notation():
    figure = '<figure><svg><text><tspan data-size="units">units</tspan> a</text></svg></figure>'
    tagged = 'data-size="units" data-follows data-tex="\\text{units}">units'
    assert with_drawn_sizes(figure) == figure.replace('data-size="units">units', tagged)
    assert with_drawn_sizes("<figure><svg></svg></figure>") == "<figure><svg></svg></figure>"


def test_code_in_a_page_is_no_size():
    assert convert("`<var>units</var>`", current_page()) == "<p><code>&lt;var&gt;units&lt;/var&gt;</code></p>"


def test_tex_that_can_not_be_read_is_an_error():
    with pytest.raises(TexError):
        Formulas().convert([("\\tims", False)])


def test_the_font_has_what_is_shown_and_no_more_and_keeps_its_math_table_and_licence(tmp_path):
    wanted = characters("<math><mi>x</mi><mo>+</mo><mn>12</mn><mtext>偏置</mtext></math>")
    assert wanted == {"x", "𝑥", "+", "1", "2"}
    assert missing_glyphs(wanted, ROOT) == set()
    (name,) = write_fonts(wanted, set(), ROOT, tmp_path)
    with TTFont(tmp_path / name) as font:
        assert {chr(code) for code in font.getBestCmap()} == wanted
        assert "MATH" in font
    styles = (tmp_path / "math.css").read_text("utf-8")
    assert f"url('{name}')" in styles
    assert "STIXTwoMath.woff2" not in styles
    assert "SIL OPEN FONT LICENSE" in (tmp_path / "math-licence.txt").read_text("utf-8")


def test_another_set_of_glyphs_is_another_file_and_the_old_one_goes(tmp_path):
    first = write_fonts({"a"}, set(), ROOT, tmp_path)
    assert write_fonts({"a"}, set(), ROOT, tmp_path) == first
    second = write_fonts({"a", "b"}, set(), ROOT, tmp_path)
    assert [file.name for file in tmp_path.glob("*.woff2")] == second != first


def test_a_live_build_has_the_font_whole(tmp_path):
    write_fonts({"a"}, {"b"}, ROOT, tmp_path)
    (name,) = write_whole_font(ROOT, tmp_path)
    assert [file.name for file in tmp_path.glob("*.woff2")] == [name]
    assert (tmp_path / name).read_bytes() == (ROOT / fonts.FONT).read_bytes()
    assert (tmp_path / "math.css").read_text("utf-8").count(f"url('{name}')") == 1


def test_what_only_a_chosen_notation_shows_is_a_file_that_is_asked_for_by_its_letters(tmp_path):
    first, chosen = write_fonts({"x", "𝑥"}, {"x", "𝑋", "ℎ"}, ROOT, tmp_path)
    with TTFont(tmp_path / first) as font, TTFont(tmp_path / chosen) as other:
        assert {chr(code) for code in font.getBestCmap()} == {"x", "𝑥"}
        assert {chr(code) for code in other.getBestCmap()} == {"𝑋", "ℎ"}
        assert "MATH" in other
    styles = (tmp_path / "math.css").read_text("utf-8")
    assert f"url('{chosen}') format('woff2'); font-display: swap; unicode-range: U+210E, U+1D44B;" in styles


@pytest.mark.xdist_group("pages")
def test_the_fonts_glyphs_suffice_for_the_projects_pages_and_the_file_is_small(tmp_path):
    problems, (font, *_) = prepare_formulas(project_book(), Formulas(), tmp_path)
    assert problems == []
    assert (tmp_path / font).stat().st_size < 50_000


def test_both_files_of_the_font_are_kept_for_the_next_build(tmp_path, monkeypatch):
    made = write_fonts({"a"}, {"a", "b"}, ROOT, tmp_path / "assets")
    assert len(made) == 2
    monkeypatch.setattr(fonts, "_cut", lambda letters, root: pytest.fail(f"{letters} is cut again"))
    assert write_fonts({"a"}, {"a", "b"}, ROOT, tmp_path / "assets") == made
