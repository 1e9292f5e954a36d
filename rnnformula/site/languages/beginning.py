"""Beginning a language: all files that it needs before the first word is translated, written together or not at all."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.language.definition import Language
from rnnformula.site.book.data_files import damaged
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.sources import GLOSSARY, read_source
from rnnformula.site.kept.files import write_together
from rnnformula.site.languages.locale_facts import REGISTER_FILE, facts_of
from rnnformula.site.languages.record_text import constant_of, record_text
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.languages.locale_facts import LocaleFacts

RECORD_FILE = "rnnformula/language/{module}.py"
CATALOG_FILE = "rnnformula/site/messages/{code}.po"
#: The code that says messages, and what makes one of the template that stands first in it.
SPEAKING_FOLDER = "rnnformula/site"
MESSAGE_MAKERS = {"Message": None, "failure": None}
#: The lines of the register: its imports, one below the other, and its entries.
IMPORTS = re.compile(r"(?:^from rnnformula\.language\.\w+ import [A-Z]+\n)+", re.MULTILINE)
ENTRIES = re.compile(r"(?<=    for language in \(\n)(?:        [A-Z]+,\n)+(?=    \)\n)")
CATALOG_HEAD = """\
# What is said to contributors, in {english_name}; see rnnformula/site/messages/__init__.py.
# msgid is the text in English. Write yours between the quotation marks of msgstr, and keep what stands in braces, such
# as {{file}}, and in backticks. What has no text yet is said in English.
msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

"""


def begin_language(root: Path, locale: str, name: str = "", direction: str = "") -> list[Message]:
    """Write what a language begins with; returns what was written and what to do next.

    ``locale`` is its code, if need be with a country; ``name``, what the language calls itself, and ``direction`` are
    for one that Unicode's data do not have.

    Raises:
        SiteError: a malformed code, one of which nothing is known, a language that exists already, or a register
            of another form.
        OSError: a file can't be written.
    """
    facts = facts_of(locale, name, direction)
    record = RECORD_FILE.format(module=Language(facts.code, {}).module)
    catalog = CATALOG_FILE.format(code=facts.code)
    if problems := list(_existing(root, facts.code, record, catalog)):
        raise SiteError(problems)
    register = _registered(read_source(root, REGISTER_FILE), record, constant_of(facts.code))
    texts = {record: record_text(facts), REGISTER_FILE: register, catalog: catalog_text(root, facts)}
    write_together({root / file: text for file, text in texts.items()})
    return [*(Message("wrote {file}", file=file) for file in texts), *_next_steps(facts, record, catalog)]


def _existing(root: Path, code: str, *files: str) -> Iterator[Problem]:
    if code in LANGUAGES:
        message = Message("the language {code!r} exists: {name}", code=code, name=LANGUAGES[code].name)
        yield Problem(REGISTER_FILE, 1, message)
    for file in files:
        if (root / file).exists():
            yield Problem(file, 1, Message("the file exists; a new language would overwrite it"))


def _registered(text: str, record: str, constant: str) -> str:
    """The register with the import and the entry of a language.

    Raises:
        SiteError: it has none to stand beside.
    """
    module = record.removesuffix(".py").replace("/", ".")
    imports, entries = IMPORTS.search(text), ENTRIES.search(text)
    if not imports or not entries:
        raise damaged(REGISTER_FILE, Message("expected the imports of languages, and their list, a line each"))
    lines = sorted([*imports[0].splitlines(), f"from {module} import {constant}"])
    text = f"{text[: entries.end()]}        {constant},\n{text[entries.end() :]}"
    return text.replace(imports[0], "\n".join(lines) + "\n")


def catalog_text(root: Path, facts: LocaleFacts) -> str:
    """The file of messages to contributors as it begins: all that the code can say, none of it translated."""
    messages = Catalog(charset="utf-8")
    folder = root / SPEAKING_FOLDER
    extracted = extract_from_dir(str(folder), method_map=[("**.py", "python")], keywords=MESSAGE_MAKERS)
    for file, _, template, _, _ in sorted(extracted, key=lambda message: message[:2]):
        messages.add(template, locations=[(file, 0)])
    written = BytesIO()
    write_po(written, messages, width=0, omit_header=True, include_lineno=False)
    return CATALOG_HEAD.format(english_name=facts.english_name, code=facts.code) + written.getvalue().decode("utf-8")


def _next_steps(facts: LocaleFacts, record: str, catalog: str) -> list[Message]:
    default = LANGUAGES[DEFAULT]
    return [
        Message(
            "`make preview` shows the site in {name}, at /{code}/; what is not translated is in {default}",
            name=facts.name,
            code=facts.code,
            default=default.name,
        ),
        Message(
            "words: take the # from a line of {record} and write over it; terms: {code} = and meaning.{code} = in "
            "{glossary}; messages: {catalog}",
            record=record,
            code=facts.code,
            glossary=GLOSSARY,
            catalog=catalog,
        ),
        Message(
            "pages: copy one from docs/{default}/ to the same place in docs/{code}/, index.md first; write over it, "
            "then run `make synchronise SECTIONS=index.md`, `make accept` and `make ids`",
            default=default.code,
            code=facts.code,
        ),
        Message(
            "`make translation` lists what is left; where nothing is, take partial=True from {record}", record=record
        ),
    ]
