"""Numbers of the theme: named in one place, used under these names only, and still those of the theme."""

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from rnnformula.site.book.sources import load_sources
from rnnformula.site.publish.style_sheet import PUBLISHED_STYLES, write_style_sheet
from tests.conftest import ROOT

ASSETS = ROOT / "docs" / "assets"
SHEETS = sorted(ASSETS.rglob("*.css"))
#: The one place, at the top of this file.
PLACE = "theme.css"
#: A line of the list: ` *   drawer  (max-width: 76.234375em)  the menu is a drawer, …`
LISTED = re.compile(r"^ \*   (?P<name>\w+) +\((?P<feature>[^()]+)\)  \w", re.MULTILINE)
#: What a style sheet asks of the size of a screen.
ASKED = re.compile(r"\(([^()]*\b(?:width|height)\b[^()]*)\)")
AT_MEDIA = re.compile(r"@(?:media|container)([^{]*)\{")
#: Variables for numbers of the theme, and what the theme itself has where they come from.
VARIABLES = {"--theme-header": ("2.4rem", r"\.md-header__title\{[^}]*\bheight:2\.4rem")}


def style(file):
    return file.read_text(encoding="utf-8")


def breakpoints():
    """The widths at which the theme changes, by their names."""
    comment = style(ASSETS / "styles" / PLACE).partition("*/")[0]
    return {line["name"]: line["feature"] for line in LISTED.finditer(comment)}


def theme():
    """The theme's style sheet as it is installed."""
    package = Path(find_spec("material").origin).parent
    (file,) = package.glob("templates/assets/stylesheets/main.*.min.css")
    return style(file)


def asked_of_sizes(sheet):
    """Each condition on a size in the media queries of a style sheet."""
    return [condition for query in AT_MEDIA.findall(sheet) for condition in ASKED.findall(query)]


def test_the_widths_of_the_theme_are_listed_once_with_what_they_mean():
    assert breakpoints().keys() == {"drawer", "phone"}
    assert len(set(breakpoints().values())) == len(breakpoints())


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.name)
def test_no_style_asks_for_another_width_than_those_that_are_listed(file):
    assert set(asked_of_sizes(style(file))) <= set(breakpoints().values())


def test_every_width_that_is_listed_is_used():
    used = {condition for file in SHEETS for condition in asked_of_sizes(style(file))}
    assert used == set(breakpoints().values())


@pytest.mark.parametrize("name", ["drawer", "phone"])
def test_the_theme_changes_its_layout_at_every_width_that_is_listed(name):
    assert f"({breakpoints()[name].replace(': ', ':')})" in theme()


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_has_the_number_that_the_theme_has(name):
    number, source = VARIABLES[name]
    assert f"{name}: {number};" in style(ASSETS / "styles" / PLACE)
    assert re.search(source, theme())
    assert any(f"var({name})" in style(file) for file in SHEETS)


def test_every_variable_for_a_number_of_the_theme_is_named_in_the_list():
    sheet = style(ASSETS / "styles" / PLACE)
    assert set(re.findall(r"^ +(--theme-[\w-]+):", sheet, re.MULTILINE)) == VARIABLES.keys()
    assert VARIABLES.keys() == set(re.findall(r"--theme-[\w-]+", sheet.partition("*/")[0]))


@pytest.mark.parametrize(
    "query",
    [
        "@media (max-width: 76.25em) {",
        "@media screen and (min-width: 45em) and (scripting: none) {",
        "@media (width <= 44.984375em) {",
        "@media (min-height: 30em) {",
        "@container (max-width: 20em) {",
    ],
)
def test_a_number_of_another_kind_is_found(query):
    assert set(asked_of_sizes(f"{query}\n  a {{\n    color: red;\n  }}\n}}\n")) - set(breakpoints().values())


def test_every_sheet_is_imported_once():
    sheets = {file.name for file in (ASSETS / "styles").glob("*.css")}
    imports = {
        name: re.findall(r'^@import "([\w.]+)";$', style(ASSETS / "styles" / name), re.MULTILINE) for name in sheets
    }
    assert all(len(names) == len({*names}) for names in imports.values())
    assert {name for names in imports.values() for name in names} == sheets - {*PUBLISHED_STYLES}


def test_colours_and_sizes_stand_in_the_tokens_alone():
    for file in sorted((ASSETS / "styles").glob("*.css")):
        if file.name not in ("tokens.css", "theme.css"):
            assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", style(file)) == [], file.name


def test_a_sheet_that_can_not_be_read_is_a_problem_at_its_line(tmp_path):
    shutil.copytree(ASSETS / "styles", tmp_path / "docs" / "assets" / "styles")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    assert write_style_sheet(load_sources(tmp_path), tmp_path / "out" / "assets") == []
    sheet = tmp_path / "docs" / "assets" / "styles" / "tables.css"
    sheet.write_text(f"{style(sheet)}\n.md-typeset td {{\n  color: red;;; }} }}\n")
    (problem,) = write_style_sheet(load_sources(tmp_path), tmp_path / "out" / "assets")
    assert problem.file == "docs/assets/styles/tables.css"
    assert problem.line > len(style(ASSETS / "styles" / "tables.css").splitlines())


def test_the_icon_of_the_site_is_its_mark_in_the_colours_of_the_tokens():
    mark, icon = (style(ROOT / "docs" / name) for name in ("theme/.icons/mark.svg", "assets/favicon.svg"))
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w+), #\w+\)", style(ASSETS / "styles" / "tokens.css")))
    bands = re.findall(r'<path class="mark-(\w+)" d="([^"]+)"', mark)
    assert [name for name, _ in bands] == ["kernel", "recurrent", "bias"]
    assert re.findall(r'<path fill="([^"]+)" d="([^"]+)"', icon) == [(tokens[name], drawn) for name, drawn in bands]
    assert f'fill="{tokens["page"]}"' in icon


@pytest.mark.parametrize("published", PUBLISHED_STYLES.values())
def test_the_sheet_of_a_page_says_both_schemes_in_words_of_older_browsers(tmp_path, published):
    assert write_style_sheet(load_sources(ROOT), tmp_path / "assets") == []
    sheet = style(tmp_path / "assets" / published)
    assert "light-dark(" not in sheet
    assert "@import" not in sheet


def test_every_token_is_used_and_no_size_of_text_stands_elsewhere():
    sheets = [*(ASSETS / "styles").glob("*.css"), ASSETS / "explain" / "answer.css"]
    tokens = set(re.findall(r"^ +(--[\w-]+):", style(ASSETS / "styles" / "tokens.css"), re.MULTILINE))
    used = {name for file in sheets for name in re.findall(r"var\((--[\w-]+)", style(file))}
    assert sorted(tokens - used) == []
    for file in sheets:
        if file.name != "tokens.css":
            assert re.findall(r"font(?:-size)?: [\d.]+rem", style(file)) == [], file.name
