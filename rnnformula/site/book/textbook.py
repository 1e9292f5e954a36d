"""The book that many readers come from: which edition a page of a language links to, and which chapters.

*Dive into Deep Learning* has the same chapters at the same paths in each of its editions.
"""

from __future__ import annotations

from rnnformula.language import DEFAULT, LANGUAGES

#: The chapters about recurrent layers, one a line.
CHAPTERS = (
    "chapter_recurrent-neural-networks/rnn.html",
    "chapter_recurrent-modern/lstm.html",
    "chapter_recurrent-modern/gru.html",
    "chapter_recurrent-modern/deep-rnn.html",
    "chapter_recurrent-modern/bi-rnn.html",
)
#: What stands for the address of any edition where pages of several languages are compared.
ANY_EDITION = "d2l:"


def edition_of(lang: str) -> str:
    """Where the edition begins that a page of this language links to: its own, or the one in the default language."""
    return LANGUAGES[lang].prose().textbook or LANGUAGES[DEFAULT].prose().textbook


def chapter_of(link: str) -> str | None:
    """The path of the chapter that a link leads to; None where it leads elsewhere.

    >>> chapter_of("https://d2l.ai/chapter_recurrent-modern/gru.html")
    'chapter_recurrent-modern/gru.html'
    """
    start = next((start for start in map(edition_of, LANGUAGES) if link.startswith(start)), None)
    return None if start is None else link.removeprefix(start)
