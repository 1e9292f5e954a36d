"""Importing rnnformula needs the standard library only; imports point one way, as the page on the architecture says."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter

import pytest

import rnnformula
from tests.conftest import ROOT, text
from tests.languages import ENGLISH

#: Parts that an extra is for.
EXTRAS = {"rnnformula.keras", "rnnformula.pytest_plugin", "rnnformula.site"}
#: A room of the package in the page's tables, in which a room may use those above it.
ROOM = re.compile(r"^\| `rnnformula/((?:\w+/)*\w+)(?:\.py|/)` \|", re.MULTILINE)
ROOMS = [path.replace("/", ".") for path in ROOM.findall(text(f"docs/{ENGLISH}/about/architecture.md"))]
ORDER = [room for room in ROOMS if "." not in room]
OF_SITE = [room for room in ROOMS if "." in room]
#: What stands in the site without being a room: the command, the builds, and what fences call by its name.
OUTSIDE = tuple(f"rnnformula.site.{name}" for name in ("__main__", "first_look", "build", "cite", "report"))
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


def modules_of(folder):
    """Each module of a package, by name, with what it imports of the package, wherever the statement stands."""
    files = {name_of(file, folder): file for file in sorted((folder / "rnnformula").rglob("*.py"))}
    return {name: imported(file, files) - {name} for name, file in files.items()}


def name_of(file, folder):
    return ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")


def imported(file, known):
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {name if (name := f"{node.module}.{alias.name}") in known else node.module for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & set(known)


MODULES = modules_of(ROOT)


#: The package itself, which hands out public names, stands below the rooms that have them, before the command.
LADDER = [*ORDER[: ORDER.index("cli")], "", "cli", *OF_SITE, "site", *OUTSIDE[::-1], "__main__"]


def rank(module):
    """The place of a module's room."""
    if module in OUTSIDE:
        return LADDER.index(module)
    parts = module.split(".")[1:]
    return LADDER.index(next(name for name in (".".join(parts[:2]), parts[0] if parts else "") if name in LADDER))


@pytest.mark.parametrize("module", MODULES)
def test_a_room_uses_only_the_rooms_above_it(module):
    wrong = [other for other in MODULES[module] if rank(other) > rank(module)]
    assert wrong == [], f"{module} must not import {', '.join(wrong)}"


def circles(modules):
    """Modules that import each other, however far around."""
    left = dict(modules)
    while free := [name for name, used in left.items() if not used & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_imports_run_in_a_circle():
    assert circles(MODULES) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


def test_an_import_against_the_order_is_found_inside_a_function_too(tmp_path):
    (tmp_path / "rnnformula" / "facts").mkdir(parents=True)
    (tmp_path / "rnnformula" / "render.py").write_text("")
    (tmp_path / "rnnformula" / "facts" / "grammar.py").write_text("def f():\n    from rnnformula import render\n")
    assert modules_of(tmp_path)["rnnformula.facts.grammar"] == {"rnnformula.render"}
    assert rank("rnnformula.render") > rank("rnnformula.facts.grammar")


def test_every_folder_of_the_package_is_a_room_that_the_page_lists():
    assert {
        path.name.removesuffix(".py") for path in (ROOT / "rnnformula").glob("[a-z]*") if path.name != "py.typed"
    } == {*ORDER}
    folders = {f"site.{path.parent.name}" for path in (ROOT / "rnnformula" / "site").glob("*/__init__.py")}
    assert folders == set(OF_SITE)


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / "rnnformula" / room.replace(".", "/")).is_dir()])
def test_a_room_says_what_it_holds_and_what_it_may_use(room):
    tree = ast.parse(text(f"rnnformula/{room.replace('.', '/')}/__init__.py"))
    holds, *rest = (ast.get_docstring(tree) or "").split("\n\n")
    assert holds.strip().endswith(".")
    assert re.search(r"\b(?:may use|uses) ", " ".join(rest)), f"{room}: what may it use?"


def test_no_two_files_have_one_name():
    files = [file for file in (ROOT / "rnnformula").rglob("*.py") if file.stem not in ("__init__", "__main__")]
    folders = {file.parent for file in (ROOT / "rnnformula").rglob("*.py")} - {ROOT / "rnnformula"}
    names = Counter([*(file.stem for file in files), *(folder.name for folder in folders)])
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.long
def test_every_public_name_can_be_had_whatever_was_imported_before():
    modules = [f"rnnformula.{name}" for name in ORDER if name not in ("keras", "site", "cli", "pytest_plugin")]
    for module in modules:
        code = f"import {module}, rnnformula\nfrom rnnformula import *\nprint(count('Dense', units=1, features=2))\n"
        code += "assert all(getattr(rnnformula, name) is globals()[name] for name in rnnformula.__all__)\n"
        code += "homes = {name for home, names in rnnformula._HOMES.items() for name in names or [home]}\n"
        code += "assert set(rnnformula.__all__) == homes | {'explain'} <= set(dir(rnnformula))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, "3\n"), done.stderr


def test_keras_is_an_attribute_and_says_what_it_needs(tmp_path):
    code = "import rnnformula; rnnformula.keras"
    for poison, message in (("", ""), ("raise ModuleNotFoundError('No module named keras', name='keras')", "[keras]")):
        (tmp_path / "keras.py").write_text(poison or "class layers: Layer = None\nModel = None\n")
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert (message in done.stderr) if message else (done.returncode == 0), done.stderr


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'rnnformula' has no attribute 'cuont'"):
        rnnformula.cuont  # noqa: B018


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "rnnformula" / "py.typed").exists()
