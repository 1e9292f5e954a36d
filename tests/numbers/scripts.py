"""The scripts of the site under Node: what they count and draw."""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from rnnformula.language import LANGUAGES
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for
from tests.numbers.refusals import Refused


@contextmanager
def asking():
    """A function that asks the scripts; one process answers."""
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
            return said.get("answer")

        told(facts())
        asked(do="words", words=[words_for(lang) for lang in LANGUAGES])
        yield asked
        process.stdin.close()
