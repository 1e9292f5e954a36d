"""What was made before and is made of nothing but its key: kept in a file that is believed only whole."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Shelf:
    """Texts by what they are made of. The file holds a digest of itself; one that was cut or altered counts as empty.

    Without a file they are kept as long as this object. ``surroundings`` is what all of them depend on besides, such
    as the versions of what made them.
    """

    def __init__(self, file: Path | None = None, surroundings: object = ()) -> None:
        self.file = file
        self.surroundings = json.dumps(surroundings, sort_keys=True, default=str)
        self.kept = self._read()
        self.used: dict[str, str] = {}

    def has(self, made_of: object) -> bool:
        """Whether the text that is made of this is there."""
        key = _key(made_of)
        return key in self.used or key in self.kept

    def get(self, made_of: object, make: Callable[[], str]) -> str:
        """The text that is made of this; made only where it is not kept."""
        key = _key(made_of)
        if key not in self.used:
            self.used[key] = self.kept[key] if key in self.kept else make()
        return self.used[key]

    def save(self) -> None:
        """Keep what was asked for since the start, and nothing else."""
        if self.file and self.used != self.kept:
            body = json.dumps({"surroundings": self.surroundings, "texts": self.used}, ensure_ascii=False)
            write_whole(self.file, f"{digest(body)}\n{body}")
            self.kept = self.used

    def _read(self) -> dict[str, str]:
        if not self.file:
            return {}
        try:
            said, _, body = self.file.read_text(encoding="utf-8").partition("\n")
            if said != digest(body):
                return {}
            read = json.loads(body)
            texts: dict[str, str] = read["texts"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return texts if read["surroundings"] == self.surroundings else {}


def _key(made_of: object) -> str:
    return digest(json.dumps(made_of, sort_keys=True))


def digest(text: str) -> str:
    """A fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
