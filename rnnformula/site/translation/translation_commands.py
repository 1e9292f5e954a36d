"""What ``python -m rnnformula.site`` does with languages: ``translation``, ``synchronise`` and ``repair``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.sources import Sources
from rnnformula.site.kept.files import write_together
from rnnformula.site.messages import Message
from rnnformula.site.translation.restoring import restored_pages
from rnnformula.site.translation.synchronising import sections_named, synchronised_files
from rnnformula.site.translation.waiting import Waiting

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.comparing_languages import ComparedSection
    from rnnformula.site.translation.restoring import Restored

TRANSLATION_COMMANDS = {
    "translation": "list what waits for a language: missing, outdated, in conflict, broken in structure",
    "synchronise": "record that sections say the same in all languages, or that some languages lead",
    "repair": "offer as a diff the ids, fences, links, formulas and numbers that a page lost or changed",
}


def add_translation_arguments(parsers: Mapping[str, ArgumentParser]) -> None:
    """Add to the parser of each command what it takes."""
    listing, synchronising, repairing = parsers["translation"], parsers["synchronise"], parsers["repair"]
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON, for programs")
    form.add_argument("--comment", action="store_true", help="as Markdown, for a pull request")
    synchronising.add_argument("sections", nargs="+", help="ids of sections, or pages such as layers/lstm.md")
    repairing.add_argument("sections", nargs="*", help="ids of sections, or pages such as layers/lstm.md, else all")
    repairing.add_argument("--write", action="store_true", help="write what is offered")
    for command, text in (
        (listing, "of these alone"),
        (synchronising, "those that say the same; the others wait"),
        (repairing, "those that are repaired, else all but the first"),
    ):
        command.add_argument("--languages", nargs="+", choices=LANGUAGES, default=[], metavar="CODE", help=text)


def written_report(arguments: Namespace, waiting: Waiting, lang: str) -> str:
    """What waits, in the form that is asked for, in a language."""
    if arguments.json:
        return waiting.as_json()
    if arguments.comment:
        return waiting.comment(lang)
    return waiting.text(lang)


def waiting_for(book: Book, languages: Sequence[str], broken: Sequence[Problem]) -> Waiting:
    """What waits for these languages, for all where none is named."""
    chosen = [lang for lang in LANGUAGES if lang in languages] or list(LANGUAGES)
    return Waiting(book, chosen, [problem for problem in broken if problem.lang in chosen])


def synchronise(
    book: Book, names: Sequence[str], languages: Sequence[str], structure: Callable[[Book], Sequence[Problem]]
) -> list[Message]:
    """Record that these languages, all where none is named, say the same in these sections; returns what to say.

    Raises:
        SiteError: an unknown section; a language that is not named changed, too; languages differ in structure.
        OSError: a file can't be written.
    """
    sections = sections_named(book, names)
    files = synchronised_files(book, sections, languages, datetime.now(UTC).date())
    texts = {name: text for name, text in {**book.sources.texts, **files}.items() if text is not None}
    after = replace(book, sources=Sources(book.root, texts))
    if broken := [problem for problem in structure(after) if _lies_in(problem, sections)]:
        raise SiteError(broken)
    write_together({book.root / name: text for name, text in files.items()})
    return [Message("changed {file}", file=name) for name in files] or [Message("nothing new")]


def repaired(book: Book, names: Sequence[str], languages: Sequence[str]) -> list[Restored]:
    """What can be restored in these sections and pages, in all where none is named.

    Raises:
        SiteError: an unknown section or page.
    """
    keys: dict[str, set[str] | None] = {}
    sections_named(book, names)  # raises for all names at once
    for name in names:
        for section in sections_named(book, [name]):
            for text in section.texts.values():
                known = keys.setdefault(text.page.path, set())
                if name.endswith(".md"):
                    keys[text.page.path] = None
                elif known is not None:
                    known.add(section.key)
    return restored_pages(book, languages, keys if names else None)


def write_repaired(book: Book, pages: Sequence[Restored]) -> list[Message]:
    """Write the pages that change, all or none; returns what to say.

    Raises:
        SiteError: a file is not what was read: somebody changed it, or its lines end otherwise.
        OSError: a file can't be read or written.
    """
    changed = [restored for restored in pages if restored.text != restored.page.source]
    others = [
        restored.page.file
        for restored in changed
        if (book.root / restored.page.file).read_bytes() != restored.page.source.encode()
    ]
    if others:
        message = Message("the file changed meanwhile, or its lines do not end as on Linux; nothing was written")
        raise SiteError(Problem(file, 1, message) for file in others)
    write_together({book.root / restored.page.file: restored.text for restored in changed})
    return [Message("changed {file}", file=restored.page.file) for restored in changed]


def _lies_in(problem: Problem, sections: Sequence[ComparedSection]) -> bool:
    return any(
        text.page.file == problem.file and text.line <= problem.line < text.line + len(text.source)
        for section in sections
        for text in section.texts.values()
    )
