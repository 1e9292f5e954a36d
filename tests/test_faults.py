"""The planted faults are where they say, and what runs them tells a caught fault from a missed and an invalid one."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.conftest import ROOT
from tests.faults.__main__ import FAULTS, main
from tests.faults.copies import copy_again, copy_project
from tests.faults.data import KINDS, Change, Fault, read_faults
from tests.faults.running import CAUGHT, INVALID, MISSED, try_faults

PLANTED = read_faults(FAULTS)
#: What no checkout has and only a build or a reader makes.
MADE = (".cache/", ".git", "~/")
LEAST, LEAST_OF_A_KIND = 100, 4

MAKEFILE = """\
check:
\t@! grep -n wrong page.md notes/*
\t@touch left notes/left
site:
\t@mkdir -p site .cache
\t@test -e .cache/kept || cp page.md .cache/kept
\t@cp .cache/kept site/page.md
"""
TESTS = """\
from pathlib import Path

def test_the_page_is_right():
    assert "right" in Path("page.md").read_text()

def test_it_always_fails():
    assert False
"""
RIGHT = Change("page.md", "right", "wrong")


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.what)
def test_the_texts_of_a_fault_are_where_it_says(fault):
    for change in fault.changes:
        files = list(ROOT.glob(change.file))
        if change.create is not None:
            assert files == []
        elif not change.file.startswith(MADE):
            assert files
            found = sum(file.read_text(encoding="utf-8").count(change.text or "") for file in files)
            assert change.text is None or found == change.times, (
                f"{change.file}: {change.text!r} is there {found} times"
            )


def test_there_are_faults_of_every_kind():
    kinds = Counter(fault.kind for fault in PLANTED)
    assert len(PLANTED) >= LEAST
    assert [kind for kind in KINDS if kinds[kind] < LEAST_OF_A_KIND] == []


def test_the_score_before_speaks_of_these_faults_and_adds_up():
    before = json.loads(FAULTS.with_name("before.json").read_text(encoding="utf-8"))
    outcomes = {verdict["what"]: verdict["outcome"] for verdict in before["verdicts"]}
    assert outcomes.keys() <= {fault.what for fault in PLANTED}
    assert (before["caught"], before["faults"]) == (Counter(outcomes.values())[CAUGHT], len(before["verdicts"]))
    assert [sum(numbers) for numbers in zip(*before["kinds"].values(), strict=True)] == [
        before["caught"],
        before["faults"],
    ]


def test_what_a_fault_of_text_replaces_would_not_come_back_by_itself():
    for fault in PLANTED:
        for change in fault.changes:
            assert change.text != change.replacement, fault.what


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"kind": "spelling"}, "unknown kind 'spelling'"),
        ({"red": "lint"}, "red must be one of check, site, test, got 'lint'"),
        ({"red": "test"}, "tests are named exactly where red is 'test'"),
        ({"says": ""}, "says what has to be printed"),
        ({"changes": ()}, "a fault changes something"),
    ],
)
def test_a_fault_that_is_not_whole_is_refused(fault, message):
    whole = {"what": "a", "kind": "links", "red": "check", "says": "b", "changes": (RIGHT,)}
    Fault(**whole)
    with pytest.raises(ValueError, match=message):
        Fault(**whole | fault)


@pytest.mark.parametrize("change", [{}, {"text": "a", "append": "b"}, {"create": "a", "delete": True}])
def test_a_change_is_one_action(change):
    with pytest.raises(ValueError, match="expected one of text, append, create and delete"):
        Change("page.md", **change)


def test_two_faults_of_one_name_are_refused(tmp_path):
    file = tmp_path / "faults.toml"
    one = "[[fault]]\nwhat = 'a'\nkind = 'links'\nred = 'check'\nsays = 'b'\n"
    file.write_text(2 * f"{one}changes = [{{ file = 'page.md', delete = true }}]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a stands twice"):
        read_faults(file)


@pytest.fixture
def project(tmp_path):
    """A checkout that is checked, built and tested in a moment."""
    folder = tmp_path / "project"
    (folder / "notes").mkdir(parents=True)
    for name, text in {"page.md": "right\n", "notes/a.md": "fine\n", "Makefile": MAKEFILE, "test_it.py": TESTS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / ".gitignore").write_text(".cache\n.venv\nnode_modules\n__pycache__\nsite\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def fault(changes, **others):
    made = {"what": "a fault", "kind": "links", "red": "check", "says": "page.md:1:wrong"} | others
    return Fault(changes=changes, **made)


def outcome(project, *faults):
    verdicts = try_faults(project, list(faults), 1, lambda said: None)
    return [(verdict.outcome, verdict.reason) for verdict in verdicts]


def test_a_fault_that_its_command_names_is_caught_and_the_next_finds_all_as_it_was(project):
    unseen = fault((Change("page.md", "right", "odd"),), what="another fault")
    assert outcome(project, fault((RIGHT,)), unseen, fault((RIGHT,), what="once more")) == [
        (CAUGHT, ""),
        (MISSED, ""),
        (CAUGHT, ""),
    ]


def test_a_fault_may_be_several_changes_a_file_more_or_less_and_a_test_that_finds_it(project):
    assert outcome(
        project,
        fault((Change("notes/b.md", create="wrong\n"),), what="a file more", says="notes/b.md:1:wrong"),
        fault((Change("notes/a.md", append="wrong\n"),), what="a line more", says="notes/a.md:2:wrong"),
        fault((Change("notes/*", "fine", "wrong"), RIGHT), what="two places", says="notes/a.md:1:wrong"),
        fault((Change("notes/a.md", delete=True), RIGHT), what="a file less"),
        fault(
            (RIGHT,), what="a test", red="test", tests=("test_it.py::test_the_page_is_right",), says="AssertionError"
        ),
    ) == 5 * [(CAUGHT, "")]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"changes": (Change("page.md", "rihgt", "wrong"),)}, "expected 'rihgt' 1 times, found it 0 times"),
        ({"changes": (Change("page.md", "r", "wrong", times=2),)}, "expected 'r' 2 times, found it 1 times"),
        ({"changes": (Change("pages.md", "right", "wrong"),)}, "pages.md: expected one file, found 0"),
        ({"changes": (Change("page.md", create="wrong"),)}, "page.md is there already"),
        ({"says": "line 7"}, "red, but it does not say 'line 7': page.md:1:wrong"),
        ({"red": "test", "tests": ("test_it.py::test_nothing",)}, "there is no test test_it.py::test_nothing"),
        ({"red": "test", "tests": ("test_no.py::test_nothing",)}, "there is no test test_no.py::test_nothing"),
        ({"red": "test", "tests": ("test_it.py::test_it_always_fails",)}, "does not pass without the fault"),
        (
            {
                "red": "test",
                "tests": ("test_it.py::test_the_page_is_right",),
                "changes": (Change("test_it.py", "from pathlib import Path", "from pathlip import Path"),),
                "says": "Error",
            },
            "a module is missing",
        ),
    ],
)
@pytest.mark.long
def test_a_fault_that_proves_nothing_is_invalid(project, wrong, reason):
    ((came, why),) = outcome(project, fault(**{"changes": (RIGHT,)} | wrong))
    assert came == INVALID
    assert reason in why


def test_nothing_is_caught_where_the_command_is_red_anyway(project):
    (project / "page.md").write_text("wrong\n", encoding="utf-8")
    ((came, why),) = outcome(project, fault((Change("notes/a.md", "fine", "wrong"),)))
    assert (came, why) == (INVALID, "make check is red without the fault: page.md:1:wrong")


def test_a_fault_that_heals_leaves_the_site_as_it_is_without_it_or_is_named(project):
    gone = fault((Change(".cache/kept", delete=True),), red="site", says="", heals=True)
    believed = fault((Change(".cache/kept", "right", "odd"),), what="believed", red="site", says="", heals=True)
    harm = (Change("Makefile", "@mkdir -p", "@echo no folder; false"),)
    harmful = fault(harm, what="harmful", red="site", says="", heals=True)
    named = fault(harm, what="named", red="site", says="no folder", heals=True)
    healed, changed, harmed, told = outcome(project, gone, believed, harmful, named)
    assert healed == (CAUGHT, "")
    assert changed == (MISSED, "it changes the site")
    assert harmed == (MISSED, "it does harm: no folder")
    assert told == (CAUGHT, "")


def test_a_home_is_that_of_the_copy(project):
    with (project / "Makefile").open("a", encoding="utf-8") as file:
        file.write("\t@! grep wrong ~/.settings\n")
    (project / "Makefile").write_text(MAKEFILE.replace("notes/*", "notes/* ~/.settings"), encoding="utf-8")
    planted = fault((Change("~/.settings", create="wrong\n"),), says=".settings:1:wrong")
    assert outcome(project, planted) == [(CAUGHT, "")]


def test_whatever_was_planted_or_left_is_undone(project, tmp_path):
    original = copy_project(project, tmp_path / "original")
    copy = copy_again(original, tmp_path / "copy")
    before = snapshot(copy)
    assert before
    copy.plant((RIGHT, Change("new/a.md", create="a"), Change("notes/a.md", delete=True)))
    copy.plant((Change("~/.settings", create="a"),))
    (copy.project / "left" / "over").mkdir(parents=True)
    copy.plant((Change("notes", delete=True), Change(".git", delete=True)))
    (copy.project / ".venv").unlink()
    assert snapshot(copy) != before
    copy.restore(original)
    assert snapshot(copy) == before


def snapshot(copy):
    found = {}
    for path in [*copy.files(), *copy.folders()]:
        content = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found[path.relative_to(copy.folder)] = content
    return found


def written(tmp_path, *faults):
    file = tmp_path / "faults.toml"
    entries = (f"[[fault]]\nwhat = '{what}'\nkind = '{kind}'\nred = 'check'\n{rest}" for what, kind, rest in faults)
    file.write_text("".join(entries), encoding="utf-8")
    return file


def test_the_command_counts_what_is_caught_by_kind_and_fails_where_anything_is_not(project, tmp_path, capsys):
    changes = "changes = [{{ file = 'page.md', text = 'right', replacement = '{}' }}]\nsays = 'wrong'\n"
    bad = changes.replace("right", "rihgt").format("wrong")
    file = written(
        tmp_path,
        ("seen", "links", changes.format("wrong")),
        ("unseen", "links", changes.format("odd")),
        ("nowhere", "words", bad),
    )
    arguments = ["--root", str(project), "--faults", str(file), "--workers", "1"]
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    for line in ("links         caught 1 of 2", "words         caught 0 of 1", "caught 1 of 3 in "):
        assert line in printed
    results = json.loads((project / ".cache" / "faults.json").read_text(encoding="utf-8"))
    assert (results["caught"], results["faults"]) == (1, 3)
    assert results["kinds"] == {"words": [0, 1], "links": [1, 2]}
    assert [verdict["outcome"] for verdict in results["verdicts"]] == [CAUGHT, MISSED, INVALID]
    assert main([*arguments, "--only", "seen", "--kind", "links"]) == 1
    assert main([*arguments, "--only", "SEEN", "--kind", "words"]) == 2
    assert "no fault of kind 'words' has 'SEEN'" in capsys.readouterr().err
    file = written(tmp_path, ("seen", "links", changes.format("wrong")))
    assert main(arguments) == 0
