"""What is installed: the package alone, whole, and working where nothing else is."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from configparser import ConfigParser
from email import message_from_bytes

import pytest
import trove_classifiers
import yaml
from cffconvert import Citation

import rnnformula
from tests.conftest import ROOT, text
from tests.languages import CHINESE
from tests.stated_version import stated_version

pytestmark = pytest.mark.xdist_group("wheel")

PROJECT = tomllib.loads(text("pyproject.toml"))["project"]
VERSION = stated_version(ROOT)
METADATA = f"rnnformula-{VERSION}.dist-info"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
#: What a build reads beside the package.
READ = ("CITATION.cff", "LICENSE", "README.md", "docs/LICENSE", "hatch_build.py", "pyproject.toml")
ADDRESSES = 'url: "https://example.org/rnn/"\nrepository-code: https://example.org/code/rnnformula\n'


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def hatchling(*arguments, folder):
    return run(sys.executable, "-m", "hatchling", *arguments, folder=folder)


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The source archive of the project."""
    folder = tmp_path_factory.mktemp("archive")
    hatchling("build", "--target", "sdist", "--directory", str(folder), folder=ROOT)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that the checkout gives."""
    folder = tmp_path_factory.mktemp("wheel")
    hatchling("build", "--target", "wheel", "--directory", str(folder), folder=ROOT)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def metadata(wheel):
    return message_from_bytes(contents(wheel)[f"{METADATA}/METADATA"])


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheel):
    """The folder of commands of an environment that holds the wheel and nothing else, not even pip."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    commands = folder / "bin"
    run(*PIP, "--python", str(commands / "python"), "install", "--no-index", "--no-deps", str(wheel), folder=folder)
    return commands


def test_the_wheel_has_the_package_typed_and_both_licences(wheel):
    names = set(contents(wheel))
    assert {f"{METADATA}/licenses/LICENSE", f"{METADATA}/licenses/docs/LICENSE", "rnnformula/py.typed"} <= names
    assert {name.partition("/")[0] for name in names} == {"rnnformula", METADATA}


def test_the_wheel_has_every_file_of_the_package_and_none_of_the_site(wheel):
    files = {file.relative_to(ROOT) for file in (ROOT / "rnnformula").rglob("*") if file.is_file()}
    package = {file.as_posix() for file in files if file.suffix != ".pyc" and file.parts[1] != "site"}
    assert len(package) > 50
    assert {name for name in contents(wheel) if name.startswith("rnnformula/")} == package


@pytest.mark.long
def test_the_source_archive_holds_what_the_wheel_needs(archive, wheel, tmp_path):
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)  # tarfile has no filter in Python 3.11.2
    (source,) = tmp_path.iterdir()
    assert not (source / "rnnformula" / "site").exists()
    hatchling("build", "--target", "wheel", "--directory", str(tmp_path / "built"), folder=source)
    assert contents(next((tmp_path / "built").iterdir())) == contents(wheel)


def test_pytest_finds_the_fixture_of_the_package(wheel):
    points = ConfigParser()
    points.read_string(contents(wheel)[f"{METADATA}/entry_points.txt"].decode())
    assert dict(points["console_scripts"]) == {"rnnformula": "rnnformula.cli:main"}
    assert dict(points["pytest11"]) == {"rnnformula.pytest_plugin": "rnnformula.pytest_plugin"}


def test_the_metadata_say_who_made_it_for_which_python_and_under_which_licence(metadata):
    assert (metadata["Name"], metadata["Version"]) == ("rnnformula", VERSION)
    (author,) = yaml.safe_load(text("CITATION.cff"))["authors"]
    assert metadata["Author"] == author["name"] == "rnnformula contributors"
    assert metadata["License-Expression"] == "MIT"
    for licence in metadata.get_all("License-File"):
        assert f"Copyright (c) 2026 {author['name']}" in text(licence)
    assert metadata["Summary"]
    assert metadata["Keywords"]
    assert metadata.get_payload().startswith("# rnnformula\n")


def test_the_classifiers_exist_and_name_the_pythons_that_are_supported(metadata):
    classifiers = metadata.get_all("Classifier")
    assert set(classifiers) <= trove_classifiers.classifiers
    first, end = map(int, re.fullmatch(r"<3\.(\d+),>=3\.(\d+)", metadata["Requires-Python"]).groups()[::-1])
    named = {int(minor) for minor in re.findall(r"Python :: 3\.(\d+)$", "\n".join(classifiers), re.MULTILINE)}
    assert named == set(range(first, end))


def test_who_installs_the_package_is_offered_keras_and_no_tool_of_ours(metadata):
    assert metadata.get_all("Provides-Extra") == ["keras"]
    needed = metadata.get_all("Requires-Dist")
    assert len(needed) == len(PROJECT["optional-dependencies"]["keras"])
    assert [need for need in needed if "extra == 'keras'" not in need] == []


@pytest.mark.parametrize("stated", ["", ADDRESSES])
def test_the_addresses_of_the_metadata_are_those_of_the_citation_file(tmp_path, stated):
    for name in READ:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    own = re.sub(r"^(?:url|repository-code):.*\n", "", text("CITATION.cff"), flags=re.MULTILINE)
    (tmp_path / "CITATION.cff").write_text(own + stated, encoding="utf-8")
    Citation(own + stated).validate()
    expected = {
        "Documentation": "https://example.org/rnn/",
        "Source": "https://example.org/code/rnnformula",
        "Changelog": "https://example.org/code/rnnformula/blob/HEAD/CHANGELOG.md",
    }
    assert json.loads(hatchling("metadata", folder=tmp_path)).get("urls", {}) == (expected if stated else {})


def test_no_other_file_of_the_metadata_states_an_address(metadata):
    facts = yaml.safe_load(text("CITATION.cff"))
    stated = {name.partition(", ")[2] for name in metadata.get_all("Project-URL", [])}
    assert {address for address in (facts.get("url"), facts.get("repository-code")) if address} <= stated
    assert "://" not in re.sub(r"(?m)^#.*", "", text("pyproject.toml"))


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["--version"], f"rnnformula {VERSION}"),
        (["count", "SimpleRNN", "units=10", "features=1"], "10 × (1 + 10 + 1) = 120"),
        (["count", "Sequential([Input((50, 3)), LSTM(64), Dense(1)])"], "17,473"),
        (["derive", "SimpleRNN", "units=10", "features=1", "--lang", CHINESE], "提取公因子"),
        (["solve", "LSTM", "count=18176", "units=64"], "units=64, features=6"),
        (["explain"], "SimpleRNN(10) on 1 feature: 10 × (1 + 10 + 1) = 120"),
    ],
)
def test_its_commands_work_where_nothing_else_is_installed(installed, tmp_path, arguments, printed):
    paste = "simple_rnn (SimpleRNN)  (None, 10)  120\n"
    done = subprocess.run(
        [installed / "rnnformula", *arguments], cwd=tmp_path, env={}, input=paste, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout


ASK = """
import importlib.metadata, importlib.util, json, pathlib, rnnformula
names = [name for name in rnnformula.__all__ if name != "keras" and getattr(rnnformula, name) is not None]
try:
    rnnformula.keras
except ModuleNotFoundError as error:
    keras = str(error)
print(json.dumps({
    "names": names,
    "site": importlib.util.find_spec("rnnformula.site") is not None,
    "typed": pathlib.Path(rnnformula.__file__).with_name("py.typed").is_file(),
    "installed": [distribution.name for distribution in importlib.metadata.distributions()],
    "keras": keras,
}))
"""


def test_its_names_can_be_imported_there_and_the_site_can_not(installed, tmp_path):
    told = json.loads(run(str(installed / "python"), "-I", "-c", ASK, folder=tmp_path))
    assert set(told["names"]) == set(rnnformula.__all__) - {"keras"}
    assert told["site"] is False
    assert told["typed"] is True
    assert told["installed"] == ["rnnformula"]
    assert "[keras]" in told["keras"]
