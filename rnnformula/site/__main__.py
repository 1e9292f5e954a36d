"""``python -m rnnformula.site COMMAND``, which the Makefile calls; `SITE_COMMANDS` lists the commands."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.cli import INTERRUPTED, Parser, complain, print_output, reason_of
from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.language.writing import grouped
from rnnformula.site.book.contents import Book
from rnnformula.site.book.pages import read_pages
from rnnformula.site.book.problems import NOT_BUILT, SiteError
from rnnformula.site.book.settings import Settings
from rnnformula.site.book.sources import SETTINGS, TAGS_OF_PACKAGE, load_sources, read_source
from rnnformula.site.checks import OF_WORD, problems_of, run_checks_apart
from rnnformula.site.checks.accepted import accept, doubted
from rnnformula.site.checks.structure import check as check_structure
from rnnformula.site.examples.examining import record
from rnnformula.site.examples.pool import cores
from rnnformula.site.examples.running import SECONDS
from rnnformula.site.fences.loading import read_book
from rnnformula.site.kept.files import ENDING
from rnnformula.site.kept.lock import WAITING, alone
from rnnformula.site.messages import LANG_VARIABLES, Message, enumerated, spoken_language
from rnnformula.site.releases.commands import RELEASE_COMMANDS, add_arguments, run_release_command
from rnnformula.site.tags.assigning import extend_ledger
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from rnnformula.site.tags.tags_file import write_tags
from rnnformula.site.translation.translation_commands import (
    TRANSLATION_COMMANDS,
    add_translation_arguments,
    repaired,
    synchronise,
    waiting_for,
    write_repaired,
    written_report,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.problems import Problem
    from rnnformula.site.checks.checked import Checked

SITE_COMMANDS = {
    "build": "build the verified site into site/, or nothing",
    "check": "check the pages; runs no example, needs no TensorFlow",
    "record": "accept what examples print that changed since they were recorded",
    "accept": "accept the numbers, formulas and names that pages claim",
    "ids": "give the new ids of all pages a tag, in the ledger",
    "language": "begin a language: write the files that it needs before the first word is translated",
    "verify": "check that a built site is whole",
    **TRANSLATION_COMMANDS,
    **RELEASE_COMMANDS,
}
SITE_STATUSES = """\
exit status:
  0    done, and nothing is wrong
  1    something is wrong in the project, or a file or the output can't be written
  2    the command is used wrongly
  130  ended by Ctrl-C
"""


def main() -> int:
    """Run a command on the project in the working directory.

    The status is 0; 1 where there are problems, or where a file or the output can't be written; 2 where the command is
    used wrongly; 130 after Ctrl-C.
    """
    arguments = _arguments()
    try:
        with _ended_once():
            return _run(arguments, Path.cwd())
    except SiteError as error:
        message, status = error.written(spoken_language()), 1
    except OSError as error:
        message, status = f"{reason_of(error)}: {error.filename2 or error.filename or Path.cwd()}", 1
    except KeyboardInterrupt:
        message, status = in_own_language(Message("interrupted")), INTERRUPTED
    complain(f"{message}\n{in_own_language(NOT_BUILT)}" if arguments.command == "build" else message)
    return status


class SiteParser(Parser):
    """As the parser of ``rnnformula``, for the commands of the site."""

    command = "python -m rnnformula.site"


def _arguments() -> argparse.Namespace:
    """What to do; where there is no project, nothing."""
    parser = SiteParser(
        prog=SiteParser.command,
        description=__doc__,
        epilog=SITE_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(SITE_COMMANDS))
    parsers = {name: commands.add_parser(name, help=text) for name, text in SITE_COMMANDS.items()}
    parsers["build"].add_argument(
        "--preview", action="store_true", help="take the records as the output, into preview/"
    )
    parsers["record"].add_argument(
        "snippets", nargs="*", help="and of these, which print something new for another reason"
    )
    parsers["ids"].add_argument(
        "--renamed",
        nargs=2,
        action="append",
        default=[],
        metavar=("OLD", "NEW"),
        help="an id, and its new name on the page",
    )
    parsers["language"].add_argument("locale", help="two letters, such as eo, or with a country, pt_BR")
    parsers["language"].add_argument("--name", default="", help="what it calls itself, where that is not known")
    parsers["language"].add_argument(
        "--direction", choices=("ltr", "rtl"), default="", help="the same of its direction"
    )
    parsers["verify"].add_argument("folder", type=Path)
    add_translation_arguments(parsers)
    add_arguments(parsers)
    for command in parsers.values():
        about = f"language of messages, else that of {', '.join(LANG_VARIABLES[1:])}"
        command.add_argument("--lang", choices=LANGUAGES, help=about)
    arguments = parser.parse_args()
    if arguments.lang:
        os.environ[LANG_VARIABLES[0]] = arguments.lang  # what the command starts speaks it too
    folder = Path.cwd()
    if not (folder / SETTINGS).is_file():
        project = next(
            (above for above in folder.parents if (above / SETTINGS).is_file()), Message("the project's folder")
        )
        missing = Message(
            "{folder}: there is no {file} here; run this in {project}", folder=folder, file=SETTINGS, project=project
        )
        parser.exit(2, in_own_language(missing))
    if not getattr(arguments, "folder", folder).is_dir():
        parser.exit(2, in_own_language(Message("{folder}: there is no such folder", folder=arguments.folder)))
    return arguments


def _run(arguments: argparse.Namespace, root: Path) -> int:
    """Run the command; returns its status.

    Raises:
        SiteError: there are problems.
        OSError: a file can't be written.
    """
    if arguments.command == "build":
        from rnnformula.site.publish.publishing import publish

        Settings(read_source(root, SETTINGS)).expect_whole()  # MkDocs reads them first, and fails less clearly
        return publish(root, preview=arguments.preview)
    if arguments.command == "language":
        from rnnformula.site.languages.beginning import begin_language  # imports what knows all languages

        steps = begin_language(root, arguments.locale, arguments.name, arguments.direction)
        return print_output("\n".join(map(in_own_language, steps)))
    if arguments.command in TRANSLATION_COMMANDS:
        sources = load_sources(root)
        return compare_languages(Book(sources, tuple(read_pages(sources)), (), ()), arguments)
    book = read_book(root)
    book.settings.expect_whole()
    if arguments.command == "record":
        with alone(root / ".cache" / "build.lock", lambda: complain(in_own_language(WAITING))):
            changed = record(book, SECONDS, arguments.snippets) or [Message("nothing changed")]
            doubts = [problem.written(spoken_language()) for problem in doubted(read_book(root))]
            return print_output("\n".join([*map(in_own_language, changed), *doubts]))
    if arguments.command == "accept":
        checked = run_checks_apart(book, cores())
        refuse(problems_of({name: result for name, result in checked.items() if name not in OF_WORD}))
        return print_output("\n".join(map(in_own_language, accept(book) or [Message("nothing new")])))
    if arguments.command == "ids":
        changes = extend_ledger(book, arguments.renamed)
        book = read_book(root)
        if write_tags(book, read_statements_of_tags(book)):
            changes.append(Message("wrote {file}", file=TAGS_OF_PACKAGE))
        return print_output("\n".join(map(in_own_language, changes or [Message("nothing new")])))
    if arguments.command in RELEASE_COMMANDS:
        if arguments.command == "release":
            refuse(problems_of(run_checks_apart(book, cores())))
        return print_output("\n".join(map(in_own_language, run_release_command(arguments, book))))
    if arguments.command == "check":
        checked = run_checks_apart(book, cores())
        waits = in_own_language(waiting_for(book, (), ()).summary)
        status = print_output(f"{looked_at(checked, spoken_language())}\n{waits}")
        refuse(problems_of(checked))
        return status
    from rnnformula.site.publish.verifying import check_published  # imports what makes pages

    refuse(check_published(book, arguments.folder))
    return 0


def compare_languages(book: Book, arguments: argparse.Namespace) -> int:
    """Run a command that looks at pages alone, and at none of what their fences print. Returns the status.

    Raises:
        SiteError: there are problems.
        OSError: a file can't be written.
    """
    if arguments.command == "translation":
        waiting = waiting_for(book, arguments.languages, check_structure(book).problems)
        return print_output(written_report(arguments, waiting, spoken_language())) or waiting.status
    if arguments.command == "synchronise":
        done = synchronise(book, arguments.sections, arguments.languages, lambda after: check_structure(after).problems)
        return print_output("\n".join(map(in_own_language, done)))
    return repair(book, arguments)


def repair(book: Book, arguments: argparse.Namespace) -> int:
    """Print what can be restored as a diff, or write it; what can't is told on stderr. Returns the status.

    Raises:
        SiteError: an unknown section or page, or a file that is not what was read.
        OSError: a file can't be written.
    """
    pages = repaired(book, arguments.sections, arguments.languages)
    diffs = "".join(page.diff for page in pages)
    left = [problem for page in pages for problem in page.left]
    if arguments.write and diffs:
        status = print_output("\n".join(map(in_own_language, write_repaired(book, pages))))
    elif diffs:
        status = print_output(diffs.removesuffix("\n")) or 1
    else:
        status = 0 if left else print_output(in_own_language(Message("nothing to repair")))
    for problem in left:
        complain(problem.written(spoken_language()))
    return status or (1 if left else 0)


@contextmanager
def _ended_once() -> Iterator[None]:
    """Let the first signal that ends the process interrupt it, so that it cleans up and says so; ignore further ones.

    Further ones come from make, which passes on what its whole process group was sent, and from impatient users.
    """
    before = {number: signal.getsignal(number) for number in ENDING}

    def interrupt(number: int, frame: object) -> None:
        for ending in before:
            signal.signal(ending, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as in the background
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def looked_at(checked: dict[str, Checked], lang: str = DEFAULT) -> str:
    """How many things each check looked at, in a sentence; a check is named by its file in every language."""
    label = words(lang)
    parts = (
        Message(
            "{check} ({things})",
            check=name.replace("_", " "),
            things=label[f"things_{name}"].format(grouped(result.things)),
        )
        for name, result in checked.items()
    )
    return Message("checked {parts}", parts=enumerated(parts)).written(lang)


def in_own_language(message: Message) -> str:
    """A message in the language of whoever runs the command."""
    return message.written(spoken_language())


def refuse(problems: list[Problem]) -> None:
    """Raise the problems as an error, if there are any.

    Raises:
        SiteError: there are problems.
    """
    if problems:
        raise SiteError(problems)


if __name__ == "__main__":
    sys.exit(main())
