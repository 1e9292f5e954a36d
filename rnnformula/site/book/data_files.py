"""Sources that are TOML, JSON, YAML or CSV; one that is damaged is a problem with its line."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: What the readers raise; of deep nesting, and of numbers and dates that Python does not have, too.
DATA_ERRORS = (ValueError, yaml.YAMLError, RecursionError)


def damaged(name: str, message: str, line: int = 1) -> SiteError:
    """The error of a source that can't be read, or says something else than it should."""
    return SiteError([Problem(name, line, message)])


def read_toml(name: str, text: str) -> dict[str, Any]:
    """A source in TOML.

    Raises:
        SiteError: the text is none.
    """
    table: dict[str, Any] = _read(name, text, tomllib.loads)
    return table


def read_toml_tables(name: str, text: str, key: str) -> list[tuple[int, dict[str, Any]]]:
    """The tables of a source in TOML that each begin with ``[[key]]``, with their lines; there is nothing else in it.

    Raises:
        SiteError: the text is no TOML, or has something else.
    """
    tables = read_toml(name, text)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{key}]]"]
    listed = tables.pop(key, [])
    if tables or not isinstance(listed, list) or len(listed) != len(lines):
        raise damaged(name, Message("expected tables that each begin with a line [[{key}]], and nothing else", key=key))
    return list(zip(lines, listed, strict=True))


def read_json(name: str, text: str) -> Any:
    """A source in JSON.

    Raises:
        SiteError: the text is none.
    """
    return _read(name, text, json.loads)


def read_yaml(name: str, text: str, loader: type[yaml.SafeLoader] = yaml.SafeLoader) -> Any:
    """A source in YAML.

    Raises:
        SiteError: the text is none.
    """
    return _read(name, text, lambda text: yaml.load(text, loader))


def read_csv(name: str, text: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a source in CSV below the line that names its columns, with their lines.

    Raises:
        SiteError: the first line has other names, or a row can't be read.
    """
    rows = csv.reader(text.splitlines(keepends=True))
    try:
        if next(rows, None) != [*columns]:
            raise damaged(name, Message("expected the columns {columns} in the first line", columns=",".join(columns)))
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise damaged(name, Message("cannot read the row: {error}", error=str(error)), rows.line_num) from None


def _read(name: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except DATA_ERRORS as error:
        raise damaged(
            name, Message("cannot read the file: {reason}", reason=_reason(error)), _line(error, text)
        ) from None


def _reason(error: Exception) -> str:
    reason = getattr(error, "problem", None) or getattr(error, "msg", None) or getattr(error, "reason", None) or error
    return " ".join(str(reason).split())


def _line(error: Exception, text: str) -> int:
    """The line of which an error speaks; where it speaks of the end, the last."""
    if mark := getattr(error, "problem_mark", None):
        return int(mark.line) + 1
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1
    if "end of document" in str(error):
        return max(1, len(text.splitlines()))
    match = re.search(r"line (\d+)", str(error))
    return int(match[1]) if match else 1
