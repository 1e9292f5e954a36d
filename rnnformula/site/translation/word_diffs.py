"""What changed in a text, word by word, as ``git diff --word-diff`` shows it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rnnformula.language import WIDE_CHARACTERS

#: A word with the blanks behind it; what stands without blanks is a word a character.
DIFFED_WORD = re.compile(rf"{WIDE_CHARACTERS}|(?:(?!{WIDE_CHARACTERS})[^\s])+\s*|\s+")
#: How many characters around a change are shown.
SHOWN_AROUND = 40


def word_diff(before: str, after: str) -> str:
    """The changes, what went in ``[-…-]`` and what came in ``{+…+}``, each with some words around it.

    >>> word_diff("It has 3 gates.", "It has 4 gates.")
    'It has [-3-]{+4+} gates.'
    """
    old, new = DIFFED_WORD.findall(before), DIFFED_WORD.findall(after)
    shown = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = "".join(old[first:last]), "".join(new[start:end])
        if kind == "equal":
            shown.append(went)
        else:
            blank = came[len(came.rstrip()) :] if came else went[len(went.rstrip()) :]
            marks = (f"[-{went.rstrip()}-]" if went.strip() else "") + (
                f"{{+{came.rstrip()}+}}" if came.strip() else ""
            )
            shown.append(f"\0{marks}{blank}")
    last = len(shown) - 1
    return "".join(
        part[1:] if part.startswith("\0") else _shortened(part, first=number == 0, last=number == last)
        for number, part in enumerate(shown)
    ).strip()


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """An unchanged part; where it is long, only what stands beside a change."""
    if first and last:
        return ""
    before, behind = (0 if first else SHOWN_AROUND), (0 if last else SHOWN_AROUND)
    if len(text) <= before + behind + 3:
        return text
    head = text[:before].rsplit(" ", 1)[0] if before else ""
    tail = text[-behind:].partition(" ")[2] or text[-behind:] if behind else ""
    return f"{head} … {tail}" if head else f"… {tail}"
