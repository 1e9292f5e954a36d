"""Does what `make` does on a small site: each command in a fork of a process that has imported all a build imports.

A fork has what an import leaves behind and nothing of another site. Importing MkDocs, the theme and the Chinese
dictionary anew takes longer than building a small site.
"""

import atexit
import gc
import json
import os
import runpy
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.conftest import ROOT

#: The environment that runs the tests is taken as it is.
MAKE = ["make", "-o", ".venv/full", "-o", ".venv/light", "-o", ".venv/preview"]

#: What takes a build longest to import.
IMPORTED = ("fontTools.subset", "markdown_exec", "markdown_it", "material.plugins.search.plugin")
IMPORTED += ("mdit_py_plugins.dollarmath", "mkdocs.__main__", "mkdocs.commands.build", "mkdocs_static_i18n.plugin")
IMPORTED += ("pymdownx.superfences",)


@cache
def recipe(target: str) -> list[str]:
    """The lines that `make` would hand to a shell."""
    return _ask_make("-n", target).replace("\\\n", "").splitlines()


@cache
def environment() -> dict[str, str]:
    """The environment that `make` would hand to a shell."""
    show = f"--eval=show: ; @{sys.executable} -c 'import json, os; print(json.dumps(dict(os.environ)))'"
    return without_make(json.loads(_ask_make("-s", show, "show")))


def without_make(variables: Mapping[str, str]) -> dict[str, str]:
    """An environment without what `make` tells a `make` below it, which would then also name its folder."""
    return {name: value for name, value in variables.items() if not name.startswith(("MAKE", "MFLAGS"))}


def _ask_make(*arguments: str) -> str:
    variables = without_make(os.environ)
    return subprocess.run(
        [*MAKE, *arguments], cwd=ROOT, env=variables, capture_output=True, encoding="utf-8", check=True
    ).stdout


def run(folder: Path, target: str, more: dict[str, str]) -> subprocess.CompletedProcess:
    """Do a target's lines one after another, until one fails, as `make` does."""
    late = [name for name in more if name.startswith("PYTHON")]
    assert not late, f"{late} must be known when Python starts: use `Site.make_alone`"
    output, errors = folder.parent / "output", folder.parent / "errors"
    for file in (output, errors):
        file.write_bytes(b"")
    for line in recipe(target):
        status = _do(line, folder, environment() | more, output, errors)
        if status:
            break
    said = (file.read_bytes().decode("utf-8", "replace") for file in (output, errors))
    return subprocess.CompletedProcess(target, status and 2, *said)


def _do(line: str, folder: Path, variables: dict[str, str], output: Path, errors: Path) -> int:
    words = shlex.split(line)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables |= {name: value}
    if words[0] == "mkdocs":
        module, arguments = "mkdocs", words[1:]
    elif words[:3] == ["python", "-m", "rnnformula.site"]:
        module, arguments = "rnnformula.site", words[3:]
    else:
        with output.open("ab") as said, errors.open("ab") as warned:
            return subprocess.run(line, shell=True, cwd=folder, env=variables, stdout=said, stderr=warned).returncode
    request = {"folder": str(folder), "environment": variables, "module": module, "arguments": arguments}
    return _server()(request | {"output": str(output), "errors": str(errors)})


@cache
def _server():
    """The process that is forked; it ends with this one."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.site.builder"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )

    def close():
        server.stdin.close()
        server.wait()

    atexit.register(close)

    def ask(request) -> int:
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline())

    return ask


def _serve() -> None:
    """Answer each request, a line of JSON, with the status of a fork that did it."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what is printed must not mix with the answers
    for name in IMPORTED:
        import_module(name)
    jieba = import_module("jieba")
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    gc.freeze()  # a fork must not search what it shares for garbage, and so copy it
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
            return
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, file=answers, flush=True)


def _become(request) -> None:
    """Be the command, from the start of its module to the exit."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    flags = os.O_WRONLY | os.O_APPEND
    for place, opened in enumerate(
        (os.open(os.devnull, os.O_RDONLY), os.open(request["output"], flags), os.open(request["errors"], flags))
    ):
        os.dup2(opened, place)
    for name in [name for name in sys.modules if name.split(".")[0] in ("rnnformula", "tests")]:
        del sys.modules[name]  # the folder has a package of its own
    sys.path[0] = request["folder"]
    sys.argv = [request["module"], *request["arguments"]]
    sys.dont_write_bytecode = False  # a copy of the site takes along what was compiled
    if request["module"] == "mkdocs":
        import_module("mkdocs.__main__").cli()
    else:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve()
