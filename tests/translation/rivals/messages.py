"""gettext, as mdbook-i18n-helpers has it (`google/mdbook-i18n-helpers`, `i18n-helpers/src/lib.rs` and `USAGE.md`).

The text of each paragraph, heading, list item and cell of the source is a message, and so is each comment and string
of its code; a message that has no translation, or whose text changed, is fuzzy and shown in the source language.
Messages are matched by their text after it was parsed and written again: with lines joined, `_` for emphasis, links
inline. HTML is a message as well, comments too. Saying that sections are in sync translates their messages. A
translated page gets everything else from the source, so what it lacks of that, or has otherwise, counts as found:
headings with their ids, the number of messages, the code. Front matter is none of it.
"""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, String

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HEADING_ID = re.compile(r"\s*\{#([^}]*)\}\s*$")
#: How a heading without an id is called here.
NO_ID = "?"
PARSER = MarkdownIt("commonmark").enable("table")
PYTHON = get_lexer_by_name("python")
#: How marks of emphasis are written, whatever the source has.
MARKS = {"em_open": "_", "em_close": "_", "strong_open": "**", "strong_close": "**", "softbreak": " "}

Read = list[tuple[str, list[str], list[str]]]  # level and id of a section, its messages, its code


def written(inline: Token) -> str:
    """A text as it is written once it was parsed."""
    text, targets = "", []
    for token in inline.children or ():
        if token.type == "link_open":
            targets.append(token.attrs["href"])
            text += "["
        elif token.type == "link_close":
            text += f"]({targets.pop()})"
        elif token.type == "code_inline":
            text += f"`{token.content}`"
        else:
            text += MARKS.get(token.type, token.content)
    return text.strip()


def of_code(fence: Token) -> Iterator[tuple[bool, str]]:
    """The pieces of code, each with whether it is a message: a comment or a string."""
    for kind, text in PYTHON.get_tokens(fence.content):
        yield kind in Comment or (kind in String and text.strip("\"'") != ""), text


@cache
def read_messages(text: str) -> Read:
    """The sections of a page, each named by its level and id, with their messages and their code."""
    tokens = PARSER.parse(FRONT_MATTER.sub("", text.replace("\r\n", "\n")))
    read: Read = [("", [], [])]
    level = ""
    for token in tokens:
        if token.type == "heading_open":
            level = token.tag
        elif token.type == "inline" and level:
            name = HEADING_ID.search(token.content)
            read.append((f"{level} {name[1] if name else NO_ID}", [HEADING_ID.sub("", written(token))], []))
            level = ""
        elif token.type == "inline":
            read[-1][1].append(written(token))
        elif token.type == "html_block":
            read[-1][1].append(token.content.strip())
        elif token.type == "fence":
            pieces = list(of_code(token))
            read[-1][1].extend(piece for is_message, piece in pieces if is_message)
            read[-1][2].append("".join(piece for is_message, piece in pieces if not is_message))
    return read


def find(history: History) -> set[Finding]:
    """Sections with messages that are not translated or that nobody has in the source, or with another skeleton."""
    found = set()
    for page in history.pages:
        text, translated = (history.text(page, lang) for lang in TOLD)
        if text is None:
            continue  # a translation without a source is never shown
        catalogue: set[str] = set()
        for at, said in history.said(page):
            for name, messages, _ in read_messages(history.text_said(at, SOURCE) or ""):
                if not said.sections or name.partition(" ")[2] in said.sections:
                    catalogue.update(messages)
        source, translation = read_messages(text), read_messages(translated or "")
        order = [name for name, _, _ in source] == [name for name, _, _ in translation]
        partners = {name: (len(messages), code) for name, messages, code in translation}
        for name, messages, code in source:
            fuzzy = any(message and message not in catalogue for message in messages)
            if fuzzy or partners.get(name) != (len(messages), code):
                found.add(Finding(page, name.partition(" ")[2]))
        if not order and not any(finding.page == page for finding in found):
            found.add(Finding(page))
    return found


DETECTOR = Detector("messages", "mdbook-i18n-helpers", find, knows_sections=True)
