"""Python expressions as trees, read and never run; what is no code, or code that is cut, gives a tree as well.

Only as many steps are taken as there are tokens, whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

#: Brackets inside each other; what is deeper is passed over, so that no text exhausts the stack.
DEEPEST_BRACKETS = 60

#: Blanks and comments; then the end of a statement, a text, a number, a name, a sign.
CODE_TOKEN = re.compile(
    r"[^\S\n]+|\\\n|#[^\n]*"
    r"|(?P<end>[\n;])"
    r"|(?P<text>[rbuf]{0,2}(?:\"\"\"[\s\S]*?(?:\"\"\"|$)|'''[\s\S]*?(?:'''|$)"
    r"|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?))"
    r"|(?P<number>0x[\da-f_]+|0o[0-7_]+|0b[01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:e[+-]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|//|:=|[-+*/%@&|^=!<>]=|->|[\s\S])",
    re.IGNORECASE,
)
CLOSING_BRACKETS = {"(": ")", "[": "]", "{": "}"}
#: How a number of another base begins.
OTHER_BASES = ("0x", "0o", "0b")
VALUES = {"True": True, "False": False, "None": None}
SIGNS_BEFORE = ("-", "+", "~", "not", "await", "*", "**")
#: How strongly a sign or a word between two values binds.
BINDS = (
    dict.fromkeys((":=",), 1)
    | dict.fromkeys(("or",), 2)
    | dict.fromkeys(("and",), 3)
    | dict.fromkeys(("in", "is", "not", "==", "!=", "<", ">", "<=", ">="), 4)
    | dict.fromkeys(("|", "^", "&"), 5)
    | dict.fromkeys(("+", "-"), 6)
    | dict.fromkeys(("*", "/", "//", "%", "@"), 7)
    | {"**": 8}
)
#: Words that begin no value.
WORDS = frozenset({"if", "else", "for", "in", "and", "or", "is", "as", "import", "from"})


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the text: what it is, the text, where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(eq=False, slots=True)
class CodeNode:
    """A value in code, and its place in the text.

    ``kind`` says what ``value`` and ``parts`` are: ``number``, ``text``, ``constant``, ``name`` have a value;
    ``attribute`` (value: its name) and ``call`` (value: pairs of a name, "", "*" or "**" and a node) have one part;
    ``item`` has two; ``list``, ``tuple``, ``slice`` and ``dict`` (keys and values by turns) have any number; ``pair``
    (value: the sign) two; ``single`` (value: the sign) one; ``choice`` three: if so, the test, else; ``each`` four:
    the element, the target, the values, the test or None; ``lambda`` (value: its names) one. ``unread`` is what can't
    be read.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    parts: tuple[Any, ...] = ()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, without blanks and comments."""
    return [
        Token(match.lastgroup, match.group(), match.start(), match.end())
        for match in CODE_TOKEN.finditer(text)
        if match.lastgroup
    ]


def _unquoted(text: str) -> str:
    return re.sub(r"(\"\"\"|'''|\"|')$", "", re.sub(r"^[a-zA-Z]*(\"\"\"|'''|\"|')", "", text))


class CodeParser:
    """Reads one value after another from the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0
        self.depth = 0
        self.choices = 0

    def token(self, ahead: int = 0) -> Token | None:
        """The next token, or one after it; inside of brackets a line may end anywhere."""
        while self.depth and self.place < len(self.tokens) and self.tokens[self.place].kind == "end":
            self.place += 1
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def sees(self, *signs: str, ahead: int = 0) -> bool:
        """Whether the next token is one of these signs or words."""
        token = self.token(ahead)
        return token is not None and token.kind in ("sign", "name") and token.text in signs

    def take(self, sign: str) -> bool:
        """Pass over a sign where it is next."""
        token_found = self.sees(sign)
        self.place += token_found
        return token_found

    def node(self, start: int, kind: str, value: Any = None, *parts: Any) -> CodeNode:
        """A node that ends where the last token did."""
        return CodeNode(kind, start, max(start, self.ended()), value, parts)

    def ended(self) -> int:
        """Where the last token ended."""
        place = min(self.place, len(self.tokens))
        return self.tokens[place - 1].end if place else 0

    def skip(self, *ends: str) -> None:
        """Pass over what can't be read, to one of these signs outside of brackets or to the end of the statement."""
        opened: list[str] = []
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.kind == "end" and not opened and not self.depth:
                return
            if token.kind == "sign":
                if not opened and token.text in ends:
                    return
                if token.text in CLOSING_BRACKETS:
                    opened.append(CLOSING_BRACKETS[token.text])
                elif opened and token.text == opened[-1]:
                    opened.pop()
            self.place += 1

    def value(self, strength: float = 0) -> CodeNode:
        """The value that comes next, with all that is bound to it more strongly than that."""
        first = self.token()
        start = first.start if first else len(self.text)
        inner = self.unary()
        while (token := self.token()) and token.kind in ("sign", "name") and token.text in BINDS:
            sign, binds = token.text, BINDS[token.text]
            if binds <= strength or (sign == "not" and not self.sees("in", ahead=1)):
                break
            self.place += 1
            for more in ("in", "not"):  # `not in`, `is not`
                if sign in ("not", "is") and self.take(more):
                    sign = f"{sign} {more}"
            other = self.value(binds)
            deep = max(_depth(inner), _depth(other)) < DEEPEST_BRACKETS
            inner = self.node(start, "pair", sign, inner, other) if deep else self.node(start, "unread")
        if strength == 0 and self.sees("if") and not self.sees(":", ahead=1):
            self.place += 1
            test = self.value(1)
            if self.take("else"):
                self.choices += 1
                if self.choices > DEEPEST_BRACKETS:
                    self.skip(",", ")", "]", "}")
                    return self.node(start, "unread")
                inner = self.node(start, "choice", None, inner, test, self.value())
                self.choices -= 1
        return inner

    def unary(self) -> CodeNode:
        """A value with the signs before it and all calls behind it."""
        first = self.token()
        start = first.start if first else len(self.text)
        signs = []
        while self.sees(*SIGNS_BEFORE) and (token := self.token()):
            signs.append(token.text)
            self.place += 1
        inner = self.after(self.primary())
        for sign in reversed(signs[-3:]):
            inner = self.node(start, "single", sign, inner)
        return inner

    def primary(self) -> CodeNode:
        """A name, a number, a text, or what stands in brackets."""
        token = self.token()
        if token is None or token.kind == "end" or (token.kind == "sign" and token.text not in CLOSING_BRACKETS):
            start = token.start if token else len(self.text)
            return CodeNode("unread", start, start)
        if token.kind == "name" and token.text in WORDS:
            return CodeNode("unread", token.start, token.start)
        if token.kind == "name" and token.text == "lambda":
            return self._lambda(token.start)
        self.place += 1
        if token.kind == "number":
            return self.node(token.start, "number", _number(token.text))
        if token.kind == "name":
            if token.text in VALUES:
                return self.node(token.start, "constant", VALUES[token.text])
            return self.node(token.start, "name", token.text)
        if token.kind == "text":
            return self._texts(token)
        if token.text == "{":
            return self._braces(token.start)
        elements: list[CodeNode]
        elements, commas = self._listed(CLOSING_BRACKETS[token.text], self.value)
        if len(elements) == 1 and elements[0].kind == "each":
            return elements[0]
        if token.text == "(" and len(elements) == 1 and not commas:
            return elements[0]
        return self.node(token.start, "tuple" if token.text == "(" else "list", None, *elements)

    def _lambda(self, start: int) -> CodeNode:
        """A function without a name; one with other arguments than names can't be read."""
        self.place += 1
        names: list[str] = []
        while (token := self.token()) and token.kind == "name":
            names.append(token.text)
            self.place += 1
            if not self.take(","):
                break
        self.choices += 1
        if self.choices > DEEPEST_BRACKETS or not self.take(":"):
            self.skip(",", ")", "]", "}")
            return self.node(start, "unread")
        inner = self.value()
        self.choices -= 1
        return self.node(start, "lambda", tuple(names), inner)

    def _texts(self, token: Token) -> CodeNode:
        """Texts beside each other are one; what is put into a text is not known."""
        text = _unquoted(token.text)
        known = "f" not in token.text[: re.search("['\"]", token.text).start()].lower()  # type: ignore[union-attr]
        while (more := self.token()) and more.kind == "text":
            text += _unquoted(more.text)
            self.place += 1
        return self.node(token.start, "text", text) if known else self.node(token.start, "unread")

    def _braces(self, start: int) -> CodeNode:
        """A dictionary: its keys and values by turns."""
        parts: list[CodeNode] = []

        def entry() -> CodeNode:
            key = self.value()
            if self.take(":"):
                parts.extend((key, self.value()))
            return key

        self._listed("}", entry)
        return self.node(start, "dict", None, *parts)

    def _listed(self, closing: str, inner: Any) -> tuple[list[Any], int]:
        """What stands behind an opening bracket, one by one, and the bracket that closes it."""
        elements: list[Any] = []
        commas = 0
        self.depth += 1
        if self.depth > DEEPEST_BRACKETS:
            self.skip(closing)
        while (token := self.token()) and not self.sees(closing):
            start, before = token.start, self.place
            elements.append(inner())
            if self.sees("for"):
                elements[-1] = self._each(start, elements[-1])
            if self.token() and not self.sees(",", closing):
                self.skip(",", closing)
                unread = self.node(start, "unread")
                named = isinstance(elements[-1], tuple)
                elements[-1] = (elements[-1][0], unread) if named else unread
                self.place += self.place == before  # a bracket that closes nothing
            commas += self.take(",")
        self.depth -= 1
        self.place += 1
        return elements, commas

    def _each(self, start: int, element: Any) -> Any:
        """An element for each of some values."""
        name, element = element if isinstance(element, tuple) else (None, element)
        self.place += 1
        target = self.targets("in")
        self.take("in")
        values = self.value(1)
        test = self.value(1) if self.take("if") else None
        repeated = self.node(start, "each", None, element, target, values, test)
        return repeated if name is None else (name, repeated)

    def targets(self, *ends: str) -> CodeNode:
        """Names that values are given to, up to a word."""
        first = self.token()
        start = first.start if first else len(self.text)
        names: list[CodeNode] = []
        while self.token() and not self.sees(*ends, ":") and len(names) < DEEPEST_BRACKETS:
            before = self.place
            names.append(self.unary())
            if not self.take(",") and self.place == before:
                break
        return names[0] if len(names) == 1 else self.node(start, "tuple", None, *names)

    def _argument(self) -> tuple[str, CodeNode]:
        for stars in ("**", "*"):
            if self.take(stars):
                return stars, self.value()
        token = self.token()
        if token and token.kind == "name" and self.sees("=", ahead=1):
            self.place += 2
            return token.text, self.value()
        return "", self.value()

    def _index(self) -> CodeNode:
        """What stands in square brackets behind a value: an index, or the ends of a slice."""
        first = self.token()
        start = first.start if first else len(self.text)
        ends: list[CodeNode | None] = []
        colons = 0
        while self.token() and not self.sees(",", "]"):
            before = self.place
            if self.take(":"):
                colons += 1
                ends += [None] * (colons - len(ends))
            else:
                ends += [None] * (colons - len(ends))
                ends.append(self.value())
            if self.place == before:
                break
        if colons:
            return self.node(start, "slice", None, *ends, *[None] * (colons + 1 - len(ends)))
        return ends[0] if ends and ends[0] else self.node(start, "unread")

    def after(self, first: CodeNode) -> CodeNode:
        """A value with the attributes, calls and items behind it."""
        inner = first
        long = 0
        while (token := self.token()) and token.kind == "sign":
            following = self.token(1)
            if self.sees(".") and following and following.kind == "name":
                self.place += 2
                inner = self.node(first.start, "attribute", following.text, inner)
            elif self.take("("):
                given, _ = self._listed(")", self._argument)
                inner = self.node(first.start, "call", given, inner)
            elif self.take("["):
                places, commas = self._listed("]", self._index)
                alone = len(places) == 1 and not commas
                place = places[0] if alone else self.node(token.start, "tuple", None, *places)
                inner = self.node(first.start, "item", None, inner, place)
            else:
                break
            long += 1
            if long > DEEPEST_BRACKETS:
                inner = self.node(first.start, "unread")
        return inner


def _number(text: str) -> int | float:
    digits = text.replace("_", "")
    try:
        if digits[:2].lower() in OTHER_BASES:
            return int(digits, 0)
        return int(digits) if digits.isdecimal() else float(digits)
    except ValueError:  # more digits than Python reads
        return float("inf")


def _depth(node: CodeNode) -> int:
    """How many pairs stand inside each other on the left."""
    deep = 0
    while node.kind == "pair":
        node, deep = node.parts[0], deep + 1
    return deep
