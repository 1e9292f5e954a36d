"""Problems of the sources, each printed as a line with its file and place, as compilers print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT
from rnnformula.site.messages import Message, as_message

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The last line of a build that failed.
NOT_BUILT = Message("The site was not built.")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault at a line of a file; ``lang`` is the language of a page, and empty for other files."""

    file: str
    line: int
    message: str
    lang: str = ""

    def __str__(self) -> str:
        return self.written(DEFAULT)

    def written(self, lang: str) -> str:
        """The problem in a line, with the message in a language."""
        of_page = f" [{self.lang}]" if self.lang else ""
        return f"{self.file}:{self.line}{of_page}: {as_message(self.message).written(lang)}"


class SiteError(Exception):
    """The site can't be built; the message lists every problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.written(DEFAULT))

    def __reduce__(self) -> tuple[type[SiteError], tuple[tuple[Problem, ...]]]:
        """How the error is pickled: by its problems, not by its message."""
        return SiteError, (self.problems,)

    def written(self, lang: str) -> str:
        """Every problem, and how many there are, in a language."""
        number = Message("{number} problem(s)", number=len(self.problems))
        return "\n".join([*(problem.written(lang) for problem in self.problems), number.written(lang)])
