"""What stands before every line of a table and is no part of it: stamps of a logger, bars, signs of a diff.

It becomes blanks of the same width, so that columns stay where they were.
"""

from __future__ import annotations

import re
from itertools import groupby

from rnnformula.summaries.headers import TITLE_OR_HEADER

_DAY = r"\d{4}[-/.]\d\d[-/.]\d\d"
_TIME = r"\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
_LEVEL = r"(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|NOTICE|[Dd]ebug|[Ii]nfo|[Ww]arning)"
_WHERE = r"[A-Za-z_][\w.]{0,60}(?::[A-Za-z_]\w{0,60})?(?::\d{1,5})?"
#: What stands behind a part of a stamp; a bar only before another part, as it may be one of the table.
_SEPARATOR = rf"(?: {{1,6}}\| (?=\[?{_LEVEL}|{_WHERE} - )| ?[-:] ?| )?"
#: A time, a level and a place in the code, in the orders and brackets of the usual loggers.
_STAMP = re.compile(
    rf"^[ \t]{{0,8}}(?:"
    rf"[IWEF]\d{{4}} {_TIME} {{1,6}}\d{{1,9}} [\w.]{{1,80}}:\d{{1,5}}\] ?"
    rf"|{_LEVEL}:[\w.]{{1,60}}:"
    rf"|(?:\[?(?:{_DAY}[T ])?{_TIME}\]?{_SEPARATOR})(?:\[?{_LEVEL}(?: {{0,8}}\]){{0,2}}{_SEPARATOR})?"
    rf"(?:{_WHERE} - )?(?:\[?{_LEVEL}\]?{_SEPARATOR})?"
    rf"|\[{_LEVEL}\] ?|{_LEVEL}(?: - | ?: ?| ?\| )"
    rf"|\[\d{{1,4}},\d{{1,4}}\]<std(?:out|err)>: ?|\(\w{{1,60}} pid=\d{{1,9}}(?:, ip=[\d.]{{7,15}})?\) ?"
    rf")",
    re.MULTILINE,
)
_SIGN = re.compile(r"\||[+-](?![+=-]{3,}\+$)|[A-Za-z][\w.-]{0,40} {0,20}\|")
_OF_A_TABLE = re.compile(rf"{TITLE_OR_HEADER}|(?:Total|Trainable) [Pp]aram|[=_─━-]{{20}}")
#: A row of torchinfo in ASCII, whose sign is its own.
_BRANCH = re.compile(r"[+-] [A-Za-z_]")
_BARS = re.compile(r"[|].*[|]\s*$")
#: Fewer lines than this have nothing in common but a chance.
_FEWEST, _FEWEST_NAMED = 2, 4


def without_margins(text: str) -> str:
    """The text with blanks where a logger, a diff or a page set something before each line.

    >>> without_margins("[INFO] lstm (LSTM)")
    '       lstm (LSTM)'
    """
    if any(sign in text for sign in (":", "[", "pid=")):
        text = _STAMP.sub(lambda stamp: " " * len(stamp[0]), text)
    if not any(sign in text for sign in ("\n|", "\n+", "\n-", " |")):
        return text
    lines = text.split("\n")
    written = [line for line in lines if line.strip()]
    done: list[str] = []
    for sign, run in groupby(lines, key=_sign):
        block = [*run]
        done += _without(sign, block, whole=len(block) >= len(written)) if sign else block
    return "\n".join(done)


def _sign(line: str) -> str:
    """The sign that a line begins with, "" for none."""
    sign = _SIGN.match(line)
    return sign[0] if sign else ""


def _without(sign: str, lines: list[str], *, whole: bool) -> list[str]:
    """The lines without a sign before all of them, where it is no bar or branch of the table itself."""
    of_a_table = any(_OF_A_TABLE.search(line[len(sign) :]) for line in lines)
    alone = whole and not any(map(_BRANCH.match, lines))
    if (
        len(lines) < (_FEWEST if len(sign) == 1 else _FEWEST_NAMED)
        or any(map(_BARS.match, lines))
        or not (of_a_table or alone)
    ):
        return lines
    return [" " * len(sign) + line[len(sign) :] for line in lines]
