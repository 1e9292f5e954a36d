"""The comparison of two builds that ends `make properdocs` lets nothing pass but what is listed with a reason."""

import re

import pytest

from tests import same_pages
from tests.conftest import ROOT, text
from tests.languages import CHINESE

LISTED = "tests/properdocs.toml"
ENTRY = """
[[difference]]
files = "{files}"
text = 'made by \\w+'
replacement = "made by another"
why = "{why}"
"""


@pytest.fixture
def builds(tmp_path):
    """Two folders with the same three files, and an empty list."""
    for name in ("first", "second"):
        (tmp_path / name / CHINESE).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text("<p>made by mkdocs</p>\n", encoding="utf-8")
        (tmp_path / name / CHINESE / "index.html").write_text("<p>参数</p>\n", encoding="utf-8")
        (tmp_path / name / "font.woff2").write_bytes(b"\xff\x00")
    (tmp_path / "listed.toml").write_text("", encoding="utf-8")
    return tmp_path


def compare(builds):
    return same_pages.main([str(builds / name) for name in ("first", "second", "listed.toml")])


def list_difference(builds, files="*.html", why="It names the generator."):
    (builds / "listed.toml").write_text(ENTRY.format(files=files, why=why), encoding="utf-8")


def change(builds):
    (builds / "second" / "index.html").write_text("<p>made by another</p>\n", encoding="utf-8")


def test_two_builds_that_are_the_same_pass(builds, capsys):
    assert compare(builds) == 0
    assert "the same, but for 0 differences" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        (
            "index.html",
            b"<p>made by another</p>\n",
            "index.html:\n  @@ -1 +1 @@\n  -<p>made by mkdocs</p>\n  +<p>made by another",
        ),
        (f"{CHINESE}/index.html", "<p>偏置</p>\n".encode(), f"{CHINESE}/index.html:\n"),
        ("font.woff2", b"\xff\x00\x00", "font.woff2:\n  2 and 3 bytes"),
        ("more.html", b"", "more.html: only in "),
        ("font.woff2", None, "font.woff2: only in "),
    ],
)
def test_any_difference_that_is_not_listed_is_an_error_and_shown(builds, capsys, name, content, shown):
    file = builds / "second" / name
    file.unlink() if content is None else file.write_bytes(content)
    assert compare(builds) == 1
    assert capsys.readouterr().err.startswith(shown)


def test_a_listed_difference_passes_in_the_files_it_is_listed_for(builds, capsys):
    change(builds)
    list_difference(builds)
    assert compare(builds) == 0
    list_difference(builds, files=f"{CHINESE}/*")
    assert compare(builds) == 1
    assert f"{CHINESE}/*: 'made by \\\\w+' is listed and changes nothing" in capsys.readouterr().err


def test_a_listed_difference_that_is_gone_is_an_error(builds, capsys):
    list_difference(builds)
    assert compare(builds) == 1
    assert capsys.readouterr().err.startswith("index.html:\n")


def test_a_difference_is_listed_with_its_reason(builds):
    list_difference(builds, why=" ")
    with pytest.raises(SystemExit, match="has no reason"):
        compare(builds)


def test_two_empty_folders_prove_nothing(builds, capsys):
    (builds / "empty").mkdir()
    assert same_pages.main([str(builds / name) for name in ("empty", "empty", "listed.toml")]) == 1
    assert "there is no file in it" in capsys.readouterr().err


def test_the_list_of_the_project_can_be_read_and_its_example_too(tmp_path):
    same_pages.read_differences(ROOT / LISTED)
    example = text(LISTED)[text(LISTED).index("# [[difference]]") :]
    (tmp_path / "example.toml").write_text(re.sub(r"^# ?", "", example, flags=re.MULTILINE), encoding="utf-8")
    (difference,) = same_pages.read_differences(tmp_path / "example.toml")
    assert re.search(difference.text, '<meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.8.1">')
