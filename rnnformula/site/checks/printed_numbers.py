"""What snippets print comes from something that ran, not from memory: their code is read, nothing runs."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples.judging import judge_code
from rnnformula.site.examples.planning import plan
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.messages import from_json

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book

#: What judges the code; what it said of a snippet is kept until one of these or the snippet changes.
JUDGES = tuple(f"rnnformula/site/{name}.py" for name in ("examples/flows", "examples/judging", "examples/tracing"))
JUDGES += ("rnnformula/site/messages/__init__.py",)
#: Where that is kept, below the project's folder.
KEPT = ".cache/judged.json"


def check(book: Book) -> Checked:
    """Find numbers that a snippet prints and that were typed, and snippets in which nothing runs."""
    planned = plan(book)
    shelf = Shelf(book.root / KEPT, [book.sources.get(name) for name in JUDGES])
    problems = []
    pieces = 0
    for name, job in planned.jobs.items():
        judged = json.loads(shelf.get(job.code, partial(_judged, job.code)))
        pieces += judged["pieces"]
        for line, message in judged["problems"]:
            problems += planned.at_pages(name, line, from_json(message))
    with suppress(OSError):  # a checkout that nobody may write to is judged anew each time
        shelf.save()
    return Checked(pieces, problems)


def _judged(code: str) -> str:
    judged = judge_code(code)
    problems = [(line, message.as_json()) for line, message in judged.problems]
    return json.dumps({"pieces": judged.pieces, "problems": problems})
