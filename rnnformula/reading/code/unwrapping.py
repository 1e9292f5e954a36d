"""What stands around code in a paste: prompts, fences, quotes, signs of another keyboard."""

from __future__ import annotations

import re
from unicodedata import normalize

#: The prompt of a Python or IPython session, a quote in a mail, the number of a line in a listing.
PROMPT = re.compile(r"^[ \t]*(?:(?:>>>|\.\.\.:?|In ?\[[\d ]*\]:|Out ?\[[\d ]*\]:)(?: |$)|[>|]+ ?(?=\S))", re.MULTILINE)
NUMBERED = re.compile(r"^[ \t]*\d{1,4}[.:|)]?[ \t]{1,8}(?=\S)")
FENCE = re.compile(r"^[ \t]*(?:```|~~~)[ \t]*\w*[ \t]*$", re.MULTILINE)
#: What cells of a notebook run besides Python.
MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
#: Where a statement is glued to the import before it.
GLUED = re.compile(
    r"^([ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+[^\n#]*?[A-Za-z_*])"
    r"((?:from[ \t]+[\w.]+[ \t]+import|import[ \t]+\w|class[ \t]+\w+\(|def[ \t]+\w+\(|model[ \t]*=|inputs?[ \t]*=)"
    r"[^\n]*)$",
    re.MULTILINE,
)
QUOTES = str.maketrans("“”„‘’´", "\"\"\"'''")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def unwrapped(text: str) -> str:
    """The code alone.

    >>> unwrapped(">>> model.add(LSTM（64）)")
    'model.add(LSTM(64))'
    """
    plain = normalize("NFKC", INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).translate(QUOTES)
    plain = MAGIC.sub("", FENCE.sub("", PROMPT.sub("", plain))).replace("`", " ")
    lines = plain.split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) > 2 and all(map(NUMBERED.match, filled)):
        lines = [NUMBERED.sub("", line) for line in lines]
    return GLUED.sub(r"\1\n\2", "\n".join(lines))
