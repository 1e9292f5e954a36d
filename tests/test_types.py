"""What a type checker sees of the public names, and that facts are not read a second time from text."""

import inspect
import re
import subprocess
import sys

import pytest

import rnnformula
from rnnformula import FAMILIES, FRAMEWORKS
from tests.conftest import ROOT

#: What may be of any type, and why.
ANY = {
    "FIGURES": "each figure has arguments of its own beside those of a layer",
    "render.FORMATS": "each format has arguments of its own beside the record",
    "InputError.args": "Python's",
    "OpenSizeError.args": "Python's",
    "UnexpectedCount.args": "Python's",
}
#: Fields of a family that are tuples of names.
LISTS = ("arguments", "inside", "input", "output", "optional", "gates")


def looks():
    """Expression -> the type that it is looked at with: every public name, and every public attribute of a class."""
    found = {}
    for name in rnnformula.__all__:
        value = getattr(rnnformula, name)
        if inspect.isclass(value):
            fields = (*vars(value).get("__dataclass_fields__", ()), *dir(value))
            members = dict.fromkeys(member for member in fields if not member.startswith("_"))
            found |= {f"{name}.{member}": f"of_{name}.{member}" for member in members}
        elif inspect.ismodule(value):
            found |= {f"{name}.{member}": f"rnnformula.{name}.{member}" for member in value.__all__}
        else:
            found[name] = f"rnnformula.{name}"
    return found


@pytest.fixture(scope="module")
def types(tmp_path_factory):
    """Name -> its type, as mypy tells it to a reader's own script."""
    looked = looks()
    classes = [name for name in rnnformula.__all__ if inspect.isclass(getattr(rnnformula, name))]
    given = ", ".join(f"of_{name}: rnnformula.{name}" for name in classes)
    lines = [f"    reveal_type({expression})" for expression in looked.values()]
    script = tmp_path_factory.mktemp("types") / "script.py"
    script.write_text("\n".join(["import rnnformula", "", f"def look({given}) -> None:", *lines]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", "--no-pretty", script],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    told = re.findall(r'note: Revealed type is "(.*)"$', done.stdout, re.MULTILINE)
    assert "error:" not in done.stdout, done.stdout
    assert len(told) == len(looked) > 150, done.stdout + done.stderr
    return dict(zip(looked, told, strict=True))


def test_no_public_name_lets_a_type_checker_lose_its_way(types):
    lost = {name: told for name, told in types.items() if re.search(r"\bAny\b", told)}
    assert lost.keys() == ANY.keys(), lost


def test_sizes_of_a_reading_and_outputs_of_a_model_have_types(types):
    assert types["Reading.units"] == "int | tuple[int, ...] | None"
    assert types["Reading.use_bias"] == "bool | tuple[bool, ...] | None"
    assert types["ModelRow.output"] == "tuple[int | None, ...] | tuple[tuple[int | None, ...], ...] | None"


@pytest.mark.parametrize("family", [*FAMILIES.values(), *FRAMEWORKS.values()], ids=lambda family: family.name)
def test_lists_of_a_family_are_tuples_of_names(family):
    for name in LISTS:
        value = getattr(family, name)
        assert isinstance(value, tuple)
        assert all(isinstance(word, str) and word == word.strip() != "" for word in value)


def test_no_text_of_a_fact_is_split_again():
    again = re.compile(rf"\.({'|'.join(LISTS)}|shape|when|expression)\.r?split\(")
    files = [*(ROOT / "rnnformula").rglob("*.py")]
    assert len(files) > 150
    assert [file.name for file in files if again.search(file.read_text(encoding="utf-8"))] == []
    assert again.search("for name in family.inside.split():")


def test_a_family_whose_lists_are_written_as_text_is_the_same():
    lists = {"arguments": "units use_bias", "input": "time features", "output": "steps units", "gates": "f c"}
    as_text, as_names = (
        rnnformula.Family("Simple", (rnnformula.Array("kernel", "f u"),), "nowhere", **given)
        for given in (lists, {name: tuple(text.split()) for name, text in lists.items()})
    )
    assert as_text == as_names
