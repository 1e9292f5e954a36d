"""The site reads each of its sources once, in a check and in a build, and hands it on."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from rnnformula.site.book.sources import SETTINGS, load_sources

#: Counts what the site's code opens to read in the working directory; MkDocs and imports open files for themselves.
COUNTING = """
import atexit, json, os, sys
from pathlib import Path

ROOT, WRITTEN, OWN = os.getcwd() + os.sep, os.environ.pop("OPENED", ""), os.getpid()
LIBRARY = ("pathlib", "<frozen ", "importlib", "zipfile", "tokenize", "shutil")
opened = []

def heard(event, arguments):
    if event != "open" or os.getpid() != OWN or not isinstance(arguments[0], str):
        return
    name = os.path.abspath(arguments[0])
    frame = sys._getframe()
    if any("importlib" in called.f_code.co_filename for called in (frame.f_back, frame.f_back.f_back) if called):
        return
    while frame and any(part in frame.f_code.co_filename for part in (*LIBRARY, __file__)):
        frame = frame.f_back
    reads = not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
    if frame and reads and name.startswith(ROOT) and os.sep + "rnnformula" + os.sep in frame.f_code.co_filename:
        opened.append(name.removeprefix(ROOT))

def write():
    if os.getpid() == OWN:
        Path(WRITTEN).write_text(json.dumps(opened))

if WRITTEN:  # not in what this process starts
    atexit.register(write)
    sys.addaudithook(heard)
"""


def opened_by(site, tmp_path, *arguments):
    """How often the site's code opened each file of the project, other than files it writes itself, in this command."""
    site.accept()
    written = tmp_path / "opened.json"
    (tmp_path / "counting").mkdir(exist_ok=True)
    (tmp_path / "counting" / "sitecustomize.py").write_text(COUNTING, encoding="utf-8")
    variables = site.environment({"OPENED": str(written), "PYTHONPATH": f"{tmp_path / 'counting'}"})
    command = [sys.executable, "-m", "rnnformula.site", *arguments]
    done = subprocess.run(command, cwd=site.folder, env=variables, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    names = json.loads(written.read_text(encoding="utf-8"))
    written_folders = (".cache", ".venv", "node_modules", "site", "preview")
    return Counter(name for name in names if Path(name).parts[0] not in written_folders)


@pytest.mark.parametrize("arguments", [("check",), ("build", "--preview")])
def test_each_source_is_read_once(good, tmp_path, arguments):
    opened = opened_by(good, tmp_path, *arguments)
    before_mkdocs = Counter({SETTINGS: int("build" in arguments)})  # which would say less clearly what is damaged
    assert {name: times for name, times in (opened - before_mkdocs).items() if times > 1} == {}
    assert load_sources(good.folder).texts.keys() <= opened.keys()
