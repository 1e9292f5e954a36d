"""How often the search finds a page that answers: ``make search``, of a site that was built.

``queries.xx.toml`` beside this file has what people typed and the pages that answer it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from rnnformula.language import LANGUAGES
from rnnformula.site.kept.node import run_script
from rnnformula.site.publish.search import SEARCH_INDEX
from tests.languages import HOMES

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
#: What the search answers, in Node.
ANSWERS = FOLDER / "answers.mjs"
#: How many results a reader looks at.
SEEN = 3


@dataclass(frozen=True)
class Answered:
    """What somebody typed, the pages that answer it, what was found, best first, and the address of the offer."""

    text: str
    pages: tuple[str, ...]
    offer: str
    results: tuple[str, ...]
    offered: str

    @property
    def rank(self) -> int:
        """The place of the first page that answers, from 1; 0 where none was found."""
        return next((place for place, page in enumerate(self.results, 1) if page in self.pages), 0)

    @property
    def is_offered(self) -> bool:
        """Whether the box is offered for what it should, and for nothing else."""
        decoded = quote_plus(self.offer, safe=",()=*'/:;")
        return self.offered == (f"#ask={decoded}" if self.offer else "")


def queries(lang: str) -> list[dict[str, Any]]:
    """What people typed in a language."""
    listed: list[dict[str, Any]] = tomllib.loads((FOLDER / f"queries.{lang}.toml").read_text("utf-8"))["query"]
    return listed


def is_answerable(site: Path, lang: str, query: dict[str, Any]) -> bool:
    """Whether the site has all pages that answer, where a query says that one is missing."""
    return "since" not in query or all((site / HOMES[lang] / page).is_dir() for page in query["pages"])


def answered(site: Path, lang: str) -> list[Answered]:
    """What a built site answers to the queries of a language that it can answer."""
    listed = [query for query in queries(lang) if is_answerable(site, lang, query)]
    task = {"index": str((site / HOMES[lang] / SEARCH_INDEX).resolve()), "queries": [query["text"] for query in listed]}
    answers = json.loads(run_script(ANSWERS, json.dumps(task), ROOT))
    return [
        Answered(query["text"], tuple(query["pages"]), query.get("offer", ""), tuple(given["pages"]), given["offer"])
        for query, given in zip(listed, answers, strict=True)
    ]


def rate(answers: list[Answered], places: int) -> float:
    """The share of queries that have a page that answers among the first places."""
    return sum(0 < given.rank <= places for given in answers) / len(answers)


def report(lang: str, answers: list[Answered]) -> str:
    """A line with the rates, and one for each query whose first page is another."""
    missed = [
        f"  {given.rank or '-'}  {given.text}  ->  {', '.join(given.results[:SEEN]) or 'nothing'}"
        for given in answers
        if given.rank != 1
    ]
    first, seen = rate(answers, 1), rate(answers, SEEN)
    return "\n".join([f"{lang}: {len(answers)} queries, first {first:.1%}, in the first {SEEN} {seen:.1%}", *missed])


def main(site: Path) -> None:
    """Print the rates of each language that has queries."""
    for lang in LANGUAGES:
        if (FOLDER / f"queries.{lang}.toml").exists():
            print(report(lang, answered(site, lang)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
