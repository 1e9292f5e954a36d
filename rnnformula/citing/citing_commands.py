"""The commands ``cite`` and ``verify``: their options, what they print, and their statuses."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rnnformula.citing.checked_claims import summary_of, text_of, verify
from rnnformula.citing.citation_formats import CITATION_FORMATS, DEFAULT_FORMAT, LATEST, cite
from rnnformula.citing.tag_records import FRAGMENT
from rnnformula.citing.tag_register import find_tag, tags
from rnnformula.errors import InputError, shown
from rnnformula.language import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Iterable

    AnyParser = TypeVar("AnyParser", bound=ArgumentParser)

CITE = "the citation of a step, a table, a figure, a formula or a term of the site, by its tag or id"
VERIFY = "whether the numbers hold that texts give with a tag, such as rnnformula:TAG(units=64, features=6) = 18176"
#: The statuses of ``verify``.
ALL_HOLD, SOME_DO_NOT, NOT_READ = 0, 1, 2

CITE_EXAMPLES = f"""\
examples:
  rnnformula cite --list lstm
  rnnformula cite lstm.formula --address https://example.org/
  rnnformula cite lstm.formula --address https://example.org/ --format gb7714 --lang {[*LANGUAGES][-1]}
  rnnformula cite lstm.formula --address https://example.org/ --quote "four gates" --version this
"""
VERIFY_EXAMPLES = """\
examples:
  rnnformula verify paper.tex model.py notebook.ipynb
  git diff | rnnformula verify -

what is found:
  rnnformula:TAG(units=64, features=6) = 18176
  rnnformula:lstm.formula(units=64, features=6, use_bias=False) = 17_920
  rnnformula:TAG = 12      the example of that tag
  rnnformula:TAG           without a number: there is such a tag, and it is not retired

exit status:
  0    all of them hold, or none was found
  1    one does not
  2    a file can't be read, the command is used wrongly, or the output can't be written
  130  ended by Ctrl-C
"""


def add_citing_commands(commands: _SubParsersAction[AnyParser]) -> None:
    """Add both commands, with their options."""
    about = f"language of the labels (default: {DEFAULT})"
    command = commands.add_parser(
        "cite",
        help=CITE,
        description=f"Print {CITE}.",
        epilog=CITE_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("name", metavar="TAG|ID", nargs="?", default="", help="such as lstm.formula, or its tag")
    command.add_argument("--list", action="store_true", help="print all tags instead, or those that have a word")
    command.add_argument(
        "--format", choices=tuple(CITATION_FORMATS), default=DEFAULT_FORMAT, help=f"default: {DEFAULT_FORMAT}"
    )
    command.add_argument("--lang", choices=LANGUAGES, default=DEFAULT, help=about)
    command.add_argument("--address", default="", metavar="URL", help="where the site is published")
    command.add_argument(
        "--version", default=LATEST, help=f"{LATEST} (the default), or this: the site as this version was released"
    )
    command.add_argument("--quote", default="", metavar="TEXT", help="a selection, in the place of the statement")
    command.add_argument("--accessed", default="", metavar="DAY", help="the day on which you read it: 2026-01-31")
    command.add_argument("--tex", action="store_true", help="formulas of Markdown as TeX, which some forums show")
    command = commands.add_parser(
        "verify",
        help=VERIFY,
        description=f"Say {VERIFY}.",
        epilog=VERIFY_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="any text or source; - for standard input")
    command.add_argument("--lang", choices=LANGUAGES, default=DEFAULT, help=about)


def cited(options: Namespace) -> str:
    """What ``cite`` prints.

    Raises:
        InputError: as `cite` does; or nothing is named.
    """
    if options.list:
        return _listed_tags(options.name, options.lang)
    if not options.name:
        raise InputError("cite: which tag or id? rnnformula cite --list prints all")
    return cite(
        options.name,
        format=options.format,
        lang=options.lang,
        address=options.address,
        version=options.version,
        quote=options.quote,
        accessed=options.accessed,
        tex=options.tex,
    )


def rename_note(name: str) -> str:
    """What to tell who cites something by a former id; empty else."""
    tag = find_tag(name)
    wanted = name.strip().rpartition(FRAGMENT)[2].lower()
    is_former = any(wanted in (address, address.rpartition(FRAGMENT)[2]) for address in tag.alias)
    return f"{wanted} is called {tag.id} now" if is_former and wanted != tag.id else ""


def _listed_tags(word: str, lang: str) -> str:
    """A line a tag: itself, its id, its title."""
    wanted = word.lower()
    rows = [(tag.tag, tag.id, tag.title(lang)) for tag in tags() if not tag.retired]
    matching = [row for row in rows if not wanted or any(wanted in cell.lower() for cell in row)]
    if not matching:
        raise InputError(f"cite: no tag, id or title has {shown(word)} in it")
    width = max(len(name) for _, name, _ in matching)
    return "\n".join(f"{tag}  {name:{width}}  {title}" for tag, name, title in matching)


@dataclass(frozen=True, slots=True)
class Verified:
    """What ``verify`` prints, what it complains about, and its status."""

    output: str
    complaints: tuple[str, ...]
    status: int


def verified(files: Iterable[str], read: Callable[[str], bytes], lang: str) -> Verified:
    """Check the claims of all files; one that can't be read keeps no other from being checked."""
    lines: list[str] = []
    complaints: list[str] = []
    claims = []
    status = ALL_HOLD
    for file in dict.fromkeys(files):
        try:
            text = text_of(read(file))
        except InputError as error:
            complaints.append(str(error))
            status = NOT_READ
            continue
        if text is None:
            complaints.append(f"{file} is no text and was passed over")
            continue
        for checked in verify(text, lang=lang):
            lines.append(f"{file}:{checked.claim.line}:{checked.claim.column}: {checked.line(lang)}")
            claims.append(checked)
    if status == ALL_HOLD and not all(checked.holds for checked in claims):
        status = SOME_DO_NOT
    if claims or status != NOT_READ:
        lines.append(summary_of(claims, lang))
    return Verified("\n".join(lines), tuple(complaints), status)
