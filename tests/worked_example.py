"""The worked example of CONTRIBUTING.md: its fences, and the files that they make of a copy of the project."""

import re
from dataclasses import dataclass

from tests.conftest import ROOT

#: A fence, with the path that stands alone on a line above it.
FENCE = re.compile(r"(?:^`([^`\n]+)`\n\n)?^(`{3,})(\w+)\n(.*?)^\2$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A fence of the example: the file it is about, empty for commands; its language; its text."""

    path: str
    kind: str
    text: str

    @property
    def is_new(self) -> bool:
        return bool(self.path) and self.kind != "diff"

    def applied(self, before: str) -> str:
        """The text of the file afterwards."""
        if self.is_new:
            assert not before, f"{self.path} is there already"
            return self.text
        for hunk in self.text.split("@@\n"):
            lines = hunk.splitlines(keepends=True)
            old, new = ("".join(line[1:] for line in lines if line[0] != mark) for mark in "+-")
            assert before.count(old) == 1, f"{self.path} does not have these lines once:\n{old}"
            before = before.replace(old, new)
        return before


def halves() -> dict[str, list[Fence]]:
    """The fences of CONTRIBUTING.md, by language."""
    english, chinese = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## 中文\n")
    return {"en": fences(english), "zh": fences(chinese)}


def fences(text: str) -> list[Fence]:
    """The fences of a text, in order."""
    return [Fence(path, kind, body) for path, _, kind, body in FENCE.findall(text)]
