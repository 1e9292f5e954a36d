"""The call of a class -> a layer with its arguments by the names here, whatever version of Keras the code is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnnformula.errors import closest, shown
from rnnformula.facts.aliases import LEGACY_ARGUMENTS, MEANT
from rnnformula.reading.code.class_names import INPUT_CLASS, unknown_layer
from rnnformula.reading.code.meanings import Chain, Defined, Lambda, Named, Open, Part, Raised
from rnnformula.reading.layers import BASE, Layer
from rnnformula.reading.sizes import LARGEST_SIZE

if TYPE_CHECKING:
    from rnnformula.facts import Family
    from rnnformula.reading.code.class_names import Kind

#: Arguments by which a first layer or an `Input` says what it reads.
SHAPE_ARGUMENTS = ("shape", "batch_shape", "input_shape", "batch_input_shape")
#: An argument of `InputLayer` -> the one of `Input`.
INPUT_ARGUMENTS = {"input_shape": "shape", "batch_input_shape": "batch_shape"}
#: An argument of Keras 1 -> the names of Keras 3, of which a class has one; without one it makes no difference.
KERAS_1_ARGUMENTS = {
    "output_dim": ("units", "filters"),
    "nb_filter": ("filters",),
    "filter_length": ("kernel_size",),
    "border_mode": ("padding",),
    "subsample": ("strides",),
    "subsample_length": ("strides",),
    "pool_length": ("pool_size",),
    "stride": ("strides",),
    "dim_ordering": ("data_format",),
    "length": ("size",),
    "p": ("rate",),
    "init": (),
    "inner_init": (),
    "forget_bias_init": (),
    "inner_activation": (),
    "W_regularizer": (),
    "U_regularizer": (),
    "b_regularizer": (),
    "W_constraint": (),
    "U_constraint": (),
    "b_constraint": (),
    "dropout_W": (),
    "dropout_U": (),
    "consume_less": (),
}
#: Arguments that Keras 2 took and that make no difference.
WITHOUT_EFFECT = frozenset(
    {"implementation", "input_length", "weights", "unroll", "time_major", "use_cudnn", "input_spec", "batch_size"}
)
#: Two arguments of Keras 1 that are one here.
WINDOW_ROWS, WINDOW_COLUMNS = "nb_row", "nb_col"
ORDERS = {"th": "channels_first", "tf": "channels_last"}
#: Options whose default Keras 1 had otherwise.
OF_KERAS_1 = {"reset_after": False}
#: A call of a class that nothing defines.
CLASS_CALL = re.compile(r"((?:\w+\.)*[A-Z]\w*)\(")
#: Arguments that decide which numbers a layer reads.
READ_DECIDING = ("axis", "groups")


def part_from(kind: Kind, given: list[tuple[str, Any]], source: str) -> Part:
    """A layer or a module, from its class and the values that a call gives it, each with its name or "".

    Raises:
        Raised: an argument is unknown, given twice, or can't be read.
    """
    if not kind.family:
        return Part(None, source, torch=kind.torch)
    arguments = _named(kind.family, _window_in_one(kind, given))
    family = kind.family
    layer: dict[str, Any] = dict(kind.options)
    sizes: dict[str, Any] = {}
    for name, value in arguments.items():
        is_read = name in family.read and name not in family.arguments
        if name in family.inside:
            layer[name] = _inside(family, name, value)
        else:
            (sizes if is_read else layer)[name] = _argument(family, name, value)
    torch = kind.torch or kind.name.startswith("torch.") or family.name.startswith("torch.")
    function = arguments.get("function")
    inside = function if isinstance(function, (Lambda, Defined)) else None
    return Part(Layer(family, layer), source, sizes, torch=torch, function=inside)


def knows_all(kind: Kind, given: list[tuple[str, Any]]) -> bool:
    """Whether a class takes all the arguments that a call names."""
    family = kind.family
    return not family or all(not name or _is_argument(family, _called_here(family, name)) for name, _ in given)


def _called_here(family: Family, name: str) -> str:
    return dict(family.also_called).get(name, name)


def _is_argument(family: Family, name: str) -> bool:
    return (
        name in family.arguments
        or name in BASE
        or name in family.read
        or name in WITHOUT_EFFECT
        or family.name in LEGACY_ARGUMENTS.get(name, ())
    )


def _window_in_one(kind: Kind, given: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The arguments with the window as one; Keras 1 took a number for each axis, ``(filters, rows, columns)``."""
    family = kind.family
    rank = family.input.count("space") if family else 0
    older = any(name in KERAS_1_ARGUMENTS for name, _ in given) or "Convolution" in kind.name
    first = given[1 : 1 + rank]
    plain = len(first) == rank and all(not name and isinstance(value, (int, Open)) for name, value in first)
    if rank < 2 or not older or not plain:
        return given
    return [given[0], ("", tuple(value for _, value in first)), *given[1 + rank :]]


def _named(family: Family, given: list[tuple[str, Any]]) -> dict[str, Any]:
    """The arguments of a call of Keras by their names, each once."""
    positional = [value for name, value in given if not name]
    if len(positional) > len(family.arguments):
        raise Raised("live_arguments", {"layer": family.name, "most": len(family.arguments), "given": len(positional)})
    arguments: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    older = False
    places = iter(family.arguments)
    for written, value in given:
        if written.startswith("*"):
            raise Raised("live_spread", {"layer": family.name, "given": _text(value, written)})
        name = _called_here(family, written) if written else next(places)
        if family.name == INPUT_CLASS:
            name = INPUT_ARGUMENTS.get(name, name)
        if not _is_argument(family, name):
            if name in (WINDOW_ROWS, WINDOW_COLUMNS):
                rows[name], older = value, True
                continue
            if name not in KERAS_1_ARGUMENTS:
                known = [*family.sizes, *family.choices, *family.arguments]
                nearest = closest(name, known, MEANT)
                raise Raised("live_unknown_argument", {"layer": family.name, "name": name, "nearest": nearest})
            older = True
            newer = next((entry for entry in KERAS_1_ARGUMENTS[name] if entry in family.arguments), "")
            if not newer:
                continue
            name, value = newer, ORDERS.get(value, value) if isinstance(value, str) else value
        if name in arguments:
            raise Raised("live_given_twice", {"layer": family.name, "name": name})
        if name not in family.inside or value is not None:
            arguments[name] = value
    if rows:
        arguments["kernel_size"] = tuple(rows.get(name) for name in (WINDOW_ROWS, WINDOW_COLUMNS))
    for name, default in OF_KERAS_1.items() if older else ():
        if name in family.choices:
            arguments.setdefault(name, default)
    return arguments


def _argument(family: Family, name: str, value: Any) -> Any:
    """The value of an argument: a size and an option as they are, what makes no difference as text."""
    if is_shape(family, name):
        return value
    if isinstance(value, Lambda):
        return Open(value.text)
    if isinstance(value, (list, tuple)):
        return tuple(_argument(family, name, entry) for entry in value) if name not in family.inside else value
    if isinstance(value, int) and abs(value) > LARGEST_SIZE:
        raise Raised("live_at_most", {"layer": family.name, "name": name, "most": "1e+100", "given": shown(value)})
    if (
        name == "activation" and isinstance(value, (int, float)) and value is not None
    ):  # as in the first Keras, (input, output)
        raise Raised(
            "live_one_of", {"layer": family.name, "name": name, "known": "'tanh', 'relu'", "given": shown(value)}
        )
    decides = name in family.all_sizes or name in family.choices or name in READ_DECIDING or isinstance(value, Open)
    if decides or value is None or isinstance(value, (bool, int, float, str)):
        return value
    return _text(value, "")


def is_shape(family: Family, name: str) -> bool:
    """Whether an argument says what a layer reads."""
    return name in SHAPE_ARGUMENTS or (name == "input_dim" and "input_dim" not in family.arguments)


def _inside(family: Family, name: str, value: Any) -> Any:
    """A layer inside, or a list of layers."""
    composition = family.composition
    assert composition
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        if not composition.list_place:
            raise Raised("live_one_layer", {"layer": family.name, "name": name, "given": _text(value, "")})
        return [_inside(family, name, entry) for entry in value]
    if isinstance(value, Part):
        value.used = True
        if value.layer is not None:
            return value.layer
    if isinstance(value, Chain):
        value.used = True
        return value
    if isinstance(value, Open) and (match := CLASS_CALL.match(value.text)):
        raise unknown_layer(match[1], {})
    raise Raised(
        "live_inside", {"layer": family.name, "name": name, "example": composition.example, "given": _text(value, "")}
    )


def _text(value: Any, otherwise: str) -> str:
    """A value as the code writes it."""
    if isinstance(value, (Open, Named)):
        return value.text
    if isinstance(value, (Part,)):
        return value.source
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_text(entry, '') for entry in value)}]"
    return repr(value) if isinstance(value, (bool, int, float, str, type(None))) else otherwise or "…"
