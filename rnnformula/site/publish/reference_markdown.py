"""The public names of the package as Markdown, for the twin of their page: how each is called, and its docstring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import griffe

from rnnformula.language import words
from rnnformula.site.html.docstrings import PACKAGE
from rnnformula.site.publish.api_reference import READ_MODULES
from rnnformula.site.publish.plain_markdown import fenced, spaced_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: How a page asks for a name of the package, on a line of its own.
ASKED_NAME = re.compile(r"^::: (?P<name>[\w.]+)$", re.MULTILINE)
#: A link to another name, as docstrings have it once they are read.
LINK_TO_NAME = re.compile(r"\[(?P<text>[^\[\]]+)\]\[(?P<name>[\w.]+)\]")
EXTENSION = "rnnformula.site.html.docstrings"
#: The sections of a docstring that are lists -> the phrase above them.
LISTED_SECTIONS = {"parameters": "api_parameters", "raises": "api_raises", "returns": "api_returns"}


def with_names(text: str, root: Path, lang: str) -> str:
    """The Markdown of a page with each name that it asks for written out; the docstrings stay English."""
    return ASKED_NAME.sub(lambda match: _written(_read(match["name"], root), match["name"], lang), text)


def _read(name: str, root: Path) -> Any:
    if PACKAGE not in READ_MODULES:
        griffe.load(
            PACKAGE,
            search_paths=[root],
            extensions=griffe.load_extensions(EXTENSION),
            docstring_parser=griffe.Parser.google,
            modules_collection=READ_MODULES,
        )
    member = READ_MODULES[name]
    return member.final_target if member.is_alias else member


def _written(entry: Any, name: str, lang: str) -> str:
    short = name.removeprefix(f"{PACKAGE}.")
    parts = [f'### `{short}` <a id="{name}"></a>', *_signature(entry, short), *_docstring(entry, lang)]
    if entry.is_class:
        for kind, members in (("api_attributes", entry.attributes), ("api_methods", entry.functions)):
            listed = [_member(member) for member in members.values() if _is_told(member)]
            if listed:
                parts += [f"**{words(lang)[kind]}**", "\n".join(listed)]
    return spaced_parts(parts)


def _signature(entry: Any, name: str) -> Iterator[str]:
    if entry.is_function or (entry.is_class and "__init__" in entry.all_members):
        function = entry if entry.is_function else entry.all_members["__init__"]
        written = re.sub(r"^\w+", name.rpartition(".")[2], str(function.signature()), count=1)
        yield fenced(written.replace("(self, ", "(").replace("(self)", "()"), "python")


def _docstring(entry: Any, lang: str) -> Iterator[str]:
    for section in _sections(entry):
        if section.kind.value in LISTED_SECTIONS:
            yield f"**{words(lang)[LISTED_SECTIONS[section.kind.value]]}**"
            yield "\n".join(map(_item, section.value))
        elif isinstance(section.value, str):
            yield _linked(section.value)


def _sections(entry: Any) -> list[Any]:
    return entry.docstring.parse(griffe.Parser.google) if entry.docstring else []


def _item(item: Any) -> str:
    """A parameter, an error or what comes back: its name or type, and what is said of it."""
    name = getattr(item, "name", "") or str(item.annotation or "")
    described = " ".join(_linked(item.description).split())
    return f"- `{name}`: {described}" if name else f"- {described}"


def _is_told(member: Any) -> bool:
    return bool(member.docstring) and not member.is_special and not member.is_private


def _member(member: Any) -> str:
    paragraphs = "\n\n".join(_linked(section.value) for section in _sections(member) if isinstance(section.value, str))
    first, *more = paragraphs.splitlines() or [""]
    call = f"{member.name}()" if member.is_function else member.name
    return "\n".join([f"- `{call}`: {first}", *(f"  {line}".rstrip() for line in more)])


def _linked(text: str) -> str:
    return LINK_TO_NAME.sub(lambda match: f"[{match['text']}](#{match['name']})", text)
