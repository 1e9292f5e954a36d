"""What a page says in plain text, taken from its HTML: its question and answer, its claims with their verdicts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import words
from rnnformula.site.book.sections import END
from rnnformula.site.html.notation_choice import TITLE_END
from rnnformula.site.publish.search import ANY_TAG
from rnnformula.site.publish.search_text import PARAGRAPH, searched_text

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the leading paragraphs of a page, or of a section, end: at anything that is neither text nor a formula.
BEHIND_TEXT = re.compile(r"<(?:h[1-6]|table|figure|details|pre|svg|ul|ol|dl)\b|<div class=\"(?:example|numbers)\b")
#: The bold word that a paragraph begins with.
LABEL = re.compile(r"<p><strong>(?P<label>[^<]*?)[.：:]?</strong>[：:]?\s*")
#: A heading of a claim with all that follows it up to the next heading; its permalink is no text.
CLAIM_SECTION = re.compile(
    r'<h3 id="(?P<id>[^"]+)">(?P<claimed>.*?)<a class="headerlink".*?</h3>(?P<behind>.*?)(?=<h[1-6]\b|\Z)', re.DOTALL
)
#: The marks around a claim, and the blanks that the text of a page has around its formulas.
CLAIM_QUOTES = '"“”'
BESIDE_FORMULAS = re.compile(r" (?=[:，。；：、）])|(?<=[（，。；：、]) ")
LEAD_IN_MARKS = (":", "：")
#: The word of each verdict -> how much of the claim is true, of `MOST_TRUE`.
CLAIM_VERDICTS = {"claim_wrong": 1, "claim_half_true": 2, "claim_true": 3}
MOST_TRUE = max(CLAIM_VERDICTS.values())


class Answered(NamedTuple):
    """A question as its page puts it, and the answer."""

    question: str
    answer: str


class JudgedClaim(NamedTuple):
    """What is said elsewhere: the id of its heading, the claim, how true it is, the word for that, and why."""

    id: str
    claimed: str
    truth: int
    verdict: str
    why: str


def read_answer(content: str) -> Answered | None:
    """The question and the answer that the HTML of a page begins with; None where it begins otherwise."""
    _, _, behind = content.partition(TITLE_END)
    written, labels = LABEL.subn("<p>", _leading(behind), count=2)
    question, *answer = _paragraphs(written) or [""]
    text = without_lead_in(BESIDE_FORMULAS.sub("", " ".join(answer)))
    return Answered(question, text) if labels == 2 and question and text else None


def read_claims(content: str, lang: str) -> Iterator[JudgedClaim]:
    """The claims of a page, each a heading whose first paragraph begins with a verdict."""
    verdicts = {words(lang)[key]: truth for key, truth in CLAIM_VERDICTS.items()}
    for claim in CLAIM_SECTION.finditer(content):
        label = LABEL.match(claim["behind"].lstrip())
        verdict = html.unescape(label["label"]) if label else ""
        if verdict in verdicts:
            why = " ".join(_paragraphs(LABEL.sub("<p>", _leading(claim["behind"]), count=1)))
            claimed = html.unescape(ANY_TAG.sub("", claim["claimed"])).strip(CLAIM_QUOTES)
            yield JudgedClaim(claim["id"], claimed, verdicts[verdict], verdict, without_lead_in(why))


def without_lead_in(text: str) -> str:
    """A text without a last sentence that leads on to a figure or a table, as its colon says.

    >>> without_lead_in("It has two. Array by array:"), without_lead_in("One: two.")
    ('It has two.', 'One: two.')
    """
    if not text.endswith(LEAD_IN_MARKS):
        return text
    return text[: max((match.end() for match in END.finditer(text[:-1])), default=0)].rstrip()


def _leading(content: str) -> str:
    end = BEHIND_TEXT.search(content)
    return content[: end.start()] if end else content


def _paragraphs(content: str) -> list[str]:
    read = (html.unescape(match[0][3:-4]) for match in PARAGRAPH.finditer(searched_text(content)) if match[1] == "p")
    return [BESIDE_FORMULAS.sub("", text) for text in read]
