"""A public name of the package means one thing, and what a function holds is named by what it is."""

import ast
from collections import defaultdict

import pytest

from tests.conftest import ROOT

#: Words that stand for a name and are none: a variable, parameter or field says what it holds.
PRONOUNS = {
    *("one", "each", "what", "which", "there", "these", "those", "mine", "theirs"),
    *("asked", "found", "held", "made", "said", "told"),
}

#: Public names that several modules define on purpose, with the reason.
SHARED = {
    "ARRAYS": "the file of a family states the arrays of this family",
    "EQUATIONS": "the file of a family states the equations of this family",
    "GATES": "the file of a family states the gates of this family",
    "HIGH": "the file of a figure states its distances",
    "LSTM": "the family of Keras, and that of Flax, which is named alike",
    "PACKAGE": "`rnnformula/keras/plain.py` runs without the package, of which it can import nothing",
    "RADIUS": "the file of a figure states its distances",
    "REPORTS": "the file of a report states its reports, and the register all of them",
    "SOURCE": "the file of a family states where its facts are from",
    "STYLE": "each writer of sentences states its style",
    "SYMBOLS": "the file of a format states how it writes sizes",
    "TYPE_CHECKING": "type checkers know this name; importing it from typing is slow",
    "WORDS": "the file of a language states its words",
    "assert_count": "the fixture is named like the function that it hands out",
    "check": "the file of a check has one; `rnnformula.keras.check` is public",
    "count": "the command is named like the function it calls",
    "derive": "`rnnformula.asking` reads code too, and asks the function of this name",
    "known": "`rnnformula.keras.known` is public; it asks the function of this name about a layer's description",
    "main": "both commands start there",
    "markdown": "pages write `report.markdown` as they write `render.markdown`",
    "model": "`rnnformula.asking` reads code too, and asks the function of this name",
    "prose": "the file of a language states its prose",
    "tally": "`rnnformula.asking` reads code too, and asks the function of this name",
}


def modules(folder):
    """The syntax tree of each file of a package, by its path in the package."""
    return {
        file.relative_to(folder).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*.py"))
    }


def public_names(tree):
    """The functions, classes and constants that a module defines, without those that it imports."""
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def shared_names(folder):
    """The public names that more than one file of a package defines, with these files."""
    files = defaultdict(list)
    for file, tree in modules(folder).items():
        for name in public_names(tree):
            files[name].append(file)
    return {name: places for name, places in files.items() if len(places) > 1}


def given_names(tree):
    """The names of all variables, parameters and fields, wherever they get a value, and of aliases."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield name, node.lineno


def pronouns(tree):
    """The lines on which a pronoun names something, with this pronoun."""
    return [f"{line}: {name}" for name, line in given_names(tree) if name in PRONOUNS]


@pytest.fixture(scope="module")
def package():
    """The syntax trees of the package's own files."""
    return modules(ROOT / "rnnformula")


def test_no_two_public_things_have_one_name():
    shared = shared_names(ROOT / "rnnformula")
    assert {name: files for name, files in shared.items() if name not in SHARED} == {}, "name each by what it is"
    assert sorted(SHARED.keys() - shared.keys()) == [], "strike these from the list"


def test_what_a_function_holds_is_named_by_what_it_is(package):
    lines_by_file = {file: lines for file, tree in package.items() if (lines := pronouns(tree))}
    assert lines_by_file == {}, "say what it holds: layer, row, shape"


def test_a_name_that_two_files_define_is_found(tmp_path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "rows.py").write_text("class Row: ...\nSIZE: int = 3\n_PLACE = 1\ndef read(): ...\n")
    (tmp_path / "cells.py").write_text("from facts.rows import read\nRow = SIZE, (WIDTH, _PLACE) = 1, (2, 3)\n")
    assert shared_names(tmp_path) == {"Row": ["cells.py", "facts/rows.py"], "SIZE": ["cells.py", "facts/rows.py"]}


@pytest.mark.parametrize(
    "code",
    [
        "one = 1",
        "one: int = 1",
        "rows, (one, *rest) = table",
        "def f(one): ...",
        "def f(*, one=1): ...",
        "def f(*one): ...",
        "f = lambda one: 1",
        "for one in rows: ...",
        "[1 for one in rows]",
        "{row: 1 for row in rows for one in row}",
        "f(one := 1)",
        "with table as one: ...",
        "import numpy as one",
        "class Row:\n    one: int",
        "class Row:\n    def __init__(self):\n        self.one = 1",
        "try: ...\nexcept OSError as one: ...",
        "match row:\n    case [one, *rest]: ...",
        "match row:\n    case {**one}: ...",
        "match row:\n    case [*one]: ...",
        "match row:\n    case Row() as one: ...",
    ],
)
def test_a_pronoun_is_found_wherever_it_gets_its_value(code):
    assert [line.split()[1] for line in pronouns(ast.parse(code))] == ["one"]


@pytest.mark.parametrize("code", ["row = one", "row.one()", "f(one=1)", "'one'", "# one", "one_row = 1", "ONE = 1"])
def test_a_pronoun_that_names_nothing_here_is_left_alone(code):
    assert pronouns(ast.parse(code)) == []
