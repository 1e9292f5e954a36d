"""Code, followed statement by statement: loops over what is known, functions and classes where they are used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnnformula.errors import shown
from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.applying import called
from rnnformula.reading.code.assembling import MOST_CODE_LAYERS, freeze, use
from rnnformula.reading.code.call_arguments import part_from
from rnnformula.reading.code.class_names import kind_of
from rnnformula.reading.code.foreseeing import has_layers, makes_layers, matters
from rnnformula.reading.code.inheriting import kind_of_class, knows_bases, with_bases
from rnnformula.reading.code.meanings import (
    Base,
    Call,
    Chain,
    Defined,
    Given,
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
from rnnformula.reading.code.statements import statements_of
from rnnformula.reading.code.values import calculated, elements_of, is_known, is_layer, names_of, truth, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.reading.code.nodes import CodeNode
    from rnnformula.reading.code.statements import CodeStatement

#: Steps and calls inside each other, so that no code takes too many.
MOST_CODE_STEPS = 50_000
DEEPEST_CALL = 20
#: A text that stands for an open value is better the name of the variable where it is longer.
LONGEST_TEXT = 40
#: A longer text is the name of nothing.
LONGEST_SOURCE = 400
IMPORT = re.compile(r"^(?:from\s+([\w.]+)\s+)?import\s+\(?([^()]*)")
#: A value that goes by the name of the attribute that holds it: how long something is.
LENGTH = re.compile(r"len\([^()]*\)")
#: The method in which a class makes its layers, and those that are called with an input.
MAKES, CALLED_METHODS = "__init__", ("call", "forward")
RETURNED = "return"
#: What code calls the arrays of a module, one of which may be another's.
OWN_ARRAYS = ("weight", "bias")


class Run:
    """All that is known while code is followed."""

    def __init__(self, text: str, given: Given) -> None:
        self.text = text
        self.given = given
        self.modules: dict[str, str] = {}
        self.globals: dict[str, Any] = {}
        self.scopes: list[dict[str, Any]] = [self.globals]
        self.models: list[Chain] = []
        self.parts: list[Part] = []
        self.calls: list[Call] = []
        self.modules_made: list[OwnedModules] = []
        self.others: list[OwnedModules] = []  # objects of classes that are of neither framework
        self.tied: list[tuple[Part, str, Part, str]] = []
        self.defined: list[Defined] = []
        self.own: OwnedModules | None = None
        self.layers = 0
        self.steps = 0
        self.printed = False
        self.alone = False
        self.bare: CodeNode | None = None  # the call that the text is
        self.torch: bool | None = None
        self._outside: dict[str, Tensor] = {}
        self.looked: dict[tuple[int, bool], bool] = {}
        self._homes: list[tuple[OwnedModules | None, Defined | None]] = []

    # What expressions ask for

    def source(self, node: Any) -> str:
        """The text of a node or a statement, in one line."""
        return " ".join(self.text[node.start : min(node.end, node.start + LONGEST_SOURCE)].split())

    def step(self) -> None:
        """Count a step."""
        self.steps += 1
        if self.steps > MOST_CODE_STEPS:
            raise Raised("live_layers_many", {"most": MOST_CODE_LAYERS})

    def lookup(self, name: str) -> Any:
        """What a name stands for, the innermost scope first."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        if name == "self":
            return self.self_of_pieces()
        return Named(name)

    def self_of_pieces(self) -> OwnedModules:
        """What ``self`` is where a piece of a class was pasted alone."""
        if not self.own:
            self.own = OwnedModules("piece")
        self.globals["self"] = self.own
        return self.own

    def keep(self, call: Call) -> Call:
        """A call, kept in order."""
        self.calls.append(call)
        if len(self.calls) > 2 * MOST_CODE_LAYERS:
            raise Raised("live_layers_many", {"most": MOST_CODE_LAYERS})
        return call

    def outside(self, value: Open) -> Tensor:
        """A tensor that the code does not make: the same one for the same name."""
        tensor = self._outside.get(value.text)
        if not tensor:
            kind = "unknown" if value.called else "outside"
            tensor = self._outside[value.text] = Tensor(self.keep(Call(kind, value.text)))
        return tensor

    def end_of(self, model: Chain, name: str) -> Any:
        """The input or output of a model, as tensors."""
        several = model.inputs if name.startswith("input") else model.outputs
        if model.functional:
            return several[0] if len(several) == 1 or name in ("input", "output") else several
        if name.startswith("input"):
            return Tensor(self.keep(Call("start", name, part=model)))
        model.used = True
        return Tensor(self.keep(Call("model", model.name or CHAIN_CLASS, (), model)))

    def is_torch(self) -> bool:
        """Whether the code is for PyTorch."""
        if self.torch is None:
            torch = re.search(r"\btorch\b|\bnn\.(?:Module|Linear|LSTM|GRU|RNN|Embedding|Conv\dd)\b", self.text)
            keras = re.search(r"\bkeras\b|\btensorflow\b", self.text)
            self.torch = bool(torch) and not keras
        return self.torch

    def arguments(self, node: CodeNode) -> list[tuple[str, Any]]:
        """What a call gives, each value with its name, "" or stars."""
        given: list[tuple[str, Any]] = []
        for name, argument in node.value:
            value = value_of(self, argument)
            if name == "*" and isinstance(value, (list, tuple, OwnedModules)):
                given += [("", entry) for entry in elements_of(value) or []]
            elif name == "**" and isinstance(value, dict):
                given += [(str(key), entry) for key, entry in value.items()]
            else:
                given.append((name, value))
        return given

    def call(self, node: CodeNode) -> Any:
        """What a call makes."""
        return called(self, node)

    # Names

    def names_here(self) -> dict[str, Any]:
        """The names of the innermost scope, as a function that is made here knows them."""
        return self.scopes[-1] if len(self.scopes) > 1 else {}

    def base(self) -> Base | None:
        """What ``super()`` is in the method that is followed; None outside of one."""
        owner, home = self._homes[-1] if self._homes else (None, None)
        return Base(owner, home) if owner and home else None

    def set_name(self, name: str, value: Any) -> None:
        """Give a value to a name, dots and all."""
        head, *rest = name.split(".")
        if not rest:
            self.scopes[-1][name] = value
        elif isinstance(owner := self.lookup(head), OwnedModules) and len(rest) == 1:
            owner.values[rest[0]] = value
        else:
            self.scopes[-1][name] = value

    def assign(self, target: CodeNode, value: Any) -> None:
        """Give a value to what stands left of ``=``."""
        if target.kind == "name":
            self._named(value, target.value)
            if self.source(target) in self.given and not isinstance(value, (Part, Chain, Tensor, OwnedModules)):
                value = self.given[self.source(target)]
            self.scopes[-1][target.value] = self._short(value, target.value)
        elif target.kind in ("tuple", "list"):
            self._unpack(target, value)
        elif target.kind == "attribute":
            self._set_attribute(target, value)
        elif target.kind == "item":
            self._fill_in(target, value)
            owner, key = value_of(self, target.parts[0]), value_of(self, target.parts[1])
            if isinstance(owner, (dict, OwnedModules)) and isinstance(key, (str, int)):
                if isinstance(owner, OwnedModules):
                    owner.values[str(key)] = use(value)
                else:
                    owner[key] = value
            elif isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
                owner[key] = value

    def _fill_in(self, target: CodeNode, value: Any) -> None:
        """``X_train.shape[2] = 5`` says what the code leaves open."""
        if isinstance(value_of(self, target.parts[0]), Open) and is_known(value):
            self.given[self.source(target)] = value
            self.given.used.add(self.source(target))

    def _short(self, value: Any, name: str) -> Any:
        """An open value of which the text is long goes by the name of the variable."""
        if (
            isinstance(value, Open)
            and not isinstance(value, Named)
            and len(value.text) > LONGEST_TEXT
            and not value.sign
        ):
            return Open(name, () if value.names == (value.text,) else value.names, called=value.called)
        return value

    def _named(self, value: Any, name: str) -> None:
        if isinstance(value, (Part, Chain, OwnedModules)) and not value.name:
            value.name = name

    def _unpack(self, target: CodeNode, value: Any) -> None:
        places = target.parts
        several = elements_of(value) if not isinstance(value, str) else None
        if several is not None and len(several) == len(places):
            for place, entry in zip(places, several, strict=True):
                self.assign(place, entry)
            return
        for number, place in enumerate(places):
            if isinstance(value, Tensor):
                starred = place.kind == "single"
                self.assign(
                    place.parts[0] if starred else place,
                    [Tensor(value.call, number), Tensor(value.call, number + 1)]
                    if starred
                    else Tensor(value.call, number),
                )
            else:
                self.assign(place, Open(self.source(place), called=isinstance(value, Open) and value.called))

    def _set_attribute(self, target: CodeNode, value: Any) -> None:
        owner, name = value_of(self, target.parts[0]), target.value
        if isinstance(owner, OwnedModules):
            self._named(value, name)
            key = f"self.{name}"
            if key in self.given and not isinstance(value, (Part, Chain, OwnedModules, Raw)):
                value = self.given[key]
            if isinstance(value, Open):
                owner.values[name] = Open(key) if LENGTH.fullmatch(value.text) else self._short(value, key)
            else:  # what a class of neither framework holds is a model of its own
                stays_apart = owner.kind in ("piece", "other") and isinstance(value, (Chain, OwnedModules))
                owner.values[name] = value if stays_apart else use(value)
        elif isinstance(owner, Open):
            self._fill_in(target, value)
        elif (
            isinstance(owner, (Part, Chain, OwnedModules)) and name in ("trainable", "requires_grad") and value is False
        ):
            freeze(owner)
        elif isinstance(owner, Method) and isinstance(owner.owner, Part) and name == "requires_grad" and value is False:
            owner.owner.frozen = True
        elif isinstance(owner, Part) and isinstance(value, Method) and isinstance(value.owner, Part):
            owner.missing.append(name)
            self.tied.append((owner, name, value.owner, value.name))
        elif isinstance(owner, Part) and owner.torch and isinstance(value, Raw):
            pass  # its own array, with other numbers in it

    # Statements

    def block(self, statements: Iterable[CodeStatement]) -> Any:
        """Follow statements in order; what they return, in a list of one."""
        several = list(statements)
        place = 0
        while place < len(several):
            statement = several[place]
            place += 1
            chain = [statement]
            while (
                place < len(several)
                and several[place].word in ("elif", "else", "except", "finally")
                and (statement.word in ("if", "try", "for", "while"))
            ):
                chain.append(several[place])
                place += 1
            if returned := self.statement(statement, chain):
                return returned
        return None

    def statement(self, statement: CodeStatement, chain: list[CodeStatement]) -> Any:
        """Follow one statement, or one with its other branches."""
        self.step()
        match statement.word:
            case "import" | "from":
                self._import(self.source(statement))
            case "def" | "class":
                self._define(statement)
            case "if":
                return self._if(chain)
            case "for":
                return self._for(statement)
            case "while":
                if makes_layers(self, statement.body):
                    raise self._unsure(statement)
                self.forget(statement.body)
            case "try":
                if any(makes_layers(self, other.body) for other in chain[1:]):
                    raise self._unsure(chain[1])
                return self.block(statement.body)
            case "with":
                return self.block(statement.body)
            case "return":
                return [value_of(self, statement.nodes[0]) if statement.nodes else None]
            case "":
                self._plain(statement)
        return None

    def _unsure(self, statement: CodeStatement, names: tuple[str, ...] = ()) -> Raised:
        line = self.source(statement)
        return Raised("live_unsure", {"given": shown(line)[1:-1]}, names)

    def _import(self, line: str) -> None:
        if not (match := IMPORT.match(line)):
            return
        module, listed = match.groups()
        for entry in listed.split(","):
            words = entry.split()
            if not words or (not module and len(words) < 3):
                continue
            name, alias = words[0], words[-1]
            self.modules[alias] = f"{module}.{name}" if module else name

    def _define(self, statement: CodeStatement) -> None:
        scope = dict(self.scopes[-1]) if len(self.scopes) > 1 else {}
        defined = Defined(statement.name, statement, scope, above=self._above(statement))
        if statement.word == "class":
            defined.bases = tuple(self.source(node) for node in statement.nodes)
            for inner in statement.body:
                if inner.word == "def":
                    defined.methods[inner.name] = Defined(
                        inner.name, inner, scope, home=defined, above=self._above(inner)
                    )
            defined.attributes = self._attributes(statement)
        self.scopes[-1][statement.name] = defined
        self.defined.append(defined)

    def _above(self, statement: CodeStatement) -> dict[str, Any]:
        """Values of the arguments' names that the code sets above."""
        names = [parameter.name for parameter in statement.parameters]
        return {name: self.globals[name] for name in names if name in self.globals}

    def _attributes(self, statement: CodeStatement) -> dict[str, Any]:
        """What a class sets for all its objects, as far as it is no layer."""
        self.scopes.append({})
        for inner in statement.body:
            names = [target for target in inner.targets if target.kind != "attribute"]
            if not inner.word and names and inner.nodes and not has_layers(self, [inner]):
                self.statement(inner, [inner])
        return self.scopes.pop()

    def _if(self, chain: list[CodeStatement]) -> Any:
        names: tuple[str, ...] = ()
        for branch in chain:
            value = value_of(self, branch.nodes[0]) if branch.nodes else True
            known = "__name__" in self.source(branch) or truth(value)
            if known is None:
                names = names_of(value)
                break
            if known:
                return self.block(branch.body)
        else:
            return None
        if any(makes_layers(self, branch.body) for branch in chain):
            raise self._unsure(chain[0], names)
        if any(statement.word == RETURNED for branch in chain for statement in branch.body):
            bodies = [statement for branch in chain for statement in branch.body]
            if has_layers(self, bodies):
                raise self._unsure(chain[0], names)
        for branch in chain:
            if has_layers(self, branch.body):  # a layer without weights that leaves the shape as it is
                self.block(branch.body)
            else:
                self.forget(branch.body, names)
        return None

    def _for(self, statement: CodeStatement) -> Any:
        values = value_of(self, statement.nodes[0]) if statement.nodes else None
        several = elements_of(values)
        if several is None:
            if makes_layers(self, statement.body) or has_layers(self, statement.body):
                raise self._unsure(statement, names_of(values))
            self.forget(statement.body)
            return None
        if not matters(self, statement.body):
            self.forget(statement.body)
            if several:
                self.assign(statement.targets[0], several[-1])
            return None
        for entry in several:
            self.step()
            self.assign(statement.targets[0], entry)
            if returned := self.block(statement.body):
                return returned
        return None

    def forget(self, statements: Iterable[CodeStatement], names: tuple[str, ...] = ()) -> None:
        """What a block that may run or not gives a value to is not known any more, but for what decides that."""
        for statement in statements:
            for target in statement.targets:
                for name in target.parts if target.kind == "tuple" else (target,):
                    if name.kind == "name":
                        kept = self.lookup(name.value)
                        if not isinstance(kept, (Part, Chain, OwnedModules, Tensor)):
                            self.assign(name, Open(name.value, names))
                    elif name.kind == "attribute":
                        if isinstance(value_of(self, name.parts[0]), Part) and name.value in OWN_ARRAYS:
                            raise self._unsure(statement)
                        self.assign(name, Open(self.source(name), names))
            self.forget(statement.body, names)

    def _plain(self, statement: CodeStatement) -> None:
        self.printed = statement.marked
        if not statement.nodes:
            return
        if statement.rest and not statement.targets and statement.nodes[0].kind not in ("call",):
            return
        value = value_of(self, statement.nodes[0])
        for target in statement.targets:
            if statement.sign != "=":
                before = value_of(self, target)
                sign = statement.sign[:-1]
                changed = calculated(
                    self, sign, before, value, f"{self.source(target)} {sign} {self.source(statement.nodes[0])}"
                )
                if isinstance(before, list) and isinstance(changed, list):
                    before[:] = changed
                else:
                    self.assign(target, changed)
            else:
                self.assign(target, value)

    # Functions and classes

    def run_function(self, defined: Defined, given: list[tuple[str, Any]], owner: OwnedModules | None = None) -> Any:
        """What a function of the code gives for values, by its defaults where none are given."""
        defined.called = True
        if len(self.scopes) > DEEPEST_CALL:
            return Open(f"{defined.name}()", called=True)
        scope = dict(defined.scope)
        parameters = list(defined.parameters)
        if owner is not None and parameters:
            scope[parameters.pop(0).name] = owner
        values = [value for name, value in given if not name]
        named = {name: value for name, value in given if name and not name.startswith("*")}
        for parameter in parameters:
            name = parameter.name
            if name.startswith("*"):
                rest = [*values] if name == "*" else {}
                values = [] if name == "*" else values
                scope[{"*": "args", "**": "kwargs"}[name]] = rest or Open({"*": "args", "**": "kwargs"}[name])
            elif values:
                scope[name] = values.pop(0)
            elif name in named:
                scope[name] = named[name]
            elif name in self.given:
                scope[name] = self.given[name]
            elif parameter.default:
                scope[name] = value_of(self, parameter.default)
            else:
                scope[name] = defined.above.get(name, Open(name))
        self._homes.append((self._owner(defined, scope, owner), defined.home))
        self.scopes.append(scope)
        returned = self.block(defined.statement.body)
        self.scopes.pop()
        self._homes.pop()
        return returned[0] if returned else None

    def _owner(self, defined: Defined, scope: dict[str, Any], owner: OwnedModules | None) -> OwnedModules | None:
        """The object of which a method is followed: its first argument, where it is called by its class."""
        first = defined.parameters[0].name if defined.parameters else ""
        value = owner or scope.get(first)
        return value if isinstance(value, OwnedModules) else None

    def run_lambda(self, function: Lambda, given: list[Any]) -> Any:
        """What a lambda gives for values, one for each of its names."""
        if len(self.scopes) > DEEPEST_CALL or len(given) != len(function.names):
            return Open("lambda", called=True)
        self.scopes.append(function.scope | dict(zip(function.names, given, strict=True)))
        value = value_of(self, function.node)
        self.scopes.pop()
        return value

    def make(self, defined: Defined, given: list[tuple[str, Any]]) -> Any:
        """An object of a class of the code, its layers made."""
        defined.called = True
        kind = kind_of_class(self, defined)
        if len(self.scopes) > DEEPEST_CALL:
            return Open(f"{defined.name}()", called=True)
        modules = OwnedModules(kind or "other", defined=with_bases(self, defined), name="")
        self.modules_made += [modules] if kind else []
        self.others += [] if kind else [modules]
        if init := modules.defined and modules.defined.methods.get(MAKES):
            self.run_function(init, given, owner=modules)
        self.scopes.append({"self": modules})
        for inner in defined.statement.body:  # of which the method that it stood in was cut off
            if not inner.word and any(target.kind == "attribute" for target in inner.targets):
                self.statement(inner, [inner])
        self.scopes.pop()
        owns = any(is_layer(value) and not isinstance(value, Chain) for value in modules.values.values())
        if owns and not knows_bases(self, defined):
            raise Raised("live_unknown_part", {"given": f"class {defined.name}({', '.join(defined.bases)})"[:80]})
        if not kind and not knows_bases(self, defined):
            modules.kind = "unknown"
        return modules

    def build(self, owner: OwnedModules, shape: Any) -> None:
        """Apply a model that is a class to an input of a shape, batch first."""
        forward = owner.defined.methods.get("call") if owner.defined else None
        if forward and isinstance(shape, (tuple, list)) and not owner.used and not owner.calls:
            part = Part(None, "Input")
            before = len(self.calls)
            tensor = Tensor(self.keep(Call("input", "Input", part=part, detail=tuple(shape))))
            self.run_function(forward, [("", tensor)], owner=owner)
            owner.calls = self.calls[before:]


def follow(text: str, given: Given) -> Run:
    """Follow a whole text.

    Raises:
        Raised: the code does not say what it makes.
    """
    run = Run(text, given)
    statements = statements_of(text)
    run.alone = len(statements) == 1 and not statements[0].body
    if run.alone and not statements[0].targets and statements[0].nodes:
        run.bare = statements[0].nodes[0]
    if run.alone and statements[0].word == "":
        _alone(run, statements[0])
    else:
        run.block(statements)
    return run


def _alone(run: Run, statement: CodeStatement) -> None:
    """A statement alone may be the name of a class, or elements of a list."""
    if not statement.targets and statement.nodes and not statement.rest:
        node = statement.nodes[0]
        kind = kind_of(run.source(node), run.modules, any_case=True) if node.kind in ("name", "attribute") else None
        if kind and kind.family and kind.family.composition is None:
            run.parts.append(part_from(kind, [], run.source(node)))
            return
    run.statement(statement, [statement])
