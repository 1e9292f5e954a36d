"""The package of a release: made twice alike, accepted by an index, and installed from there alone."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("wheel")]

TOOLS = ROOT / ".venv-release" / "bin"
#: What a build reads of the project.
READ = ("CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "hatch_build.py", "pyproject.toml", ".gitignore")
LAYER, NUMBER = ("count", "LSTM(64)", "features=6"), "18,176"
#: Nothing of this machine's settings: neither another index nor a folder of packages.
ALONE = {"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*command, folder, **environment):
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", env=ALONE | {"HOME": str(folder)} | environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(source, folder):
    """The archive and the wheel of a checkout, by name; all their files are as old as the last commit."""
    tool = TOOLS / "hatchling"
    run(tool, "build", "--directory", folder, folder=source, SOURCE_DATE_EPOCH="1700000000")
    return {file.name: file for file in sorted(folder.iterdir())}


def copied(folder):
    """The project in another place, and as if it were written at another time."""
    for name in READ:
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "rnnformula", folder / "rnnformula", copy_function=shutil.copyfile)
    (folder / "docs").mkdir()
    shutil.copyfile(ROOT / "docs" / "LICENSE", folder / "docs" / "LICENSE")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return built(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture
def index(tmp_path):
    """The address of an index that has nothing yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    packages = tmp_path / "index"
    packages.mkdir()
    options = ("--interface", "127.0.0.1", "--port", str(port), "--authenticate", ".", "--passwords", ".")
    command = (TOOLS / "pypi-server", "run", "--disable-fallback", *options, packages)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()


def wait_for(address):
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def test_two_builds_of_a_release_are_the_same_bytes(made, tmp_path):
    (tmp_path / "copy").mkdir()
    again = built(copied(tmp_path / "copy"), tmp_path / "again")
    assert made.keys() == again.keys()
    assert [Path(name).suffix for name in made] == [".whl", ".gz"]
    assert [name for name in made if made[name].read_bytes() != again[name].read_bytes()] == []


def test_the_archive_of_a_release_makes_the_same_wheel(made, tmp_path):
    archive = next(file for name, file in made.items() if name.endswith(".tar.gz"))
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)  # tarfile has no filter in Python 3.11.2
    (source,) = tmp_path.iterdir()
    again = built(source, tmp_path / "again")
    wheel = next(name for name in made if name.endswith(".whl"))
    assert again[wheel].read_bytes() == made[wheel].read_bytes()


def test_a_release_is_published_and_installed_from_the_index_alone(made, index, tmp_path):
    files = list(map(str, made.values()))
    run(TOOLS / "twine", "check", "--strict", *files, folder=tmp_path)
    login = ("--trusted-publishing", "never", "--username", "reader", "--password", "none")
    run(TOOLS / "uv", "publish", "--publish-url", index, *login, *files, folder=tmp_path)
    install = ("install", "--no-cache-dir", "--index-url", f"{index}simple/", "rnnformula")

    venv.create(tmp_path / "fresh", with_pip=True)
    commands = tmp_path / "fresh" / "bin"
    run(commands / "pip", *install, "--only-binary", ":all:", folder=tmp_path)
    assert run(commands / "rnnformula", *LAYER, folder=tmp_path).split()[-1] == NUMBER

    # The index has the package alone, so that the archive is built by what is at hand.
    sources = ("--no-binary", ":all:", "--no-build-isolation", "--target", str(tmp_path / "target"))
    run(TOOLS / "python", "-m", "pip", *install, *sources, folder=tmp_path)
    command = (commands / "python", "-m", "rnnformula", *LAYER)
    assert run(*command, folder=tmp_path / "target").split()[-1] == NUMBER
