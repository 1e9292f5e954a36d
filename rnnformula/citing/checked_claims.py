"""Whether the claims of texts hold: each with what is right and why, and the summary of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.citing.cited_claims import CitedClaim, cited_claims
from rnnformula.citing.claim_values import claim_value
from rnnformula.citing.tag_register import TagRegister, retired_text, tag_register
from rnnformula.errors import InputError
from rnnformula.language import DEFAULT, language_of, words

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How the bytes of a text file begin, besides UTF-8 -> what they are in.
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: So many bytes say whether a file is text.
LOOKED_AT = 8000


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, whether it holds, and why or why not; ``count`` is the right number, None where there is none.

    >>> checked = verify("rnnformula:lstm.formula(units=64, features=6) = 18000")[0]
    >>> checked.holds, checked.count
    (False, 18176)

    ``now`` is the id by which the tag is known now, where the text has a former one.
    """

    claim: CitedClaim
    holds: bool
    why: str
    count: int | None = None
    now: str = ""

    def __str__(self) -> str:
        """The claim and the verdict in a line, in the default language."""
        return self.line()

    def line(self, lang: str = DEFAULT) -> str:
        """The claim and the verdict in a line."""
        language = language_of(lang)
        key = "verify_fails" if not self.holds else "verify_mentioned" if self.claim.number is None else "verify_holds"
        text = language.words[key].format(claim=self.claim, why=self.why, title=self.why)
        return f"{text} (→ {self.now})" if self.now else text


def verify(text: str, /, *, lang: str = DEFAULT) -> tuple[CheckedClaim, ...]:
    """Check every claim of a text, such as ``rnnformula:4K7Q(units=64, features=6) = 18176``.

    >>> [checked.holds for checked in verify("rnnformula:lstm.formula(units=64, features=6) = 18176, not 17,920.")]
    [True]

    Args:
        text: any text or source, in which claims stand in comments, sentences or cells.
        lang: the language of what is said of them.

    Raises:
        InputError: an unknown language.
    """
    words(lang)  # a text without claims may not hide that the language is unknown
    return tuple(check_claim(claim, tag_register(), lang) for claim in cited_claims(text))


def check_claim(claim: CitedClaim, register: TagRegister, lang: str) -> CheckedClaim:
    """Whether a claim holds by what a register of tags knows."""
    phrases = words(lang)
    try:
        tag = register.find(claim.name)
    except InputError as error:
        return CheckedClaim(claim, False, str(error))
    now = tag.id if claim.name.lower() != tag.id and claim.name.upper() != tag.tag else ""
    if reason := retired_text(tag, lang):
        return CheckedClaim(claim, False, reason, now=now)
    if claim.unread:
        return CheckedClaim(claim, False, phrases["verify_unread"].format(text=claim.unread), now=now)
    if claim.number is None and claim.arguments is None:
        return CheckedClaim(claim, True, tag.title(lang), now=now)
    try:
        count, total = claim_value(tag, claim.arguments)
    except InputError as error:
        return CheckedClaim(claim, False, str(error), now=now)
    if claim.number is None:
        return CheckedClaim(claim, False, phrases["verify_no_number"].format(count=count), count, now)
    if claim.number == count:
        return CheckedClaim(claim, True, total, count, now)
    right = phrases["verify_right"].format(sum=total, given=f"{claim.number:,}")
    return CheckedClaim(claim, False, right, count, now)


def summary_of(checked: Sequence[CheckedClaim], lang: str = DEFAULT) -> str:
    """How many claims there are and hold, in a sentence."""
    language = language_of(lang)
    if not checked:
        return language.words["verify_none"]
    if wrong := sum(not claim.holds for claim in checked):
        return language.word("verify_some", len(checked)).format(n=len(checked), wrong=wrong)
    return language.word("verify_all", len(checked)).format(n=len(checked))


def text_of(content: bytes) -> str | None:
    """The text of a file, in UTF-8 or what its first bytes say; None where it is no text."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    return None if b"\0" in content[:LOOKED_AT] else content.decode("utf-8", "replace")
