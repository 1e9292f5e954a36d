"""The command ``rnnformula``: counts and derivations in a terminal."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NoReturn

from rnnformula.counting import InputError, tally
from rnnformula.derivation import derive
from rnnformula.families import FAMILIES
from rnnformula.render import FORMATS
from rnnformula.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.render.tables import Record

COMMANDS: dict[str, tuple[Callable[..., Record], str]] = {
    "count": (tally, "the arrays of a layer, their shapes and the number of parameters"),
    "derive": (derive, "the same number, step by step"),
}

EXAMPLES = """\
examples:
  rnnformula count SimpleRNN units=10 features=1
  rnnformula count Dense units=1 features=10 use_bias=false
  rnnformula derive SimpleRNN units=10 features=1 --lang zh --format markdown
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        """Print the message to stderr and exit."""
        self.exit(2, f"rnnformula: {' '.join(message.split())}; see rnnformula --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the status is 0, 2 for input that means nothing, 1 where output can't be written."""
    parser = _parser()
    asked, rest = parser.parse_known_args(argv)
    if options := [word for word in rest if word.startswith("-")]:
        parser.error(f"unknown option {options[0]!r}; a size is written like units=10")
    make, _ = COMMANDS[asked.command]
    try:
        record = make(asked.layer, **read_arguments([*asked.arguments, *rest]))
        text = FORMATS[asked.format](record, lang=asked.lang)
    except ValueError as error:  # besides InputError: numbers of more digits than Python prints
        parser.exit(2, f"rnnformula: {error}\n")
    return _print(text)


def _print(text: str) -> int:
    """Print in what the terminal can show; a reader that left early is no error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        print(text, flush=True)
    except OSError as error:
        # What is left in the buffer would raise again when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"rnnformula: cannot write the output: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _parser() -> Parser:
    layers = "\n".join(
        f"  {family.name}: {', '.join(f'{size}=N' for size in family.sizes)}"
        + "".join(
            f", {option}=true|false (default: {str(default).lower()})" for option, default in family.options.items()
        )
        for family in FAMILIES.values()
    )
    parser = Parser(
        prog="rnnformula",
        description="Why does a recurrent layer have N parameters? Counts and derives, without TensorFlow.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rnnformula {version('rnnformula')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    for name, (_, what) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=what,
            description=f"Print {what}.",
            epilog=f"layers and their arguments:\n{layers}\n\nunits: the layer's first argument; "
            f"features: the width of its input.\n\n{EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_argument("layer", metavar="LAYER", help=f"Keras' name of the layer: {', '.join(FAMILIES)}")
        command.add_argument("arguments", metavar="NAME=VALUE", nargs="*", help="such as units=10")
        command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the labels (default: en)")
        command.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    return parser


def read_arguments(words: Sequence[str]) -> dict[str, Any]:
    """Words such as ``units=10`` and ``use_bias=false`` as arguments of `rnnformula.count`.

    >>> read_arguments(["units=10", "use_bias=false"])
    {'units': 10, 'use_bias': False}

    Raises:
        InputError: a word of another form, or a name given twice.
    """
    arguments: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not name or not equals or not value:
            raise InputError(f"expected NAME=VALUE such as units=10, got {word!r}")
        if name in arguments:
            raise InputError(f"{name} is given twice: {arguments[name]} and {value}")
        arguments[name] = _value(value)
    return arguments


def _value(text: str) -> object:
    """An integer or a bool; anything else stays text, which the count refuses by name."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text
    except ValueError:  # more digits than Python reads
        raise InputError(f"expected a number of at most 4300 digits, got one of {len(text)}") from None
