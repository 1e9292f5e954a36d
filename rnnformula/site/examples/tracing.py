"""Follows the values of a snippet through its code, without running it, to what it prints.

It reads every statement in order, calls the snippet's own functions with what they are given, and takes what a library
returns as run. Where it can't know, a value has all the sources that it may have.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from rnnformula.site.examples.flows import (
    BUILT,
    NOTHING,
    RAN,
    Flow,
    Function,
    Literal,
    Origin,
    combined,
    data,
    either,
    literal,
)
from rnnformula.site.messages import Message

#: What a snippet may import: the libraries that count parameters or arrays, and help with texts and loops.
LIBRARIES = ("keras", "tensorflow", "numpy", "sympy", "rnnformula")
HELPERS = ("inspect", "itertools", "json", "os", "pathlib", "tempfile", "textwrap", "unittest.mock", "warnings")
#: What hides from the reader of the code what is printed.
HIDING = frozenset(
    ("exec", "eval", "compile", "__import__", "globals", "locals", "setattr", "delattr", "open", "input", "breakpoint")
)
#: Members of Keras that build something; all others compute, and what they return is as good as their arguments.
BUILDING = ("layers", "models", "optimizers", "Sequential", "Model", "Input")
#: Libraries whose members say something about the library even where they are not called.
SPEAKING = ("keras", "tensorflow", "rnnformula")
#: Methods of strings that return parts of them as they are.
CUTTING = frozenset(
    [
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "rsplit",
        "splitlines",
        "partition",
        "rpartition",
        "removeprefix",
        "removesuffix",
        "lower",
        "upper",
        "title",
        "capitalize",
        "ljust",
        "rjust",
        "center",
    ]
)
#: Methods of lists, dicts and sets that put arguments into them.
FILLING = frozenset(["append", "extend", "insert", "add", "update", "setdefault", "appendleft"])
#: Functions that return one of their arguments, or the elements of them.
CHOOSING = frozenset(["max", "min", "sorted", "list", "tuple", "set", "frozenset", "iter", "next", "reversed", "dict"])
#: Functions of texts that return them as they are, but for breaks and blanks.
ARRANGING = frozenset({"textwrap.fill", "textwrap.indent", "textwrap.dedent", "textwrap.wrap"})
#: Methods that Python calls to print an object.
SHOWING = frozenset({"__str__", "__repr__", "__format__", "__len__", "__int__", "__float__", "__index__"})
#: Functions and methods that return whether something is so, or how many are.
DECIDING = frozenset({"allclose", "array_equal", "any", "all", "is_tensor"})
#: Attributes of a layer that a snippet may set: they change what the layer does next.
SETTABLE = frozenset({"trainable"})
#: A field of a template for `str.format`.
FIELD = re.compile(r"\{[^{}]*\}")
#: So deep may functions of a snippet call each other; recursion ends there.
DEEPEST = 6


class Piece(NamedTuple):
    """A piece that a snippet prints, with its line.

    ``before`` is the text that stands right before it; a ``bare`` piece is a name or a constant. ``place`` is the line
    and the column of its expression, by which a run says what it was.
    """

    line: int
    flow: Flow
    before: str = ""
    bare: bool = False
    place: tuple[int, int] = (0, 0)


class Refused(NamedTuple):
    """Code that a snippet may not have, with its line and the reason."""

    line: int
    reason: str


@dataclass
class Trace:
    """What a snippet prints, hands to what it runs, and must not do.

    ``given`` holds the literals that are arguments of what ran, ``beside`` those that stand with results of a run in
    one call or comparison, such as tolerances: both may be named in texts.
    """

    printed: list[Piece] = field(default_factory=list)
    given: set[Literal] = field(default_factory=set)
    beside: set[Literal] = field(default_factory=set)
    refused: set[Refused] = field(default_factory=set)
    imported: set[str] = field(default_factory=set)


class _Return(NamedTuple):
    flows: list[Flow]


def trace(code: str) -> Trace:
    """Follow the values of a snippet.

    Raises:
        SyntaxError: it is no Python.
    """
    tree = ast.parse(code)
    tracer = _Tracer()
    for _ in range(2):  # what a class' methods set is known to what reads it before
        tracer.result.printed.clear()
        tracer.block(tree.body, {"__file__": literal("__file__", 1, 0), "__name__": literal("__main__", 1, 0)}, None)
        tracer.run_methods()
        tracer.give_indices()
    return tracer.result


class _Tracer:
    """Reads statements and expressions; ``fields`` holds what was set as an attribute of any object, by its name."""

    def __init__(self) -> None:
        self.result = Trace()
        self.fields: dict[str, Flow] = {}
        self.methods: list[tuple[ast.FunctionDef, dict[str, Flow]]] = []
        self.raised: list[Flow] = []
        self.depth = 0
        self.gifts = 0  # how often something was given to what runs
        self.indexed: list[tuple[frozenset[Literal], frozenset[Literal]]] = []
        self.within_run = 0  # loops and branches that a run decides

    # Statements

    def block(self, statements: list[ast.stmt], names: dict[str, Flow], returned: _Return | None) -> None:
        for statement in statements:
            self.statement(statement, names, returned)

    def statement(self, node: ast.stmt, names: dict[str, Flow], returned: _Return | None) -> None:
        match node:
            case ast.Import(aliases):
                for alias in aliases:
                    self.imports(alias.name, node.lineno)
                    bound = alias.name if alias.asname else alias.name.split(".")[0]
                    names[alias.asname or bound] = Flow(paths=frozenset({bound}))
            case ast.ImportFrom(module, aliases):
                self.imports(module or "", node.lineno)
                for alias in aliases:
                    names[alias.asname or alias.name] = _member(f"{module}.{alias.name}")
            case ast.FunctionDef():
                flow = Flow(functions=frozenset({Function(node, names)}))
                for decorator in node.decorator_list:
                    flow = either(flow, self.value(decorator, names))
                names[node.name] = flow
            case ast.ClassDef():
                self.define_class(node, names)
            case ast.Return(value) if returned and value:
                returned.flows.append(self.value(value, names))
            case ast.Assign(targets, value):
                flow = self.value(value, names)
                for target in targets:
                    self.assign(target, flow, names)
            case ast.AnnAssign(target, _, value) if value:
                self.assign(target, self.value(value, names), names)
            case ast.AugAssign(target, operator, value):
                self.augment(target, operator, value, names)
            case ast.For(target, iterable, body, orelse):
                self.loop(target, iterable, body, names, returned)
                self.block(orelse, names, returned)
            case ast.While(test, body, orelse):
                self.branch(self.value(test, names), [*body, *orelse, *body], [], names, returned)
            case ast.If(test, body, orelse):
                self.branch(self.value(test, names), body, orelse, names, returned)
            case ast.With(items, body):
                for item in items:
                    flow = self.value(item.context_expr, names)
                    if item.optional_vars:
                        self.assign(item.optional_vars, flow, names)
                self.block(body, names, returned)
            case ast.Try(body, handlers, orelse, final):
                before = dict(names)
                self.block([*body, *orelse], names, returned)
                for handler in handlers:
                    seen = {**before, **{name: either(flow, before.get(name, flow)) for name, flow in names.items()}}
                    if handler.name:
                        seen[handler.name] = either(RAN, *self.raised)
                    self.block(handler.body, seen, returned)
                    self.join(names, seen)
                self.block(final, names, returned)
            case ast.Raise(exception):
                if exception:
                    self.raised.append(self.value(exception, names).flat)
            case ast.Expr(ast.Constant()):
                pass
            case ast.Expr(ast.Yield(value)) if returned:
                returned.flows.append(self.value(value, names) if value else NOTHING)
            case ast.Expr(value):
                self.value(value, names)
            case ast.Assert(test):
                self.value(test, names)
            case ast.Delete() | ast.Pass() | ast.Break() | ast.Continue() | ast.Return() | ast.AnnAssign():
                pass
            case _:
                self.refuse(
                    node,
                    Message("{kind} is more than the check of printed numbers can follow", kind=type(node).__name__),
                )

    def imports(self, module: str, line: int) -> None:
        root = module.split(".")[0]
        self.result.imported.add(root)
        if root not in LIBRARIES and module not in HELPERS:
            expected = ", ".join((*LIBRARIES, *HELPERS))
            self.result.refused.add(
                Refused(
                    line, Message("it imports {module}; expected one of {expected}", module=module, expected=expected)
                )
            )

    def define_class(self, node: ast.ClassDef, names: dict[str, Flow]) -> None:
        bases = either(NOTHING, *(self.value(base, names) for base in node.bases))
        names[node.name] = Flow(bases.sources, bases.paths, bases.functions | {Function(node, names)})
        for statement in node.body:
            match statement:
                case ast.FunctionDef():
                    self.methods.append((statement, names))
                    method = Flow(functions=frozenset({Function(statement, names)}))
                    is_value = any("property" in ast.unparse(name) for name in statement.decorator_list)
                    flow = self.call_function(method, [BUILT] * 9, {}) if is_value else method
                    self.set_field(statement.name, flow)
                    if statement.name in SHOWING:
                        shown = self.call_function(method, [BUILT] * 9, {})
                        self.result.printed.append(Piece(statement.lineno, shown))
                case ast.Assign(targets, value):
                    for target in targets:
                        if isinstance(target, ast.Name):
                            self.set_field(target.id, self.value(value, names))

    def run_methods(self) -> None:
        """Follow the methods of the snippet's classes, which Keras calls."""
        for node, names in self.methods:
            if node.name not in SHOWING:
                self.call_function(Flow(functions=frozenset({Function(node, names)})), [BUILT] * 9, {})
        self.methods.clear()

    def give_indices(self) -> None:
        """Note that indices of what was given were given: they fail where there is no such place."""
        for owned, index in self.indexed:
            if owned <= self.result.given:
                self.result.given |= index
        self.indexed.clear()

    def set_field(self, name: str, flow: Flow) -> None:
        known = self.fields.get(name)
        self.fields[name] = either(known.flat, flow.flat) if known else flow

    def assign(self, target: ast.expr, flow: Flow, names: dict[str, Flow]) -> None:
        match target:
            case ast.Name(name):
                names[name] = flow
            case ast.Starred(value):
                self.assign(value, flow, names)
            case ast.Tuple(targets) | ast.List(targets):
                starred = any(isinstance(item, ast.Starred) for item in targets)
                parts = [flow.elements] * len(targets) if starred else flow.unpacked(len(targets))
                for item, part in zip(targets, parts, strict=True):
                    self.assign(item, part, names)
            case ast.Attribute(value, attribute):
                owner = self.value(value, names)
                if owner.paths:
                    self.refuse(target, Message("it replaces {code}, which is not its own", code=ast.unparse(target)))
                if attribute in SETTABLE and owner.built:
                    self.give([flow])
                else:
                    self.set_field(attribute, flow)
            case ast.Subscript(value, index):
                owner = self.value(value, names)
                if owner.paths:
                    self.refuse(target, Message("it replaces {code}, which is not its own", code=ast.unparse(target)))
                self.note_index(owner, index, names)
                if owner.table is not None and isinstance(value, ast.Name):
                    pair = (self.value(index, names).flat, flow)
                    names[value.id] = replace(owner, table=(*owner.table, pair))
                else:
                    self.fill(value, [flow], names)

    def fill(self, owner: ast.expr, flows: list[Flow], names: dict[str, Flow]) -> None:
        """Put values into what a name holds."""
        while isinstance(owner, (ast.Subscript, ast.Attribute)):
            owner = owner.value
        if isinstance(owner, ast.Name) and owner.id in names:
            counted = [RAN] if self.within_run else []
            holder = names[owner.id].flat
            names[owner.id] = either(holder, *(flow.flat for flow in flows), *(counted if not holder.sources else []))

    def augment(self, target: ast.expr, operator: ast.operator, value: ast.expr, names: dict[str, Flow]) -> None:
        flow = self.value(value, names)
        before = self.value(target, names)
        counts = self.within_run and isinstance(value, ast.Constant) and value.value == 1
        if counts:
            after = RAN
        elif isinstance(operator, ast.Add):
            after = summed(before, flow)
        elif isinstance(operator, ast.BitOr):
            after = either(before, flow)
        else:
            after = combined([before, flow])
        if isinstance(target, ast.Name):
            names[target.id] = after
        elif isinstance(target, ast.Attribute):
            self.assign(target, after, names)
        else:
            self.fill(target, [after], names)

    def loop(
        self,
        target: ast.expr,
        iterable: ast.expr,
        body: list[ast.stmt],
        names: dict[str, Flow],
        returned: _Return | None,
    ) -> None:
        flow = self.value(iterable, names)
        before = dict(names)
        decided = flow.ran or bool(flow.literals and flow.literals <= self.result.given)
        self.within_run += decided
        gifts = self.gifts
        for _ in range(2):
            self.assign(target, flow.elements, names)
            self.block(body, names, returned)
        self.within_run -= decided
        if self.gifts > gifts and isinstance(iterable, ast.Call) and ast.unparse(iterable.func) == "range":
            self.result.given |= flow.literals  # so often something was built
        if not self.surely_runs(flow, iterable):
            self.join(names, before)

    @staticmethod
    def surely_runs(flow: Flow, iterable: ast.expr) -> bool:
        """Whether a loop runs at least once, as one over a list that is written out or over a range does."""
        match iterable:
            case ast.Call(ast.Name("range"), [ast.Constant(int(number))]):
                return number > 0
            case ast.Call(ast.Name("range" | "enumerate" | "product")):
                return False
        return bool(flow.parts or flow.table)

    def branch(
        self,
        test: Flow,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        names: dict[str, Flow],
        returned: _Return | None,
    ) -> None:
        self.within_run += test.ran
        other = dict(names)
        self.block(body, names, returned)
        self.block(orelse, other, returned)
        self.within_run -= test.ran
        self.join(names, other)

    @staticmethod
    def join(names: dict[str, Flow], other: dict[str, Flow]) -> None:
        for name, flow in other.items():
            if names.get(name) != flow:
                names[name] = either(names[name], flow) if name in names else flow

    def refuse(self, node: ast.stmt | ast.expr, reason: str) -> None:
        self.result.refused.add(Refused(node.lineno, reason))

    # Expressions

    def value(self, node: ast.expr, names: dict[str, Flow]) -> Flow:
        match node:
            case ast.Constant(constant):
                return literal(constant, node.lineno, node.col_offset)
            case ast.Name(name):
                if name not in names and name in HIDING:
                    self.refuse(node, Message("it uses {name}, which hides what is printed", name=name))
                if name == "__doc__":
                    return combined([literal("its own text", node.lineno, node.col_offset)])
                return names.get(name, Flow(paths=frozenset({f"builtins.{name}"})))
            case ast.Attribute(value, attribute):
                return self.attribute(node, self.value(value, names), attribute)
            case ast.Call():
                return self.call(node, names)
            case ast.Tuple(items) | ast.List(items):
                flows = [self.value(item, names) for item in items]
                if any(isinstance(item, ast.Starred) for item in items):
                    return either(NOTHING, *(flow.flat for flow in flows))
                return Flow(parts=tuple(flows))
            case ast.Set(items):
                return either(NOTHING, *(self.value(item, names).flat for item in items))
            case ast.Starred(value):
                return self.value(value, names).elements
            case ast.Dict(keys, values):
                table = tuple(
                    (self.value(key, names) if key else NOTHING, self.value(value, names))
                    for key, value in zip(keys, values, strict=True)
                )
                return Flow(table=table)
            case ast.JoinedStr(pieces):
                self.refuse_adjacent(node, pieces)
                return either(NOTHING, *(self.value(piece, names).flat for piece in pieces))
            case ast.FormattedValue(value, _, specification):
                if specification:
                    self.refuse_filling(node, ast.unparse(specification)[2:-1])
                    for piece in ast.walk(specification):
                        if isinstance(piece, ast.FormattedValue) and not isinstance(piece.value, ast.Constant):
                            self.value(piece.value, names)
                return self.value(value, names).flat
            case ast.BinOp(left, ast.Add(), right):
                if isinstance(left, ast.Constant) or isinstance(right, ast.Constant):
                    self.refuse_adjacent(node, [left, right])
                return summed(self.value(left, names), self.value(right, names))
            case ast.BinOp(left, ast.BitOr(), right):
                return either(self.value(left, names), self.value(right, names))
            case ast.BinOp(left, ast.Mod(), right) if isinstance(left, ast.Constant) and isinstance(left.value, str):
                return either(self.value(left, names), self.value(right, names).flat)
            case ast.BinOp(left, _, right):
                return combined([self.value(left, names), self.value(right, names)])
            case ast.UnaryOp(_, operand):
                return combined([self.value(operand, names)])
            case ast.BoolOp(_, values):
                return either(*(self.value(value, names).flat for value in values))
            case ast.Compare(left, _, comparators):
                return self.compare([self.value(part, names) for part in (left, *comparators)])
            case ast.IfExp(test, body, orelse):
                self.value(test, names)
                return either(self.value(body, names), self.value(orelse, names))
            case ast.Subscript(value, index):
                return self.subscript(self.value(value, names), index, names)
            case ast.Slice(lower, upper, step):
                return combined(self.value(part, names) for part in (lower, upper, step) if part)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.comprehension(node, names)
            case ast.Lambda():
                return Flow(functions=frozenset({Function(node, names)}))
            case ast.NamedExpr(target, value):
                flow = self.value(value, names)
                self.assign(target, flow, names)
                return flow
        self.refuse(
            node, Message("{kind} is more than the check of printed numbers can follow", kind=type(node).__name__)
        )
        return NOTHING

    def refuse_adjacent(self, node: ast.expr, pieces: list[ast.expr]) -> None:
        """Refuse digits of which a number is put together."""
        constants = [piece.value if isinstance(piece, ast.FormattedValue) else piece for piece in pieces]
        written = [item.value for item in constants if isinstance(item, ast.Constant)]
        for before, after in pairwise(written if len(written) == len(pieces) else ()):
            is_text = isinstance(before, str) or isinstance(node, ast.JoinedStr)
            if is_text and str(before)[-1:].isdecimal() and str(after)[:1].isdecimal():
                self.refuse(node, Message("{code} puts a number together from digits", code=ast.unparse(node)))

    def refuse_filling(self, node: ast.expr, specification: str) -> None:
        if len(specification) > 1 and specification[0].isdecimal() and specification[1] in "<>=^":
            self.refuse(
                node, Message("the format {specification!r} prints digits of its own", specification=specification)
            )

    def attribute(self, node: ast.Attribute, owner: Flow, name: str) -> Flow:
        if name in ("__dict__", "__globals__", "__builtins__", "__code__", "__closure__", "__defaults__"):
            self.refuse(node, Message("it uses {name}, which hides what is printed", name=name))
        flows: list[Flow] = []
        if owner.paths:
            flows += [_member(f"{path}.{name}") for path in owner.paths]
        if owner.functions:  # its name or docstring
            flows.append(combined([literal("its own text", node.lineno, node.col_offset)]))
        flat = owner.flat
        ran = [source for source in flat.sources if source.ran]
        if ran:
            sources = {Origin(source.literals, ran=True, built=source.built) for source in ran}
            flows.append(Flow(frozenset(sources)))
        if numbers := frozenset(source for source in flat.sources if not source.ran and not source.text):
            flows.append(Flow(numbers))
        if not ran and not flows:
            flows.append(flat)
        if name in self.fields:
            flows.append(self.fields[name])
        return either(*(flow.flat for flow in flows)) if flows else NOTHING

    def subscript(self, owner: Flow, index: ast.expr, names: dict[str, Flow]) -> Flow:
        flow = self.value(index, names)
        self.note_index(owner, index, names)
        if isinstance(index, ast.Slice):
            return owner.flat
        return owner.at(flow.flat)

    def note_index(self, owner: Flow, index: ast.expr, names: dict[str, Flow]) -> None:
        if owner.parts is None and owner.table is None and (owner.ran or owner.literals):
            for part in index.elts if isinstance(index, ast.Tuple) else [index]:
                if not isinstance(part, ast.Slice):
                    owned = frozenset() if owner.ran else owner.literals
                    self.indexed.append((owned, self.value(part, names).literals))

    def compare(self, flows: list[Flow]) -> Flow:
        if any(flow.ran for flow in flows):
            for flow in flows:
                self.result.beside |= {item for item in flow.literals if item.value.startswith(("0.", "1e-"))}
            return RAN
        return combined(flows)

    def comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, names: dict[str, Flow]
    ) -> Flow:
        inner = dict(names)
        decided = False
        for generator in node.generators:
            flow = self.value(generator.iter, inner)
            self.assign(generator.target, flow.elements, inner)
            decided |= flow.ran or any(self.value(test, inner).ran for test in generator.ifs)
        if isinstance(node, ast.DictComp):
            return Flow(table=((self.value(node.key, inner).flat, self.value(node.value, inner)),))
        element = self.value(node.elt, inner)
        if decided and isinstance(node.elt, ast.Constant) and node.elt.value == 1:
            return RAN  # it counts
        if element.parts is not None or element.table is not None:
            return Flow(parts=(element,))
        return element.flat

    # Calls

    def call(self, node: ast.Call, names: dict[str, Flow]) -> Flow:
        positional = [self.value(argument, names) for argument in node.args]
        named = {keyword.arg or "**": self.value(keyword.value, names) for keyword in node.keywords}
        if isinstance(node.func, ast.Attribute):
            owner = self.value(node.func.value, names)
            if not owner.paths:
                return self.call_method(node, node.func, owner, positional, named, names)
        callee = self.value(node.func, names)
        arguments = [*positional, *named.values()]
        results: list[Flow] = []
        for path in callee.paths:
            results.append(self.call_path(node, path, positional, named, names))
        if callee.functions:
            results.append(self.call_function(callee, positional, named))
        if callee.ran and not callee.paths:
            self.give(arguments)
            results.append(data(RAN))
        if not results:
            results.append(combined([callee, *arguments]))
        return either(*results)

    def give(self, arguments: list[Flow]) -> None:
        """Note that these were arguments of something that ran."""
        self.gifts += 1
        for argument in arguments:
            self.result.given |= argument.literals
            self.call_all(argument, [])

    def call_all(self, flow: Flow, arguments: list[Flow]) -> list[Flow]:
        """The results of all functions of the snippet in a value, as what was called calls them."""
        return [self.call_function(flow.flat, arguments or [RAN] * 4, {})] if flow.flat.functions else []

    def call_path(
        self, node: ast.Call, path: str, positional: list[Flow], named: dict[str, Flow], names: dict[str, Flow]
    ) -> Flow:
        arguments = [*positional, *named.values()]
        root, *members = path.split(".")
        if root == "builtins":
            return self.call_builtin(node, members[0], positional, named, names)
        if root == "rnnformula" or (root in ("keras", "tensorflow") and set(members) & set(BUILDING)):
            self.give(arguments)
            return BUILT
        if path == "inspect.signature" and any(argument.flat.functions for argument in arguments):
            return literal("its own text", node.lineno, node.col_offset)
        if path in ARRANGING:
            return positional[0].flat if positional else NOTHING
        if root == "warnings":  # what is caught comes from what ran
            return RAN
        if path == "unittest.mock.patch.dict" and positional[0].paths == {"os.environ"}:
            self.give(arguments)
            return NOTHING
        if root == "unittest":
            self.refuse(node, Message("patch replaces what is not the snippet's own; patch.dict(os.environ) may stay"))
        called = [result for argument in arguments for result in self.call_all(argument, [])]
        if any(argument.ran for argument in arguments):
            self.result.beside |= combined(arguments).literals
        if root == "itertools":
            return _rows(positional) if members == ["product"] else either(NOTHING, *(a.flat for a in arguments))
        if any(argument.ran for argument in arguments):
            return RAN if members[-1:] and members[-1] in DECIDING else combined([*arguments, *called])
        result = combined([*arguments, *called])
        return result if result.sources else literal(f"{path}()", node.lineno, node.col_offset)

    def call_builtin(
        self, node: ast.Call, name: str, positional: list[Flow], named: dict[str, Flow], names: dict[str, Flow]
    ) -> Flow:
        arguments = [*positional, *named.values()]
        if name == "print":
            self.print(node, positional, named, names)
            return NOTHING
        if name == "getattr" and len(positional) > 1:
            if positional[0].paths:
                return either(*(_member(f"{path}.*") for path in positional[0].paths))
            return self.fields_of(positional[0])
        if name in ("zip", "enumerate"):
            return self.paired(name, positional, named)
        if name == "map":
            return self.call_value(node, positional[0], [argument.elements for argument in positional[1:]], names)
        if name == "filter":
            return positional[-1].flat
        if name == "range":
            return combined(arguments)
        if name == "super":
            return BUILT
        if name in CHOOSING:
            for key in ("key", "default"):
                if key in named:
                    self.call_all(named[key], [argument.elements for argument in positional])
            if len(positional) == 1 and name not in ("max", "min"):
                return positional[0]
            chosen = positional[0].elements if len(positional) == 1 else either(NOTHING, *positional)
            return either(chosen.flat, *(flow.flat for key, flow in named.items() if key != "key"))
        if name in ("str", "repr", "format", "ascii"):
            return positional[0].flat if positional else NOTHING
        if name in ("all", "any", "bool", "isinstance", "issubclass", "callable", "hasattr"):
            ran = any(argument.ran or argument.paths for argument in arguments)
            return RAN if ran else combined(arguments)
        if name in ("vars", "type", "dir"):
            return either(*(argument.flat for argument in arguments), NOTHING)
        if name == "len" and positional and positional[0].built:
            return RAN
        called = [result for argument in arguments for result in self.call_all(argument, [])]
        if name in ("int", "float", "round", "abs"):
            return combined([positional[0], *called]) if positional else NOTHING
        result = combined([*arguments, *called])
        return result if result.sources else literal(f"{name}()", node.lineno, node.col_offset)

    def fields_of(self, owner: Flow) -> Flow:
        return either(owner.flat, *(flow.flat for flow in self.fields.values()))

    def paired(self, name: str, positional: list[Flow], named: dict[str, Flow]) -> Flow:
        if name == "enumerate":
            start = positional[1:] + list(named.values())
            number = combined([RAN]) if positional[0].ran else combined([positional[0], *start])
            return Flow(parts=(Flow(parts=(number, positional[0].elements)),))
        columns = [flow.elements for flow in positional]
        if "strict" in named and any(flow.ran for flow in positional):
            for flow in positional:
                self.result.given |= flow.literals
        return Flow(parts=(Flow(parts=tuple(columns)),))

    def call_value(self, node: ast.Call, callee: Flow, arguments: list[Flow], names: dict[str, Flow]) -> Flow:
        results = [self.call_path(node, path, arguments, {}, names) for path in callee.paths]
        if callee.functions:
            results.append(self.call_function(callee, arguments, {}))
        if callee.ran and not callee.paths:
            results.append(RAN)
        return either(*results) if results else combined([callee, *arguments])

    def call_method(
        self,
        node: ast.Call,
        function: ast.Attribute,
        owner: Flow,
        positional: list[Flow],
        named: dict[str, Flow],
        names: dict[str, Flow],
    ) -> Flow:
        method = function.attr
        arguments = [*positional, *named.values()]
        if owner.table is not None and method in ("items", "keys", "values", "get", "pop"):
            if method == "items":
                return Flow(parts=tuple(Flow(parts=pair) for pair in owner.table))
            if method == "keys":
                return owner.elements
            if method == "values":
                return Flow(parts=tuple(value for _, value in owner.table))
            return either(owner.at(positional[0].flat), *positional[1:])
        if method in ("items", "keys", "values"):
            return owner.flat
        if method in FILLING:
            if owner.built:
                self.give(arguments)
            self.fill(function.value, arguments, names)
            return NOTHING
        if method in CUTTING:
            return owner.flat
        if method in ("format", "join"):
            owner = _without_fields(owner.flat) if method == "format" else owner
            return either(owner.flat, *(argument.flat for argument in arguments))
        if method in ("write", "writelines", "write_text", "write_bytes") and not owner.built:
            self.refuse(node, Message("it calls {method}; what it prints goes through print", method=method))
        result: list[Flow] = []
        if method in self.fields:
            field_flow = self.fields[method]
            if field_flow.functions:
                result.append(self.call_function(field_flow, [BUILT, *positional], named))
            result.append(Flow(field_flow.sources))
        if owner.built and not method.startswith("__"):
            self.give(arguments)
            result.append(data(RAN))
            if any("print" in path for argument in arguments for path in argument.paths):
                return NOTHING
            if method in ("summary",) and "print_fn" in named:
                for keyword in node.keywords:
                    target = keyword.value
                    if keyword.arg == "print_fn" and isinstance(target, ast.Attribute):
                        self.fill(target.value, [RAN], names)
            return either(*result)
        if owner.ran:
            self.result.beside |= combined(arguments).literals
        if owner.ran and method in DECIDING:
            return RAN
        called = [flow for argument in arguments for flow in self.call_all(argument, [])]
        return either(*result, combined([owner, *arguments, *called]))

    def call_function(self, callee: Flow, positional: list[Flow], named: dict[str, Flow]) -> Flow:
        """The result of the functions of the snippet with these arguments; an object of a subclass is built."""
        results: list[Flow] = []
        for function in sorted(callee.functions, key=lambda item: item.node.lineno):
            node = function.node
            if isinstance(node, ast.ClassDef):
                self.give([*positional, *named.values()])
                results.append(BUILT if node.bases else combined([*positional, *named.values()]))
                for statement in node.body:
                    if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
                        method = Flow(functions=frozenset({Function(statement, function.names)}))
                        self.call_function(method, [BUILT, *positional], named)
                continue
            if self.depth >= DEEPEST:
                results.append(literal("recursion", node.lineno, node.col_offset))
                continue
            self.depth += 1
            inner = dict(function.names)
            self.bind(node.args, positional, named, inner, function.names)
            if isinstance(node, ast.Lambda):
                results.append(self.value(node.body, inner))
            else:
                returned = _Return([])
                self.block(node.body, inner, returned)
                results.append(either(*returned.flows) if returned.flows else NOTHING)
            self.depth -= 1
        return either(*results) if results else NOTHING

    def bind(
        self,
        wanted: ast.arguments,
        positional: list[Flow],
        named: dict[str, Flow],
        inner: dict[str, Flow],
        outer: dict[str, Flow],
    ) -> None:
        parameters = [*wanted.posonlyargs, *wanted.args]
        spread = named.get("**")
        defaults = dict(zip([item.arg for item in parameters][::-1], wanted.defaults[::-1], strict=False))
        defaults |= {
            item.arg: value for item, value in zip(wanted.kwonlyargs, wanted.kw_defaults, strict=True) if value
        }
        for name, value in defaults.items():
            inner[name] = either(self.value(value, outer), *([spread.flat] if spread else []))
        for parameter, flow in zip(parameters, positional, strict=False):
            inner[parameter.arg] = flow
        if len(positional) < len(parameters) and any(flow.parts is None for flow in positional):
            for parameter in parameters[len(positional) :]:  # a starred argument may fill it
                inner.setdefault(parameter.arg, either(*(flow.flat for flow in positional)))
        known = {item.arg for item in [*parameters, *wanted.kwonlyargs]}
        inner.update({name: flow for name, flow in named.items() if name in known})
        if wanted.vararg:
            rest = positional[len(parameters) :]
            inner[wanted.vararg.arg] = either(NOTHING, *(flow.flat for flow in rest))
        if wanted.kwarg:
            others = [flow.flat for name, flow in named.items() if name not in known]
            inner[wanted.kwarg.arg] = either(NOTHING, *others)

    # What is printed

    def print(self, node: ast.Call, positional: list[Flow], named: dict[str, Flow], names: dict[str, Flow]) -> None:
        before = ""
        for argument, flow in zip(node.args, positional, strict=False):
            pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            for piece in pieces:
                value = flow.flat if piece is argument else self.value(piece, names).flat
                inner = piece.value if isinstance(piece, ast.FormattedValue) else piece
                bare = isinstance(inner, (ast.Name, ast.Constant))
                self.result.printed.append(Piece(piece.lineno, value, before, bare, (inner.lineno, inner.col_offset)))
                text = piece.value if isinstance(piece, ast.Constant) else None
                before = before + text if isinstance(text, str) else ""
            before += " "
        for name in ("sep", "end"):
            if name in named:
                self.result.printed.append(Piece(node.lineno, named[name].flat))
        if "file" in named or "**" in named:
            self.refuse(node, Message("it prints with file= or **; print to the page"))


def summed(left: Flow, right: Flow) -> Flow:
    """The sum of two values; texts stay as they are, so that each is looked at by itself."""
    if left.parts is not None and right.parts is not None:
        return Flow(parts=(*left.parts, *right.parts))
    texts = [flow for flow in (left.flat, right.flat) if any(source.text for source in flow.sources)]
    return either(left.flat, right.flat) if texts else combined([left, right])


def _member(path: str) -> Flow:
    """A member of a library, which may say something about it even where it is not called."""
    return Flow(RAN.sources if path.split(".")[0] in SPEAKING else frozenset(), frozenset({path}))


def _without_fields(template: Flow) -> Flow:
    """A template for `str.format` without its fields."""
    sources = set()
    for source in template.sources:
        literals = frozenset(item._replace(value=FIELD.sub(" ", item.value)) for item in source.literals)
        sources.add(replace(source, literals=literals if source.text else source.literals))
    return replace(template, sources=frozenset(sources))


def _rows(arguments: list[Flow]) -> Flow:
    return Flow(parts=(Flow(parts=tuple(argument.elements for argument in arguments)),))
