"""Texts that depend on nothing but their key, kept in a file from one build to the next."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Shelf:
    """Texts by what they are made of. The file holds its own digest; a file that was cut or altered counts as empty.

    Without a file the texts live as long as this object. ``surroundings`` is what all texts depend on besides, such
    as the versions of the programs that made them.
    """

    def __init__(self, file: Path | None = None, surroundings: object = ()) -> None:
        self.file = file
        self.surroundings = json.dumps(surroundings, sort_keys=True, default=str)
        self.kept = self._read()
        self.used: dict[str, str] = {}

    def has(self, made_of: object) -> bool:
        """Whether the text that is made of these data is on the shelf."""
        key = _key(made_of)
        return key in self.used or key in self.kept

    def get(self, made_of: object, make: Callable[[], str]) -> str:
        """The text that is made of these data; ``make`` is called only where the text is not on the shelf."""
        key = _key(made_of)
        if key not in self.used:
            self.used[key] = self.kept[key] if key in self.kept else make()
        return self.used[key]

    def save(self) -> None:
        """Write the texts that were used since the start, and no others."""
        if self.file and self.used != self.kept:
            body = json.dumps({"surroundings": self.surroundings, "texts": self.used}, ensure_ascii=False)
            write_whole(self.file, f"{digest(body)}\n{body}")
            self.kept = self.used

    def _read(self) -> dict[str, str]:
        if not self.file:
            return {}
        try:
            recorded_digest, _, body = self.file.read_text(encoding="utf-8").partition("\n")
            if recorded_digest != digest(body):
                return {}
            content = json.loads(body)
            texts: dict[str, str] = content["texts"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return texts if content["surroundings"] == self.surroundings else {}


def _key(made_of: object) -> str:
    return digest(json.dumps(made_of, sort_keys=True))


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
