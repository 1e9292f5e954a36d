"""The worked examples of CONTRIBUTING.md: their fences, and the files that they make of a copy of the project."""

import re
from dataclasses import dataclass

from tests.conftest import text
from tests.languages import CHINESE, ENGLISH

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


#: The section with the example that makes a layer family.
FAMILY = "Add a layer family"
#: A heading of CONTRIBUTING.md; those of pages inside a fence have ids.
HEADING = re.compile(r"^###? (?!.*\{#)(.*)\n", re.MULTILINE)


def halves(heading=FAMILY):
    """The fences of a section of CONTRIBUTING.md, by language; ``heading`` is its English one."""
    english, chinese = map(sections, text("CONTRIBUTING.md").split("\n## 中文\n"))
    place = list(english).index(heading)
    return {lang: fences(list(half.values())[place]) for lang, half in ((ENGLISH, english), (CHINESE, chinese))}


def sections(half):
    """Heading -> text of each section."""
    _, *parts = HEADING.split(half)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def fences(markdown):
    """The fences of a Markdown text, in order."""
    return [Fence(path, kind, body) for path, _, kind, body in FENCE.findall(markdown)]


def check_registered(heading):
    """A section shows one new file and one line of a register, the same in every language."""
    shown, *others = halves(heading).values()
    assert others
    assert all(other == shown for other in others)
    file, line = shown
    assert file.is_new
    assert line.kind == "diff"
    assert [changed[0] for changed in line.text.splitlines() if changed[0] != " "] == ["+"]
