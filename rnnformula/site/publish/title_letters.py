"""The letters of titles in drawings: Noto Sans SC, bold, which has the letters of our languages in one hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rnnformula.site.html.math.outlines import Outlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Noto Sans SC, under the SIL Open Font License, as npm installs it: some hundred files, each with some of its letters.
PACKAGE = "node_modules/@fontsource-variable/noto-sans-sc"
#: Which letters each file has, by a name that stands in square brackets where it is a number.
RANGES = f"{PACKAGE}/unicode.json"
FONT_FILE = f"{PACKAGE}/files/noto-sans-sc-{{name}}-wght-normal.woff2"


@dataclass
class TitleLetters(Outlines):
    """The outlines of this font's letters; only those files are unpacked whose letters are new."""

    kept_in: ClassVar[str] = "title_letters.json"
    font_name: ClassVar[str] = "font of titles"
    location: ClassVar[Mapping[str, float] | None] = {"wght": 700}

    def font_versions(self) -> list[str]:
        """The version that is installed."""
        return [str(json.loads((self.root / PACKAGE / "package.json").read_text(encoding="utf-8"))["version"])]

    def file_of(self, letter: str) -> Path:
        """The file that has the letter; of several the last listed, which is that of an alphabet."""
        code = ord(letter)
        for name, ranges in self._ranges:
            if any(first <= code <= last for first, last in ranges):
                return self.root / FONT_FILE.format(name=name)
        raise self.lacks(letter)

    def have(self, text: str) -> bool:
        """Whether the font has all letters of a text."""
        try:
            for letter in text:
                self.of(letter)
        except LookupError:
            return False
        return True

    @cached_property
    def _ranges(self) -> list[tuple[str, list[tuple[int, int]]]]:
        listed = json.loads((self.root / RANGES).read_text(encoding="utf-8"))
        return [(name.strip("[]"), list(_read_ranges(ranges))) for name, ranges in reversed(listed.items())]


def _read_ranges(written: str) -> Iterator[tuple[int, int]]:
    """The first and the last code of each range, as style sheets write them: ``U+30-39,U+4e00``."""
    for part in written.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield int(first, 16), int(last or first, 16)
