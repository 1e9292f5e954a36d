"""Chains of layers: the shape that goes from one to the next, parameters and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.shapes import outputs, parts
from rnnformula.counting.tally import tally_of
from rnnformula.displayed import Displayed, Typeset
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.inputs import read_shape, start_shape
from rnnformula.reading.layers import Layer, find, read_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.reading.inputs import Shape

#: Type of numbers -> bytes of a parameter. A mixed policy computes in 16 bits and keeps parameters in 32.
BYTES = {
    "float16": 2,
    "bfloat16": 2,
    "float32": 4,
    "float64": 8,
    "mixed_float16": 4,
    "mixed_bfloat16": 4,
}
#: Arguments that decide the shape of an output and not the number of parameters.
SHAPING = (
    "return_sequences",
    "return_state",
    "merge_mode",
    "strides",
    "padding",
    "dilation_rate",
    "keepdims",
    "n",
    "rate",
    "activation",
)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A layer of a model: its name there, the layer, its outputs `(batch, ...)`, its arrays, its type of numbers.

    >>> from rnnformula import model
    >>> row = model(["Input((50, 3))", "LSTM(64)", "Dense(1)"]).rows[0]
    >>> row.name, row.outputs, row.count
    ('lstm', ((None, 64),), 17408)

    ``layer`` is None for a model inside the model and for an array that code makes itself, which ``written`` names;
    ``outputs`` are empty where code does not say them; ``reads`` is the shape of the input, None where code does not
    say it or there are several.
    """

    name: str
    layer: Layer | None
    outputs: tuple[Shape, ...]
    tally: Tally
    dtype: str
    written: str = ""
    reads: Shape | None = None

    @property
    def output(self) -> Shape | tuple[Shape, ...] | None:
        """The shape of the output, a tuple of shapes where there are several outputs, None where it is not known."""
        if not self.outputs:
            return None
        return self.outputs if len(self.outputs) > 1 else self.outputs[0]

    @property
    def call(self) -> str:
        """The layer as in Keras code, with what decides parameters and shapes."""
        return self.layer.written(*SHAPING) if self.layer else self.written

    @property
    def count(self) -> int:
        """The number of parameters (scalars)."""
        return self.tally.count

    @property
    def bytes(self) -> int:
        """The memory of the parameters, in bytes."""
        return self.count * BYTES[self.dtype]


@dataclass(frozen=True, slots=True)
class Model(Displayed, Typeset):
    """The layers of a model; ``shape`` is its input, batch first, None where it has several or code does not say it.

    >>> from rnnformula import model
    >>> small = model(["Input((50, 3))", "LSTM(64)", "Dense(1)"])
    >>> small.shape, small.count
    ((None, 50, 3), 17473)

    ``name`` is what code calls the model; ``tied`` are arrays that are another one and counted with it, and that one.
    """

    shape: Shape | None
    rows: tuple[ModelRow, ...]
    name: str = ""
    tied: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of all layers."""
        return sum(row.count for row in self.rows)

    @property
    def trainable(self) -> int:
        """The number of parameters (scalars) that training changes."""
        return sum(row.tally.trainable for row in self.rows)

    @property
    def bytes(self) -> int:
        """The memory of the parameters, in bytes."""
        return sum(row.bytes for row in self.rows)


def model(
    layers: str | Sequence[str],
    /,
    *,
    input_shape: tuple[int | None, ...] | None = None,
    dtype: str = "float32",
    steps: int | None = None,
) -> Model:
    """The layers of a model one after another, each with what the one before it puts out.

    >>> [row.count for row in model(["Input((50, 3))", "LSTM(64, return_sequences=True)", "LSTM(64)"]).rows]
    [17408, 33024]

    Args:
        layers: layers in order, each as in Keras code, or a ``Sequential([...])`` as one text.
        input_shape: the axes of one sample, where no ``Input`` and no first layer says them.
        dtype: the type of numbers of layers that name none, one of `BYTES`.
        steps: the number of time steps, where the input leaves it open.

    Raises:
        InputError: a layer, an argument or a shape that means nothing, or that Keras can't run.
    """
    chain = _read(layers)
    begins = start_shape(chain)
    if begins is not None and input_shape is not None:
        raise InputError(f"model: its input is given twice: {begins} by the first layer and {shown(input_shape)}")
    shape = read_shape(chain, input_shape) if input_shape is not None else begins
    if shape is None:
        raise InputError("model: its input is missing; begin with Input((50, 3)) or give input_shape=(50, 3)")
    if steps is not None and len(shape) > 1 and shape[1] is None:
        shape = (shape[0], steps, *shape[2:])
    rows = []
    for name, layer, reads in parts(chain, shape):
        counted = tally_of(layer, reads)
        rows.append(ModelRow(name, layer, outputs(layer, reads), counted, _dtype(layer, dtype), reads=reads))
    return Model(shape, tuple(rows))


def _read(layers: str | Sequence[str]) -> Layer:
    if isinstance(layers, str):
        chain = read_layer(f"Sequential({layers})" if layers.lstrip().startswith("[") else layers)
        composition = chain.family.composition
        return chain if composition and composition.is_chain else chain_of([chain])
    if not isinstance(layers, (list, tuple)) or not layers:
        raise InputError(f"model: expected layers, such as ['Input((50, 3))', 'LSTM(64)'], got {shown(layers)}")
    return chain_of([read_layer(layer) for layer in layers])


def chain_of(layers: list[Layer]) -> Layer:
    """Layers one after another, as one layer."""
    return Layer(find(CHAIN_CLASS), {"layers": layers})


def _dtype(layer: Layer, default: str) -> str:
    name = layer.arguments.get("dtype") or default
    if not isinstance(name, str) or name not in BYTES:
        raise InputError(f"{layer.family.name}: unknown dtype {shown(name)}; {nearest(shown(name), BYTES)}")
    return name


def readable_bytes(number: int) -> str:
    """A number of bytes as Keras prints it, in steps of 1024.

    >>> readable_bytes(524), readable_bytes(68_719_476)
    ('524.00 B', '65.54 MB')
    """
    size = float(number)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} TB"


def decimal_bytes(number: int) -> str:
    """A number of bytes as Flax prints it, in steps of 1000.

    >>> decimal_bytes(524), decimal_bytes(86_400)
    ('524 B', '86.4 KB')
    """
    for unit, power in (("GB", 9), ("MB", 6), ("KB", 3)):
        if number > 10**power:
            return f"{number / 10**power:,.1f} {unit}"
    return f"{number:,} B"
