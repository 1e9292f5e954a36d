import json
import subprocess
from pathlib import Path

import pytest

from rnnformula.site.publish.browser_facts import facts
from tests.numbers.refusals import Refused


@pytest.fixture(scope="session")
def ask():
    """Ask the scripts under Node; one process answers all tests."""
    command = ["node", Path(__file__).with_name("counting.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:

        def told(line):
            process.stdin.write(f"{json.dumps(line)}\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        def asked(**task):
            said = told(task)
            assert "failed" not in said, f"{task}: {said['failed']}"
            if "key" in said:
                raise Refused(said["key"], said["values"])
            return said["answer"]

        told(facts())
        yield asked
        process.stdin.close()
