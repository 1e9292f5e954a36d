"""Prints models by every printer that is installed; `make record-printers` writes down what they print.

PyTorch, Keras and Flax are those of the frameworks' environment. torchinfo, torchsummary, torch-summary (whose module
has the same name: record twice), torchsummaryX (which needs pandas before 3), pytorch-model-summary, torchkeras,
Lightning and Paddle (hundreds of megabytes) are in no lock file, as no test runs them. Whoever records again installs
them into an environment of their own; of a printer that is missing, the file keeps what it has.
"""

import contextlib
import io
import os
from dataclasses import dataclass, field
from importlib import metadata


@dataclass(frozen=True)
class Printed:
    """A text that a printer printed, and the layers that it must show.

    ``layers`` are the class and the number of parameters of each layer that owns some, in the order of the table; each
    once, though a table may show it again; () where the text does not have them all. ``total`` is what the text says or
    what its rows add up to, None where it has not every parameter.
    """

    printer: str
    arguments: str
    text: str
    layers: list = field(default_factory=list)
    total: int | None = None


def version(package, name=""):
    """A package and its version, as a record names it."""
    return f"{name or package} {metadata.version(package).split('+')[0]}"


@contextlib.contextmanager
def screen(columns):
    """A terminal of this width, without colours."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    os.environ["NO_COLOR"] = "1"
    yield
    os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)


def said(call, *arguments, **named):
    """What a call writes to the screen."""
    into = io.StringIO()
    with contextlib.redirect_stdout(into):
        call(*arguments, **named)
    return into.getvalue()
