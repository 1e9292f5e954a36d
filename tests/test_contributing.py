"""CONTRIBUTING's worked example makes a family: followed on a copy it works, and with any part left out it does not."""

import re
import shutil
import subprocess
import sys

import pytest

from rnnformula.language import LANGUAGES
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH
from tests.site.conftest import Site
from tests.worked_example import halves

FENCES = halves()
EXAMPLE = [fence for fence in FENCES[ENGLISH] if fence.path]
FAMILY = "rnnformula/facts/families/mgu.py"
REGISTER = "rnnformula/facts/families/__init__.py"
COUNTS = "tests/known_counts.csv"
PLACES = "rnnformula/explaining/places.py"
SNIPPET = "snippets/mgu.py"
PAGES = (f"docs/{ENGLISH}/layers/mgu.md", f"docs/{CHINESE}/layers/mgu.md")
NAV = "mkdocs.yml"
#: What the commands write.
GENERATED = {
    "docs/accepted.json",
    "docs/ids.json",
    "docs/synchronised/layers/mgu.json",
    "rnnformula/citing/tags.json",
    "tests/known_outputs.json",
    "snippets/expected/index.json",
    "snippets/expected/mgu.txt",
}
SYNCHRONISE = "make synchronise SECTIONS=layers/mgu.md"
COMMANDS = ["make record-outputs", "make record", "make ids", SYNCHRONISE, "make accept", "make check", "make test"]
#: What `make check` runs besides lint and types, which take longer.
PAGES_CHECK = "python -m rnnformula.site check"
#: Those of the tests that a family has to pass; all others are slow or not about families.
TESTS = [f"tests/test_{name}.py" for name in ("families", "keras", "counting", "derivation")]
TESTS.append("tests/explaining/test_rows.py")
LONG = pytest.mark.long
ABOUT_IT = "MGU or registered or every_family"


class Copy(Site):
    """The project elsewhere. All its pages are there, but those that exist keep only a title, so that nothing runs
    but the example of the new page."""

    def __init__(self, folder):
        self.folder = folder
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        named = subprocess.run(listed, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
        for name in filter(None, named.split("\0")):
            if (ROOT / name).is_file() and not name.startswith("snippets/"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        self.link_environment()
        for lang in LANGUAGES:
            for file in (folder / "docs" / lang).rglob("*.md"):
                title = "-".join(file.relative_to(folder / "docs" / lang).with_suffix("").parts)
                address = title.replace("_", "-")
                file.write_text(
                    f"---\ndescription: A page\ngist: A page\n---\n\n# Page {{#{address}}}\n", encoding="utf-8"
                )
        self.write("docs/ids.json", "")
        self.write("docs/formulas.toml", "")
        self.succeed("make ids")
        self.accept()

    def files(self):
        """What git would see."""
        made_by_tools = {".cache", "__pycache__", ".venv", "node_modules"}
        found = {file.relative_to(self.folder): file for file in self.folder.rglob("*") if file.is_file()}
        return {
            name.as_posix(): file.read_bytes() for name, file in found.items() if not made_by_tools & set(name.parts)
        }

    def follow(self):
        for fence in EXAMPLE:
            before = "" if fence.is_new else self.read(fence.path)
            self.write(fence.path, fence.applied(before))

    def leave_out(self, path):
        """Undo what the example does to a file."""
        if next(fence for fence in EXAMPLE if fence.path == path).is_new:
            (self.folder / path).unlink()
        else:
            shutil.copy(ROOT / path, self.folder / path)

    def run(self, command, tests=TESTS):
        if command == "make test":
            arguments = [sys.executable, "-m", "pytest", *tests, "-k", ABOUT_IT, "-m", "not long", "-rA"]
        elif command == PAGES_CHECK:
            arguments = [sys.executable, *command.split()[1:]]
        else:
            target, *settings = command.removeprefix("make ").split()
            arguments = [*self.command(target), *settings]
        return subprocess.run(
            arguments, cwd=self.folder, env=self.environment({}), capture_output=True, encoding="utf-8", timeout=600
        )

    def succeed(self, command):
        done = self.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("original") / "copy")


@pytest.fixture(scope="module")
def followed(original):
    """A copy where the example was followed up to `make accept`; tests leave it as it is."""
    made = again(original, original.folder.parent / "followed")
    made.follow()
    for command in COMMANDS[:5]:
        made.succeed(command)
    return made


def again(made, folder):
    shutil.copytree(made.folder, folder, symlinks=True)
    copy = object.__new__(Copy)
    copy.folder = folder
    return copy


def test_both_languages_have_the_same_example():
    assert FENCES[ENGLISH] == FENCES[CHINESE]
    assert [fence.text.splitlines() for fence in FENCES[ENGLISH] if not fence.path] == [COMMANDS]


def test_the_example_fits_the_files_as_they_are():
    assert {fence.path for fence in EXAMPLE} == LEFT_OUT.keys()
    for fence in EXAMPLE:
        before = "" if fence.is_new else (ROOT / fence.path).read_text(encoding="utf-8")
        assert (ROOT / fence.path).exists() is not fence.is_new
        assert fence.applied(before) != before


@LONG
def test_the_example_touches_a_family_the_register_a_snippet_two_pages_the_menu_the_counts_a_link_and_nothing_else(
    original, followed
):
    before, after = original.files(), followed.files()
    assert before.keys() <= after.keys()
    touched = {name for name in after if before.get(name) != after[name]}
    assert touched - GENERATED == {FAMILY, REGISTER, SNIPPET, *PAGES, NAV, COUNTS, PLACES} == LEFT_OUT.keys()
    assert touched >= GENERATED


@LONG
def test_the_checks_and_the_tests_of_families_accept_it(followed, tmp_path):
    copy = again(followed, tmp_path / "copy")
    copy.succeed("make check")
    tested = copy.succeed("make test")
    for name in TESTS:
        assert re.search(rf"^PASSED {re.escape(name)}::.*\[MGU", tested, re.MULTILINE)


LEFT_OUT = {
    FAMILY: (PAGES_CHECK, "No module named 'rnnformula.facts.families.mgu'"),
    REGISTER: (PAGES_CHECK, "unknown layer 'MGU'"),
    COUNTS: ("make test", "FAILED tests/test_families.py::test_every_variant_has_a_known_count_from_outside[MGU"),
    PLACES: (
        "make test",
        "FAILED tests/explaining/test_rows.py::test_every_family_with_parameters_has_a_place[MGU",
    ),
    SNIPPET: (PAGES_CHECK, f"{SNIPPET}:1: there is no such snippet"),
    PAGES[0]: (PAGES_CHECK, f"gone in {ENGLISH}: mgu"),
    PAGES[1]: (PAGES_CHECK, f"gone in {CHINESE}: mgu"),
    NAV: (PAGES_CHECK, "nav in mkdocs.yml lacks"),
}


@LONG
@pytest.mark.parametrize("path", LEFT_OUT)
def test_each_part_that_is_left_out_is_named(followed, tmp_path, path):
    command, message = LEFT_OUT[path]
    copy = again(followed, tmp_path / "copy")
    copy.leave_out(path)
    done = copy.run(command, re.findall(r"FAILED (\S+)::", message))
    assert done.returncode != 0
    assert message in done.stdout + done.stderr


@LONG
def test_a_wrong_formula_contradicts_the_known_count_and_keras(followed, tmp_path):
    copy = again(followed, tmp_path / "copy")
    copy.replace(FAMILY, 'Array("kernel", "f 2u")', 'Array("kernel", "f 3u")')
    checked = copy.run(PAGES_CHECK)
    assert checked.returncode != 0
    assert "MGU units=4 features=3: the formula gives 76, the record says 64" in checked.stderr
    recorded = copy.run("make record")
    assert recorded.returncode != 0
    assert "mgu.py" in recorded.stderr
    assert "kernel (3, 12) 36" in recorded.stderr
