"""The worker process, which has imported Keras and runs each snippet in a fork of its own, several at once.

The worker is started by its path and imports nothing of this package: a snippet meets the package as it lies on the
disk. A fork inherits what the import of Keras left in memory and nothing of another snippet; what a snippet changes
ends with its fork. It works in an empty folder and may write only there and to the temporary folder.

A request is a line of standard input, an answer a line of what was standard output; both are JSON with an ``id``.
"""

from __future__ import annotations

import ast
import contextlib
import faulthandler
import functools
import gc
import importlib.util
import io
import json
import os
import selectors
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
import types
import warnings
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

#: The file that describes the layers that a snippet leaves behind, and builds the layers that labels speak of.
PLAIN_FILE = Path(__file__).resolve().parents[2] / "keras" / "plain.py"
#: The file that has layers read random steps.
OUTPUTS_FILE = Path(__file__).with_name("layer_outputs.py")
#: Audit event -> the indices of its arguments that are paths of changed files.
CHANGING = {
    "os.chmod": (0,),
    "os.link": (1,),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "shutil.rmtree": (0,),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: The name by which a snippet's code notes what it calls.
NOTE = "__note_use__"
#: The name by which it notes what it prints.
NOTE_VALUE = "__note_value__"
#: The module of the package that tells the table of a comparison what Keras counts.
CHECKED_BY = "rnnformula.keras.plain"
#: The libraries whose use is noted.
NAMED = ("keras", "tensorflow", "sympy", "numpy", "rnnformula")
#: What a class computes with, and a snippet must leave as it is.
METHODS = (types.FunctionType, property, staticmethod, classmethod)
#: How long after the time limit a fork that hangs is ended, in seconds: it first writes its own traceback.
GRACE = 1.0


class TracedOutput(io.StringIO):
    """Standard output that notes for each of its lines which line of the snippet wrote it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.writers: list[int] = []

    def write(self, text: str) -> int:
        """Write a text, and note the line of the snippet for each line break in it."""
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        line = frame.f_lineno if frame.f_code.co_filename == self.file else 1
        self.writers += [line] * text.count("\n")
        return super().write(text)


def read_plain() -> ModuleType:
    """Load the module `rnnformula.keras.plain` without the package; it imports Keras."""
    return _read_module(PLAIN_FILE)


def _read_module(file: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(file.stem, file)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def run_snippet(request: dict[str, Any], root: Path, plain: ModuleType | None) -> dict[str, Any]:
    """Run a snippet as a script; returns the data of a `running.Result`, or the error and its line.

    One with other sizes may fail, as its shapes need not fit then; what it printed before is returned.
    """
    code, file = request["code"], request["file"]
    values: list[tuple[int, int, str]] = []
    line = 0
    left_behind: list[dict[str, Any]] = []
    printed = TracedOutput(file)
    used: set[str] = set()
    counted: list[int] = []
    namespace: dict[str, Any] = {"__name__": "__main__", "__file__": str(root / file), "__builtins__": __builtins__}
    namespace[NOTE] = lambda callee: note_use(callee, used)

    def note_value(line: int, column: int, value: Any) -> Any:
        values.append((line, column, str(value)))
        return value

    namespace[NOTE_VALUE] = note_value
    if plain:
        note_counts(plain, counted)
    originals = _members(plain) if plain else {}
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.filterwarnings("error", category=DeprecationWarning, module="rnnformula")
            exec(compile(noting(code, file, request["watched"]), file, "exec"), namespace)
            for thread in threading.enumerate():  # as at the end of any script
                if thread is not threading.current_thread() and not thread.daemon:
                    thread.join()
        if "keras" in sys.modules:
            plain = plain or read_plain()
            for line, value in _built(code, namespace, plain):  # the line is for the error below
                layers = [plain.describe(layer) for layer in plain.layers_of(value)]
                left_behind.append({"line": line, "layers": layers})
        _expect_nothing_left()
        _expect_nothing_replaced(originals, file)
    except SyntaxError as error:
        return {"error": f"SyntaxError: {error.msg}", "line": error.lineno or 1}
    except BaseException as error:
        if request["varied"]:
            return {"failed": True}
        message = "".join(traceback.format_exception_only(error)).strip()
        if isinstance(error, SystemExit):
            message = f"the snippet called exit({error.code!r}); a snippet runs to its end"
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == file]
        return {"error": message, "line": lines[-1] if lines else line or 1}
    return {
        "output": printed.getvalue(),
        "writers": printed.writers,
        "left_behind": left_behind,
        "used": sorted(used),
        "values": values,
        "counted": list(dict.fromkeys(counted)),
    }


def noting(code: str, file: str, watched: Sequence[Sequence[int]] = ()) -> ast.Module:
    """The tree of a snippet in which each call first notes what it calls; lines stay as they are.

    Expressions that are printed and begin at a ``watched`` line and column note their values too.
    """
    places = {tuple(place) for place in watched}

    def watching(node: ast.expr) -> ast.expr:
        if isinstance(node, ast.FormattedValue):
            node.value = watching(node.value)
        elif isinstance(node, ast.JoinedStr):
            node.values = list(map(watching, node.values))
        elif (node.lineno, node.col_offset) in places and not isinstance(node, ast.Starred):
            place = [ast.Constant(node.lineno), ast.Constant(node.col_offset)]
            return ast.copy_location(ast.Call(ast.Name(NOTE_VALUE, ast.Load()), [*place, node], []), node)
        return node

    class Noting(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.Call:
            if isinstance(node.func, ast.Name) and node.func.id == "print":
                node.args = list(map(watching, node.args))
            self.generic_visit(node)
            if not isinstance(node.func, ast.Name) or node.func.id not in ("print", "super", NOTE_VALUE):
                note = ast.Call(ast.Name(NOTE, ast.Load()), [node.func], [])
                node.func = ast.copy_location(note, node.func)
                ast.copy_location(note.func, node.func)
            return node

    tree = Noting().visit(ast.parse(code, file))
    assert isinstance(tree, ast.Module)
    return ast.fix_missing_locations(tree)


def note_counts(plain: ModuleType, counted: list[int]) -> None:
    """Have each number of parameters that Keras counts note that it is written; this process must run nothing else.

    What `rnnformula.keras.check` is told is noted at once: its table has it as the sum of the arrays.
    """
    own = plain.keras.layers.Layer.count_params

    class Count(int):
        """A number that knows when it is made a text; what is computed from it is a number like any other."""

        def __repr__(self) -> str:
            counted.append(int(self))
            return super().__repr__()

        def __format__(self, how: str) -> str:
            counted.append(int(self))
            return super().__format__(how)

    @functools.wraps(own)
    def count_params(layer: Any) -> Any:
        count = own(layer)
        if sys._getframe(1).f_globals["__name__"] == CHECKED_BY:
            counted.append(count)
        return Count(count)

    plain.keras.layers.Layer.count_params = count_params


def note_use(callee: Any, used: set[str]) -> Any:
    """Note of which libraries a function, a class or an object that is called comes; returns it."""
    owner = getattr(callee, "__self__", None)
    modules = {getattr(callee, "__module__", None)}
    for value in (callee, owner):
        kind = value if isinstance(value, type) else type(value)
        modules |= {base.__module__ for base in kind.__mro__}
    for module in modules:
        if isinstance(module, str):
            used.add(module.split(".")[0])
            if module.startswith("rnnformula.keras"):
                used.add("keras")
    used.intersection_update(NAMED)
    return callee


def _members(plain: ModuleType) -> dict[type, dict[str, Any]]:
    """The members of Keras' layers and of the classes that these extend."""
    layers = [value for value in vars(plain.keras.layers).values() if isinstance(value, type)]
    classes = {base for layer in (*layers, plain.keras.Model) for base in layer.__mro__ if base is not object}
    return {owner: dict(vars(owner)) for owner in classes}


def _expect_nothing_replaced(originals: dict[type, dict[str, Any]], file: str) -> None:
    """Check that Keras and the package are as they were.

    Raises:
        RuntimeError: the snippet replaced a function or a method; the message names it.
    """
    methods = {
        owner: {name for name, value in members.items() if isinstance(value, METHODS)}
        for owner, members in originals.items()
    }
    for owner, members in originals.items():
        for name in set().union(*(methods.get(base, ()) for base in owner.__mro__)):
            if vars(owner).get(name) is not members.get(name):
                raise RuntimeError(f"the snippet replaced {owner.__name__}.{name}; what it prints is not Keras' own")
    for module_name, module in list(sys.modules.items()):
        if module_name.split(".")[0] == "rnnformula":
            for name, value in list(vars(module).items()):
                if getattr(getattr(value, "__code__", None), "co_filename", "") == file:
                    raise RuntimeError(f"the snippet replaced {module_name}.{name}")


def _built(code: str, namespace: dict[str, Any], plain: ModuleType) -> Iterator[tuple[int, Any]]:
    """Every Keras layer and model that the snippet left behind, with the line that made it."""
    lines: dict[str, int] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            lines.setdefault(node.id, node.lineno)
    for name, value in namespace.items():
        items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else (value,)
        for item in list(items):
            if isinstance(item, plain.keras.layers.Layer):
                yield lines.get(name, 1), item


def _expect_nothing_left() -> None:
    """Check that the folder in which the snippet worked is empty again.

    Raises:
        RuntimeError: the folder is not empty; the message names its files.
    """
    if left_files := sorted(file.name for file in Path(_workplace()).iterdir()):
        raise RuntimeError(
            f"the snippet left {', '.join(left_files)} behind; remove it, or write below tempfile.gettempdir()"
        )


def _workplace() -> str:
    return os.environ["RNNFORMULA_WORKPLACE"]


def build_layers(orders: list[dict[str, Any]], plain: ModuleType) -> dict[str, Any]:
    """Build the ordered layers; returns the descriptions of each, or its error."""
    built: list[dict[str, Any]] = []
    for order in orders:
        try:
            layer = plain.make(order)
            built.append({"layers": [plain.describe(part) for part in plain.layers_of(layer)]})
        except Exception as error:
            built.append({"error": "".join(traceback.format_exception_only(error)).strip()})
    return {"built": built}


def try_layers(
    trials: list[dict[str, Any]], snippets: list[dict[str, str]], root: Path, plain: ModuleType
) -> dict[str, Any]:
    """Run the snippets that write classes of layers, then have each layer read its steps; an error is its own."""
    outputs_of_layers = _read_module(OUTPUTS_FILE)
    for snippet in snippets:
        answer = run_snippet({**snippet, "watched": (), "varied": False}, root, plain)
        if "error" in answer:
            return {"error": f"{snippet['file']}:{answer['line']}: {answer['error']}", "line": 1}
    tried: list[dict[str, Any]] = []
    for trial in trials:
        try:
            tried.append({"record": outputs_of_layers.put_out(trial, plain)})
        except Exception as error:
            tried.append({"error": "".join(traceback.format_exception_only(error)).strip()})
    return {"tried": tried}


def guard(*allowed: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """Make an audit hook that refuses changes of files outside these folders, other than caches of compiled Python."""

    def refuse(path: object) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return  # a file descriptor: its file was opened by a path
        place = Path(os.path.realpath(os.fsdecode(path)))
        if place.parts[:2] == ("/", "dev") or "__pycache__" in place.parts:
            return
        if not any(place.is_relative_to(folder) for folder in allowed):
            raise PermissionError(f"a snippet may write below tempfile.gettempdir() alone, not to {os.fsdecode(path)}")

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and (arguments[2] or 0) & WRITING:
            refuse(arguments[0])
        elif event in CHANGING:
            for number in CHANGING[event]:
                refuse(arguments[number])

    return watch


@dataclass
class Child:
    """A fork that runs a request, with the pipe of its answer, its stderr, its folder and its deadline."""

    request: dict[str, Any]
    process: int
    pipe: int
    errors: IO[bytes]
    folder: Path
    deadline: float
    answer: bytearray = field(default_factory=bytearray)


class Server:
    """Receives requests and has forks answer them."""

    def __init__(self, slots: int, folder: Path) -> None:
        self.slots = slots
        self.folder = folder
        self.root = Path.cwd()
        self.plain: ModuleType | None = None
        self.requests = os.dup(0)
        self.answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a snippet must not read the requests
        os.dup2(2, 1)  # what C code prints must not mix with the answers
        self.waiting: deque[dict[str, Any]] = deque()
        self.running: dict[int, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.requests, selectors.EVENT_READ)
        self.open = True
        self.received = b""

    def serve(self) -> None:
        """Answer requests until standard input is closed; forks that still run then are ended."""
        try:
            while self.open:
                self._serve_once()
        finally:
            for child in self.running.values():
                _kill(os.killpg, child)
                _kill(os.kill, child)

    def _serve_once(self) -> None:
        while self.waiting and len(self.running) < self.slots:
            self._start(self.waiting.popleft())
        soonest = min((child.deadline for child in self.running.values()), default=None)
        for key, _ in self.selector.select(None if soonest is None else max(0.0, soonest - time.monotonic())):
            if key.fd == self.requests:
                self._receive()
            else:
                self._listen(self.running[key.fd])
        for child in list(self.running.values()):
            if child.deadline <= time.monotonic():
                self._finish(child, late=True)

    def _receive(self) -> None:
        chunk = os.read(self.requests, 1 << 16)
        if not chunk:
            self.open = False
            self.selector.unregister(self.requests)
        *lines, self.received = (self.received + chunk).split(b"\n")
        for request in map(json.loads, lines):
            if request.get("keras"):
                self._import_keras()
            if "id" in request:
                self.waiting.append(request)

    def _import_keras(self) -> None:
        if not self.plain:
            self.plain = read_plain()
            gc.collect()
            gc.freeze()  # so that no fork searches for garbage in what is imported, and copies it by doing so

    def _start(self, request: dict[str, Any]) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        errors: IO[bytes] = tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115  # lives as long as the fork
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            os.close(reading)
            leave = os._exit
            try:
                self._answer_as_child(request, folder, errors, writing)
            finally:
                leave(0)
        os.close(writing)
        child = Child(request, process, reading, errors, folder, time.monotonic() + request["seconds"] + GRACE)
        self.running[reading] = child
        self.selector.register(reading, selectors.EVENT_READ)

    def _answer_as_child(self, request: dict[str, Any], folder: Path, errors: IO[bytes], writing: int) -> None:
        """Run the request in this process, and write the answer."""
        os.setsid()  # what it starts ends with it
        os.close(self.requests)
        os.close(self.answers.fileno())
        os.dup2(errors.fileno(), 1)
        os.dup2(errors.fileno(), 2)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        faulthandler.enable(file=errors)  # a crash leaves a traceback, from which the line is read
        faulthandler.dump_traceback_later(request["seconds"], file=errors)
        os._exit = sys.exit  # type: ignore[assignment]  # an early end by any door is an error of the snippet
        workplace, temporary = folder / "work", folder / "tmp"
        workplace.mkdir()
        temporary.mkdir()
        os.environ |= {"RNNFORMULA_WORKPLACE": str(workplace), "TMPDIR": str(temporary)}
        tempfile.tempdir = None
        os.chdir(workplace)
        sys.path.insert(0, str(self.root))
        sys.addaudithook(guard(folder.resolve()))
        if "orders" in request:
            assert self.plain
            answer = build_layers(request["orders"], self.plain)
        elif "trials" in request:
            assert self.plain
            answer = try_layers(request["trials"], request["snippets"], self.root, self.plain)
        else:
            answer = run_snippet(request, self.root, self.plain)
        answer["package"] = _package_files(self.root)
        faulthandler.cancel_dump_traceback_later()
        message = json.dumps(answer).encode() + b"\n"
        while message:
            message = message[os.write(writing, message) :]

    def _listen(self, child: Child) -> None:
        chunk = os.read(child.pipe, 1 << 16)
        child.answer += chunk
        if not chunk or chunk.endswith(b"\n"):
            self._finish(child, late=False)

    def _finish(self, child: Child, *, late: bool) -> None:
        """End the fork and all that it started, and write its answer."""
        if late:
            _kill(os.kill, child)
        _, status = os.waitpid(child.process, 0)
        _kill(os.killpg, child)
        self.selector.unregister(child.pipe)
        os.close(child.pipe)
        del self.running[child.pipe]
        child.errors.seek(0)
        answer: dict[str, Any] = {"stderr": child.errors.read().decode("utf-8", "replace")}
        child.errors.close()
        shutil.rmtree(child.folder, ignore_errors=True)
        if child.answer.endswith(b"\n"):
            answer = json.loads(child.answer)
        elif late:
            answer["late"] = True
        else:
            answer["status"] = os.waitstatus_to_exitcode(status)
        print(json.dumps(answer | {"id": child.request["id"]}), file=self.answers, flush=True)


def _kill(kill: Callable[[int, int], None], child: Child) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(child.process, signal.SIGKILL)


def _package_files(root: Path) -> list[str]:
    """The paths of the files of this package that were imported, relative to the project."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] == "rnnformula"]
    files = [Path(module.__file__) for module in modules if module.__file__]
    return sorted(file.relative_to(root).as_posix() for file in files if file.is_relative_to(root))


if __name__ == "__main__":
    Server(int(sys.argv[1]), Path(sys.argv[2])).serve()
