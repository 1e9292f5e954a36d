"""Operations -> places on a plane: a column for each weighted sum, levels above it, the states on a rail over all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.figures.operations import COMPUTED, MULTIPLICATION, REST, SIGNAL, STATES, SUM, WEIGHTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rnnformula.figures.operations import Operation, Stage


@dataclass(eq=False, slots=True)
class Node:
    """An operation at a place: its column from the left, its level from the bottom, the number of its stage.

    Its operands are nodes of this stage or of one before, or signals, which have no column.
    """

    operation: Operation
    operands: tuple[Node, ...]
    stage: int
    column: int = -1
    level: int = 0
    #: Whether a state runs through it on its way to the next step.
    on_rail: bool = False
    #: The weighted sum right above it, one of whose matrices it is multiplied by.
    under: Node | None = None

    @property
    def kind(self) -> str:
        """The kind of its operation."""
        return self.operation.kind


@dataclass(frozen=True, slots=True)
class Places:
    """All nodes of a step, the node that makes each result, and how many columns and levels there are."""

    nodes: tuple[Node, ...]
    results: dict[str, Node]
    columns: int
    top: int


def place_all(stages: Sequence[Stage]) -> Places:
    """Where the operations of all stages stand.

    >>> from rnnformula.counting.forward import equations
    >>> from rnnformula.figures.operations import stages
    >>> placed = place_all(stages(equations("LSTM")))
    >>> [placed.results[name].column for name in ("f", "i", "candidate", "o")]
    [0, 1, 2, 3]
    """
    nodes: list[Node] = []
    results: dict[str, Node] = {}
    signals: dict[str, Node] = {}

    def add(operation: Operation, stage: int) -> Node:
        if operation.kind == COMPUTED:
            return results[operation.name]
        if operation.kind == SIGNAL:
            return signals.setdefault(operation.name, Node(operation, (), -1, level=-1))
        nodes.append(Node(operation, tuple(add(operand, stage) for operand in operation.operands), stage))
        return nodes[-1]

    for number, stage in enumerate(stages):
        results[stage.target] = add(stage.last, number)
    states = [stage.target for stage in stages if stage.target in STATES]
    columns = _columns(results[name] for name in states)
    rails = [node for name in states for node in _rail(results[name], name)]
    for node in rails:
        node.on_rail = True
    for node in nodes:
        _place(node)
    top = max((node.level for node in rails), default=max(node.level for node in nodes))
    for reader, user in _readers(nodes, rails):
        others = [operand for operand in user.operands if operand is not reader]
        user.column = reader.column = max((operand.column for operand in others), default=columns - 1)
        user.level = max((operand.level for operand in others), default=0) + 1
        reader.level = user.level + 1
        top = max(top, reader.level + 1)
    for node in rails:
        node.level = top
    return Places(tuple(nodes), results, columns, top)


def _columns(last: Iterable[Node]) -> int:
    """Give each weighted sum a column, in the order in which the states need them; returns how many there are."""
    given = 0
    for node in (behind for state in last for behind in _behind(state)):
        if node.kind == WEIGHTED and node.column < 0:
            node.column = given
            given += 1
    return given


def _behind(node: Node) -> Iterator[Node]:
    for operand in node.operands:
        yield from _behind(operand)
    yield node


def _rail(node: Node, state: str) -> list[Node]:
    """The products and sums through which a state runs to its next value; none where it runs through weights."""
    if node.kind not in (MULTIPLICATION, SUM):
        return []
    for operand in node.operands:
        if operand.kind == SIGNAL and operand.operation.name == state:
            return [node]
        if below := _rail(operand, state):
            return [*below, node]
    return []


def _place(node: Node) -> None:
    """Column and level of a node whose operands have theirs."""
    node.level = max(operand.level for operand in node.operands) + 1
    if node.kind == WEIGHTED:
        for operand in node.operands:
            if operand.kind != SIGNAL:
                operand.column, operand.under = node.column, node
        return
    beside = [operand for operand in node.operands if operand.kind != SIGNAL and not operand.on_rail]
    node.column = max((operand.column for operand in beside), default=-1)
    for operand in beside:
        if operand.kind == REST:
            # Beside what it is made of, at the level of what uses it.
            operand.column, operand.level = operand.operands[0].column + 1, node.level


def _readers(nodes: Sequence[Node], rails: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """What reads a state from its rail, each with what uses it."""
    for user in nodes:
        for reader in user.operands:
            if not user.on_rail and not reader.on_rail and any(operand in rails for operand in reader.operands):
                yield reader, user
