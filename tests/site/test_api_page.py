"""The page of the package's names has every public one, in every language; every example in their docstrings is run."""

import doctest
from importlib import import_module
from types import SimpleNamespace

import pytest
from griffe import load

import rnnformula
from rnnformula.language import LANGUAGES
from rnnformula.site.html.docstrings import PROMPTED, as_markdown, prefer_functions, public_names
from tests.conftest import ROOT, project_page, text

PATH = "about/api.md"
#: Modules of public names, and where the names in the page begin with theirs. Importing the last one needs Keras.
MODULES = ["render", "keras"]
#: What a line begins with that names an entry of the page.
MARK = "::: rnnformula."


@pytest.fixture(scope="module")
def package():
    """The package as the page reads it: without importing it."""
    loaded = load("rnnformula", search_paths=[str(ROOT)], docstring_parser="google")
    prefer_functions(loaded)
    return loaded


def listed(lang):
    lines = project_page(PATH, lang).lines
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def names_that_can_be_imported():
    own = [name for name in rnnformula.__all__ if name not in MODULES]
    return own + [f"render.{name}" for name in rnnformula.render.__all__]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_name_has_a_place_on_the_page_and_one_alone(package, lang):
    names = public_names(package)
    assert len(names) > 50
    assert sorted(listed(lang)) == sorted(names)
    assert {*names_that_can_be_imported()} == {name for name in names if not name.startswith("keras.")}


def example_of(package, name):
    """The examples in a docstring, with the names of the module that it stands in."""
    entry = package[name]
    docstring = entry.docstring
    assert docstring, f"{name} has no docstring"
    module = entry.final_target if entry.is_alias else entry
    module = module.module.path
    return doctest.DocTestParser().get_doctest(docstring.value, vars(import_module(module)).copy(), name, module, 0)


def run(test):
    """How many lines were run, and what was printed of those that are wrong."""
    told = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    return SimpleNamespace(failed=results.failed, attempted=results.attempted, told="".join(told))


NAMES = names_that_can_be_imported()


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_an_example_that_is_true(package, name):
    example = example_of(package, name)
    done = run(example)
    assert done.failed == 0, done.told
    assert done.attempted == len(example.examples) > 0
    assert not any(doctest.SKIP in part.options for part in example.examples), "an example is skipped"


@pytest.mark.parametrize("name", ["count", "FAMILIES", "render.text"])
def test_a_wrong_example_is_found(package, name):
    example = example_of(package, name)
    example.examples[-1].want = "121\n"
    assert "Expected:\n    121\n" in run(example).told


def test_every_public_name_for_keras_has_an_example(package):
    """They are run where Keras is, in tests/test_keras.py."""
    names = [name for name in public_names(package) if name.startswith("keras.")]
    assert len(names) > 4
    for name in names:
        function = package[name].final_target
        assert doctest.DocTestParser().get_examples(function.docstring.value), name
        assert f'"{function.module.name}"' in text("tests/test_keras.py")


def test_examples_become_code_and_public_names_links():
    docstring = "`count` and `other`.\n\n>>> for x in (1, 2):\n...     print(x)\n1\n2\n>>> 3\n3\n\nAs in `pkg.x`."
    assert as_markdown(docstring, frozenset(["count"])) == (
        "[`count`][rnnformula.count] and `other`.\n\n"
        f"```{PROMPTED}\n>>> for x in (1, 2):\n...     print(x)\n1\n2\n>>> 3\n3\n```\n\nAs in `pkg.x`."
    )
