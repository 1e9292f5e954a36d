"""Runs each snippet in a process of its own that has imported Keras and nothing else; one JSON answer a line.

A fork has what an import leaves behind and no layer, name or number of another snippet. Importing TensorFlow anew for
each of some hundreds of snippets would take twenty minutes.
"""

import contextlib
import io
import json
import os
import runpy
import sys
import traceback

import keras  # noqa: F401  # so that each fork has it


def run(file):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            runpy.run_path(file, run_name="__main__")
        return {"file": file, "output": printed.getvalue(), "error": ""}
    except BaseException:
        return {"file": file, "output": printed.getvalue(), "error": traceback.format_exc()}


for snippet in sys.argv[1:]:
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with os.fdopen(writing, "w", encoding="utf-8") as answer:
            json.dump(run(snippet), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        print(answer.read(), flush=True)
    os.waitpid(child, 0)
