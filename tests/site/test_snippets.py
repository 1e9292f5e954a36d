"""A snippet is what a reader can download and run as it is; the build runs each in a fork of its own."""

import os
import subprocess
import sys

import pytest

from rnnformula.site.examples.pool import ENVIRONMENT, REMOVED, SETTING_PREFIXES
from tests.conftest import ROOT, project_book

#: In a process that has imported nothing, as a reader starts them: without Keras and with it.
FROM_NOTHING = ["rnnformula_count.py", "simple_rnn_summary.py"]


@pytest.mark.long
@pytest.mark.parametrize("name", FROM_NOTHING)
def test_a_snippet_from_nothing_prints_its_record(name):
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith((*REMOVED, *SETTING_PREFIXES))
    }
    command = [sys.executable, f"snippets/{name}"]
    environment = inherited | ENVIRONMENT | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout == project_book().recorded.output(name)
