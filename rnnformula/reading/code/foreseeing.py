"""What statements would do if they were run: whether they make layers, or apply any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.class_names import kind_of
from rnnformula.reading.code.meanings import Chain, Defined, Named, OwnedModules, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.reading.code.meanings import Runner as Run
    from rnnformula.reading.code.statements import CodeStatement

#: A name that is called.
CALLED = re.compile(r"(?<![\w.])[^\W\d][\w.]*(?=\()")


def makes_layers(run: Run, statements: Iterable[CodeStatement]) -> bool:
    """Whether statements, if they are run, make or add what owns weights."""
    return _any_call(run, statements, owning=True)


def has_layers(run: Run, statements: Iterable[CodeStatement]) -> bool:
    """Whether statements make or apply any layer."""
    return _any_call(run, statements, owning=False)


def matters(run: Run, statements: list[CodeStatement]) -> bool:
    """Whether a loop over known values does anything but train."""
    return has_layers(run, statements) or any(
        re.search(r"\.(?:append|add|extend)\b|\+=|=", run.source(statement)) for statement in statements
    )


def _any_call(run: Run, statements: Iterable[CodeStatement], *, owning: bool) -> bool:
    for statement in statements:
        if statement.word in ("def", "class"):
            continue
        for match in CALLED.finditer(run.text[statement.start : statement.block_end]):
            name = match.group()
            if _owns(run, name) if owning else (_owns(run, name) or _is_layer(run, name)):
                return True
    return False


def _value_called(run: Run, name: str) -> Any:
    head, *rest = name.split(".")
    value = run.lookup(head) if head != "self" or "self" in run.scopes[-1] or run.own else None
    for word in rest:
        value = value.values.get(word) if isinstance(value, OwnedModules) else None
    return value


def _of_function(run: Run, defined: Defined, *, owning: bool) -> bool:
    """What a function would do, found once; one that calls itself does no more."""
    key = (id(defined), owning)
    if key not in run.looked:
        run.looked[key] = False
        run.looked[key] = _any_call(run, defined.statement.body, owning=owning)
    return run.looked[key]


def _owns(run: Run, name: str) -> bool:
    last = name.rpartition(".")[2]
    if name.endswith((".add", ".add_module")) or last in ("ModuleList", CHAIN_CLASS, "Parameter", "Model"):
        owner = _value_called(run, name.rpartition(".")[0])
        return isinstance(owner, (Chain, OwnedModules, Named, type(None)))
    value = _value_called(run, name)
    if isinstance(value, Defined):
        return value.statement.word == "class" or _of_function(run, value, owning=True)
    if isinstance(value, (Chain, OwnedModules)):
        return isinstance(value, Chain)
    if isinstance(value, Part):
        return bool(not value.torch and value.layer and (value.layer.family.arrays or value.layer.inside))
    kind = kind_of(name, run.modules)
    return bool(kind.family and (kind.family.arrays or kind.family.composition) and last[:1].isupper())


def _is_layer(run: Run, name: str) -> bool:
    value = _value_called(run, name)
    if isinstance(value, Defined):
        return _of_function(run, value, owning=False)
    kind = kind_of(name, run.modules)
    return isinstance(value, Part) or (kind.known and name.rpartition(".")[2][:1].isupper())


def builders(run: Run, defined: Defined) -> list[Defined]:
    """The methods of a class that make layers."""
    return [method for method in defined.methods.values() if has_layers(run, method.statement.body)]
