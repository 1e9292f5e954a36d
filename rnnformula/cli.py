"""The command ``rnnformula``: counts layers, inverts counts, explains summaries, cites and verifies, in a terminal."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib.metadata import version
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from rnnformula import diff, explain
from rnnformula.asking import OF_COST, READ, cost, counted, derive, is_chain
from rnnformula.citing.citing_commands import NOT_READ, add_citing_commands, cited, rename_note, verified
from rnnformula.counting.solving import solve
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts.families import FAMILIES
from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.facts import Family
    from rnnformula.render.layout import Record


def count(layer: str, /, **arguments: Any) -> Record:
    """The arrays of a layer, or the layers of a model, or of the models of code."""
    for argument in arguments if is_chain(layer) else ():
        if argument not in (*OF_MODEL, *READ) and argument not in layer:
            raise InputError(f"model: unknown argument {argument!r}; {nearest(argument, OF_MODEL)}")
    record: Record = counted(layer, **arguments)
    return record


def priced(layer: str, /, **arguments: Any) -> Record:
    """What a layer or a model costs; names that code leaves open are told from those of `cost`."""
    given = {name: arguments.pop(name) for name in [*arguments] if name in layer and name not in OF_COST}
    return cost(layer, given=given or None, **arguments)


def invert(layer: str, /, **arguments: Any) -> Record:
    """All layers that have a number of parameters."""
    if "count" not in arguments:
        raise InputError(f"{shown(layer)}: count is missing; give the number of parameters, such as count=120")
    return solve(layer, **arguments)


#: Commands about a layer that is written out.
COMMANDS: dict[str, tuple[Callable[..., Record], str]] = {
    "count": (count, "the arrays of a layer, their shapes and the number of parameters"),
    "derive": (derive, "the same number, step by step"),
    "cost": (priced, "operations forward and backward, and bytes: steps=N batch=N, and how they are counted"),
    "solve": (invert, "all sizes and options of a layer that give a number of parameters, count=N"),
}
#: What the command ``explain`` prints, and the formats in which an explanation can be written.
EXPLAIN = "what each number of a pasted summary means"
EXPLANATION_FORMATS = ("text", "markdown", "json", "html")
#: What the command ``diff`` prints; what it takes twice.
DIFF = "which rows of two layers, models or summaries differ, and what explains it"
COMPARED_SIDE = "a layer or a model as in code, or a summary, as text; the name of a file that holds one; - for stdin"

#: The commands that are about no written layer; what those about tags take.
OTHER_COMMANDS = ("explain", "diff", "cite", "verify")
OF_TAGS = {"cite": "one tag or id", "verify": "names of files"}

#: What a command reads: code for most, one layer for the inverse.
LAYER_HELP = (
    "a layer by Keras' name, or code in Keras or PyTorch: text, the name of a file, or - for standard input",
    "a layer by Keras' name, or as in Keras code: LSTM(64)",
)

#: A layer made of layers -> what to write.
INSIDE = {
    "Bidirectional": '"Bidirectional(LSTM(64))" features=8',
    "RNN": '"RNN([LSTMCell(64), LSTMCell(32)])" features=8',
    "StackedRNNCells": '"StackedRNNCells([LSTMCell(64), LSTMCell(32)])" features=8',
    "EinsumDense": """"EinsumDense('abc,cd->abd', (None, 64))" input_shape=10,8""",
    "SpectralNormalization": '"SpectralNormalization(Dense(64))" features=8',
    "Pipeline": '"Pipeline([Rescaling(2.0), CenterCrop(4, 5)])" input_shape=8,9,3',
    "TimeDistributed": '"TimeDistributed(Dense(64))" features=8',
    "Sequential": '"Sequential([Input((50, 8)), LSTM(64), Dense(1)])"',
}

#: More bytes than this are not read: a device may have no end.
MOST_BYTES = 64_000_000

#: A longer text is no name of a file.
LONGEST_FILE_NAME = 200

#: The status of a command that Ctrl-C ended, as shells have it.
INTERRUPTED = 130
#: Those of ``diff``, as of the command of that name in every shell.
ALL_ROWS_EQUAL, ROWS_DIFFER, TROUBLE = 0, 1, 2

#: The arguments that a model takes besides its layers.
OF_MODEL = ("input_shape", "dtype")

EXAMPLES = f"""\
examples:
  rnnformula count SimpleRNN units=10 features=1
  rnnformula count Dense units=1 features=10 use_bias=false
  rnnformula count "Bidirectional(LSTM(64))" features=8
  rnnformula count "Sequential([Input((50, 3)), LSTM(64), Dense(1)])"
  rnnformula count "torch.nn.LSTM(3, 4, num_layers=2)"
  rnnformula count model.py
  rnnformula count "model.add(LSTM(64, input_shape=X.shape[1:]))" "X.shape[1:]=30,5"
  rnnformula count ConvLSTM2D filters=4 kernel_size=3,3 channels=3
  rnnformula derive SimpleRNN units=10 features=1 --lang {[*LANGUAGES][-1]} --format markdown
  rnnformula cost LSTM units=20 features=10 steps=3
  rnnformula cost "Sequential([Input((30, 5)), LSTM(64), Dense(1)])" batch=32 optimizer=SGD mac=1
  rnnformula solve LSTM count=18176 units=64
  rnnformula explain summary.txt
  python train.py | rnnformula explain -
  rnnformula diff before.txt after.txt
  rnnformula diff "LSTM(64)" "GRU(64)" features=8
  rnnformula diff "LSTM(64)" "torch.nn.LSTM(8, 64)"
  rnnformula cite lstm.formula --address https://example.org/
  rnnformula verify paper.tex model.py
"""

STATUSES = """\
exit status:
  0    done
  1    the output can't be written
  2    the input has no meaning or can't be read
  130  ended by Ctrl-C
exit status of diff and verify:
  0    no row differs; all claims hold, or there is none
  1    a row differs; a claim does not hold
  2    the input has no meaning or can't be read, or the output can't be written
  130  ended by Ctrl-C
"""


class Parser(argparse.ArgumentParser):
    """Reports an error in one line, without the usage, and exits with 2."""

    #: The beginning of the line.
    command = "rnnformula"

    def error(self, message: str) -> NoReturn:
        """Print the message to stderr and exit."""
        self.exit(2, f"{self.command}: {' '.join(message.split())}; see {self.command} --help\n")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Print the message to stderr, if there is one, and exit."""
        if message:
            complain(message.removesuffix("\n"))
        sys.exit(status)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help or version, which argparse would lose without a word where they can't be written."""
        if status := print_output(message.removesuffix("\n")):
            self.exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    The status is 0, or 2 if the input has no meaning, 1 if the output can't be written, 130 after Ctrl-C; that of
    ``diff`` is 1 if a row differs, that of ``verify`` if a claim does not hold, and 2 if the output can't be written.
    """
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    options, rest = parser.parse_known_args(argv)
    if options.command == "explain" and rest:
        parser.error(f"expected one file, got {' '.join(rest)}")
    if options.command in OF_TAGS and rest:
        parser.error(f"{options.command}: expected {OF_TAGS[options.command]}, got {' '.join(rest)} too")
    if unknown := [word for word in rest if word.startswith("-")]:
        parser.error(f"unknown option {unknown[0]!r}; a size is written like units=10")
    try:
        if options.command == "explain":
            record: Record = explain(_read(options.file))
        elif options.command == "diff":
            return _diff(options, [*options.arguments, *rest])
        elif options.command == "verify":
            return _verify(options)
        elif options.command == "cite":
            return _cite(options)
        else:
            command, _ = COMMANDS[options.command]
            layer = options.layer if options.command == "solve" else _code(options.layer)
            record = command(layer, **read_arguments([*options.arguments, *rest]))
        text = FORMATS[options.format](record, lang=options.lang)
    except ValueError as error:  # besides InputError: numbers of more digits than Python prints
        parser.exit(2, f"rnnformula: {error}\n")
    return print_output(text)


def _diff(options: argparse.Namespace, words: Sequence[str]) -> int:
    """Print what differs between two sides; the status says whether anything does.

    Raises:
        InputError: a side has no meaning, or both are the same pipe.
    """
    if options.first == options.second == "-":
        raise InputError("diff: standard input can be one side only")
    differing = diff(_code(options.first), _code(options.second), **read_arguments(words))
    if print_output(FORMATS[options.format](differing, lang=options.lang)):
        return TROUBLE
    return ALL_ROWS_EQUAL if differing.same else ROWS_DIFFER


def _cite(options: argparse.Namespace) -> int:
    """Print a citation, and tell who asks by a former id the one of now.

    Raises:
        InputError: there is no such tag, or it can't be cited so.
    """
    text = cited(options)
    if not options.list and (note := rename_note(options.name)):
        complain(f"rnnformula: {note}")
    return print_output(text)


def _verify(options: argparse.Namespace) -> int:
    """Print which claims of files hold; the status says whether all do."""
    verdict = verified(options.files, lambda file: _read(file, "text"), options.lang)
    for complaint in verdict.complaints:
        complain(f"rnnformula: {complaint}")
    if verdict.output and print_output(verdict.output):
        return NOT_READ
    return verdict.status


def _code(layer: str) -> str:
    """A layer or code, which may stand in a file or come through the pipe."""
    is_file = len(layer) <= LONGEST_FILE_NAME and "\n" not in layer and layer not in FAMILIES and Path(layer).is_file()
    return _read(layer).decode("utf-8", "replace") if layer == "-" or is_file else layer


def _read(file: str, kind: str = "summary") -> bytes:
    """The bytes of a file, or what comes through the pipe.

    Raises:
        InputError: the file can't be read, or has no end in sight.
    """
    if file == "-" and not sys.stdin:
        raise InputError("cannot read '-': standard input is closed")
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a name with a null byte
        raise InputError(f"cannot read {shown(file)}: {reason_of(error)}") from None
    if len(content) > MOST_BYTES:
        raise InputError(f"cannot read {shown(file)}: no {kind} has more than {MOST_BYTES:,} bytes")
    return content


def print_output(text: str) -> int:
    """Print in what the terminal can show; a status that is not 0 says that not all of it was written.

    A reader that left early is told nothing.
    """
    if not sys.stdout:
        complain("rnnformula: cannot write the output: standard output is closed")
        return 1
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        print(text, flush=True)
    except OSError as error:
        _let_go(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            complain(f"rnnformula: cannot write the output: {reason_of(error)}")
        return 1
    return 0


def complain(message: str) -> None:
    """Print a message to stderr, where there is one."""
    if not sys.stderr:  # print would take standard output instead
        return
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:  # the status is all that can be told
        _let_go(sys.stderr)


def _let_go(stream: TextIO) -> None:
    """Lose what is left in the buffer, which would raise again when Python exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def reason_of(error: Exception) -> object:
    """What the system says, without its number and the name of the file."""
    return (isinstance(error, OSError) and error.strerror) or error


def _parser() -> Parser:
    layers = "\n".join(map(_listed, (family for family in FAMILIES.values() if family.arrays or family.inside)))
    others = ", ".join(family.name for family in FAMILIES.values() if not family.arrays and not family.inside)
    layers += "\n" + fill(f"no parameters: {others}", 100, initial_indent="  ", subsequent_indent="  ")
    parser = Parser(
        prog="rnnformula",
        description="Why does a recurrent layer have N parameters? Counts and derives, without TensorFlow.",
        epilog=f"{EXAMPLES}\n{STATUSES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rnnformula {version('rnnformula')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join((*COMMANDS, *OTHER_COMMANDS)))
    for name, (_, result) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=result,
            description=f"Print {result}.",
            epilog=f"layers and their arguments:\n{layers}\n\nunits: the layer's first argument; "
            f"features: the width of its input.\nLayers of PyTorch, Flax, Equinox, ONNX and TensorFlow 1 have their "
            f"full names: torch.nn.LSTM, flax.linen.GRUCell.\n\n{EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_argument("layer", metavar="LAYER", help=LAYER_HELP[name == "solve"])
        command.add_argument("arguments", metavar="NAME=VALUE", nargs="*", help="such as units=10, features=1")
        _add_output(command, tuple(FORMATS))
    command = commands.add_parser(
        "explain",
        help=EXPLAIN,
        description=f"Say {EXPLAIN}: of Keras, torchinfo or PyTorch, with whatever stands around it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("file", metavar="FILE", nargs="?", default="-", help="the pasted text; -, the default: stdin")
    _add_output(command, EXPLANATION_FORMATS)
    _add_diff(commands)
    add_citing_commands(commands)
    return parser


def _add_diff(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "diff",
        help=DIFF,
        description=f"Say {DIFF}.",
        epilog=f"{EXAMPLES}\n{STATUSES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("first", metavar="A", help=COMPARED_SIDE)
    command.add_argument("second", metavar="B", help="the same; both need not be of one kind")
    command.add_argument("arguments", metavar="NAME=VALUE", nargs="*", help="of both layers, such as features=8")
    _add_output(command, EXPLANATION_FORMATS)


def _add_output(command: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    about = f"language of the labels (default: {DEFAULT})"
    command.add_argument("--lang", choices=LANGUAGES, default=DEFAULT, help=about)
    command.add_argument("--format", choices=formats, default="text", help="default: text")


def _listed(family: Family) -> str:
    """A layer and its arguments, as the help lists them."""
    if family.inside:
        return f"  {family.name}: as in Keras code, such as {INSIDE[family.name]}"
    derived = {*dict(family.defaults), *(("bins",) if family.reads == "bins" else ())}
    words = [f"{size}=N" for size in family.sizes if size not in derived]
    words += [f"{name}=N (default: {number})" for name, number in family.numbers.items()]
    if family.reads == "equation":
        words = [f"as in Keras code, such as {INSIDE[family.name]}"]
    for option in family.options:
        if option.given:
            continue
        values = "|".join(str(value).lower() for value in sorted(option.values, key=str, reverse=True))
        words.append(f"{option.name}={values} (default: {str(option.values[0]).lower()})")
    return f"  {family.name}: {', '.join(words)}"


def read_arguments(words: Sequence[str]) -> dict[str, Any]:
    """Words such as ``units=10`` and ``use_bias=false`` as arguments of `rnnformula.count`.

    >>> read_arguments(["units=10", "use_bias=false"])
    {'units': 10, 'use_bias': False}

    Raises:
        InputError: a word of another form, or a name given twice.
    """
    arguments: dict[str, Any] = {}
    for word in words:
        name, equals, value = (
            word.rpartition("=") if "[" in word or "(" in word.partition("=")[0] else word.partition("=")
        )
        if not name or not equals or not value:
            raise InputError(f"expected NAME=VALUE such as units=10, got {word!r}")
        if name in arguments:
            raise InputError(f"{name} is given twice: {arguments[name]} and {value}")
        arguments[name] = _value(value)
    return arguments


def _value(text: str) -> object:
    """An integer, a bool or several integers; anything else stays text: code of a layer, or what the count refuses."""
    if "(" in text[1:]:
        return text
    if "," in text:
        return tuple(_value(number.strip()) for number in text.strip("()").split(",") if number.strip())
    if text == "None":
        return None
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text
    except ValueError:  # more digits than Python reads
        raise InputError(f"expected a number of at most 4300 digits, got one of {len(text)}") from None
