"""Importing rnnformula needs the standard library only, and imports point one way."""

import ast
import shutil
import subprocess
import sys

import pytest

import rnnformula
from tests.conftest import ROOT

#: Parts that an extra is for.
EXTRAS = {"rnnformula.keras", "rnnformula.site"}
#: Who may import whom: a room knows those named before it.
ORDER = ["errors", "facts", "reading", "counting", "language", "summaries", "explaining", "figures", "render", "keras"]
ORDER += ["cli", "site"]
IMPORT_ALL = """
import importlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
root = pathlib.Path(sys.argv[1])
for file in sorted((root / "rnnformula").rglob("*.py")):
    name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    if not name.startswith(tuple(sys.argv[2:])) and not name.endswith("__main__"):
        importlib.import_module(name)
"""


def import_without_site_packages(folder):
    command = [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(folder), *EXTRAS]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_importing_needs_the_standard_library_only():
    done = import_without_site_packages(ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["facts/grammar.py", "cli.py", "render/latex.py"])
def test_that_test_can_fail(tmp_path, module):
    shutil.copytree(ROOT / "rnnformula", tmp_path / "rnnformula")
    file = tmp_path / "rnnformula" / module
    file.write_text(file.read_text(encoding="utf-8") + "\nimport numpy\n", encoding="utf-8")
    done = import_without_site_packages(tmp_path)
    assert done.returncode != 0
    assert "No module named 'numpy'" in done.stderr


def test_importing_the_package_loads_no_keras_and_no_site():
    code = "import sys, rnnformula; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert not {"keras", "tensorflow", "numpy", "mkdocs", "rnnformula.site"} & set(done.stdout.split())


@pytest.mark.parametrize(
    "file", sorted((ROOT / "rnnformula").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_imports_point_one_way(file):
    part = file.relative_to(ROOT / "rnnformula").parts[0].removesuffix(".py")
    if part.startswith("__"):
        return
    for name in imported(ast.parse(file.read_text(encoding="utf-8"))):
        words = name.split(".")
        if words[0] == "rnnformula" and len(words) > 1 and words[1] in ORDER:
            assert ORDER.index(words[1]) <= ORDER.index(part), f"{part} must not import {words[1]}"


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.long
def test_every_public_name_can_be_had_whatever_was_imported_before():
    modules = [f"rnnformula.{name}" for name in ORDER if name not in ("keras", "site", "cli")]
    for module in modules:
        code = f"import {module}, rnnformula\nfrom rnnformula import *\nprint(count('Dense', units=1, features=2))\n"
        code += "assert all(getattr(rnnformula, name) is globals()[name] for name in rnnformula.__all__)\n"
        code += "assert set(rnnformula.__all__) == set(rnnformula._HOMES) <= set(dir(rnnformula))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, "3\n"), done.stderr


def test_keras_is_an_attribute_and_says_what_it_needs(tmp_path):
    code = "import rnnformula; rnnformula.keras"
    for poison, text in (("", ""), ("raise ModuleNotFoundError('No module named keras', name='keras')", "[keras]")):
        (tmp_path / "keras.py").write_text(poison or "class layers: Layer = None\nModel = None\n")
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert (text in done.stderr) if text else (done.returncode == 0), done.stderr


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'rnnformula' has no attribute 'cuont'"):
        rnnformula.cuont  # noqa: B018


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "rnnformula" / "py.typed").exists()
