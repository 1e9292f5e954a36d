"""What the scripts of the site draw, under Node."""

import json
import subprocess
from pathlib import Path

from rnnformula.counting.tally import split_arguments
from rnnformula.language import LANGUAGES
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for
from tests.numbers import as_json


def ask(tasks):
    """What the scripts answer to each task."""
    told = {"facts": facts(), "words": [words_for(lang) for lang in LANGUAGES], "tasks": tasks}
    script = Path(__file__).with_name("drawing.mjs")
    done = subprocess.run(["node", script], input=json.dumps(told), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def asked(layer, arguments):
    """A layer, and what its call lacks, as the scripts want it."""
    record, sizes, shape = split_arguments(layer, arguments)
    given = as_json.of(sizes) | ({} if shape is None else {"shape": [None, *shape]})
    return {"layer": as_json.written_layer(record), "given": given}
