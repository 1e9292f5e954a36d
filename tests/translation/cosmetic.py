"""Edits of a page that no reader sees: each is a function from a text to another one with the same meaning."""

import re
import unicodedata
from collections.abc import Callable

from tests.languages import CHINESE, ENGLISH
from tests.translation.histories import TOLD, heading_id, lines_outside_fences

Edit = Callable[[str], str]


def outside_fences(edit: Edit) -> Edit:
    """Apply an edit to each line that belongs to no fence and not to the front matter."""

    def edited(text: str) -> str:
        lines = text.splitlines()
        end = lines.index("---", 1)
        for number, line in lines_outside_fences(text):
            if number > end:
                lines[number] = edit(line)
        return "\n".join(lines) + "\n"

    return edited


def is_paragraph(line: str) -> bool:
    """Whether a line is a sentence or more."""
    return re.match(r"[^\W\d]|\*\*", line) is not None


def _wrapped(line: str) -> str:
    if not is_paragraph(line):
        return line
    words = line.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]) + "\n" + " ".join(words[middle:])


def _setext(line: str) -> str:
    if line.startswith("## ") and heading_id(line):
        return line.removeprefix("## ") + "\n" + "-" * 12
    return line


def _padded(line: str) -> str:
    if not line.startswith("|"):
        return line
    cells = line.strip("|").split("|")
    dashed = all(set(cell.strip()) == {"-"} for cell in cells)
    return "|" + "|".join("-" * 22 if dashed else f" {cell.strip():20} " for cell in cells) + "|"


def _referring(text: str) -> str:
    target = re.search(r"(?<!\[)\]\(([^)]+)\)", text)[1]
    return text.replace(f"]({target})", "][one]", 1) + f"\n[one]: {target}\n"


def _turned_front_matter(text: str) -> str:
    first, second, third, fourth, rest = text.split("\n", 4)
    return "\n".join([first, third, second, fourth, rest])


def _quoted_front_matter(text: str) -> str:
    return re.sub(r"^(description|gist): (.*)$", r'\1: "\2"', text, flags=re.MULTILINE)


def _curly(text: str) -> str:
    return re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", text)


def _straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def _fenced_longer(text: str) -> str:
    return text.replace("```", "`````")


def _fenced_by_tildes(text: str) -> str:
    return text.replace("```", "~~~")


#: Kind -> edit, of which no reader sees anything.
ANYWHERE: dict[str, Edit] = {
    "list marker": outside_fences(lambda line: re.sub(r"^- ", "* ", line)),
    "renumbered list": outside_fences(lambda line: re.sub(r"^\d\. ", "1. ", line)),
    "padded cells": outside_fences(_padded),
    "blank at the end": outside_fences(lambda line: line + " " if is_paragraph(line) else line),
    "blank lines": outside_fences(lambda line: line + "\n" if heading_id(line) else line),
    "no line at the end": lambda text: text.removesuffix("\n"),
    "longer fence": _fenced_longer,
    "fence of tildes": _fenced_by_tildes,
    "thematic break": outside_fences(lambda line: "***" if line == "---" else line),
    "underlined headings": outside_fences(_setext),
    "wide headings": outside_fences(lambda line: re.sub(r"^(#+) (.*) (\{#.*)$", r"\1  \2  \3", line)),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "comment": lambda text: text.replace("\n\n## ", "\n\n<!-- To be read again. -->\n\n## ", 1),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "order of front matter": _turned_front_matter,
    "quoted front matter": _quoted_front_matter,
    "escaped character": outside_fences(lambda line: line.replace("rows * columns", r"rows \* columns")),
    "link by reference": _referring,
    "no-break blank": outside_fences(lambda line: re.sub(r"(\d) (?=[^\W\d])", "\\1\N{NO-BREAK SPACE}", line)),
}
#: What can be done only where words have blanks between them.
BETWEEN_BLANKS: dict[str, Edit] = {
    "wrapped lines": outside_fences(_wrapped),
    "mark of emphasis": outside_fences(lambda line: re.sub(r"(?<!\*)\*(\w[^*]*)\*(?!\*)", r"_\1_", line)),
    "mark of strong emphasis": outside_fences(lambda line: re.sub(r"\*\*([^*]+)\*\*", r"__\1__", line)),
    "curly quotes": outside_fences(_curly),
}
IN_CHINESE: dict[str, Edit] = {"straight quotes": outside_fences(_straight)}
#: Language -> all of its edits by kind.
COSMETIC: dict[str, dict[str, Edit]] = dict.fromkeys(TOLD, ANYWHERE)
COSMETIC |= {ENGLISH: ANYWHERE | BETWEEN_BLANKS, CHINESE: ANYWHERE | IN_CHINESE}
