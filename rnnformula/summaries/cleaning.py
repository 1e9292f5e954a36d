"""A pasted text, cleaned of tags, colours, comment signs, prompts and odd blanks around its tables.

Marks before a line become blanks of the same width, so that columns stay where they were.
"""

from __future__ import annotations

import html
import json
import re

from rnnformula.summaries.margins import without_margins

#: Only this many characters of a line are read; no printer makes longer lines.
LONGEST_LINE = 4000

#: From this many characters on a text is looked at before it is cleaned, for words that every table has one of.
_LONG = 1_000_000
_WORDS = re.compile(r"Layer|Param|None|Output|LSTM|GRU|RNN|\): |\x00L|L\x00|无")
_TAG = re.compile(
    r"<(?=[/a-zA-Z])(/?)(a|b|body|br|center|code|details|div|em|font|head|html|i|kbd|li|meta|ol|p|pre|samp|script|span|strong|style"
    r"|summary|table|tbody|td|th|thead|title|tr|tt|u|ul)(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CELLS = frozenset(("td", "th"))
_BREAKS = frozenset(("br", "div", "li", "p", "pre", "table", "tr"))
_HIDDEN = frozenset(("head", "script", "style", "title"))
_COLOURS = re.compile(
    r"\x1b\[[0-9;?]{0,40}[A-Za-z]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|\x1b.|\[[0-9;]{0,40}m(?!\w)"
)
_QUOTED = re.compile(r'^[ \t]*"((?:[^"\\\n]|\\.)*)"[ \t]*,?[ \t]*$', re.MULTILINE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
#: Where a page that lost its line ends joined a line to the one before it.
_JOINED = re.compile(
    r"(?<=[\d\]=_]) +(?=[^\s()]{1,100} \([A-Z]\w{0,60}\)? +(?:[\[({]|multiple ))"
    r"|(?<=[=_]{9}) +(?=[^\s|])|(?:(?<=[\w)\]])|(?<=Param #)) +(?=[=_]{9})"
    r"|(?<=\d) +(?=(?:Total|Trainable|Non-trainable) params:)"
    r"|(?<=[┓┩┤┘]) *(?=[│├└┡┃])|(?<=[│┃]) *(?=[┡├└][━─]{3})"
)
_MARKS = re.compile(
    r"[ \t]*(?:(?:In|Out)? ?\[ {0,3}\d{0,5} {0,3}\]:[ \t]?|>>> ?|\.\.\. )?"
    r"""(?:(?:#+'?|//+|>+|%+|;+|\*+(?=[ \t])|\"{3}|'{3})[ \t]*)*"""
)
_CHARACTERS = str.maketrans(
    {
        **{0xFF01 + i: 0x21 + i for i in range(94)},
        **dict.fromkeys((*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000), " "),
        **dict.fromkeys((*range(9), *range(0x200B, 0x2010), 0x2060, 0xAD, 0xFEFF), None),
        **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n"),
    }
)


def is_junk(text: str) -> bool:
    """Whether a long text is binary, or has no word of any table: cleaning that would be for nothing."""
    if len(text) < _LONG:
        return False
    return text.count("\ufffd") > len(text) // 10 or not _WORDS.search(text)


def cleaned(text: str) -> str:
    """The text without tags, colours and unusual characters, its lines still whole.

    >>> cleaned("<pre>lstm (<span>LSTM</span>)</pre>").strip()
    'lstm (LSTM)'
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii() or not text.isprintable():
        text = text.translate(_CHARACTERS)
    if _TAG.search(text):
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(text).translate(_CHARACTERS)
    if '"' in text and "\\" in text:
        text = _QUOTED.sub(_unquoted, text)
    if "\\u" in text:
        text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    if text.count("\\n") > max(2, text.count("\n")):
        text = text.replace("\\n", "\n")
    text = _COLOURS.sub("", text) if "\x1b" in text or "[0m" in text else text
    return _JOINED.sub("\n", without_margins(text))


def unmarked(line: str) -> str:
    """A line with blanks for its tabs and for what stands before the table.

    >>> unmarked("# # lstm (LSTM)")
    '    lstm (LSTM)'
    """
    line = line[:LONGEST_LINE].rstrip()
    if "\t" in line:
        line = line.expandtabs(8)[:LONGEST_LINE]
    if "\\" in line:
        line = line.replace("\\_", "_").replace("\\#", "#").replace("\\|", "|")
    marks = _MARKS.match(line)
    end = marks.end() if marks else 0
    return " " * end + line[end:]


def _without_tags(text: str) -> str:
    """The text between the tags, with bars between the cells of a row and line ends where the tags break lines."""
    parts: list[str] = []
    end, hidden, in_row = 0, "", False
    for tag in _TAG.finditer(text):
        closes, name = tag[1] == "/", tag[2].lower()
        if not hidden:
            between = text[end : tag.start()]
            parts.append(between.replace("\n", " ") if in_row else between)
            parts.append(_instead(name, closes, in_row=in_row))
        end = tag.end()
        if name == "tr":
            in_row = not closes
        if name in _HIDDEN and not (hidden and hidden != name):
            hidden = "" if closes else name
    parts.append("" if hidden else text[end:])
    return "".join(parts)


def _instead(name: str, closes: bool, *, in_row: bool) -> str:
    """The text that replaces a tag."""
    if name in _CELLS:
        return " | " if closes else ""
    if name not in _BREAKS:
        return ""
    return " " if in_row and name != "tr" else "\n"


def _unquoted(line: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{line[1]}"', strict=False)).rstrip("\n")
    except ValueError:
        return line[0]
