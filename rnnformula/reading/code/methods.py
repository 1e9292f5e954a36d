"""What methods give: of models, modules, lists, dictionaries and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.reading.code.assembling import add, applied, freeze, functional_of, tensors_in, use
from rnnformula.reading.code.inheriting import bases_of, kind_of_class, with_bases
from rnnformula.reading.code.meanings import Base, Call, Chain, Defined, Method, Open, OwnedModules, Part, Raw, Tensor
from rnnformula.reading.code.values import elements_of, is_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.reading.code.meanings import Runner as Run
    from rnnformula.reading.code.nodes import CodeNode

#: What a text can be made to; of one that is open the code says as little.
TEXT_METHODS: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper, "strip": str.strip}


def of_method(run: Run, node: CodeNode, method: Method, given: list[tuple[str, Any]]) -> Any:
    """A method of a model, a list, a module, a text."""
    owner, name = method.owner, method.name
    values = [value for _, value in given]
    if name in ("parameters", "named_parameters") and isinstance(owner, (Part, Chain, OwnedModules)):
        return [owner] if name == "parameters" else [(Open("name"), owner)]
    if name == "requires_grad_" and isinstance(owner, (Part, OwnedModules)) and values == [False]:
        freeze(owner)
        return owner
    if isinstance(owner, Base):
        return _of_base(run, node, owner, name, given)
    if isinstance(owner, Chain):
        return _of_chain(run, node, owner, name, given)
    if isinstance(owner, OwnedModules):
        return _of_modules(run, node, owner, name, given)
    if isinstance(owner, list):
        return _of_list(run, node, owner, name, values)
    if isinstance(owner, dict):
        if name == "get" and values and isinstance(values[0], (str, int)):
            return owner.get(values[0], values[1] if len(values) > 1 else None)
        several = {"items": list(owner.items()), "values": list(owner.values()), "keys": list(owner)}
        return several.get(name, Open(run.source(node)))
    if isinstance(owner, Part):
        return (
            owner
            if name in ("to", "cuda", "cpu", "float", "double", "half", "requires_grad_", "eval", "train", "apply")
            else None
        )
    if isinstance(owner, str) and name in TEXT_METHODS and not values:
        return TEXT_METHODS[name](owner)
    if isinstance(owner, Raw):
        return owner
    if isinstance(owner, Tensor):
        return Tensor(run.keep(Call("operation", run.source(node), (owner,))))
    if isinstance(owner, Defined) and name in owner.methods:
        return run.run_function(owner.methods[name], given)
    return Open(run.source(node))


def _of_base(run: Run, node: CodeNode, base: Base, name: str, given: list[tuple[str, Any]]) -> Any:
    """A method of ``super()``: of a class of the code, or what the framework makes of a model's inputs and outputs."""
    for other in bases_of(run, base.home):
        if method := with_bases(run, other).methods.get(name):
            return run.run_function(method, given, owner=base.owner)
    if name == "__init__" and kind_of_class(run, base.home) == "keras" and tensors_in([value for _, value in given]):
        model = functional_of(given)
        model.name = base.home.name
        run.models.append(model)
        base.owner.used = True
        return None
    return Open(run.source(node))


def _of_chain(run: Run, node: CodeNode, owner: Chain, name: str, given: list[tuple[str, Any]]) -> Any:
    values = [value for _, value in given]
    if name == "add" and len(values) == 1 and not owner.functional:
        add(run, owner, values[0])
    elif name == "pop" and owner.items:
        return owner.items.pop()
    elif name == "build" and values:
        owner.build = values[0]
    elif name == "get_layer" and values:
        wanted = values[0]
        for item in owner.items:
            if isinstance(item, Part) and item.layer and item.layer.arguments.get("name") == wanted:
                return item
        return Open(run.source(node))
    elif name == "call" and values:
        return applied(run, node, owner, given)
    return None


def _of_modules(run: Run, node: CodeNode, owner: OwnedModules, name: str, given: list[tuple[str, Any]]) -> Any:
    values = [value for _, value in given]
    if name in ("append", "add_module", "register_module", "insert", "register_parameter") and values:
        key = values[0] if len(values) > 1 and isinstance(values[0], str) else str(len(owner.values))
        if isinstance(values[-1], Open) and not values[-1].called and name == "add_module":
            values[-1].called = True
        owner.values[key] = use(values[-1])
        return owner
    if name in ("extend", "update") and values:
        several = elements_of(values[0])
        if isinstance(values[0], dict):
            owner.values |= {str(key): use(value) for key, value in values[0].items()}
        elif several is not None:
            for entry in several:
                owner.values[str(len(owner.values))] = use(entry)
        return owner
    if name in ("items", "values", "keys", "children"):
        pairs = list(owner.values.items())
        return pairs if name == "items" else [pair[name == "values" or name == "children"] for pair in pairs]
    if owner.defined and name in owner.defined.methods:
        return run.run_function(owner.defined.methods[name], given, owner=owner)
    if name in ("to", "cuda", "cpu", "float", "double", "eval", "train"):
        return owner
    if name == "build" and values and owner.kind == "keras":
        run.build(owner, values[0])
        return None
    if name == "add_weight":
        owner.values[f"weight {len(owner.values)}"] = result = Open(run.source(node), called=True)
        return result
    return Open(run.source(node))


def _of_list(run: Run, node: CodeNode, owner: list[Any], name: str, values: list[Any]) -> Any:
    if name == "append" and values:
        owner.append(values[0])
    elif name == "extend" and values and (several := elements_of(values[0])) is not None:
        owner.extend(several)
    elif name == "insert" and len(values) == 2 and isinstance(values[0], int):
        owner.insert(*values)
    elif name == "pop" and owner:
        return owner.pop()
    elif name == "index" and values and is_known(values[0]) and values[0] in owner:
        return owner.index(values[0])
    else:
        return Open(run.source(node))
    return None
