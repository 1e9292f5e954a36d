"""What followed code makes: the layers and models of a paste, each with the calls that connect its layers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.call_arguments import is_shape
from rnnformula.reading.code.class_names import kind_of
from rnnformula.reading.code.following import CALLED_METHODS, Run, follow
from rnnformula.reading.code.foreseeing import CALLED, builders, has_layers, makes_layers
from rnnformula.reading.code.inheriting import bases_of, has_own_arrays, kind_of_class
from rnnformula.reading.code.meanings import Call, Chain, Given, Open, OwnedModules, Part, Raised, Raw, Tensor
from rnnformula.reading.code.nodes import CodeParser
from rnnformula.reading.code.statements import CodeStatement
from rnnformula.reading.code.unwrapping import unwrapped
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.reading.code.meanings import Defined

#: More text than this is no code that somebody pastes.
LONGEST_CODE = 100_000
#: A name, of which code may say what it is.
DEFINABLE = re.compile(r"(?:self\.)?[a-z_]\w*")
#: Code of R, whose functions are called otherwise.
OF_R = re.compile(r"\bkeras_model(?:_sequential)?\(|(?:%>%|\|>)\s{0,80}layer_\w{1,40}\(")
#: Attributes that hold a function, which owns nothing, rather than a module.
OF_FUNCTIONS = ("act", "nonlin", "loss", "criterion", "fn", "func", "init_hidden", "metric", "acc")


@dataclass(eq=False, slots=True)
class Found:
    """A layer or a model in code.

    ``calls`` connect the layers of Keras; ``owned`` are the modules of PyTorch by their names, which owe nothing to how
    they are connected. ``is_model`` is false for a layer alone. ``tied`` are arrays that are another one, and that one.
    """

    name: str = ""
    calls: list[Call] = field(default_factory=list)
    owned: list[tuple[str, Part | Raw]] = field(default_factory=list)
    torch: bool = False
    is_model: bool = True
    tied: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> list[Part]:
        """The layers, each once, in the order of their first call."""
        parts = [call.part for call in self.calls if isinstance(call.part, Part)]
        return list(dict.fromkeys([*parts, *(part for _, part in self.owned if isinstance(part, Part))]))


def read_code(text: str, given: Mapping[str, Any] | None = None) -> list[Found]:
    """The layers and models that a text has as code; none where it has none.

    Args:
        text: code, with whatever stands around it.
        given: values of what the code leaves open, by its text there: ``{"X_train.shape[2]": 5}``.

    Raises:
        Raised: the code does not say what it makes.
    """
    if len(text) > LONGEST_CODE:
        raise Raised("live_text_long", {"most": LONGEST_CODE, "length": len(text)})
    known = given if isinstance(given, Given) else Given(given or {})
    clean = _with_layers(unwrapped(text), known)
    if OF_R.search(clean):
        raise Raised("live_of_r")
    run = follow(clean, known)
    if code_models := _found(run):
        return code_models
    if run.defined:
        return []
    return _in_sentence(clean, run, known)


def _with_layers(text: str, known: Given) -> str:
    """The code, with what is given as code of a layer in lines above it."""
    layers = {
        name: value
        for name, value in known.items()
        if isinstance(value, str) and "(" in value and re.fullmatch(r"(?:self\.)?\w+", name)
    }
    for name in layers:
        del known[name]
    lines = "".join(f"{name} = {' '.join(value.split())}\n" for name, value in layers.items())
    return lines + text


def _in_sentence(text: str, outer: Run, given: Given) -> list[Found]:
    """A call within a sentence."""
    for match in CALLED.finditer(text):
        if not kind_of(match.group(), outer.modules, any_case=True).family:
            continue
        rest = text[match.start() :]
        run = Run(rest, given)
        run.alone = True
        node = run.bare = CodeParser(rest).unary()
        statement = CodeStatement("", 0, 0, node.end, nodes=[node])
        run.block([statement])
        return _found(run)
    return []


def _found(run: Run) -> list[Found]:
    _run_the_rest(run)
    models = [*_of_chains(run), *_of_modules(run)]
    taken = {id(call) for model in models for call in model.calls}
    parts = {id(part) for model in models for part in model.parts}
    left = [
        call
        for call in run.calls
        if id(call) not in taken and not (isinstance(call.part, Part) and id(call.part) in parts)
    ]
    applied = [call for call in left if isinstance(call.part, (Part, Chain)) and call.kind in ("layer", "model")]
    if applied and not any(model.calls for model in models if model.calls):
        whole = [*left]
        models.append(Found(calls=whole, is_model=len({id(call.part) for call in applied}) > 1))
    if not models:
        models = _alone(run)
    return _largest(models)


def _run_the_rest(run: Run) -> None:
    """Follow the classes and functions that the code defines and does not use."""
    classes = [defined for defined in run.defined if defined.statement.word == "class"]
    for defined in classes:  # what another class is made from is a part of that
        for other in bases_of(run, defined):
            other.called = True
    for defined in classes:
        if not defined.called and (kind_of_class(run, defined) or builders(run, defined)):
            modules = run.make(defined, [])
            if isinstance(modules, OwnedModules):
                modules.name = modules.name or defined.name
    for modules in list(run.others):
        for builder in builders(run, modules.defined) if modules.defined else []:
            if not builder.called:
                run.run_function(builder, [], owner=modules)
    for modules in list(run.modules_made):
        if modules.kind == "keras" and modules.defined and not modules.used and not modules.calls:
            _call_alone(run, modules)
    if run.own and "self" in run.globals:
        own = run.own
        for name in CALLED_METHODS:
            method = next((entry for entry in run.defined if entry.name == name and not entry.called), None)
            if method and not _is_torch(run, own):
                run.run_function(method, [], owner=own)
    for defined in list(run.defined):
        if not defined.called and defined.statement.word == "def" and has_layers(run, defined.statement.body):
            inside = bool(defined.parameters) and defined.parameters[0].name == "self"
            if not inside:
                run.run_function(defined, [])
            elif defined.name == "__init__" or makes_layers(run, defined.statement.body):
                run.run_function(defined, [], owner=run.self_of_pieces())


def _call_alone(run: Run, modules: OwnedModules) -> None:
    """Call a model that is a class on inputs of which nothing is known."""
    assert modules.defined
    forward: Defined | None = modules.defined.methods.get("call")
    if forward:
        if has_own_arrays(run, modules):
            raise Raised("live_unknown_part", {"given": modules.defined.name})
        first = next((entry.name for entry in forward.parameters[1:]), "inputs")
        before = len(run.calls)
        tensor = Tensor(run.keep(Call("outside", first)))
        run.run_function(forward, [("", tensor)] if len(forward.parameters) > 1 else [], owner=modules)
        modules.calls = run.calls[before:]


def _of_chains(run: Run) -> list[Found]:
    """Models of Keras that are not inside another one."""
    code_models = []
    for model in run.models:
        if model.used or not (model.items or model.functional):
            continue
        calls = calls_of(model)
        single = len([call for call in calls if call.kind in ("layer", "model")]) == 1
        code_models.append(Found(model.name, calls, is_model=model.named or not single))
    return code_models


def calls_of(model: Chain) -> list[Call]:
    """The calls of a model in order."""
    return _between(model) if model.functional else _one_after_another(model)


def _between(model: Chain) -> list[Call]:
    """All that stands between the inputs and the outputs of a model."""
    ends = {id(tensor.call) for tensor in model.inputs}
    order: list[Call] = []
    seen: set[int] = set()
    stack: list[tuple[Call, bool]] = [(tensor.call, False) for tensor in reversed(model.outputs)]
    while stack:
        call, is_done = stack.pop()
        if is_done:
            order.append(call)
        elif id(call) not in seen:
            seen.add(id(call))
            stack.append((call, True))
            if id(call) not in ends:
                stack += [(tensor.call, False) for tensor in reversed((*call.reads, *call.beside))]
    return order


def _one_after_another(model: Chain) -> list[Call]:
    items = list(model.items)
    first = items[0] if items else None
    start: Call | None = None
    before: list[Call] = []
    if isinstance(first, Part) and first.layer and first.layer.family.name == "Input":
        start = Call("input", "Input", part=first)
        items = items[1:]
    elif model.build is not None:
        start = Call("input", "build", detail=model.build)
    elif isinstance(first, Part) and first.layer and (axes := start_axes(first.layer)) is not None:
        start = Call("input", first.source, detail=_with_batch(axes))
    elif isinstance(first, Tensor):
        before = _between(Chain(outputs=[first]))
        start, items = before.pop(), items[1:]
    calls = [*before, start or Call("outside", "features")]
    for item in items:
        reads = (Tensor(calls[-1]),)
        if isinstance(item, Part):
            calls.append(Call("layer", item.source, reads, item))
        elif isinstance(item, Chain):
            calls.append(Call("model", item.name or CHAIN_CLASS, reads, item))
        elif isinstance(item, OwnedModules):
            calls.append(Call("unknown", item.name or (item.defined.name if item.defined else item.kind), reads))
        elif isinstance(item, Tensor):
            calls.append(Call("unknown", item.call.source, reads))
        else:
            is_name = isinstance(item, Open) and not item.called
            detail = "undefined" if is_name and DEFINABLE.fullmatch(item.text) else None
            calls.append(Call("unknown", item.text if isinstance(item, Open) else str(item), reads, detail=detail))
    return calls


def _with_batch(axes: Any) -> Any:
    """An input shape with the axis of the batch before it; one of which nothing is known stays as it is."""
    return (None, *axes) if isinstance(axes, (tuple, list)) else axes


def start_axes(layer: Layer) -> Any:
    """The axes of one sample that a layer, or the first one inside it, names itself; None where it does not."""
    family, given = layer.family, layer.arguments
    for name in ("batch_shape", "batch_input_shape"):
        if given.get(name) is not None:
            axes = given[name]
            return tuple(axes)[1:] if isinstance(axes, (tuple, list)) else axes
    shape = given.get("shape" if family.name == "Input" else "input_shape")
    if shape is not None:
        return shape
    steps = given.get("input_length")
    if "input_dim" in given and "input_dim" not in family.arguments:
        return (steps, given["input_dim"]) if family.input[:1] == ("time",) else (given["input_dim"],)
    if "input_dim" in family.arguments and family.output == ("...", "output_dim"):
        return (steps,)  # numbers of words
    if "input_length" in given:
        return (steps,)
    inner = layer.arguments.get(family.inside[0]) if family.inside else None
    first = inner[0] if isinstance(inner, list) and inner else inner
    composition = family.composition
    chained = composition and (composition.is_chain or composition.both_ways)
    return start_axes(first) if chained and isinstance(first, Layer) else None


def without_shape(layer: Layer) -> Layer:
    """The layer without what it says about its input."""
    kept = {}
    for name, value in layer.arguments.items():
        if is_shape(layer.family, name) or name == "input_length":
            continue
        if isinstance(value, Layer):
            value = without_shape(value)
        elif isinstance(value, list) and name in layer.family.inside:
            value = [without_shape(entry) if isinstance(entry, Layer) else entry for entry in value]
        kept[name] = value
    return Layer(layer.family, kept)


def _of_modules(run: Run) -> list[Found]:
    """Models of PyTorch, and classes of Keras of which the layers are not called, that are not inside another one."""
    code_models = []
    roots = [
        modules for modules in run.modules_made if not modules.used and modules.kind in ("torch", CHAIN_CLASS, "list")
    ]
    if run.own and run.own.values and _is_torch(run, run.own):
        inside = set(map(id, run.own.values.values()))
        roots = [run.own, *(modules for modules in roots if id(modules) not in inside)]
    for modules in roots:
        owned = list(_owned(modules, "", set(), run))
        if owned:
            name = modules.name or (modules.defined.name if modules.defined else "")
            whole = len(owned) == 1 and modules.kind == "piece"
            tied = tuple(_tied(owned, run))
            code_models.append(Found(name, owned=owned, torch=True, is_model=not whole, tied=tied))
    for modules in run.modules_made:
        if modules.kind == "keras" and modules.defined and not modules.used:
            calls = _of_class(modules, run)
            if any(isinstance(call.part, (Part, Chain)) and call.kind != "input" for call in calls):
                code_models.append(Found(modules.name or modules.defined.name, calls=calls))
    return code_models


def _of_class(modules: OwnedModules, run: Run) -> list[Call]:
    """The calls of a model that is a class; of layers that it applies nowhere, what they read is open."""
    applied = {id(call.part) for call in modules.calls}
    inside = {id(layer) for call in modules.calls for layer in _inner(call.part)}
    kept: dict[str, Any] = {}
    seen: set[int] = set()
    stack = list(modules.values.items())[::-1]
    while stack:
        name, value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, (list, tuple)):
            stack += [(f"{name}.{place}", entry) for place, entry in enumerate(value)][::-1]
        elif isinstance(value, OwnedModules):
            stack += [(f"{name}.{inner}", entry) for inner, entry in value.values.items()][::-1]
        elif isinstance(value, (Part, Chain)):
            kept[name] = value
        elif isinstance(value, Open) and value.called:
            raise Raised("live_unknown_part", {"given": f"{name} = {value.text}"[:80]})
    inside |= {id(layer) for value in kept.values() for layer in _inner(value)}
    left = {
        name: value
        for name, value in kept.items()
        if id(value) not in applied and id(getattr(value, "layer", None)) not in inside and _has_arrays(value)
    }
    calls = list(modules.calls)
    for name, value in left.items():
        read = Call("outside", name, detail=True)
        kind = "layer" if isinstance(value, Part) else "model"
        calls += [read, Call(kind, name, (Tensor(read),), value)]
    return calls


def _inner(part: Any) -> Iterator[Layer]:
    """The layers inside a layer."""
    stack = [part.layer] if isinstance(part, Part) and part.layer else []
    while stack:
        layer = stack.pop()
        for name in layer.family.inside:
            several = layer.arguments.get(name)
            inner_layers = [
                entry for entry in (several if isinstance(several, list) else [several]) if isinstance(entry, Layer)
            ]
            yield from inner_layers
            stack += inner_layers


def _has_arrays(value: Part | Chain) -> bool:
    if isinstance(value, Chain):
        return True
    return bool(value.layer and (value.layer.family.arrays or value.layer.family.composition))


def _tied(owned: list[tuple[str, Part | Raw]], run: Run) -> Iterator[tuple[str, str]]:
    """The arrays of a model that are another array of it, and that one, by their names."""
    names = {id(part): name for name, part in owned}
    for part, array, other, of_other in run.tied:
        if id(part) in names and id(other) in names:
            yield f"{names[id(part)]}.{array}", f"{names[id(other)]}.{of_other}"


def _is_torch(run: Run, modules: OwnedModules) -> bool:
    parts = [value for value in modules.values.values() if isinstance(value, Part)]
    return any(part.torch for part in parts) or (not parts and run.is_torch())


def _owned(modules: OwnedModules, before: str, seen: set[int], run: Run) -> Iterator[tuple[str, Part | Raw]]:
    """All that a model of PyTorch owns, with its name; what is there twice is there once."""
    for name, value in modules.values.items():
        whole = f"{before}{name}"
        if id(value) in seen:
            continue
        if isinstance(value, (Part, Raw)):
            seen.add(id(value))
            yield whole, value
        elif isinstance(value, OwnedModules):
            seen.add(id(value))
            yield from _owned(value, f"{whole}.", seen, run)
        elif isinstance(value, (list, tuple)) and modules.kind == "keras":
            for place, entry in enumerate(value):
                if isinstance(entry, Part) and id(entry) not in seen:
                    seen.add(id(entry))
                    yield f"{whole}.{place}", entry
        elif isinstance(value, Open):
            is_function = any(word in name.lower() for word in OF_FUNCTIONS)
            if value.called or (f"self.{name}(" in run.text and not is_function):
                names = () if value.names == (value.text,) else value.names
                if not value.called and DEFINABLE.fullmatch(value.text):
                    raise Raised("live_undefined", {"given": value.text}, (value.text,))
                raise Raised("live_unknown_part", {"given": f"{whole} = {value.text}"[:80]}, names)


def _alone(run: Run) -> list[Found]:
    """Layers that nothing connects."""
    left = [part for part in run.parts if not part.used]
    own = [part for part in run.own.values.values() if isinstance(part, Part)] if run.own else []
    left = [*(part for part in left if part not in own), *own]
    counted = [part for part in left if part.layer]
    if not counted:
        return []
    if all(part.torch or not part.layer for part in left):
        owned = [(part.name or part.source.rpartition(".")[2].lower(), part) for part in left]
        return [Found(owned=[*owned], torch=True, is_model=len(counted) > 1)]
    if len(counted) == 1:
        return [Found(calls=_alone_calls(counted[0]), is_model=False)]
    if any(part.name for part in counted):
        raise Raised("live_unconnected", {"n": len(counted)})
    return [Found(calls=_one_after_another(Chain(items=list(counted))))]


def _alone_calls(part: Part) -> list[Call]:
    return _one_after_another(Chain(items=[part]))


def _largest(models: list[Found]) -> list[Found]:
    """The models without those that are parts of another one, as an encoder that is used again."""
    sets = [{id(part) for part in _all_parts(model)} for model in models]
    kept = []
    for place, model in enumerate(models):
        others = [other for number, other in enumerate(sets) if number != place]
        inside = any(
            sets[place] < other or (sets[place] == other and number < place)
            for number, other in enumerate(sets)
            if number != place
        )
        if not inside or not others or not sets[place]:
            kept.append(model)
    return kept


def _all_parts(model: Found, seen: set[int] | None = None) -> Iterator[Part | Raw]:
    seen = set() if seen is None else seen
    for call in model.calls:
        if isinstance(call.part, Part) and call.kind == "layer":
            yield call.part
        elif isinstance(call.part, Chain) and id(call.part) not in seen:
            seen.add(id(call.part))
            yield from _all_parts(Found(calls=calls_of(call.part)), seen)
    for _, part in model.owned:
        yield part
