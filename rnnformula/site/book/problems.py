"""Problems of the sources, each printed as a line with its file and place, as compilers print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The last line of a build that failed.
NOT_BUILT = "The site was not built."


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault at a line of a file; ``lang`` is the language of a page, and empty for other files."""

    file: str
    line: int
    message: str
    lang: str = ""

    def __str__(self) -> str:
        lang = f" [{self.lang}]" if self.lang else ""
        return f"{self.file}:{self.line}{lang}: {self.message}"


class SiteError(Exception):
    """The site can't be built; the message lists every problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        listed = "\n".join(map(str, self.problems))
        super().__init__(f"{listed}\n{len(self.problems)} problem(s)")

    def __reduce__(self) -> tuple[type[SiteError], tuple[tuple[Problem, ...]]]:
        """How the error is pickled: by its problems, not by its message."""
        return SiteError, (self.problems,)
