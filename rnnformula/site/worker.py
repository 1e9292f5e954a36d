"""The process that runs snippets, one after another, so that TensorFlow is imported once.

It reads a job a line from its standard input and writes an answer a line to what was its
standard output; both are JSON. A snippet that exits, hangs or kills the process can't
take the build with it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import io
import json
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator


class Printed(io.StringIO):
    """Standard output that remembers which line of the snippet wrote each line of it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.writers: list[int] = []

    def write(self, text: str) -> int:
        """Write, and note the snippet's line for each line break written."""
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        line = frame.f_lineno if frame.f_code.co_filename == self.file else 1
        self.writers += [line] * text.count("\n")
        return super().write(text)


def run(code: str, file: str) -> dict[str, Any]:
    """Run one snippet as a script of its own; what `running.Result` holds, or its error and the line it came from."""
    line = 0
    compared: list[tuple[str, int, int]] = []
    printed = Printed(file)
    namespace: dict[str, Any] = {"__name__": "__main__", "__file__": file, "__builtins__": __builtins__}
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.filterwarnings("error", category=DeprecationWarning, module="rnnformula")
            exec(compile(code, file, "exec"), namespace)
        for line, value in _built(code, namespace):  # noqa: B007  # the line is for the error below
            compared += _agree(value)
    except SyntaxError as error:
        return {"error": f"SyntaxError: {error.msg}", "line": error.lineno or 1}
    except BaseException as error:
        message = "".join(traceback.format_exception_only(error)).strip()
        if isinstance(error, SystemExit):
            message = f"the snippet called exit({error.code!r}); a snippet runs to its end"
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == file]
        return {"error": message, "line": lines[-1] if lines else line or 1}
    # A layer and the model that owns it are often both left behind: each kind is told once.
    return {"output": printed.getvalue(), "writers": printed.writers, "compared": list(dict.fromkeys(compared))}


def _built(code: str, namespace: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """Every Keras layer and model that the snippet left behind, with the line that made it."""
    keras = sys.modules.get("keras")
    if not keras:
        return
    import ast

    lines: dict[str, int] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            lines.setdefault(node.id, node.lineno)
    for name, held in namespace.items():
        values = held.values() if isinstance(held, dict) else held if isinstance(held, (list, tuple)) else (held,)
        for value in list(values):
            if isinstance(value, keras.layers.Layer):
                yield lines.get(name, 1), value


def _agree(value: Any) -> Iterator[tuple[str, int, int]]:
    """Each layer that was compared: its arguments, its number of parameters by the formula and by Keras."""
    from rnnformula.keras import check
    from rnnformula.site.known import write_layer

    for layer in check(value, only_known=True).layers:
        if layer.tally:
            yield write_layer(layer.tally), layer.tally.count, layer.count


def _forget_package() -> None:
    """Import rnnformula anew for the next batch: in live preview its source changes under this process."""
    for module in [name for name in sys.modules if name.split(".")[0] == "rnnformula" and name != __name__]:
        del sys.modules[module]


def main() -> None:
    """Answer jobs until the input ends."""
    jobs: TextIO = os.fdopen(os.dup(0), encoding="utf-8")
    answers: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a snippet must not read the jobs
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.dup2(2, 1)  # what C code prints must not mix with the answers
    faulthandler.enable()  # a crash leaves a traceback, from which the line is read
    os._exit = sys.exit  # type: ignore[assignment]  # an early end by any door is an error of the snippet

    def answer(message: dict[str, Any]) -> None:
        print(json.dumps(message), file=answers, flush=True)

    for request in jobs:
        job = json.loads(request)
        if job.get("forget"):
            _forget_package()
            continue
        if job.get("preload") or job["keras"]:
            import keras

            if not gc.get_freeze_count():
                gc.freeze()  # what is imported stays: do not search it for garbage again and again
        if job.get("preload"):
            continue
        if job["keras"]:
            keras.utils.clear_session(free_memory=False)  # names start anew; collecting garbage takes 0.1 s
        answer({"started": True})
        faulthandler.dump_traceback_later(job["seconds"], file=sys.stderr)
        result = run(job["code"], job["file"])
        faulthandler.cancel_dump_traceback_later()
        answer(result)


if __name__ == "__main__":
    main()
