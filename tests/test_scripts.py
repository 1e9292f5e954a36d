"""The scripts of the site, tested under Node: what is pure in them, and that each module can be imported alone."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.sources import NUMBERS_FOLDER
from tests.conftest import ROOT, text

TESTS = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))
#: How a test names what it tests.
TESTED = re.compile(r'"\.\./\.\./docs/assets/([\w/]+\.m?js)"')
#: The entries only start what other modules export; `tests/js/modules.test.mjs` says so.
ENTRIES = {"start.mjs", "explain/start.mjs", "explain/worker.mjs", "search/worker.mjs"}


def run(file):
    """Run the tests of a file; what they printed, where all passed and there were any."""
    node = shutil.which("node")
    assert node, "node is not on the PATH; `make` puts it into .venv"
    # Not `node --test`, which counts a file without any test as one that passes.
    command = [node, "--test-reporter=tap", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {name: int(number) for name, number in re.findall(r"^# (\w+) (\d+)$", done.stdout, re.MULTILINE)}
    assert counts.get("tests", 0) > 0, f"no test ran: {done.stdout}"
    assert counts["pass"] == counts["tests"], done.stdout
    return done.stdout


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_what_a_script_says_under_node(file):
    run(file)


def test_every_script_but_those_that_start_others_has_a_test_under_node():
    assets = ROOT / "docs" / "assets"
    scripts = {file.relative_to(assets).as_posix() for file in assets.rglob("*") if file.suffix in (".js", ".mjs")}
    tested = {name for file in TESTS for name in TESTED.findall(file.read_text(encoding="utf-8"))}
    assert tested == scripts - ENTRIES
    assert scripts >= ENTRIES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_on_the_architecture_names_each_module_that_counts_once(lang):
    rows = re.findall(r"^\| ((?:`\w+` )+)\|", text(f"docs/{lang}/about/architecture.md"), re.MULTILINE)
    named = sorted(re.findall(r"\w+", "".join(rows)))
    assert named == sorted(file.stem for file in (ROOT / NUMBERS_FOLDER).glob("*.mjs"))


TEST = 'import assert from "node:assert/strict";\nimport {{ test }} from "node:test";\n{}\n'


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('test("a sum", () => assert.equal(1 + 1, 3));', "not ok 1 - a sum"),
        ('test.skip("a sum", () => assert.equal(1 + 1, 3));', "# skipped 1"),
        ('test("a sum", { todo: true }, () => assert.equal(1 + 1, 3));', "# todo 1"),
        ('test("a sum", () => assert.equal(1 + 1, 2);', "SyntaxError"),
        ("", "no test ran"),
    ],
    ids=["fails", "skipped", "to do", "no JavaScript", "empty"],
)
def test_a_test_that_does_not_pass_under_node_fails_here(tmp_path, lines, says):
    file = tmp_path / "sum.test.mjs"
    file.write_text(TEST.format(lines), encoding="utf-8")
    with pytest.raises(AssertionError, match=says):
        run(file)


def test_the_tests_of_scripts_fail_where_there_is_no_node(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(__file__).parent))
    with pytest.raises(AssertionError, match="node is not on the PATH"):
        run(TESTS[0])
