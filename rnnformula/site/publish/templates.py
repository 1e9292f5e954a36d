"""The theme's templates, as docs/theme changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from rnnformula.language import words

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment


def prepare_templates(env: Environment, folder: Path, lang: str) -> None:
    """Give the templates the words of a language and `replaced`; keep in the folder what they are compiled to."""
    folder.mkdir(parents=True, exist_ok=True)
    env.trim_blocks = env.lstrip_blocks = True  # else a page has 6 kB of blanks around the theme's statements
    env.bytecode_cache = FileSystemBytecodeCache(str(folder), "%s.trimmed")
    env.globals["label"] = words(lang)
    env.filters["replaced"] = replaced


def replaced(written: str, old: str, new: str) -> str:
    """What a block of the theme writes with one place changed.

    Raises:
        ValueError: there is not one such place; the theme writes something else than it did.
    """
    places = written.count(old)
    if places != 1:
        raise ValueError(f"docs/theme/main.html: expected the theme to write {old!r} once, found it {places} times")
    return written.replace(old, new)
