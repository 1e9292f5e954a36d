"""Models and modules put together: layers added to them, and applied to what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.reading.code.inheriting import has_own_arrays
from rnnformula.reading.code.meanings import Call, Chain, Lambda, Open, OwnedModules, Part, Raised, Tensor, Worked
from rnnformula.reading.code.values import elements_of

if TYPE_CHECKING:
    from rnnformula.reading.code.meanings import Runner as Run
    from rnnformula.reading.code.nodes import CodeNode

#: More layers make no model that somebody pastes.
MOST_CODE_LAYERS = 1000


def use(value: Any) -> Any:
    """A value that stands in a model."""
    if isinstance(value, (Part, Chain, OwnedModules)):
        value.used = True
    return value


def freeze(owner: Any) -> None:
    """Training does not change what a layer or a model owns."""
    if isinstance(owner, Part):
        owner.frozen = True
    elif isinstance(owner, Chain):
        for item in owner.items:
            freeze(item)
    elif isinstance(owner, OwnedModules):
        for value in owner.values.values():
            freeze(value)


def container(run: Run, given: list[tuple[str, Any]], kind: str = "") -> OwnedModules:
    """A container of modules."""
    values: dict[str, Any] = {}
    for name, value in given:
        several = elements_of(value) if not isinstance(value, (dict, str, OwnedModules)) else None
        if isinstance(value, dict):
            values |= value
        elif several is not None and not name:
            named = all(isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], str) for entry in several)
            pairs = several if named and several else enumerate(several, len(values))
            values |= {str(key): entry for key, entry in pairs}
        elif not name or name.startswith("*"):
            values[str(len(values))] = value
    for value in values.values():
        use(value)
    result = OwnedModules(kind or "list", values)
    run.modules_made.append(result)
    return result


def functional_of(given: list[tuple[str, Any]]) -> Chain:
    """The model between the inputs and outputs that a call gives."""
    places = iter(("inputs", "outputs"))
    named = {(name or next(places, "")).rstrip("s"): value for name, value in given}
    inputs, outputs = (tensors_in([named.get(name)]) for name in ("input", "output"))
    name = named.get("name")
    return Chain(name if isinstance(name, str) else "", inputs=inputs, outputs=outputs, functional=True)


def add(run: Run, model: Chain, value: Any) -> None:
    """Add a layer, a model or an input to a model."""
    model.size += size_of(value)
    if model.size > MOST_CODE_LAYERS or _holds(value, model):
        raise Raised("live_layers_many", {"most": MOST_CODE_LAYERS})
    follow_inside(run, value)
    model.items.append(use(value.call.part if isinstance(value, Tensor) and value.call.kind == "input" else value))


def follow_inside(run: Run, value: Any, several: int = 0) -> None:
    """Follow the function inside a layer: on one tensor, or on a list of several."""
    function = value.function if isinstance(value, Part) else None
    if not function:
        return
    begins = tuple(Tensor(Call("outside", "function")) for _ in range(several or 1))
    before = len(run.calls)
    given = list(begins) if several else begins[0]
    ends = (
        run.run_lambda(function, [given]) if isinstance(function, Lambda) else run.run_function(function, [("", given)])
    )
    inside = run.calls[before:]
    del run.calls[before:]
    plain = all(call.kind in ("item", "same", "operation", "outside") for call in inside)
    value.worked = Worked(begins, ends) if plain and isinstance(ends, Tensor) else None


def size_of(value: Any) -> int:
    """How many layers a value is made of."""
    if isinstance(value, (list, tuple)):
        return sum(map(size_of, value))
    return value.size if isinstance(value, (Part, Chain)) else 1 if isinstance(value, OwnedModules) else 0


def _holds(value: Any, model: Chain) -> bool:
    """Whether a model stands inside a value."""
    stack, seen = [value], set()
    while stack:
        entry = stack.pop()
        if entry is model:
            return True
        if isinstance(entry, Chain) and id(entry) not in seen:
            seen.add(id(entry))
            stack += entry.items
    return False


def tensors_in(values: list[Any]) -> list[Tensor]:
    """All tensors among values, also inside of lists."""
    collected: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            collected.append(value)
        elif isinstance(value, (list, tuple)):
            collected += tensors_in(list(value))
        elif isinstance(value, dict):
            collected += tensors_in(list(value.values()))
    return collected


def applied(run: Run, node: CodeNode, target: Any, given: list[tuple[str, Any]]) -> Any:
    """A layer, a model or a module on what it reads."""
    source = run.source(node.parts[0])
    if isinstance(target, OwnedModules):
        forward = target.defined.methods.get("call") if target.defined else None
        tensors = tensors_in([value for _, value in given])
        if target.kind in ("keras", "unknown") and tensors:
            target.used = True
            if target.kind == "keras" and forward and not has_own_arrays(run, target):
                return run.run_function(forward, given, owner=target)
            name = target.defined.name if target.defined else source
            return Tensor(run.keep(Call("unknown", name, tuple(tensors))))
        return Open(run.source(node))
    if isinstance(target, Part) and (target.torch or target.layer is None):
        target.used = target.used or any(isinstance(value, Tensor) for _, value in given)
        return Open(run.source(node))
    first = [value for name, value in given if not name or name in ("inputs", "query")][:1]
    others = [value for name, value in given if name in ("value", "key")]
    if isinstance(target, Part) and target.layer and not target.layer.family.output:
        others += [value for name, value in given if not name][1:]
    reads = [entry for value in (*first, *others) for entry in _read(run, value)]
    follow_inside(run, target, len(reads) if first and isinstance(first[0], (list, tuple)) else 0)
    use(target)
    if isinstance(target, Chain) and not tensors_in([value for _, value in given]):
        target.used = False  # run on data, as in `model(x)`
        return Open(run.source(node))
    if isinstance(target, Chain):
        return Tensor(run.keep(Call("model", source, tuple(reads), target)))
    beside = [entry for entry in tensors_in([value for _, value in given]) if entry not in reads]
    return Tensor(run.keep(Call("layer", target.source, tuple(reads), target, beside=tuple(beside))))


def _read(run: Run, value: Any) -> list[Tensor]:
    """What a layer reads, as tensors: one of which nothing is known where it is no tensor."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [entry for inner in value for entry in _read(run, inner)]
    if isinstance(value, Open):
        return [run.outside(value)]
    return []
