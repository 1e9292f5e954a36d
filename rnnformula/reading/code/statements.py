"""Code -> statements, those of a block inside the statement that begins it, by their indentation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rnnformula.reading.code.nodes import DEEPEST_BRACKETS, CodeNode, CodeParser

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
    default: CodeNode | None = None


@dataclass(eq=False, slots=True)
class CodeStatement:
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
    targets: list[CodeNode] = field(default_factory=list)
    nodes: list[CodeNode] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    body: list[CodeStatement] = field(default_factory=list)
    marked: bool = False
    rest: bool = False

    @property
    def block_end(self) -> int:
        """Where its block ends in the text."""
        return max([self.end, *(inner.block_end for inner in self.body)])


def statements_of(text: str) -> list[CodeStatement]:
    """The statements of a text, blocks inside each other."""
    reader = _Reader(text)
    flat: list[tuple[CodeStatement, bool]] = []
    while reader.place < len(reader.tokens):
        if reader.tokens[reader.place].kind == "end":  # an empty line ends no block, but what was written in one line
            reader.place += 1
            if flat:
                flat[-1] = (flat[-1][0], False)
        else:
            flat.append(reader.statement())
    return _nested(flat)


def _nested(flat: list[tuple[CodeStatement, bool]]) -> list[CodeStatement]:
    """Statements put into the blocks that they are indented under, or that begin in the same line."""
    whole: list[CodeStatement] = []
    opened: list[CodeStatement] = []
    inline: CodeStatement | None = None
    deep = 0  # blocks that begin in one line
    for statement, goes_on in flat:
        if inline:
            inline.body.append(statement)
        else:
            while opened and statement.indent <= opened[-1].indent:
                opened.pop()
            (opened[-1].body if opened else whole).append(statement)
        if statement.word in BLOCKS and len(opened) + deep < DEEPEST_BRACKETS:
            if not inline:
                opened.append(statement)
            if goes_on:
                inline = statement
                deep += 1
                continue
        if not goes_on:
            inline, deep = None, 0
    return whole


class _Reader(CodeParser):
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

    def statement(self) -> tuple[CodeStatement, bool]:
        """The next statement, and whether another one stands in the same line."""
        token = self.tokens[self.place]
        record = CodeStatement("", self._indent(token.start), token.start)
        if token.kind == "name" and (token.text in BLOCKS or token.text in OTHERS or token.text == "return"):
            self._worded(record, token.text)
        else:
            self._plain(record, marked=token.text == "(")
        record.end = self.ended()
        goes_on = False
        if self.place < len(self.tokens):
            ended = self.tokens[self.place]
            if ended.kind == "end":
                goes_on = ended.text == ";"
                self.place += 1
            else:
                goes_on = True
        return record, goes_on

    def _worded(self, record: CodeStatement, word: str) -> None:
        before = self.place
        self.place += 1
        if word == "async":
            token = self.token()
            word = token.text if token and token.kind == "name" else word
            self.place += 1
        record.word = word
        if word in OTHERS:
            self.skip()
        elif word == "return":
            self._plain(record, marked=False)
        elif word in ("def", "class"):
            self._definition(record)
        elif word == "for":
            record.targets = [self.targets("in")]
            self.take("in")
            record.nodes = [self.value()]
        elif word in ("if", "elif", "while"):
            record.nodes = [self.value()]
        if word in BLOCKS:
            self.skip(":")
            if not self.take(":"):  # a sentence that begins so
                self.place = max(before + 1, self.place)
                record.rest = True

    def _definition(self, record: CodeStatement) -> None:
        token = self.token()
        if token and token.kind == "name":
            record.name = token.text
            self.place += 1
        if not self.take("("):
            return
        if record.word == "class":
            given, _ = self._listed(")", self._argument)
            record.nodes = [node for name, node in given if not name]
        else:
            record.parameters, _ = self._listed(")", self._parameter)
            record.parameters = [value for value in record.parameters if isinstance(value, Parameter)]

    def _parameter(self) -> Parameter:
        stars = "".join(sign for sign in ("**", "*") if self.take(sign))
        token = self.token()
        name = token.text if token and token.kind == "name" else ""
        self.place += bool(name)
        if self.take(":"):
            self.value(4)
        default = self.value() if self.take("=") else None
        return Parameter(stars or name, default)

    def _plain(self, record: CodeStatement, *, marked: bool) -> None:
        """Values one after another, each of them perhaps given to names."""
        started = self.place
        while self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
            before = self.place
            token = self.tokens[before]
            value = self.value()
            if self.sees(","):  # several, as in `a, b = 3, 4` and in the elements of a list that was cut
                elements = [value]
                while self.take(",") and self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
                    elements.append(self.value())
                value = self.node(token.start, "tuple", "bare", *elements)
            if self.sees(":") and before == started:  # `x: int = 3`, or `(lstm): LSTM(3, 4)`
                self.place += 1
                record.marked = marked
                record.targets.append(value)
                if not marked:
                    kind = self.value(4)
                    if not self.sees("="):
                        record.nodes.append(kind)
                        continue
                    self.place += 1
            elif self.sees(*SET):
                sign = self.tokens[self.place].text
                self.place += 1
                record.sign = sign if sign != "=" else record.sign
                record.targets.append(value)
            else:
                record.nodes.append(value)
                if self.place < len(self.tokens) and self.tokens[self.place].kind != "end":
                    record.rest = True  # another statement, where lines were put together, or no code
                    if self.tokens[self.place].kind == "name" and self.place > before:
                        return
                    self.skip()
            if self.place == before:
                self.place += 1
