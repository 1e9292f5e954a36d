"""Layers as they are written in Keras code, read without running it.

>>> str(read_layer("keras.layers.Bidirectional(LSTM(4, return_sequences=True))"))
'Bidirectional(LSTM(4))'
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError, closest, nearest, shortened, shown
from rnnformula.facts.aliases import FOREIGN_MODULES, IN_CODE, LEGACY_ARGUMENTS, MEANT
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.keras_layers import OPEN_CLASSES, OPEN_ELSEWHERE, REASONS
from rnnformula.facts.stored import mode_of
from rnnformula.reading.sizes import expect_printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.facts import Composition, Family

#: What Keras takes in every layer. None of it changes the number of parameters.
BASE = (
    "name",
    "trainable",
    "dtype",
    "autocast",
    "activity_regularizer",
    "input_shape",
    "input_dim",
    "batch_input_shape",
)
#: A word of `Family.reads` -> the arguments that decide with the input which sizes there are.
ARGUMENTS_OF_READING = {
    "equation": ("equation", "output_shape", "bias_axes"),
    "shared axes": ("shared_axes",),
    "bins": ("fft_length",),
}
#: Arguments that decide which numbers of the input are read, or in which direction -> what Keras takes without them.
LAYOUT = {"axis": -1, "data_format": "channels_last", "groups": 1, "go_backwards": False}


@dataclass(frozen=True)
class Layer:
    """A layer as it is written in code: its family, and its arguments by Keras' names.

    A value is a literal, a layer, a list of layers, or, where it makes no difference, the text of an
    expression.
    """

    family: Family
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def inside(self) -> list[Layer]:
        """The layers that this one is made of, as they are given."""
        given = (self.arguments.get(name) for name in self.family.inside)
        lists = (value if isinstance(value, list) else [value] for value in given if value is not None)
        return [layer for layers in lists for layer in layers]

    def __str__(self) -> str:
        """The call in Keras' words, with all that decides the number of parameters."""
        return self.written()

    def written(self, *more: str) -> str:
        """The call with further arguments, where they have a value that is not false."""
        family = self.family
        words = [written(self.arguments[name], *more) for name in self._leading()]
        named = [*family.arguments, *family.read]
        defaults = dict.fromkeys([*family.all_sizes, *family.inside]) | LAYOUT | family.choices | family.numbers
        defaults |= dict.fromkeys(ARGUMENTS_OF_READING.get(family.reads, ()))
        unusual = {option.name for option in family.options if option.given and option.values[0]}
        for name in named[len(words) :]:
            if name in unusual:
                given = self.arguments.get(name, LAYOUT[name])
                tells = given not in (LAYOUT[name], (LAYOUT[name],))
            else:
                tells = name in defaults and not _is_usual(self.arguments.get(name), defaults[name])
            if tells or (name in more and self.arguments.get(name)):
                words.append(f"{name}={written(self.arguments[name], *more)}")
        if mode_of(self.arguments.get("dtype")):
            words.append(f"dtype={self.arguments['dtype']!r}")
        return f"{family.name}({', '.join(words)})"

    def _leading(self) -> Iterator[str]:
        """The sizes and layers that stand first in the call, without their names."""
        for name in self.family.arguments:
            if name not in (*self.family.all_sizes, *self.family.inside) or self.arguments.get(name) is None:
                return
            yield name


def _is_usual(value: object, default: object) -> bool:
    """Whether a value says nothing that is not so without it; 0.0 is not False."""
    return value is None or (value is default if isinstance(default, bool) else value == default)


def written(value: object, *more: str) -> str:
    """A value of an argument as it stands in Keras code; of a layer as in `Layer.written`."""
    if isinstance(value, Layer) and (kept := value.family.composition) and kept.list_alone and value.inside:
        value = value.inside  # as in RNN([...]), which is the same
    if isinstance(value, list):
        return f"[{', '.join(written(element, *more) for element in value)}]"
    return value.written(*more) if isinstance(value, Layer) else repr(value)


def family_named(name: str) -> Family | None:
    """The family of a layer class, None where there is none of this name."""
    if "." not in name:
        return FAMILIES.get(name)
    known, others = _frameworks()
    return known.get(name) or others.get(name)


def find(layer: str) -> Family:
    """The family of a layer class, by its name.

    Raises:
        InputError: there is none; the message names the nearest.
    """
    if isinstance(layer, str):
        if family := family_named(layer):
            return family
        if layer in (open_classes := OPEN_CLASSES | OPEN_ELSEWHERE):
            raise InputError(f"{layer}: its parameters can't be told; {REASONS[open_classes[layer]]}")
        if "." in layer and (reason := _why_open(layer)):
            raise InputError(f"{layer}: its parameters can't be told; {reason}")
        near = closest(layer, _frameworks()[0] if "." in layer else FAMILIES, MEANT)
        raise InputError(
            f"unknown layer {shown(layer)}; did you mean {near!r}? rnnformula count --help lists all layers"
        )
    raise InputError(f"expected a layer such as LSTM or LSTM(64), got {shown(layer)}")


def _why_open(layer: str) -> str:
    """Why nothing can be told of a class of another framework; empty where it is none such."""
    from rnnformula.facts.frameworks import OPEN

    return OPEN.get(layer.removeprefix("torch.nn."), "")


def _frameworks() -> tuple[dict[str, Family], dict[str, Family]]:
    """The layers of other frameworks, those without arrays apart; imported only when a name has a dot, as theirs do."""
    from rnnformula.facts.frameworks import FRAMEWORKS, WITHOUT_ARRAYS

    return FRAMEWORKS, WITHOUT_ARRAYS


def read_layer(text: str) -> Layer:
    """Read a layer class, or a call of one, as in Keras code.

    Nothing is run. What stands before the name of a class, ``keras.layers.``, is left out.

    Raises:
        InputError: it is neither, or a class or an argument in it is unknown.
    """
    if not isinstance(text, str):
        raise InputError(f"expected a layer such as LSTM or LSTM(64), got {shown(text)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # Python's, on pasted numbers such as 1if
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(f"expected a layer such as LSTM or LSTM(64), got {shown(text)}") from None
    if isinstance(tree, (ast.Name, ast.Attribute)):
        name, arguments = _named(tree)
        return Layer(find(name), arguments)
    if not isinstance(tree, ast.Call):
        raise InputError(f"expected a layer such as LSTM or LSTM(64), got {shown(text)}")
    return _read_call(tree)


def rename(family: Family, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by the names that they have here: what PyTorch calls ``hidden_size`` is ``units``.

    Raises:
        InputError: one is given by both names.
    """
    renamed: dict[str, Any] = {}
    for name, value in arguments.items():
        ours = name if name in family.read else dict(family.also_called).get(name, name)
        if ours in renamed:
            raise InputError(f"{family.name}: {ours} is given twice: {shown(renamed[ours])} and {shown(value)}")
        renamed[ours] = value
    return renamed


def with_arguments(layer: Layer, arguments: Mapping[str, Any]) -> Layer:
    """The layer with further arguments.

    Raises:
        InputError: an argument is unknown or there already, or a number that no layer has.
    """
    for name in arguments:
        check_argument(layer.family, name)
        if name in layer.arguments:
            raise InputError(
                f"{layer.family.name}: {name} is given twice: "
                f"{shortened(written(layer.arguments[name]))} and {shown(arguments[name])}"
            )
        expect_printable(layer.family.name, name, arguments[name], arguments[name])
    inside = layer.family.inside
    read = {name: _inner_layer(value) if name in inside else value for name, value in arguments.items()}
    return Layer(layer.family, layer.arguments | read)


def _inner_layer(value: Any) -> Layer | list[Layer] | None:
    """A layer inside that is given by name, as text."""
    if value is None or isinstance(value, Layer):
        return value
    return [read_layer(text) for text in value] if isinstance(value, (list, tuple)) else read_layer(value)


def check_argument(family: Family, name: str) -> None:
    """Refuse an argument that the class does not have.

    Raises:
        InputError: the message names the nearest.
    """
    names = family.arguments
    if name in names or name in BASE or family.name in LEGACY_ARGUMENTS.get(name, ()):
        return
    if name in family.read:
        raise InputError(f"{family.name}: {name} is no argument of the layer; give it behind the call, {name}=3")
    known = [*family.sizes, *family.choices] or names or BASE
    raise InputError(f"{family.name}: unknown argument {name!r}; {nearest(name, known, names, MEANT)}")


def _read_call(call: ast.Call) -> Layer:
    called_as, defaults = _named(call.func)
    family = find(called_as)
    names = family.arguments
    if len(call.args) > len(names):
        raise InputError(f"{family.name}: expected at most {len(names)} arguments, got {len(call.args)}")
    arguments: dict[str, Any] = {}
    called = dict(family.also_called)
    given = [
        *zip(names, call.args, strict=False),
        *((called.get(str(keyword.arg), keyword.arg), keyword.value) for keyword in call.keywords),
    ]
    for name, value in given:
        if name is None:
            raise InputError(f"{family.name}: expected the arguments one by one, got **{ast.unparse(value)}")
        check_argument(family, name)
        if name in arguments:
            raise InputError(f"{family.name}: {name} is given twice")
        if family.composition and name in family.inside:
            arguments[name] = _read_inside(family, family.composition, name, value)
        else:
            arguments[name] = _literal(value)
            expect_printable(family.name, name, arguments[name], arguments[name])
    return Layer(family, defaults | arguments)


def _read_inside(family: Family, composition: Composition, name: str, value: ast.expr) -> Layer | list[Layer] | None:
    if isinstance(value, ast.Constant) and value.value is None:
        return None
    if isinstance(value, (ast.List, ast.Tuple)):
        if not composition.list_place:
            raise InputError(f"{family.name}: {name} must be one layer, got {shown(ast.unparse(value))}")
        return [_read_inner(family, composition, name, element) for element in value.elts]
    return _read_inner(family, composition, name, value)


def _read_inner(family: Family, composition: Composition, name: str, value: ast.expr) -> Layer:
    if not isinstance(value, ast.Call):
        raise InputError(
            f"{family.name}: {name} must be a layer such as {composition.example}, got {shown(ast.unparse(value))}"
        )
    return _read_call(value)


def _named(node: ast.expr) -> tuple[str, dict[str, Any]]:
    """The name that the framework gives a class, for Keras without the module before it; defaults of that name."""
    name = ast.unparse(node)
    if name in IN_CODE:
        return IN_CODE[name]
    module, _, last = name.rpartition(".")
    return (name, {}) if set(module.split(".")) & FOREIGN_MODULES else IN_CODE.get(last, (last, {}))


def _literal(value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return ast.unparse(value)
