"""Every snippet is what a reader can download and run as it is."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from rnnformula.site.pool import ENVIRONMENT, REMOVED
from rnnformula.site.records import record_file
from tests.conftest import ROOT

SNIPPETS = sorted(file.name for file in (ROOT / "snippets").glob("*.py"))
#: Some also in a process that has imported nothing, as a reader starts them.
FROM_NOTHING = ["rnnformula_count.py", "simple_rnn_summary.py"]


def environment():
    return {name: value for name, value in os.environ.items() if name not in REMOVED} | ENVIRONMENT


@pytest.fixture(scope="module")
def outputs():
    """What each snippet prints as a script of its own, in two rows at a time."""

    def run(names):
        command = [sys.executable, "tests/site/each_alone.py", *(f"snippets/{name}" for name in names)]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8")
        return [*map(json.loads, filter(None, done.stdout.splitlines())), {"file": "", "error": done.stderr}]

    with ThreadPoolExecutor(2) as pool:
        return {
            answer["file"]: answer for answers in pool.map(run, (SNIPPETS[::2], SNIPPETS[1::2])) for answer in answers
        }


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_in_a_process_of_its_own_prints_its_record(outputs, name):
    done = outputs.get(f"snippets/{name}") or outputs[""]  # a process that died left no answer
    assert not done["error"], done["error"]
    assert done["output"] == record_file(ROOT, name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FROM_NOTHING)
def test_a_snippet_from_nothing_prints_its_record(name):
    command = [sys.executable, f"snippets/{name}"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout == record_file(ROOT, name).read_text(encoding="utf-8")
