"""What a translation loses when somebody edits it in haste: each is a function from a text to one that lacks something.

Each takes away what it finds last, so that it is not always the same section that suffers.
"""

import re
from collections.abc import Callable

from tests.translation.cosmetic import is_paragraph
from tests.translation.histories import lines_outside_fences, sections

ANCHOR_LINE = re.compile(r"^\[\]\(\)\{#[^}]+\}\n\n", re.MULTILINE)
FORMULA = re.compile(r"^\$\$\n.*?\n\$\$\n\n", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```.*?^```\n\n", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\[)\[([^\]]+)\]\([^)]+\)")
HEADING_LINE = re.compile(r"^## .*\n\n", re.MULTILINE)


def _last(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    *_, found = pattern.finditer(text)
    return text[: found.start()] + found.expand(replacement) + text[found.end() :]


def _without_line(fits: Callable[[str], bool], text: str) -> str:
    lines = text.splitlines(keepends=True)
    end = lines.index("---\n", 1)
    *_, found = (number for number, line in lines_outside_fences(text) if number > end and fits(line))
    del lines[found]
    return re.sub(r"\n{3,}", "\n\n", "".join(lines))


def moved_section(text: str) -> str:
    """The page with its last section before the one that precedes it."""
    *before, second, last = sections(text)
    parts = sections(text)
    parts[last] = parts[last].rstrip("\n") + "\n\n"
    moved = "".join(parts[name] for name in (*before, last, second))
    return moved.rstrip("\n") + "\n"


#: Kind -> what is lost.
LOSSES: dict[str, Callable[[str], str]] = {
    "heading": lambda text: _last(HEADING_LINE, "", text),
    "paragraph": lambda text: _without_line(is_paragraph, text),
    "list item": lambda text: _without_line(lambda line: line.startswith("- "), text),
    "numbered item": lambda text: _without_line(lambda line: line[:1].isdigit(), text),
    "code block": lambda text: _last(FENCE, "", text),
    "formula": lambda text: _last(FORMULA, "", text),
    "table row": lambda text: _without_line(lambda line: line.startswith("| "), text),
    "link": lambda text: _last(LINK, r"\1", text),
    "anchor": lambda text: _last(ANCHOR_LINE, "", text),
    "id of a heading": lambda text: re.sub(r"^(## .*) \{#[^}]+\}$", r"\1", text, count=1, flags=re.MULTILINE),
    "id of a heading, translated": lambda text: re.sub(
        r"^## (.*) \{#[^}]+\}$", r"## \1 {#\1}", text, count=1, flags=re.MULTILINE
    ),
    "level of a heading": lambda text: re.sub(r"^## ", "### ", text, count=1, flags=re.MULTILINE),
}


def suffering(before: str, after: str) -> set[str]:
    """The ids of the sections, among those that were there, that are not what they were."""
    old, new = sections(before), sections(after)
    gone = old.keys() - new.keys()
    # The section that swallowed one whose heading is gone is whole.
    return gone or {name for name in old if old[name].strip() != new[name].strip()}
