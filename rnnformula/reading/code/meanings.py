"""What names stand for while code is followed: values, layers, tensors, models, classes and functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.reading.code.nodes import CodeNode
    from rnnformula.reading.code.statements import CodeStatement, Parameter
    from rnnformula.reading.layers import Layer


@dataclass(eq=False, slots=True, repr=False)
class Open:
    """A value that the code does not set: its text, and the names that somebody has to fill in for it.

    A sum, difference or product of others has its ``sign`` and ``sides``. ``called``: what an unknown function gives.
    """

    text: str
    names: tuple[str, ...] = ()
    sign: str = ""
    sides: tuple[Any, ...] = ()
    called: bool = False

    def __post_init__(self) -> None:
        self.names = self.names or (self.text,)

    def __repr__(self) -> str:
        """The text, as it stands in code."""
        return self.text


@dataclass(eq=False, slots=True)
class Part:
    """A layer or module that a call makes: however often it is applied, it owns its weights once.

    ``layer`` is None for a module without parameters that is known by its name alone; values in its arguments and in
    ``sizes``, which it reads, may be `Open`. ``missing`` are the arrays that are another part's. ``size`` is how many
    layers it is made of.
    """

    layer: Layer | None
    source: str
    sizes: dict[str, Any] = field(default_factory=dict)
    torch: bool = False
    name: str = ""
    frozen: bool = False
    missing: list[str] = field(default_factory=list)
    used: bool = False
    size: int = 1
    function: Lambda | Defined | None = None
    worked: Worked | None = None


@dataclass(eq=False, slots=True)
class Call:
    """One application of a layer, a model or a function to tensors.

    ``kind``: "input" (``detail``: its axes, batch first), "layer", "model", "item" (``detail``: an index or several),
    "same" (one of the tensors it reads as it is), "operation" (a function without weights; ``detail``: its name, and
    what it is given), "outside" (``detail``: whether a layer is nowhere applied), or "unknown". ``beside`` are tensors
    that decide no size, such as the states that it begins with.
    """

    kind: str
    source: str
    reads: tuple[Tensor, ...] = ()
    part: Part | Chain | None = None
    detail: Any = None
    beside: tuple[Tensor, ...] = ()


@dataclass(eq=False, slots=True)
class Tensor:
    """What a call puts out: all of it, or the output at a place."""

    call: Call
    place: int | None = None


@dataclass(eq=False, slots=True)
class Worked:
    """What a function inside a layer does: the tensors that it begins with, and the one that it gives."""

    begins: tuple[Tensor, ...]
    ends: Tensor


@dataclass(eq=False, slots=True)
class Chain:
    """A model of Keras: layers one after another, or all between inputs and outputs.

    ``items`` are parts, chains, and whatever else was added; ``inputs`` and ``outputs`` are those of a functional one.
    ``build`` are the axes that the code builds it on, batch first.
    """

    name: str = ""
    items: list[Any] = field(default_factory=list)
    inputs: list[Tensor] = field(default_factory=list)
    outputs: list[Tensor] = field(default_factory=list)
    build: Any = None
    functional: bool = False
    used: bool = False
    named: bool = True
    size: int = 0


@dataclass(eq=False, slots=True)
class Raw:
    """An array that code makes itself, ``nn.Parameter(torch.zeros(3, 4))``: its axes."""

    axes: tuple[Any, ...]
    source: str


@dataclass(eq=False, slots=True)
class OwnedModules:
    """Modules of PyTorch, or layers of a class of Keras, by their names there, in their order."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    defined: Defined | None = None
    name: str = ""
    used: bool = False
    calls: list[Call] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Defined:
    """A class or a function of the code, and the names known where it stands.

    ``home`` is the class of a method; ``attributes`` are what a class sets; ``above`` are values
    of its arguments' names that stand before it.
    """

    name: str
    statement: CodeStatement
    scope: dict[str, Any]
    bases: tuple[str, ...] = ()
    methods: dict[str, Defined] = field(default_factory=dict)
    called: bool = False
    owner: OwnedModules | None = None
    home: Defined | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    above: dict[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> list[Parameter]:
        """The arguments that it takes."""
        return self.statement.parameters


@dataclass(eq=False, slots=True)
class Base:
    """``super()``: an object, as the classes that ``home`` is made from see it."""

    owner: OwnedModules
    home: Defined


@dataclass(eq=False, slots=True)
class Lambda:
    """A ``lambda``: the names that it takes, what it gives, the names known where it stands, and its text."""

    names: tuple[str, ...]
    node: CodeNode
    scope: dict[str, Any]
    text: str


@dataclass(eq=False, slots=True)
class Method:
    """A method of something, before it is called."""

    owner: Any
    name: str
    node: CodeNode


@dataclass(eq=False, slots=True, repr=False)
class Named(Open):
    """A name that nothing in the code gives a value to: a class, a function or a module, or something open."""


class Given(dict[str, Any]):
    """Values of what code leaves open, by its text there in one line; it knows which were asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__({" ".join(name.split()): value for name, value in values.items()})
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        """The value, which is used from now on."""
        self.used.add(name)
        return super().__getitem__(name)


class Raised(Exception):
    """What is in the way of reading on: the key of a phrase, and what to put into it; ``names`` may be filled in."""

    def __init__(self, key: str, values: dict[str, Any] | None = None, names: tuple[str, ...] = ()) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values or {}
        self.names = names


class Runner(Protocol):
    """What follows code, as expressions see it."""

    text: str
    given: Given
    calls: list[Call]
    models: list[Chain]
    parts: list[Part]
    modules_made: list[OwnedModules]
    modules: dict[str, str]
    scopes: list[dict[str, Any]]
    own: OwnedModules | None
    looked: dict[tuple[int, bool], bool]
    layers: int
    printed: bool
    alone: bool
    bare: CodeNode | None

    def source(self, node: CodeNode | CodeStatement) -> str:
        """The text of a node or a statement, in one line."""

    def lookup(self, name: str) -> Any:
        """What a name stands for."""

    def assign(self, target: CodeNode, value: Any) -> None:
        """Give a value to a name, an attribute or several of them."""

    def call(self, node: CodeNode) -> Any:
        """What a call makes."""

    def keep(self, call: Call) -> Call:
        """A call, kept in the order in which calls are made."""

    def end_of(self, model: Chain, name: str) -> Any:
        """The input or output of a model."""

    def step(self) -> None:
        """Count a step, so that no code takes too many."""

    def is_torch(self) -> bool:
        """Whether the code is for PyTorch."""

    def arguments(self, node: CodeNode) -> list[tuple[str, Any]]:
        """What a call gives, each value with its name."""

    def set_name(self, name: str, value: Any) -> None:
        """Give a value to a name, dots and all."""

    def outside(self, value: Open) -> Tensor:
        """A tensor that the code does not make."""

    def names_here(self) -> dict[str, Any]:
        """The names of the innermost scope."""

    def base(self) -> Base | None:
        """What ``super()`` is here."""

    def run_lambda(self, function: Lambda, given: list[Any]) -> Any:
        """What a lambda gives."""

    def run_function(self, defined: Defined, given: list[tuple[str, Any]], owner: OwnedModules | None = None) -> Any:
        """What a function of the code gives."""

    def make(self, defined: Defined, given: list[tuple[str, Any]]) -> Any:
        """An object of a class of the code."""

    def build(self, owner: OwnedModules, shape: Any) -> None:
        """Apply a model that is a class to an input of a shape."""
