"""``python -m rnnformula.site build|check|record|accept|ids|verify DIR``: what the Makefile calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, words
from rnnformula.language.writing import grouped
from rnnformula.site.book.problems import SiteError
from rnnformula.site.checks import problems_of, run_checks_apart
from rnnformula.site.checks.accepted import accept, doubted
from rnnformula.site.checks.ledger import extend_ledger
from rnnformula.site.examples.examining import record
from rnnformula.site.examples.pool import cores
from rnnformula.site.examples.running import SECONDS
from rnnformula.site.fences.loading import read_book

if TYPE_CHECKING:
    from rnnformula.site.book.problems import Problem
    from rnnformula.site.checks.checked import Checked


def main() -> int:
    """Run a command on the project in the working directory; the exit status is 1 where there are problems."""
    parser = argparse.ArgumentParser(prog="python -m rnnformula.site", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the verified site into site/, or nothing")
    build.add_argument("--preview", action="store_true", help="take the records as the output, into preview/")
    commands.add_parser("check", help="check the pages; runs no example, needs no TensorFlow")
    recording = commands.add_parser("record", help="accept what examples print that changed since they were recorded")
    recording.add_argument("snippets", nargs="*", help="and of these, which print something new for another reason")
    commands.add_parser("accept", help="accept the numbers, formulas and names that pages claim")
    commands.add_parser("ids", help="add the new ids of all pages to the ledger")
    commands.add_parser("verify", help="check that a built site is whole").add_argument("folder", type=Path)
    arguments = parser.parse_args()
    root = Path.cwd()
    if not (root / "mkdocs.yml").is_file():
        parser.exit(1, f"{root}: there is no mkdocs.yml here; run this in the project's folder\n")
    if arguments.command == "build":
        from rnnformula.site.publish.publishing import publish

        return publish(root, preview=arguments.preview)
    try:
        book = read_book(root)
        if arguments.command == "record":
            changed = record(book, SECONDS, arguments.snippets)
            print("\n".join(changed) or "nothing changed")
            print("\n".join(map(str, doubted(read_book(root)))))
        elif arguments.command == "accept":
            checked = run_checks_apart(book, cores())
            complain(problems_of({name: result for name, result in checked.items() if name != "accepted"}))
            print("\n".join(accept(book)) or "nothing new")
        elif arguments.command == "ids":
            added = extend_ledger(book)
            print("\n".join(f"added {entry}" for entry in added) or "nothing new")
        elif arguments.command == "check":
            checked = run_checks_apart(book, cores())
            print(looked_at(checked))
            complain(problems_of(checked))
        else:
            from rnnformula.site.publish.verifying import check_published  # imports what makes pages

            complain(check_published(book, arguments.folder))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def looked_at(checked: dict[str, Checked]) -> str:
    """How many things each check looked at, in a sentence."""
    label = words(DEFAULT)
    parts = (
        f"{name.replace('_', ' ')} ({label[f'things_{name}'].format(grouped(result.things))})"
        for name, result in checked.items()
    )
    return f"checked {', '.join(parts)}"


def complain(problems: list[Problem]) -> None:
    """Raise the problems as an error, if there are any.

    Raises:
        SiteError: there are problems.
    """
    if problems:
        raise SiteError(problems)


if __name__ == "__main__":
    sys.exit(main())
