r"""Formulas in TeX, as statements have them, as text: ``\text{units} \times 2`` is ``units × 2``."""

from __future__ import annotations

import re

#: Commands of TeX -> what stands for them in text; any other stands for its own name.
TEX_SIGNS = {
    "times": "×", "cdot": "·", "odot": "⊙", "circ": "∘", "ast": "*", "pm": "±", "to": "→", "mapsto": "↦",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "approx": "≈",
    "sigma": "σ", "varphi": "φ", "langle": "⟨", "rangle": "⟩", "dots": "…", "ldots": "…", "cdots": "⋯",
    "in": "∈", "quad": " ", "qquad": " ", "colon": ":",
    "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "left": "", "right": "", "hline": "",
}  # fmt: skip
#: Commands that set what follows in braces as it is.
UPRIGHT = ("text", "mathrm", "operatorname", "mathbf", "mathit", "texttt", "boxed")
#: What an exponent of digits becomes.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A formula in Markdown, on a line of its own or in a sentence; prices such as $5 have no second sign behind a digit.
MATHS = re.compile(r"\$\$(?P<display>.+?)\$\$|(?<![\\$])\$(?P<inline>[^$\n]+?)(?<!\\)\$", re.DOTALL)
TEX_TOKEN = re.compile(r"\\([A-Za-z]+\*?)|\\(.)|([{}])|([_^])|(\s+)|(.)", re.DOTALL)
#: What stands below or above a line needs brackets where more than this is in it.
SIMPLE = re.compile(r"[\w.,]+")
TEX_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{\w+\*?\}(?:\{[lcr| ]*\})?")
#: In a number, a comma that TeX would set with a space behind it.
GROUP_COMMA = "{,}"


def tex_as_text(tex: str) -> str:
    r"""A formula as text in one line, its signs those of Unicode.

    >>> tex_as_text(r"4 \times \text{units} \times (\text{features} + 1) = 1{,}024")
    '4 × units × (features + 1) = 1,024'
    """
    text = TEX_ENVIRONMENT.sub(" ", tex).replace(GROUP_COMMA, ",").replace("\\\\", " ").replace("&", " ")
    reader = _Reader(list(TEX_TOKEN.finditer(text)))
    written = reader.until_end()
    return re.sub(r"\s+([,;])", r"\1", re.sub(r"([(⌈⌊])\s+|\s+([)⌉⌋])", r"\1\2", " ".join(written.split())))


class _Reader:
    """Reads tokens of TeX and writes what they stand for."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.tokens = tokens
        self.place = 0

    def until_end(self) -> str:
        """All that is left, up to a closing brace without its opening one."""
        written = ""
        while self.place < len(self.tokens) and self.tokens[self.place][3] != "}":
            written += self.part()
        self.place += 1
        return written

    def part(self) -> str:
        """One token, with what belongs to it."""
        if self.place >= len(self.tokens):
            return ""
        command, escaped, brace, script, blank, character = self.tokens[self.place].groups()
        self.place += 1
        if command == "frac":
            return f"{_bracketed(self.part())} / {_bracketed(self.part())}"
        if command == "sqrt":
            return f"√{_bracketed(self.part())}"
        if command in UPRIGHT:
            return self.part()
        if command:
            return TEX_SIGNS.get(command, command)
        if escaped:
            return " " if escaped in ",;:! " else escaped
        if brace:
            return self.until_end()
        if script:
            inside = self.part().strip()
            return inside.translate(RAISED) if script == "^" and inside.isdecimal() else script + _bracketed(inside)
        return " " if blank else character


def _bracketed(text: str) -> str:
    return text.strip() if SIMPLE.fullmatch(text.strip()) else f"({text.strip()})"


def with_plain_formulas(text: str, *, code: bool) -> str:
    r"""Markdown with its formulas as text, in Markdown's marks of code where they are to be shown as such.

    >>> with_plain_formulas(r"It has $\text{units} \times 2$.", code=True)
    'It has `units × 2`.'
    """
    marks = "`{}`" if code else "{}"
    return MATHS.sub(lambda match: marks.format(tex_as_text(match["display"] or match["inline"])), text)


def without_marks(text: str) -> str:
    """Markdown as plain text: without the marks of formulas, code and emphasis, and with the texts of links alone.

    >>> without_marks("**Not** `kernel`, [see](a.md)")
    'Not kernel, see'
    """
    linked = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", with_plain_formulas(text, code=False))
    return re.sub(r"(\*\*|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w))", "", linked).replace("\\", "")
