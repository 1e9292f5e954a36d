"""Code -> statements, those of a block inside the statement that begins it, by their indentation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rnnformula.reading.code.nodes import DEEPEST, Node, Parser

#: Words that begin a block, and what stands between them and its colon.
BLOCKS = frozenset({"for", "while", "if", "elif", "else", "with", "try", "except", "finally", "def", "class", "async"})
#: Words that begin a statement that makes no layer.
OTHERS = frozenset({"import", "from", "assert", "del", "raise", "global", "nonlocal", "pass", "break", "continue"})
BLANK = re.compile(r"[^\S\n]*")
SET = ("=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "|=", "&=", "^=", "@=")


@dataclass(eq=False, slots=True)
class Parameter:
    """An argument of a function that is defined: its name, and its default where there is one; ``*`` before others."""

    name: str
    default: Node | None = None


@dataclass(eq=False, slots=True)
class Statement:
    """One statement: the word that begins it, its values, and the statements of its block.

    ``targets`` are given ``nodes[0]``, by the sign ``sign``. ``marked``: a module as PyTorch prints it,
    ``(lstm): LSTM(10, 20)``. ``rest``: words that are no code stand behind it.
    """

    word: str
    indent: int
    start: int
    end: int = 0
    name: str = ""
    sign: str = "="
    targets: list[Node] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    body: list[Statement] = field(default_factory=list)
    marked: bool = False
    rest: bool = False


def statements_of(text: str) -> list[Statement]:
    """The statements of a text, blocks inside each other."""
    reader = _Reader(text)
    flat: list[tuple[Statement, bool]] = []
    while reader.place < len(reader.tokens):
        flat.append(reader.statement())
    return _nested(flat)


def _nested(flat: list[tuple[Statement, bool]]) -> list[Statement]:
    """Statements put into the blocks that they are indented under, or that begin in the same line."""
    whole: list[Statement] = []
    opened: list[Statement] = []
    inline: Statement | None = None
    deep = 0  # blocks that begin in one line
    for statement, goes_on in flat:
        if inline:
            inline.body.append(statement)
        else:
            while opened and statement.indent <= opened[-1].indent:
                opened.pop()
            (opened[-1].body if opened else whole).append(statement)
        if statement.word in BLOCKS and len(opened) + deep < DEEPEST:
            if not inline:
                opened.append(statement)
            if goes_on:
                inline = statement
                deep += 1
                continue
        if not goes_on:
            inline, deep = None, 0
    return whole


class _Reader(Parser):
    line_at = 0
    indent = -1

    def _indent(self, start: int) -> int:
        """How far the line is indented; statements come in order, so that each line is looked at once."""
        while 0 <= (end := self.text.find("\n", self.line_at)) < start:
            self.line_at, self.indent = end + 1, -1
        if self.indent < 0:
            blank = BLANK.match(self.text, self.line_at)
            self.indent = len(blank.group().expandtabs()) if blank else 0
        return self.indent

    def statement(self) -> tuple[Statement, bool]:
        """The next statement, and whether another one stands in the same line."""
        token = self.tokens[self.place]
        found = Statement("", self._indent(token.start), token.start)
        if token.kind == "name" and (token.text in BLOCKS or token.text in OTHERS or token.text == "return"):
            self._worded(found, token.text)
        else:
            self._plain(found, marked=token.text == "(")
        found.end = self.ended()
        goes_on = False
        if self.place < len(self.tokens):
            ended = self.tokens[self.place]
            if ended.kind == "end":
                goes_on = ended.text == ";"
                self.place += 1
            else:
                goes_on = True
        return found, goes_on

    def _worded(self, found: Statement, word: str) -> None:
        before = self.place
        self.place += 1
        if word == "async":
            token = self.token()
            word = token.text if token and token.kind == "name" else word
            self.place += 1
        found.word = word
        if word in OTHERS:
            self.skip()
        elif word == "return":
            self._plain(found, marked=False)
        elif word in ("def", "class"):
            self._definition(found)
        elif word == "for":
            found.targets = [self.targets("in")]
            self.take("in")
            found.nodes = [self.value()]
        elif word in ("if", "elif", "while"):
            found.nodes = [self.value()]
        if word in BLOCKS:
            self.skip(":")
            if not self.take(":"):  # a sentence that begins so
                self.place = max(before + 1, self.place)
                found.rest = True

    def _definition(self, found: Statement) -> None:
        token = self.token()
        if token and token.kind == "name":
            found.name = token.text
            self.place += 1
        if not self.take("("):
            return
        if found.word == "class":
            given, _ = self._listed(")", self._argument)
            found.nodes = [node for name, node in given if not name]
        else:
            found.parameters, _ = self._listed(")", self._parameter)
            found.parameters = [one for one in found.parameters if isinstance(one, Parameter)]

    def _parameter(self) -> Parameter:
        stars = "".join(sign for sign in ("**", "*") if self.take(sign))
        token = self.token()
        name = token.text if token and token.kind == "name" else ""
        self.place += bool(name)
        if self.take(":"):
            self.value(4)
        default = self.value() if self.take("=") else None
        return Parameter(stars or name, default)

    def _plain(self, found: Statement, *, marked: bool) -> None:
        """Values one after another, each of them perhaps given to names."""
        started = self.place
        while self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
            before = self.place
            token = self.tokens[before]
            one = self.value()
            if self.sees(","):  # several, as in `a, b = 3, 4` and in the elements of a list that was cut
                elements = [one]
                while self.take(",") and self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
                    elements.append(self.value())
                one = self.node(token.start, "tuple", "bare", *elements)
            if self.sees(":") and before == started:  # `x: int = 3`, or `(lstm): LSTM(3, 4)`
                self.place += 1
                found.marked = marked
                found.targets.append(one)
                if not marked:
                    kind = self.value(4)
                    if not self.sees("="):
                        found.nodes.append(kind)
                        continue
                    self.place += 1
            elif self.sees(*SET):
                sign = self.tokens[self.place].text
                self.place += 1
                found.sign = sign if sign != "=" else found.sign
                found.targets.append(one)
            else:
                found.nodes.append(one)
                if self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
                    found.rest = True  # another statement, where lines were put together, or no code
                    if self.tokens[self.place].kind == "name" and self.place > before:
                        return
                    self.skip()
            if self.place == before:
                self.place += 1
