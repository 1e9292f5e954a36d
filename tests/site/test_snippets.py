"""Every snippet is what a reader can download and run as it is."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from rnnformula.site.pool import ENVIRONMENT, REMOVED
from rnnformula.site.records import record_file
from tests.conftest import ROOT

SNIPPETS = sorted(file.name for file in (ROOT / "snippets").glob("*.py"))


@pytest.fixture(scope="module")
def outputs():
    """What each snippet prints as a script of its own, two at a time."""
    environment = {name: value for name, value in os.environ.items() if name not in REMOVED} | ENVIRONMENT

    def run(name):
        command = [sys.executable, f"snippets/{name}"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(SNIPPETS, pool.map(run, SNIPPETS), strict=True))


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_alone_in_a_fresh_process_prints_its_record(outputs, name):
    done = outputs[name]
    assert done.returncode == 0, done.stderr
    assert done.stdout == record_file(ROOT, name).read_text(encoding="utf-8")
