"""Every argument of a layer changed alone, on real layers: which of them change the count, and which the output."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras

from rnnformula.counting.tally import split_arguments, tally
from rnnformula.errors import InputError
from rnnformula.facts import scalars
from rnnformula.keras.building import make_layer
from rnnformula.keras.plain import class_of
from rnnformula.reading.inputs import input_for
from rnnformula.reading.layers import Layer, written

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Another value for an argument that is no flag, by its name or the end of its name; a number that is missing
#: here gets one more.
OTHER: dict[str, Any] = {
    "activation": "relu",
    "initializer": "ones",
    "regularizer": "l2",
    "constraint": "non_neg",
    "dropout": 0.5,
    "rate": 0.25,
    "seed": 1,
    "units": 5,
    "filters": 5,
    "kernel_size": 2,
    "strides": 2,
    "dilation_rate": 2,
    "padding": "same",
    "output_padding": 0,
    "shared_axes": (1,),
    "equation": "abc,bcd->abd",
    "bias_axes": "d",
    "mode": "real",
    "scaling": "spectrum",
    "frame_step": 1,
    "fft_length": 16,
    "groups": -1,
    "mean": 0.0,
    "logit_soft_cap": 2.0,
    "data_format": "channels_first",
    "use_cudnn": False,
    "merge_mode": "sum",
    "lora_rank": 2,
    "lora_alpha": 2,
    "axis": 1,
    "momentum": 0.5,
    "epsilon": 0.01,
    "value_dim": 6,
    "output_shape": 4,
    "attention_axes": (1,),
    "flash_attention": False,
    "sliding_window": 2,
    "score_mode": "concat",
    "mask_value": 1.0,
}
#: Arguments that need another one beside them, and what that is.
NEEDED_BESIDE: dict[str, dict[str, Any]] = {"dilation_rate": {"strides": 1}, "mean": {"variance": 1.0}}
#: Arguments that say nothing about sizes: start values as arrays, the policy of quantization, further names.
WITHOUT_SIZES = (
    *("weights", "quantization_config", "gptq_unpacked_column_size", "kwargs", "noise_shape", "name", "dtype"),
    *("reverse_dtype", "renorm_clipping", "variance", "window"),
)


@dataclass(frozen=True, slots=True)
class Toggle:
    """One argument with another value, and what that made: parameters, weights, the output's shape."""

    name: str
    value: Any
    params: int
    weights: int
    output: str


@dataclass(frozen=True, slots=True)
class Toggles:
    """A layer as it is, and with each argument changed alone; printing it gives the table."""

    layer: str
    usual: Toggle
    toggled: tuple[Toggle, ...]

    def changing(self, measure: str) -> list[str]:
        """The arguments that change the parameters, the weights or the output."""
        return [toggle.name for toggle in self.toggled if getattr(toggle, measure) != getattr(self.usual, measure)]

    def __str__(self) -> str:
        rows = [("", "params", "weights", "output", "with")]
        rows.append(("as it is", str(self.usual.params), str(self.usual.weights), self.usual.output, self.layer))
        for toggle in self.toggled:
            same = self.usual
            rows.append(
                (
                    toggle.name,
                    "." if toggle.params == same.params else str(toggle.params),
                    "." if toggle.weights == same.weights else str(toggle.weights),
                    "." if toggle.output == same.output else toggle.output,
                    written(toggle.value),
                )
            )
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            f"{name:{widths[0]}} {params:>{widths[1]}} {weights:>{widths[2]}}  {output:{widths[3]}}  {value}".rstrip()
            for name, params, weights, output, value in rows
        ]
        ends = [
            f"{measure} changed by: {', '.join(self.changing(measure)) or 'none'}" for measure in ("params", "output")
        ]
        return "\n".join([*lines, "", *ends])


def toggles(layer: str, /, **arguments: Any) -> Toggles:
    """Build a layer as it is, then once for each argument of its class with another value of that alone.

    The list of arguments is read from the class, so that none can be forgotten.

    >>> toggles("LSTM", units=4, features=3).changing("params")
    ['units', 'use_bias']

    Args:
        layer: Keras' name of the layer class, or a call of it, as in `rnnformula.count`.
        arguments: as in `rnnformula.count`.

    Raises:
        InputError: as in `rnnformula.count`, or a convolution whose channels and filters make no groups.
        KeyError: an argument for which no other value is known.
    """
    tally(layer, **arguments)  # refuses what means nothing
    record, sizes, shape = split_arguments(layer, arguments)
    usual = _measured(record, sizes, shape, "", None)
    channels = scalars(sizes["channels"]) if "channels" in sizes else shape[-1] if shape else 1
    toggled = tuple(_measured(record, sizes, shape, name, value) for name, value in _values(record, channels))
    return Toggles(record.written(*record.family.arguments), usual, toggled)


def _values(record: Layer, channels: int) -> Iterator[tuple[str, Any]]:
    kind = class_of(record.family.name)
    for name, parameter in inspect.signature(kind).parameters.items():
        if name in WITHOUT_SIZES:
            continue
        if name in record.family.inside:
            yield from _layers(record, name)
        elif isinstance(parameter.default, bool):
            yield name, not record.arguments.get(name, parameter.default)
        else:
            yield name, _other(record, name, channels, record.arguments.get(name, parameter.default))


def _other(record: Layer, name: str, channels: int, value: Any) -> Any:
    """Another value for an argument that is no flag."""
    if isinstance(value, tuple) and name == "output_shape":
        return (*value[:-1], OTHER[name])
    if name == "groups" and "filters" in record.arguments:
        filters = record.arguments["filters"]
        common = [number for number in range(2, filters + 1) if filters % number == channels % number == 0]
        if not common:
            raise InputError(f"toggles: no number divides {filters} filters and {channels} channels into groups")
        return common[0]
    ending = name.split("_")[-1]
    if name not in OTHER and ending not in OTHER and isinstance(value, int):
        return value + 1
    return OTHER[name] if name in OTHER else OTHER[ending]


def _layers(record: Layer, name: str) -> Iterator[tuple[str, Any]]:
    """A layer inside with one unit more; for a direction of its own, the other way round."""
    inside = record.arguments.get(name) or record.inside[0]
    several = inside if isinstance(inside, list) else [inside]
    size = next((size for size in ("units", "filters") if size in several[0].arguments), None)
    if size is None:
        return
    turned = {"go_backwards": True} if name == "backward_layer" else {}
    larger = 0 if name == "backward_layer" else 1
    other = Layer(several[0].family, several[0].arguments | {size: several[0].arguments[size] + larger} | turned)
    if name == "backward_layer":
        other = Layer(other.family, other.arguments | {"use_bias": False})
    yield name, [other, *several[1:]] if isinstance(inside, list) else other


def _measured(record: Layer, sizes: Any, shape: Any, name: str, value: Any) -> Toggle:
    changed = {name: value} if name else {}
    layer = make_layer(Layer(record.family, record.arguments | NEEDED_BESIDE.get(name, {}) | changed))
    outputs = _called(layer, record, sizes, shape)
    shapes = [str(tuple(output.shape)) for output in keras.tree.flatten(outputs)]
    return Toggle(name, value, layer.count_params(), len(layer.weights), " ".join(shapes))


def _called(layer: Any, record: Layer, sizes: Any, shape: Any) -> Any:
    """The layer on symbolic input of a batch of 2, with numbers for axes that are open."""
    axes = shape or input_for(record, sizes)[1:]
    closed = [6 if axis is None else axis for axis in axes]
    if len(closed) < 2 and (not record.family.output or "axis" in record.family.arguments):
        closed = [6, *closed]  # attention is over time steps, and an axis must be one of several
    whole = keras.Input(batch_shape=(2, *closed)) if "input_dim" not in record.family.sizes else None
    if record.family.cell:
        states = keras.tree.map_structure(lambda size: keras.Input(batch_shape=(2, size)), layer.state_size)
        return layer(whole, states if isinstance(states, (list, tuple)) else [states])
    if whole is None:
        return layer(keras.Input(batch_shape=(2, 6), dtype="int32"))
    if record.family.several == "projected":
        return layer(whole, whole)
    return layer([whole, whole] if record.family.several else whole)
