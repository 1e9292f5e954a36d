"""What an expression stands for, as far as the code says it; everything else stays open."""

from __future__ import annotations

from operator import add, eq, floordiv, ge, gt, le, lt, mod, mul, ne, sub
from typing import TYPE_CHECKING, Any

from rnnformula.reading.code.meanings import (
    Base,
    Call,
    Chain,
    Defined,
    Lambda,
    Method,
    Named,
    Open,
    OwnedModules,
    Part,
    Raw,
    Tensor,
)
from rnnformula.reading.sizes import LARGEST_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.reading.code.meanings import Runner
    from rnnformula.reading.code.nodes import CodeNode

#: Signs between numbers, and those between numbers of which one is open that a formula can keep.
WORKED_SIGNS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "//": floordiv, "%": mod}
KEPT_SIGNS = ("+", "-", "*")
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    ">": gt,
    "<=": le,
    ">=": ge,
    "in": lambda first, several: first in several,
    "not in": lambda first, several: first not in several,
    "is": lambda first, other: first is other or (isinstance(first, (int, str)) and first == other),
    "is not": lambda first, other: not (first is other or (isinstance(first, (int, str)) and first == other)),
}
#: Elements of a range or a repeated list; more make no model.
MOST_ELEMENTS = 1000
#: What every module, or every list of modules, can do.
MODULE_METHODS = frozenset(
    [
        "append",
        "extend",
        "insert",
        "add_module",
        "register_module",
        "register_parameter",
        "items",
        "values",
        "keys",
        "children",
        "update",
        "to",
        "cuda",
        "cpu",
        "float",
        "double",
        "half",
        "eval",
        "train",
        "build",
        "add_weight",
        "parameters",
        "named_parameters",
        "requires_grad_",
    ]
)
PLAIN_TYPES = (int, float, str, bool, type(None))


def value_of(run: Runner, node: CodeNode | None) -> Any:
    """What a node stands for."""
    if node is None:
        return None
    source = run.source(node)
    if source in run.given and node.kind not in ("number", "text", "constant"):
        return run.given[source]
    return _KINDS.get(node.kind, _open)(run, node)


def _open(run: Runner, node: CodeNode) -> Open:
    return Open(run.source(node))


def _plain(run: Runner, node: CodeNode) -> Any:
    return node.value


def _name(run: Runner, node: CodeNode) -> Any:
    return run.lookup(node.value)


def _several(run: Runner, node: CodeNode) -> Any:
    elements: list[Any] = []
    for part in node.parts:
        first = value_of(run, part.parts[0] if part.kind == "single" and part.value == "*" else part)
        spread = part.kind == "single" and part.value == "*" and isinstance(first, (list, tuple))
        elements += first if spread else [first]
    return tuple(elements) if node.kind == "tuple" else elements


def _dictionary(run: Runner, node: CodeNode) -> Any:
    values = [value_of(run, part) for part in node.parts]
    return {key: value for key, value in zip(values[::2], values[1::2], strict=True) if isinstance(key, (str, int))}


def _single(run: Runner, node: CodeNode) -> Any:
    first = value_of(run, node.parts[0])
    if node.value == "not":
        known = truth(first)
        return Open(run.source(node), names_of(first)) if known is None else not known
    if isinstance(first, (int, float)) and node.value in "-+":
        return -first if node.value == "-" else first
    if isinstance(first, Tensor):
        return _operation(run, node, [first])
    return Open(run.source(node), names_of(first))


def _pair(run: Runner, node: CodeNode) -> Any:
    sign = node.value
    if sign in ("and", "or"):
        return _logical(run, node)
    first, other = (value_of(run, part) for part in node.parts)
    if sign in COMPARED:
        if is_known(first) and is_known(other):
            try:
                return bool(COMPARED[sign](first, other))
            except TypeError:
                pass
        return Open(run.source(node), (*names_of(first), *names_of(other)))
    if tensors := [side for side in (first, other) if isinstance(side, Tensor)]:
        return _operation(run, node, tensors, first, other)
    return calculated(run, sign, first, other, run.source(node))


def _logical(run: Runner, node: CodeNode) -> Any:
    """`and` and `or` give one of their values."""
    first = value_of(run, node.parts[0])
    known = truth(first)
    if known is not None:
        return first if known == (node.value == "or") else value_of(run, node.parts[1])
    other = value_of(run, node.parts[1])
    if truth(other) == (node.value == "or"):
        return other
    return Open(run.source(node), (*names_of(first), *names_of(other)))


def calculated(run: Runner, sign: str, first: Any, other: Any, source: str) -> Any:
    """Two values put together by a sign."""
    if isinstance(first, (int, float)) and isinstance(other, (int, float)):
        return _number(sign, first, other, source)
    if (
        sign == "*"
        and isinstance(first, (list, tuple))
        and isinstance(other, int)
        and len(first) * other <= MOST_ELEMENTS
    ):
        return first * other
    if sign == "+" and type(first) is type(other) and isinstance(first, (list, tuple, str)):
        return first + other
    sides = (first, other)
    names = (*names_of(first), *names_of(other))
    if sign in KEPT_SIGNS and all(isinstance(side, (int, Open)) and not isinstance(side, bool) for side in sides):
        return Open(source, names, sign, sides)
    return Open(source, names)


def _number(sign: str, first: Any, other: Any, source: str) -> Any:
    try:
        if sign == "/":
            result = first / other
        elif sign == "**":
            result = first**other if abs(other) <= 64 and abs(first) <= LARGEST_SIZE else None
        else:
            result = WORKED_SIGNS[sign](first, other)
    except (KeyError, ZeroDivisionError, OverflowError):
        result = None
    small = isinstance(result, float) or (isinstance(result, int) and abs(result) <= LARGEST_SIZE)
    return result if small else Open(source)


def _operation(run: Runner, node: CodeNode, tensors: list[Tensor], *sides: Any) -> Tensor:
    """A sign between tensors, or between a tensor and a number: that changes no shape where the shapes are equal."""
    kind = "same" if node.value in ("+", "-", "*", "/", "**") else "operation"
    return Tensor(run.keep(Call(kind, run.source(node), tuple(tensors))))


def _choice(run: Runner, node: CodeNode) -> Any:
    so, test, otherwise = node.parts
    value = value_of(run, test)
    known = truth(value)
    if known is not None:
        return value_of(run, so if known else otherwise)
    first, second = value_of(run, so), value_of(run, otherwise)
    if is_known(first) and first == second:
        return first
    return Open(run.source(node), names_of(value), called=is_layer(first) or is_layer(second))


def _each(run: Runner, node: CodeNode) -> Any:
    element, target, values, test = node.parts
    several = elements_of(value_of(run, values))
    if several is None:
        return Open(run.source(node), names_of(value_of(run, values)), called=True)
    elements_made = []
    for first in several[:MOST_ELEMENTS]:
        run.step()
        run.assign(target, first)
        if test is None or truth(value_of(run, test)):
            elements_made.append(value_of(run, element))
    return elements_made


def _attribute(run: Runner, node: CodeNode) -> Any:
    owner = value_of(run, node.parts[0])
    return attribute_of(run, owner, node)


def attribute_of(run: Runner, owner: Any, node: CodeNode) -> Any:
    """What stands behind a dot."""
    name = node.value
    if isinstance(owner, Named):
        return Named(f"{owner.text}.{name}")
    if isinstance(owner, Base):
        return Method(owner, name, node)
    if isinstance(owner, OwnedModules):
        if name in owner.values:
            return owner.values[name]
        if owner.defined and name in owner.defined.attributes:
            return owner.defined.attributes[name]
        if (owner.defined and name in owner.defined.methods) or name in MODULE_METHODS:
            return Method(owner, name, node)
        return Named(run.source(node))
    if isinstance(owner, Chain):
        if name in ("output", "outputs", "input", "inputs"):
            return run.end_of(owner, name)
        if name == "layers":
            return list(owner.items) if not owner.functional else Open(run.source(node))
    if isinstance(owner, Tensor) and name == "shape":
        return Open(run.source(node))
    if isinstance(owner, Part) and name in ("output", "input"):
        calls = [call for call in run.calls if call.part is owner]
        return (Tensor(calls[-1]) if name == "output" else calls[-1].reads[0]) if calls else Open(run.source(node))
    if isinstance(owner, dict) and name in owner:
        return owner[name]
    if isinstance(owner, Defined) and name in owner.attributes:
        return owner.attributes[name]
    if isinstance(owner, (Chain, Part, Tensor, list, dict, str, Raw, tuple, Defined)):
        return Method(owner, name, node)
    return Open(run.source(node), called=isinstance(owner, Open) and owner.called)


def _item(run: Runner, node: CodeNode) -> Any:
    owner = value_of(run, node.parts[0])
    place = node.parts[1]
    if isinstance(owner, Tensor):
        return Tensor(run.keep(Call("item", run.source(node), (owner,), detail=_index(run, place))))
    if isinstance(owner, (list, tuple, str)):
        index = _index(run, place)
        try:
            if isinstance(index, (int, slice)):
                return owner[index]
        except (IndexError, TypeError, ValueError):
            pass
    if isinstance(owner, dict):
        key = value_of(run, place)
        if isinstance(key, (str, int)) and key in owner:
            return owner[key]
    if isinstance(owner, OwnedModules):
        key = value_of(run, place)
        if isinstance(key, int) and -len(owner.values) <= key < len(owner.values):
            return list(owner.values.values())[key]
        if isinstance(key, str) and key in owner.values:
            return owner.values[key]
    if isinstance(owner, Chain) and isinstance(key := value_of(run, place), int) and not owner.functional:
        return owner.items[key] if -len(owner.items) <= key < len(owner.items) else Open(run.source(node))
    return Open(run.source(node), called=is_layer(owner))


def _index(run: Runner, node: CodeNode) -> Any:
    """An index as Python has it, a slice, or several; None where it is not known."""
    if node.kind == "tuple":
        return tuple(_index(run, part) for part in node.parts)
    if node.kind == "slice":
        ends = [None if part is None else value_of(run, part) for part in node.parts]
        plain = all(end is None or isinstance(end, int) for end in ends)
        return slice(*ends[:3]) if plain else slice("open")
    value = value_of(run, node)
    if isinstance(value, Named) and value.text == "...":
        return ...
    return value if isinstance(value, (int, str)) or value is None else Open(run.source(node))


def elements_of(value: Any) -> list[Any] | None:
    """The elements of what a loop goes through; None where they are not known."""
    if isinstance(value, range):
        return list(value) if len(value) <= MOST_ELEMENTS else None
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, OwnedModules):
        return list(value.values.values())
    return list(value) if isinstance(value, (dict, str)) else None


def truth(value: Any) -> bool | None:
    """Whether a value is true; None where that is not known."""
    if isinstance(value, (*PLAIN_TYPES, list, tuple, dict)):
        return bool(value)
    return True if isinstance(value, (Part, Chain, OwnedModules, Defined)) else None


def is_known(value: Any) -> bool:
    """Whether a value is a number, a text, or made of such."""
    return isinstance(value, PLAIN_TYPES) or (
        isinstance(value, (list, tuple)) and all(is_known(first) for first in value)
    )


def is_layer(value: Any) -> bool:
    """Whether a value is or holds something that may own weights."""
    if isinstance(value, (list, tuple)):
        return any(is_layer(first) for first in value)
    return isinstance(value, (Part, Chain, OwnedModules)) or (isinstance(value, Open) and value.called)


def names_of(value: Any) -> tuple[str, ...]:
    """What has to be filled in for a value to be known."""
    if isinstance(value, Open):
        return value.names
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(name for first in value for name in names_of(first)))
    return ()


_KINDS: dict[str, Callable[[Runner, CodeNode], Any]] = {
    "number": _plain,
    "text": _plain,
    "constant": _plain,
    "name": _name,
    "list": _several,
    "tuple": _several,
    "dict": _dictionary,
    "single": _single,
    "pair": _pair,
    "choice": _choice,
    "each": _each,
    "attribute": _attribute,
    "item": _item,
    "call": lambda run, node: run.call(node),
    "lambda": lambda run, node: Lambda(node.value, node.parts[0], run.names_here(), run.source(node)),
}
