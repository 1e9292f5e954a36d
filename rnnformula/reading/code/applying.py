"""What a call makes: a layer, a model, a tensor, or what a function or a class of the code gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import CHAIN
from rnnformula.reading.code.call_arguments import knows_all, part_from
from rnnformula.reading.code.class_names import INPUT_CLASS, MERGING_FUNCTIONS, full_name, kind_of, unknown_layer
from rnnformula.reading.code.things import (
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
    Raised,
    Raw,
    Tensor,
    Worked,
)
from rnnformula.reading.code.values import elements_of, is_known, is_layer, names_of, value_of
from rnnformula.reading.sizes import LARGEST_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.reading.code.nodes import CodeNode
    from rnnformula.reading.code.things import Runner as Run

#: More layers make no model that somebody pastes.
MOST_CODE_LAYERS = 1000
#: Containers of modules, and what of PyTorch makes an array that a module owns.
MODULE_CONTAINERS = ("ModuleList", "ModuleDict", "ParameterList", "ParameterDict")
ARRAYS = ("zeros", "ones", "randn", "rand", "empty", "Tensor", "FloatTensor", "full")
#: Modules of functions that own no weights.
FUNCTION_MODULES = (
    "K",
    "tf",
    "keras.backend",
    "keras.ops",
    "ops",
    "backend",
    "tf.keras.backend",
    "np",
    "numpy",
    "math",
)
#: Functions among these that do own some.
OWNING = ("layers", "contrib", "rnn", "conv", "dynamic_rnn", "static_rnn", "get_variable", "Variable", "dense")
#: Functions of Python that are known where their values are.
OF_THEIR_VALUES = ("range", "int", "float", "round", "max", "min", "enumerate", "zip", "reversed", "list", "sum")
#: What a text can be made to; of one that is open the code says as little.
TEXT_METHODS: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper, "strip": str.strip}
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
        return _of_method(run, node, target, given)
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
    if last == CHAIN:
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
            return _merged(run, node, MERGING_FUNCTIONS[last], given, tensors)
    given = run.arguments(node)
    return _of_function(run, node, name, full, given)


def _of_function(run: Run, node: CodeNode, name: str, full: str, given: list[tuple[str, Any]]) -> Any:
    """A function that is known by its name, or a class or function that is not."""
    values = [value for _, value in given]
    if name == "dict" and given and all(key and not key.startswith("*") for key, _ in given):
        return dict(given)
    known = _built_in(name, values)
    if known is not None:
        return known
    if name == "getattr" and len(values) >= 2:
        return _named_attribute(run, node, *values[:2])
    if name in OF_THEIR_VALUES and (names := names_of(values)):
        return Open(run.source(node), names)
    head, _, last = full.rpartition(".")
    if full.startswith("torch.") and last in (*ARRAYS, "Tensor") and values:
        axes = values[0] if isinstance(values[0], (tuple, list)) else values
        return Raw(tuple(axes), run.source(node))
    source = run.source(node.parts[0])
    if tensors := tensors_in(values):
        kind = "operation" if _owns_nothing(full) else "unknown"
        return Tensor(run.keep(Call(kind, source, tuple(tensors), detail=(last, given))))
    if name.endswith((".build", ".summary")):
        return None
    is_module = full.startswith("torch.nn.") and not full.startswith(
        ("torch.nn.functional", "torch.nn.utils", "torch.nn.init")
    )
    if is_module and last[:1].isupper():
        raise unknown_layer(name, run.modules)
    is_class = last[:1].isupper()
    if run.bare is node and is_class:
        raise unknown_layer(name, run.modules)
    if is_module:
        return Open(run.source(node), called=True)
    harmless = head.split(".")[0] in ("torch", "np", "numpy", "math", "os", "random", "logging", "F", "time", "tf", "K")
    return Open(run.source(node), called=not harmless and not isinstance(known, (int, str)))


def _built_in(name: str, values: list[Any]) -> Any:
    """The value of a function of Python on known values; None where it has none."""
    several = [elements_of(value) for value in values]
    match name:
        case "range" if values and all(isinstance(value, int) for value in values) and len(values) <= 3:
            return range(*values) if len(values) < 3 or values[2] else None
        case "len" if len(values) == 1 and several[0] is not None:
            return len(several[0])
        case "int" | "float" | "round" if len(values) == 1 and isinstance(values[0], (int, float)):
            number = values[0]
            if abs(number) > LARGEST_SIZE:
                return None
            return float(number) if name == "float" else int(number) if name == "int" else round(number)
        case "max" | "min" if len(values) > 1 and all(isinstance(value, (int, float)) for value in values):
            return max(values) if name == "max" else min(values)
        case "list" | "tuple" | "reversed" | "sorted" if len(values) == 1 and several[0] is not None:
            if name == "sorted" and not all(isinstance(entry, (int, float)) for entry in several[0]):
                return None
            result = several[0][::-1] if name == "reversed" else sorted(several[0]) if name == "sorted" else several[0]
            return tuple(result) if name == "tuple" else result
        case "enumerate" if len(values) >= 1 and several[0] is not None:
            return [(place, entry) for place, entry in enumerate(several[0])]
        case "zip" if values and all(entry is not None for entry in several):
            return list(zip(*several, strict=False))
        case "OrderedDict" | "dict" | "collections.OrderedDict" if len(values) == 1 and several[0]:
            pairs = [
                entry
                for entry in several[0]
                if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], str)
            ]
            return dict(pairs) if len(pairs) == len(several[0]) else None
        case "sum" if len(values) == 1 and several[0] and all(isinstance(entry, int) for entry in several[0]):
            return sum(several[0])
        case "str" if len(values) == 1 and isinstance(values[0], (int, str)):
            return str(values[0])
    return None


def _owns_nothing(full: str) -> bool:
    head = full.rpartition(".")[0]
    return any(head == entry or head.startswith(f"{entry}.") for entry in FUNCTION_MODULES) and not any(
        word.lower().startswith(OWNING) for word in full.split(".")[1:]
    )


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


def _named_attribute(run: Run, node: CodeNode, owner: Any, name: Any) -> Any:
    """``getattr(nn, "LSTM")``."""
    if isinstance(name, str) and isinstance(owner, Named):
        return Named(f"{owner.text}.{name}")
    if isinstance(name, str) and isinstance(owner, OwnedModules) and name in owner.values:
        return owner.values[name]
    return Open(run.source(node), names_of(name), called=True)


def _sequential(run: Run, node: CodeNode, *, is_torch: bool) -> Any:
    """A `Sequential`: of PyTorch where it takes its modules one by one, or a dictionary of them."""
    given = run.arguments(node)
    values = [value for name, value in given if not name or name == "layers"]
    items = [entry for value in values for entry in (value if isinstance(value, (list, tuple)) else [value])]
    torch = is_torch or run.is_torch() or any(isinstance(item, Part) and item.torch for item in items)
    if torch or len(values) > 1:
        return container(run, given, kind=CHAIN)
    name = next((value for name, value in given if name == "name" and isinstance(value, str)), "")
    model = Chain(name)
    for item in items:
        add(run, model, item)
    run.models.append(model)
    return model


def use(value: Any) -> Any:
    """A value that stands in a model."""
    if isinstance(value, (Part, Chain, OwnedModules)):
        value.used = True
    return value


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


def _parameter(run: Run, node: CodeNode) -> Any:
    values = [value for name, value in run.arguments(node) if not name or name == "data"]
    value = values[0] if values else None
    return Raw(value.axes, run.source(node)) if isinstance(value, Raw) else Open(run.source(node), called=True)


def _model(run: Run, node: CodeNode) -> Any:
    """A `Model(inputs, outputs)`."""
    model = _model_of(run.arguments(node))
    if not model.outputs:
        return Open(run.source(node), called=True)
    run.models.append(model)
    return model


def _model_of(given: list[tuple[str, Any]]) -> Chain:
    places = iter(("inputs", "outputs"))
    named = {(name or next(places, "")).rstrip("s"): value for name, value in given}
    inputs, outputs = (tensors_in([named.get(name)]) for name in ("input", "output"))
    name = named.get("name")
    return Chain(name if isinstance(name, str) else "", inputs=inputs, outputs=outputs, functional=True)


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


def _merged(run: Run, node: CodeNode, name: str, given: list[tuple[str, Any]], tensors: list[Tensor]) -> Any:
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
    return _merged(run, node, MODES[mode], axis, tensors)


def applied(run: Run, node: CodeNode, target: Any, given: list[tuple[str, Any]]) -> Any:
    """A layer, a model or a module on what it reads."""
    source = run.source(node.parts[0])
    if isinstance(target, OwnedModules):
        forward = target.defined.methods.get("call") if target.defined else None
        tensors = tensors_in([value for _, value in given])
        if target.kind in ("keras", "unknown") and tensors:
            target.used = True
            if target.kind == "keras" and forward and not run.has_own_arrays(target):
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


def _of_defined(run: Run, node: CodeNode, target: Defined, given: list[tuple[str, Any]]) -> Any:
    """A function or a class of the code."""
    target.called = True
    if target.statement.word == "class":
        return run.make(target, given)
    return run.run_function(target, given)


def _of_method(run: Run, node: CodeNode, method: Method, given: list[tuple[str, Any]]) -> Any:
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
        return _of_list(node, run, owner, name, values)
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
    for other in run.bases_of(base.home):
        if method := run.with_bases(other).methods.get(name):
            return run.run_function(method, given, owner=base.owner)
    if name == "__init__" and run.kind_of_class(base.home) == "keras" and tensors_in([value for _, value in given]):
        model = _model_of(given)
        model.name = base.home.name
        run.models.append(model)
        base.owner.used = True
        return None
    return Open(run.source(node))


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


def _of_list(node: CodeNode, run: Run, owner: list[Any], name: str, values: list[Any]) -> Any:
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
