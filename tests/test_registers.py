"""A figure, a format and a style of printed tables are each one file and one line: followed on a copy, CONTRIBUTING's
examples work."""

import json
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from rnnformula.language import LANGUAGES
from tests.conftest import ROOT
from tests.languages import ENGLISH
from tests.worked_example import check_registered, halves

FIGURE, FORMAT, STYLE = "Add a figure", "Add a format", "Read the tables of another printer"
PRINTED = "lstm; LSTM; (None, 10); 480\ndense; Dense; (None, 1); 11\n"
DRAW = """
import json, sys
from rnnformula import figure, render
drawn = figure("bars", "LSTM", units=10, features=1)
print(json.dumps({lang: render.hypertext(drawn, lang=lang) for lang in sys.argv[1:]}))
"""
EXPLAIN = """
import json, sys
from rnnformula import explain, render
explanation = explain(sys.stdin.read())
rows = [[row.name, row.count, [reading.features for reading in row.readings]] for row in explanation.rows]
print(json.dumps([rows, {lang: render.text(explanation, lang=lang) for lang in sys.argv[1:]}]))
"""


class Package:
    """The package elsewhere, run in processes of its own."""

    def __init__(self, folder):
        self.folder = folder

    def follow(self, heading):
        """Do what a section of CONTRIBUTING.md shows."""
        for fence in next(iter(halves(heading).values())):
            file = self.folder / fence.path
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(fence.applied(before), encoding="utf-8")

    def run(self, *words, read=""):
        command = [sys.executable, *words]
        return subprocess.run(command, cwd=self.folder, input=read, capture_output=True, encoding="utf-8")

    def printed(self, *words, read=""):
        done = self.run(*words, read=read)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture(scope="session")
def before(tmp_path_factory):
    folder = tmp_path_factory.mktemp("before")
    shutil.copytree(ROOT / "rnnformula", folder / "rnnformula", ignore=shutil.ignore_patterns("__pycache__", "site"))
    return Package(folder)


@pytest.fixture(scope="session")
def extended(before, tmp_path_factory):
    package = Package(tmp_path_factory.mktemp("extended"))
    shutil.copytree(before.folder, package.folder, dirs_exist_ok=True)
    for heading in (FIGURE, FORMAT, STYLE):
        package.follow(heading)
    return package


@pytest.mark.parametrize("heading", [FIGURE, FORMAT, STYLE])
def test_what_is_added_is_one_file_and_one_line_and_the_same_in_every_language(heading):
    check_registered(heading)


def test_an_added_figure_is_drawn_with_all_counts_in_every_language(before, extended):
    assert "unknown figure 'bars'" in before.run("-c", DRAW, *LANGUAGES).stderr
    drawn = json.loads(extended.printed("-c", DRAW, *LANGUAGES))
    titles = set()
    for lang in LANGUAGES:
        tree = ElementTree.fromstring(drawn[lang])
        words = "".join(tree.itertext())
        assert all(count in words for count in ("40", "400", "480"))
        assert sum("fig-box" in mark.get("class", "") for mark in tree.iter()) == 3
        titles.add(tree.find("figcaption").text)
    assert len(titles) == len(LANGUAGES)


@pytest.mark.parametrize("command", ["count", "derive"])
def test_an_added_format_is_one_of_the_command(before, extended, command):
    words = ["-m", "rnnformula", command, "LSTM", "units=10", "features=1", "--format", "csv"]
    assert "invalid choice: 'csv'" in before.run(*words).stderr
    heads = set()
    for lang in LANGUAGES:
        head, *rows = extended.printed(*words, "--lang", lang).splitlines()
        assert rows[0].startswith("kernel,")
        assert rows[-1].endswith(" = 480")
        assert {line.count(",") for line in (head, *rows)} >= {2}
        heads.add(head)
    assert len(heads) == len(LANGUAGES)


def test_an_added_format_is_a_function_of_render(extended):
    call = f"render.csv(tally('Dense', units=1, features=2), lang='{ENGLISH}')"
    code = f"from rnnformula import render, tally; print({call})"
    assert extended.printed("-c", code).splitlines()[-1].startswith("Total,")


def test_tables_of_an_added_style_are_read_and_explained(before, extended):
    unread, _ = json.loads(before.printed("-c", EXPLAIN, *LANGUAGES, read=PRINTED))
    assert unread == []
    rows, written = json.loads(extended.printed("-c", EXPLAIN, *LANGUAGES, read=PRINTED))
    assert rows == [["lstm", 480, [1, 2]], ["dense", 11, [10]]]  # with a bias, and without
    assert len(set(written.values())) == len(LANGUAGES)


def test_tables_of_an_added_style_end_where_another_begins(extended):
    around = f"lstm_1 (LSTM)   (None, 10)   480\nTotal params: 480\n\n{PRINTED}\nNet(\n  (rnn): LSTM(3, 4)\n)\n"
    rows, _ = json.loads(extended.printed("-c", EXPLAIN, *LANGUAGES, read=around))
    assert [name for name, _, _ in rows][:3] == ["lstm_1", "lstm", "dense"]
    assert rows[-1][0] == "rnn"


def test_the_examples_pass_lint_and_format(extended):
    added = [fences[0].path for heading in (FIGURE, FORMAT, STYLE) for fences in halves(heading).values()]
    registers = [fences[1].path for heading in (FIGURE, FORMAT, STYLE) for fences in halves(heading).values()]
    for command in (["check"], ["format", "--check"]):
        words = ["-m", "ruff", *command, "--no-cache", "--config", str(ROOT / "pyproject.toml"), *added, *registers]
        done = extended.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_the_examples_pass_the_type_checker(extended):
    done = extended.run("-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", "mypy")
    assert done.returncode == 0, done.stdout + done.stderr
