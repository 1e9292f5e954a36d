"""The layers and models of pasted code, counted: each layer once, with what it reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rnnformula.counting.connecting import merged_shape, operated_shape, unknown_read
from rnnformula.counting.models import BYTES, Model, ModelRow, chain_of
from rnnformula.counting.open_values import OpenValues, Undecided
from rnnformula.counting.operating import shape_after
from rnnformula.counting.shapes import outputs
from rnnformula.counting.tally import Row, Tally, tally_of
from rnnformula.errors import InputError
from rnnformula.facts import Array
from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.chains import DEFINABLE, calls_of, start_axes, without_shape
from rnnformula.reading.code.meanings import Call, Chain, Open, Part, Raised, Raw
from rnnformula.reading.inputs import input_for, read_shape, read_sizes
from rnnformula.reading.layers import Layer, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.reading.code.chains import Found
    from rnnformula.reading.code.meanings import Tensor, Worked
    from rnnformula.reading.inputs import Shape

#: Arguments that decide what a layer puts out, of which a formula can't hold the names.
SHAPE_DECIDING = (
    "axis",
    "groups",
    "return_sequences",
    "return_state",
    "merge_mode",
    "padding",
    "data_format",
    "target_shape",
    "dims",
)
#: The output of a layer that runs a function, which nothing but an argument can tell.
UNTOLD = ("as told",)
#: What a shape of which nothing is known is.
Unknown = None


class Graph:
    """The rows of a model, made call after call."""

    def __init__(self, code_model: Found, values: OpenValues) -> None:
        self.code_model = code_model
        self.values = values
        self.rows: list[ModelRow] = []
        self.shapes: dict[int, tuple[Any, ...]] = {}
        self.start: Shape | None = None
        self._names: dict[str, int] = {}
        self._seen: set[int] = set()
        self._places: dict[int, int] = {}
        self._kept: list[Call] = []  # shapes are found by the identity of a call, which has to live as long
        self._sole = len([call for call in code_model.calls if call.kind in ("outside", "start")]) == 1

    def counted(self) -> list[ModelRow]:
        """A row for each layer that can own parameters."""
        for name, part in self.code_model.owned:
            self._own_row(name, part)
        for call in self.code_model.calls:
            self.shapes[id(call)] = self._call(call)
        return self.rows

    # Modules of PyTorch

    def _own_row(self, name: str, part: Part | Raw) -> None:
        if isinstance(part, Raw):
            axes = tuple(_positive(self.values.number(axis), part.source) for axis in part.axes)
            array = Array("parameter", " ".join(map(str, axes)) or "()")
            row = Row(array, axes, array.count_for({}), {})
            self.rows.append(ModelRow(name, None, (), Tally("Parameter", {}, {}, (row,)), "float32", part.source))
            return
        if not part.layer:
            return
        layer = self.resolved(without_shape(part.layer))
        sizes = {key: self.values.number(value) for key, value in part.sizes.items()}
        for key in layer.family.read:
            if (
                key not in sizes
                and key not in layer.arguments
                and not layer.family.inside
                and key not in dict(layer.family.defaults)
            ):
                sizes[key] = self.values.named(key if len(self.code_model.owned) == 1 else f"{name}.{key}")
        for key in layer.family.sizes:
            if (
                key in layer.family.arguments
                and layer.arguments.get(key) is None
                and key not in dict(layer.family.defaults)
            ):
                layer.arguments[key] = self.values.named(key if len(self.code_model.owned) == 1 else f"{name}.{key}")
        reads = input_for(layer, sizes)
        tally = tally_of(layer, reads, sizes)
        layer = without_shape(part.layer) if _is_open(part.layer) else layer
        missing = [row for row in tally.rows if _is_called(row.array, tally, part.missing)]
        tally = replace(tally, rows=tuple(row for row in tally.rows if row not in missing))
        self.rows.append(ModelRow(name, layer, (), _frozen(tally, part.frozen), "float32", reads=reads))

    # Calls of Keras

    def _shape(self, tensor: Tensor) -> Any:
        several = self.shapes.get(id(tensor.call))
        if several is None:
            return Unknown
        if tensor.place is None:
            return several[0]
        return several[tensor.place] if tensor.place < len(several) else Unknown

    def _call(self, call: Call) -> tuple[Any, ...]:
        match call.kind:
            case "input":
                axes = call.detail
                if isinstance(call.part, Part) and call.part.layer and axes is None:
                    axes = start_axes(call.part.layer)
                    axes = (None, *axes) if isinstance(axes, (tuple, list)) else axes
                return (self._input(call, axes),)
            case "outside" | "start":
                return (Unknown,)
            case "item":
                return (self._item(call),)
            case "same":
                shapes = [self._shape(tensor) for tensor in call.reads]
                return (shapes[0] if all(shape == shapes[0] for shape in shapes) else operated_shape(shapes),)
            case "operation":
                return (self._operated(call),)
            case "layer" if isinstance(call.part, Part):
                return self._layer(call, call.part)
            case "model" if isinstance(call.part, Chain):
                return self._model(call, call.part)
        if call.detail is not None and DEFINABLE.fullmatch(call.source):
            raise Raised("live_undefined", {"given": call.source}, (call.source,))
        raise Raised("live_unknown_part", {"given": call.source[:80]}, ())

    def _input(self, call: Call, axes: Any) -> Any:
        if isinstance(axes, Open):
            if axes.text in self.values.given and isinstance(whole := self.values.given[axes.text], (tuple, list)):
                axes = (None, *whole)
            if isinstance(axes, Open):
                return axes
        if axes is None:
            return Unknown
        if not isinstance(axes, (tuple, list)):
            layer = call.part.layer if isinstance(call.part, Part) and call.part.layer else Layer(find("Input"), {})
            return read_shape(layer, axes)
        part = call.part.layer if isinstance(call.part, Part) and call.part.layer else Layer(find("Input"), {})
        shape: Shape = read_shape(part, tuple(self.values.number(axis) for axis in axes[1:]))
        self.start = self.start or shape
        return shape

    def _operated(self, call: Call) -> Any:
        """What a function without weights gives: its shape, where that is a matter of its name and numbers."""
        if not isinstance(call.detail, tuple) or len(call.detail) != 2:
            return Unknown
        name, given = call.detail
        return shape_after(name, given, lambda tensor: self._shape(tensor))

    def _worked(self, call: Call, worked: Worked) -> Any:
        """The shape that the function inside a layer gives for what the layer reads."""
        if len(worked.begins) != len(call.reads):
            return Unknown
        for tensor, read in zip(worked.begins, call.reads, strict=True):
            self.shapes[id(tensor.call)] = (self._shape(read),)
        begins = {id(tensor.call) for tensor in worked.begins}
        for inner in calls_of(Chain(inputs=list(worked.begins), outputs=[worked.ends], functional=True)):
            if id(inner) not in begins:
                self.shapes[id(inner)] = self._call(inner)
        return self._shape(worked.ends)

    def _item(self, call: Call) -> Any:
        (tensor,) = call.reads
        several = self.shapes.get(id(tensor.call), (Unknown,))
        if tensor.place is None and len(several) > 1 and isinstance(call.detail, int):
            return several[call.detail] if -len(several) <= call.detail < len(several) else Unknown
        shape = self._shape(tensor)
        return Unknown if shape is Unknown or isinstance(shape, Open) else operated_shape([shape], call.detail)

    def _layer(self, call: Call, part: Part) -> tuple[Any, ...]:
        if not part.layer:
            return (self._shape(call.reads[0]) if call.reads else Unknown,)
        if part.layer.family.name == "Input":
            return (self._shape(call.reads[0]) if call.reads else Unknown,)
        shapes = [self._shape(tensor) for tensor in call.reads] or [Unknown]
        layer, nested = self._with_models(without_shape(part.layer))
        if nested:
            return self._each_step(part, layer, nested, shapes[0])
        layer = self._complete(self.resolved(layer))
        reads, given = self._reads(call, layer, shapes)
        if reads is Unknown:
            if layer.family.arrays or layer.family.composition:
                raise Raised("live_unknown_width", {"layer": call.source})
            self._keep(part, layer, Tally(str(layer), {}, {}, ()), ())
            return (Unknown,)
        if not layer.family.output:
            tally = tally_of(layer, reads, given)
            self._keep(part, layer, tally, (merged := merged_shape(layer, shapes),))
            return (merged,)
        if layer.family.output == UNTOLD and layer.arguments.get("output_shape") is None:
            whole = self._worked(call, part.worked) if part.worked else Unknown
            self._keep(part, layer, Tally(str(layer), {}, {}, ()), (whole,))
            return (whole,)
        put_out = outputs(layer, reads)
        self._keep(part, layer, tally_of(layer, reads), put_out, reads)
        return put_out

    def _complete(self, layer: Layer) -> Layer:
        """A layer alone of which a size is left out has it open."""
        family = layer.family
        missing = [
            name
            for name in family.sizes
            if name in family.arguments and name not in layer.arguments and name not in dict(family.defaults)
        ]
        if self.code_model.is_model or not missing:
            return layer
        return Layer(family, layer.arguments | {name: self.values.named(name) for name in missing})

    def _reads(self, call: Call, layer: Layer, shapes: list[Any]) -> tuple[Any, dict[str, Any] | None]:
        first = shapes[0]
        if first is Unknown or isinstance(first, Open):
            source = first.text if isinstance(first, Open) else call.reads[0].call.source if call.reads else "features"
            outside = call.reads and call.reads[0].call.kind in ("outside", "start")
            sole = bool(outside) and self._sole
            known_sizes = call.part.sizes if isinstance(call.part, Part) else {}
            if outside and call.reads[0].call.detail is True and not sole:  # a layer that is applied nowhere
                known_sizes = {name: self.values.named(f"{source}.{name}") for name in read_sizes(layer)} | known_sizes
            first = unknown_read(layer, self.values, source, first, sole=sole, known_sizes=known_sizes)
        if layer.family.output or first is Unknown:
            return first, None
        given = {}
        if len(shapes) > 1 and "value_features" in layer.family.all_sizes:
            known = shapes[1] is not Unknown and not isinstance(shapes[1], Open)
            other = call.reads[1].call.source
            given["value_features"] = shapes[1][-1] if known else self.values.named(f"{other}.shape[-1]")
        if "features" in layer.family.read:
            given["features"] = first[-1]
        return first, given

    def _model(self, call: Call, chain: Chain) -> tuple[Any, ...]:
        inner_calls = calls_of(chain)
        self._kept += inner_calls
        if inner_calls and inner_calls[0].kind in ("outside", "start") and call.reads:
            self.shapes[id(inner_calls[0])] = (self._shape(call.reads[0]),)
        inner = Graph(self.code_model, self.values)
        inner.shapes = self.shapes
        inner._kept = self._kept
        inner._seen = self._seen
        inner._sole = self._sole
        known = {id(inner_calls[0])} if inner_calls and call.reads and inner_calls[0].kind == "outside" else set()
        for entry in inner_calls:
            if id(entry) not in known and not (id(entry) in self.shapes and entry.kind == "input"):
                self.shapes[id(entry)] = inner._call(entry)
        self.start = self.start or inner.start
        put_out = (
            tuple(self._shape(tensor) for tensor in chain.outputs)
            if chain.functional
            else (self.shapes[id(inner_calls[-1])] if inner_calls else (Unknown,))
        )
        if inner.rows:
            rows = tuple(
                replace(row, part=f"{entry.name}.{row.part}" if row.part else entry.name)
                for entry in inner.rows
                for row in entry.tally.rows
            )
            name = chain.name or self._number("functional" if chain.functional else "sequential")
            shapes = tuple(shape for shape in put_out if shape is not Unknown and not isinstance(shape, Open))
            called = "Model" if chain.functional else CHAIN_CLASS
            self.rows.append(ModelRow(name, None, shapes, Tally(called, {}, {}, rows), "float32", f"{called}(…)"))
        return put_out

    def _with_models(self, layer: Layer) -> tuple[Layer, Chain | None]:
        """The layer with models inside it as layers; a model that is no chain beside it."""
        arguments = dict(layer.arguments)
        for name in layer.family.inside:
            if isinstance(inner := arguments.get(name), Chain):
                if inner.functional:
                    return layer, inner
                arguments[name] = _sequential(inner)
        return Layer(layer.family, arguments), None

    def _each_step(self, part: Part, layer: Layer, nested: Chain, shape: Any) -> tuple[Any, ...]:
        """A functional model at each time step."""
        composition = layer.family.composition
        if not composition or not composition.each_step:
            raise Raised("live_unknown_part", {"given": part.source})
        before = len(self.rows)
        first = self._model_alone(nested)[0]
        steps = shape[1] if shape is not Unknown and not isinstance(shape, Open) else None
        put_out = Unknown if first is Unknown or isinstance(first, Open) else (first[0], steps, *first[1:])
        for place, row in enumerate(self.rows[before:], before):
            name, written = self._number(layer.family.key), f"{layer.family.name}({row.written})"
            self.rows[place] = replace(row, name=name, written=written, outputs=(put_out,) if put_out else ())
        return (put_out,)

    def _model_alone(self, chain: Chain) -> tuple[Any, ...]:
        return self._model(Call("model", chain.name, (), chain), chain)

    def _keep(
        self, part: Part, layer: Layer, tally: Tally, put_out: tuple[Any, ...], reads: Shape | None = None
    ) -> None:
        """A row for a layer that is called for the first time."""
        if id(part) in self._seen:
            if (place := self._places.get(id(part))) is not None:  # what it reads is not one input
                self.rows[place] = replace(self.rows[place], reads=None)
            return
        self._seen.add(id(part))
        given = layer.arguments.get("name")
        name = given if isinstance(given, str) else self._number(layer.family.key)
        shapes = tuple(shape for shape in put_out if shape is not Unknown)
        dtype = layer.arguments.get("dtype")
        if part.layer and layer.family is part.layer.family and (_is_open(part.layer) or not self.code_model.is_model):
            layer = without_shape(part.layer)  # with the names that the code has
        frozen, dtype = _frozen(tally, part.frozen), dtype if dtype in BYTES else "float32"
        self._places[id(part)] = len(self.rows)
        self.rows.append(ModelRow(name, layer, shapes, frozen, dtype, reads=reads))

    def _number(self, key: str) -> str:
        number = self._names[key] = self._names.get(key, -1) + 1
        return f"{key}_{number}" if number else key

    def resolved(self, layer: Layer) -> Layer:
        """The layer with a number for each size that is open.

        Raises:
            Undecided: something else is open that decides how many parameters there are.
        """
        arguments: dict[str, Any] = {}
        for name, value in layer.arguments.items():
            if name == "stateful":  # it needs a batch of known size and changes no number
                continue
            if isinstance(value, Layer):
                arguments[name] = self.resolved(value)
            elif name in layer.family.inside and isinstance(value, list):
                arguments[name] = [self.resolved(entry) for entry in value]
            else:
                arguments[name] = self._argument(layer, name, value)
        return Layer(layer.family, arguments)

    def _argument(self, layer: Layer, name: str, value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            several = [self._argument(layer, name, entry) for entry in value]
            return tuple(several)
        if not isinstance(value, Open):
            return value
        if value.text in self.values.given:
            return self.values.given[value.text]
        family = layer.family
        if name in family.choices or name in SHAPE_DECIDING:
            raise Undecided(value.names)
        if name in family.all_sizes or name in ("pool_size", "strides", "size", "n", "cropping", "dilation_rate"):
            return self.values.number(value)
        return value.text


def _is_open(layer: Layer) -> bool:
    """Whether a value of a layer is open, and no layer inside it stands in the way of writing it as it is."""
    return not layer.family.inside and any(isinstance(value, Open) for value in layer.arguments.values())


def _sequential(chain: Chain) -> Layer:
    layers = []
    for item in chain.items:
        if isinstance(item, Part) and item.layer:
            layers.append(item.layer)
        elif isinstance(item, Chain) and not item.functional:
            layers.append(_sequential(item))
        else:
            raise Raised("live_unknown_part", {"given": getattr(item, "text", "") or chain.name})
    return chain_of(layers)


def _positive(axis: Any, source: str) -> int:
    if isinstance(axis, bool) or not isinstance(axis, int) or axis < 0:
        raise InputError(f"{source[:60]}: expected axes that are positive integers")
    return axis


def _is_called(array: Array, tally: Tally, names: list[str]) -> bool:
    """Whether an array is one of those that code calls ``weight`` and ``bias``."""
    names_here = [row.array.name for row in tally.rows]
    if array.name in names:
        return True
    return ("weight" in names and array.name == names_here[0] and "weight" not in names_here) or (
        "bias" in names and array.name == "bias"
    )


def _frozen(tally: Tally, frozen: bool) -> Tally:
    if not frozen:
        return tally
    return replace(tally, rows=tuple(replace(row, trainable=False) for row in tally.rows))


def rows_of(code_model: Found, values: OpenValues) -> tuple[list[ModelRow], Shape | None]:
    """The rows of a model of code, and the input that it names."""
    graph = Graph(code_model, values)
    rows = graph.counted()
    return rows, graph.start


def model_of(code_model: Found, values: OpenValues) -> Model:
    """A model of code; an axis that depends on what is open is open, too, as the time steps may be."""
    rows, start = rows_of(code_model, values)
    if values.requested:
        others, other_start = rows_of(code_model, OpenValues(values.given, frozenset(range(len(values.requested)))))
        rows = [
            replace(row, outputs=tuple(map(_common, row.outputs, other.outputs)))
            for row, other in zip(rows, others, strict=True)
        ]
        start = _common(start, other_start) if start and other_start else start
    return Model(start, tuple(rows), code_model.name, code_model.tied)


def _common(shape: Shape, other: Shape) -> Shape:
    return tuple(axis if axis == same else None for axis, same in zip(shape, other, strict=True))


def parts_of_rows(tally: Tally) -> Iterator[tuple[str, list[Row]]]:
    """The arrays of each part of a layer."""
    for part, rows in groupby(tally.rows, key=lambda row: row.part):
        yield part, list(rows)
