"""What a call makes: a layer, a model, a tensor, or what a function or a class of the code gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.assembling import (
    MOST_CODE_LAYERS,
    add,
    applied,
    container,
    functional_of,
    size_of,
    tensors_in,
)
from rnnformula.reading.code.call_arguments import knows_all, part_from
from rnnformula.reading.code.class_names import INPUT_CLASS, MERGING_FUNCTIONS, full_name, kind_of, unknown_layer
from rnnformula.reading.code.functions import FUNCTION_MODULES, of_function
from rnnformula.reading.code.meanings import (
    Call,
    Chain,
    Defined,
    Lambda,
    Method,
    Named,
    Open,
    OwnedModules,
    Part,
    Raised,
    Raw,
    Tensor,
)
from rnnformula.reading.code.methods import TEXT_METHODS, of_method
from rnnformula.reading.code.values import is_layer, names_of, value_of

if TYPE_CHECKING:
    from rnnformula.reading.code.meanings import Runner as Run
    from rnnformula.reading.code.nodes import CodeNode

#: Containers of modules, and what of PyTorch makes an array that a module owns.
MODULE_CONTAINERS = ("ModuleList", "ModuleDict", "ParameterList", "ParameterDict")
#: What makes an embedding of an array of weights.
PRETRAINED = ("torch.nn.Embedding.from_pretrained", "torch.nn.EmbeddingBag.from_pretrained")
#: How Keras 1 merges -> the layer that does so now.
MODES = {
    "sum": "Add",
    "mul": "Multiply",
    "concat": "Concatenate",
    "ave": "Average",
    "max": "Maximum",
    "dot": "Dot",
}


def called(run: Run, node: CodeNode) -> Any:
    """What a call makes."""
    run.step()
    function = node.parts[0]
    target = value_of(run, function)
    if isinstance(target, Named) and target.text.rpartition(".")[2] not in TEXT_METHODS:
        return _of_name(run, node, target.text)
    given = run.arguments(node)
    if isinstance(target, Method):
        return of_method(run, node, target, given)
    if isinstance(target, Defined):
        return _of_defined(run, node, target, given)
    if isinstance(target, Lambda):
        return run.run_lambda(target, [value for _, value in given])
    if isinstance(target, (Part, Chain, OwnedModules)):
        return applied(run, node, target, given)
    if tensors := tensors_in([value for _, value in given]):
        is_name = isinstance(target, Open) and not target.called
        source = target.text if is_name else run.source(function)
        detail = "undefined" if is_name else None
        return Tensor(run.keep(Call("unknown", source, tuple(tensors), detail=detail)))
    if isinstance(target, Open) and function.kind == "attribute" and function.value in TEXT_METHODS:
        return Open(run.source(node), names_of(value_of(run, function.parts[0])))
    if isinstance(target, Open) and target.called:
        return Open(run.source(node), () if target.names == (target.text,) else target.names, called=True)
    return Open(run.source(node))


def _of_name(run: Run, node: CodeNode, name: str) -> Any:
    """A class or a function that the code does not define."""
    last = name.rpartition(".")[2]
    full = full_name(name, run.modules)
    is_torch = full.startswith("torch.")
    if name == "super" and (base := run.base()):
        return base
    if full in PRETRAINED:
        return _pretrained(run, node, full.rpartition(".")[0])
    if last == CHAIN_CLASS:
        return _sequential(run, node, is_torch=is_torch)
    if last in MODULE_CONTAINERS and (is_torch or "." not in name):
        return container(run, run.arguments(node))
    if last == "Parameter" and (is_torch or "." not in name):
        return _parameter(run, node)
    if last in ("Merge", "merge") and not is_torch:
        return _merge(run, node)
    if last in ("Model", "Functional") and full != "Model.Model":
        return _model(run, node)
    kind = kind_of(name, run.modules, printed=run.printed, any_case=run.alone)
    if kind.known and (last[:1].isupper() or run.alone):
        return _layer(run, node, name)
    if name.endswith(".add") and name.partition(".")[0] not in FUNCTION_MODULES:
        return _added(run, node, name)
    if last in MERGING_FUNCTIONS and not is_torch:
        given = run.arguments(node)
        if tensors := tensors_in([value for _, value in given]):
            return _merged(run, MERGING_FUNCTIONS[last], given, tensors)
    given = run.arguments(node)
    return of_function(run, node, name, full, given)


def _layer(run: Run, node: CodeNode, name: str) -> Any:
    """A layer or a module of the facts; an `Input` is a tensor."""
    run.layers += 1
    if run.layers > MOST_CODE_LAYERS:
        raise Raised("live_layers_many", {"most": MOST_CODE_LAYERS})
    given = run.arguments(node)
    kind = kind_of(name, run.modules, printed=run.printed, any_case=run.alone)
    if "." not in name and not kind.torch:
        as_torch = kind_of(name, run.modules, printed=True)
        if as_torch.family and not knows_all(kind, given) and knows_all(as_torch, given):
            kind = as_torch
    part = part_from(kind, given, run.source(node.parts[0]))
    part.size = 1 + sum(size_of(value) for _, value in given)
    run.layers += part.size - 1
    if run.layers > MOST_CODE_LAYERS:
        raise Raised("live_layers_many", {"most": MOST_CODE_LAYERS})
    if part.layer and part.layer.family.name == INPUT_CLASS and name.rpartition(".")[2] != "InputLayer":
        return Tensor(run.keep(Call("input", "Input", part=part)))
    run.parts.append(part)
    return part


def _pretrained(run: Run, node: CodeNode, name: str) -> Any:
    """An embedding as large as the weights that it begins with."""
    given = run.arguments(node)
    named = {key or "embeddings": value for key, value in reversed(given)}
    weights: Any = named.get("embeddings")
    if isinstance(weights, Raw) and len(weights.axes) == 1 and isinstance(weights.axes[0], Open):
        weights = weights.axes[0]
    if isinstance(weights, Open):
        axes: Any = tuple(Open(f"{weights.text}.shape[{place}]") for place in range(2))
    elif isinstance(weights, Raw) and len(weights.axes) == 2:
        axes = weights.axes
    else:
        return Open(run.source(node), called=True)
    part = part_from(kind_of(name, run.modules), [("", axis) for axis in axes], run.source(node.parts[0]))
    part.frozen = named.get("freeze", True) is not False
    run.parts.append(part)
    return part


def _sequential(run: Run, node: CodeNode, *, is_torch: bool) -> Any:
    """A `Sequential`: of PyTorch where it takes its modules one by one, or a dictionary of them."""
    given = run.arguments(node)
    values = [value for name, value in given if not name or name == "layers"]
    items = [entry for value in values for entry in (value if isinstance(value, (list, tuple)) else [value])]
    torch = is_torch or run.is_torch() or any(isinstance(item, Part) and item.torch for item in items)
    if torch or len(values) > 1:
        return container(run, given, kind=CHAIN_CLASS)
    name = next((value for name, value in given if name == "name" and isinstance(value, str)), "")
    model = Chain(name)
    for item in items:
        add(run, model, item)
    run.models.append(model)
    return model


def _parameter(run: Run, node: CodeNode) -> Any:
    values = [value for name, value in run.arguments(node) if not name or name == "data"]
    value = values[0] if values else None
    return Raw(value.axes, run.source(node)) if isinstance(value, Raw) else Open(run.source(node), called=True)


def _model(run: Run, node: CodeNode) -> Any:
    """A `Model(inputs, outputs)`."""
    model = functional_of(run.arguments(node))
    if not model.outputs:
        return Open(run.source(node), called=True)
    run.models.append(model)
    return model


def _added(run: Run, node: CodeNode, name: str) -> Any:
    """``model.add(...)`` where nothing says what the model is."""
    owner = name.rpartition(".")[0]
    given = run.arguments(node)
    if len(given) != 1 or not (is_layer(given[0][1]) or isinstance(given[0][1], (Tensor, Open))):
        return Open(run.source(node))
    if isinstance(given[0][1], Open) and not given[0][1].called:
        return Open(run.source(node))
    model = Chain(owner, named=False)
    run.models.append(model)
    run.set_name(owner, model)
    return add(run, model, given[0][1])


def _merged(run: Run, name: str, given: list[tuple[str, Any]], tensors: list[Tensor]) -> Any:
    """``concatenate([a, b])``: a layer that is made and applied at once."""
    kind = kind_of(name, {})
    if not kind.family:
        raise unknown_layer(name, run.modules)
    part = part_from(kind, [(key, value) for key, value in given if key and key != "inputs"], name)
    part.used = True
    return Tensor(run.keep(Call("layer", name, tuple(tensors), part)))


def _merge(run: Run, node: CodeNode) -> Any:
    """``merge([a, b], mode="concat")`` of Keras 1, and its layer, which merges models."""
    given = run.arguments(node)
    named = {name or "layers": value for name, value in given}
    several = named.get("layers", named.get("inputs"))
    mode = named.get("mode", "sum")
    if not isinstance(several, (list, tuple)) or not isinstance(mode, str) or mode not in MODES:
        raise Raised("live_unknown_part", {"given": run.source(node)[:80]})
    tensors = [run.end_of(entry, "output") if isinstance(entry, Chain) else entry for entry in several]
    if not all(isinstance(entry, Tensor) for entry in tensors):
        raise Raised("live_unknown_part", {"given": run.source(node)[:80]})
    axis = [("axis", named["concat_axis"])] if "concat_axis" in named and mode == "concat" else []
    return _merged(run, MODES[mode], axis, tensors)


def _of_defined(run: Run, node: CodeNode, target: Defined, given: list[tuple[str, Any]]) -> Any:
    """A function or a class of the code."""
    target.called = True
    if target.statement.word == "class":
        return run.make(target, given)
    return run.run_function(target, given)
