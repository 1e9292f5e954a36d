"""Where a value of a snippet can come from: something that ran, or literals of its code."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

#: More combinations of literals than these count as one that has all of them.
MOST_SOURCES = 60


class Literal(NamedTuple):
    """A constant as it is written in a snippet, with its place; ``value`` is its `repr`."""

    line: int
    column: int
    value: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One way in which a value can arise: from these literals, and from a run where ``ran``.

    A ``text`` is a string literal that nothing but joining and cutting has happened to; ``built`` says that the value
    belongs to what a framework built.
    """

    literals: frozenset[Literal] = frozenset()
    ran: bool = False
    text: bool = False
    built: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function or a class of the snippet, with the names that it sees."""

    node: ast.FunctionDef | ast.Lambda | ast.ClassDef
    names: dict[str, Flow] = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """All ways in which a value can arise.

    ``paths`` holds the dotted names of library members that it can be, ``functions`` the functions of the snippet.
    ``parts`` holds the elements of a tuple or list as long as they are known, ``table`` the keys and values of a dict.
    """

    sources: frozenset[Origin] = frozenset()
    paths: frozenset[str] = frozenset()
    functions: frozenset[Function] = frozenset()
    parts: tuple[Flow, ...] | None = None
    table: tuple[tuple[Flow, Flow], ...] | None = None

    @property
    def flat(self) -> Flow:
        """The value and all that it holds, without order."""
        if self.parts is None and self.table is None:
            return self
        contents = [*(self.parts or ()), *(item for pair in self.table or () for item in pair)]
        return either(replace(self, parts=None, table=None), *(item.flat for item in contents))

    @property
    def ran(self) -> bool:
        """Whether it comes from a run in any way."""
        return any(source.ran for source in self.flat.sources)

    @property
    def built(self) -> bool:
        """Whether it can belong to what a framework built."""
        return any(source.built for source in self.flat.sources)

    @property
    def literals(self) -> frozenset[Literal]:
        """All literals in it."""
        return frozenset().union(*(source.literals for source in self.flat.sources))

    @property
    def elements(self) -> Flow:
        """What a loop over it gives."""
        if self.parts is not None:
            return either(*self.parts)
        if self.table is not None:
            return either(*(key for key, _ in self.table))
        return self

    def at(self, index: Flow) -> Flow:
        """The element at an index."""
        keys = {literal.value for literal in index.literals}
        if self.table is not None:
            chosen = [value for key, value in self.table if keys & {literal.value for literal in key.literals}]
            return either(*(chosen if len(keys) == 1 and chosen else (value for _, value in self.table)))
        if self.parts is not None and len(keys) == 1 and not index.ran:
            (key,) = keys
            if key.isdecimal() and int(key) < len(self.parts):
                return self.parts[int(key)]
        return self.elements

    def unpacked(self, number: int) -> list[Flow]:
        """So many values, into which it is taken apart."""
        if self.parts is not None and len(self.parts) == number:
            return list(self.parts)
        return [self.elements.flat] * number


NOTHING = Flow()
RAN = Flow(frozenset({Origin(ran=True)}))
BUILT = Flow(frozenset({Origin(ran=True, built=True)}))


def literal(value: Any, line: int, column: int) -> Flow:
    """The flow of a constant."""
    if value is None or value is ...:
        return NOTHING
    written = frozenset({Literal(line, column, repr(value))})
    return Flow(frozenset({Origin(written, text=isinstance(value, (str, bytes)))}))


def either(*flows: Flow) -> Flow:
    """A value that is one of these."""
    if len(flows) == 1:
        return flows[0]
    shapes = {len(flow.parts) if flow.parts is not None else -1 for flow in flows}
    parts = None
    table = None
    if len(shapes) == 1 and -1 not in shapes:
        parts = tuple(either(*column) for column in zip(*(flow.parts or () for flow in flows), strict=True))
    elif flows and all(flow.table is not None for flow in flows):
        table = tuple(pair for flow in flows for pair in flow.table or ())
    else:
        flows = tuple(flow.flat for flow in flows)
    return Flow(
        frozenset().union(*(flow.sources for flow in flows)),
        frozenset().union(*(flow.paths for flow in flows)),
        frozenset().union(*(flow.functions for flow in flows)),
        parts,
        table,
    )


def combined(flows: Iterable[Flow]) -> Flow:
    """A value that is computed from all of these."""
    results = {Origin()}
    for flow in flows:
        sources = flow.flat.sources
        if sources:
            results = {_both(result, source) for result in results for source in sources}
        if len(results) > MOST_SOURCES:
            results = {_all(source for source in results if source.ran is ran) for ran in (False, True)}
    return Flow(frozenset(results - {Origin()}))


def _both(left: Origin, right: Origin) -> Origin:
    return Origin(left.literals | right.literals, ran=left.ran or right.ran)


def _all(sources: Iterable[Origin]) -> Origin:
    listed = list(sources)
    literals = frozenset().union(*(source.literals for source in listed))
    return Origin(literals, ran=any(source.ran for source in listed))


def data(flow: Flow) -> Flow:
    """The value as mere data, which can build nothing."""
    flat = flow.flat
    return replace(flat, sources=frozenset(replace(source, built=False) for source in flat.sources))
