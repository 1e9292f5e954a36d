"""Layers as evaluations of equations: which, how often, with which sizes.

A layer made of layers is those of what is inside it. Symbols are those of the arrays, and ``steps``, ``batch``,
``places`` (of what a layer puts out, at one step) and ``input_places``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod
from typing import TYPE_CHECKING

from rnnformula.costing.equations_beside import (
    EQUATIONS_BESIDE,
    MERGING_EQUATIONS,
    NAMED_ACTIVATIONS,
    NOTHING_COMPUTED,
)
from rnnformula.costing.step_costs import StepEquations
from rnnformula.counting.polynomial import ONE, Polynomial, axis_polynomials, times
from rnnformula.counting.shapes import outputs, parts
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.facts import Equation, scalars
from rnnformula.facts.activations import KNOWN_ACTIVATIONS
from rnnformula.facts.composition import CELL
from rnnformula.facts.torch_equations import PROJECTED_LSTM, TORCH_EQUATIONS
from rnnformula.reading.inputs import axes_of
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.costing.step_costs import SymbolicAxes
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Array, Variant
    from rnnformula.facts.activations import Activation
    from rnnformula.reading.inputs import Shape

STEP_COUNT: Polynomial = {("steps",): 1}
BATCH_SIZE: Polynomial = {("batch",): 1}
PLACE_COUNT: Polynomial = {("places",): 1}
INPUT_PLACE_COUNT: Polynomial = {("input_places",): 1}

#: An activation of which no gradient is known is counted like this one.
USUAL_ACTIVATION = KNOWN_ACTIVATIONS["tanh"]


class UnknownCostError(InputError):
    """Nothing is known of what a layer computes."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Equations that are evaluated for each step, place and sample.

    ``place`` is where the layer that has them is kept in the one asked for. ``evaluated`` is how often, ``sequences``
    how often from a first step on, which differs where a state goes from step to step. ``sizes`` are the numbers of
    all symbols but ``batch``. ``read_each_step``: whether another layer reads the state of each step.
    ``reads`` names the tensor that each signal but the states is, by the place of the layer that puts it out; empty for
    the input of the whole. ``taken_for_usual`` names activations whose gradient is not known.
    """

    place: str
    step: StepEquations
    evaluated: Polynomial
    sequences: Polynomial
    sizes: dict[str, int]
    reads: dict[str, str]
    read_each_step: bool = False
    taken_for_usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a layer: how often it is called, what is before and behind it."""

    calls: Polynomial = field(default_factory=lambda: BATCH_SIZE)
    sizes: dict[str, int] = field(default_factory=dict)
    place: str = ""
    reads: str = ""
    reads_trained: bool = True
    read_each_step: bool = False
    is_trained: bool = True

    def within(self, place: str) -> _Around:
        """What stands around a layer that is kept there in this one."""
        return replace(self, place=f"{self.place}.{place}" if self.place else place)


def evaluations(
    layer: Layer,
    shape: Shape,
    *,
    reads_trained: bool = True,
    is_trained: bool = True,
    place: str = "",
    reads: str = "",
) -> tuple[list[Evaluation], str]:
    """The evaluations of a layer that reads an input of a shape, and the name of the tensor that it puts out.

    Args:
        layer: the layer, or one made of layers.
        shape: its input, batch first, all axes but that known.
        reads_trained: whether the gradient of the input is asked for.
        is_trained: whether any parameter of the layer is trained, where the layer itself does not say it.
        place: where the layer is kept, such as its name in a model.
        reads: the name of the tensor that it reads.

    Raises:
        UnknownCostError: what a layer computes is not known.
        InputError: as in `rnnformula.count`, or an axis is open.
    """
    walk = _Walk()
    written = walk.layer(
        layer, shape, _Around(place=place, reads=reads, reads_trained=reads_trained, is_trained=is_trained)
    )
    return walk.evaluations, written


class _Walk:
    """All evaluations, in the order in which they are done."""

    def __init__(self) -> None:
        self.evaluations: list[Evaluation] = []

    def layer(self, layer: Layer, shape: Shape, around: _Around) -> str:
        """Walk a layer; the name of the tensor that it puts out.

        Raises:
            UnknownCostError: what it computes is not known.
        """
        if layer.arguments.get("trainable", True) is False:
            around = replace(around, is_trained=False)
        family, composition = layer.family, layer.family.composition
        if composition and composition.is_chain:
            return self._chain(layer, shape, around)
        if composition and composition.both_ways:
            return self._directions(layer, shape, around)
        if composition and not composition.around:
            return self._inside(layer, shape, around)
        if family.name in TORCH_EQUATIONS:
            return self._of_torch(layer, shape, around)
        if family.equations or family.name in EQUATIONS_BESIDE:
            self.evaluations.append(_own(layer, shape, around))
            return around.place
        if family.name not in NOTHING_COMPUTED:
            raise UnknownCostError(f"{family.name}: what it computes is not kept, so its cost is not known")
        return around.reads

    def _chain(self, layer: Layer, shape: Shape, around: _Around) -> str:
        trained, written, inside = around.reads_trained, around.reads, parts(layer, shape)
        for place, inner, reads in inside:
            within = replace(around.within(place), reads=written, reads_trained=trained)
            written = self.layer(inner, reads, within)
            trained = trained or (around.is_trained and tally_of(inner, reads).trainable > 0)
        return written

    def _directions(self, layer: Layer, shape: Shape, around: _Around) -> str:
        inside = parts(layer, shape)
        forward = inside[0][1]
        returned = {"return_sequences": bool(forward.arguments.get("return_sequences")), "return_state": False}
        directions = [Layer(inner.family, inner.arguments | returned) for _, inner, _ in inside]
        written = [
            self.layer(inner, reads, around.within(place))
            for (place, _, reads), inner in zip(inside, directions, strict=True)
        ]
        mode = layer.arguments.get("merge_mode", "concat")
        if mode in MERGING_EQUATIONS:
            ((_, *lengths),) = outputs(directions[0], shape)
            *outer, width = lengths
            sizes = {"units": _whole(layer, width)} | around.sizes
            evaluated = _outside(layer, outer if returned["return_sequences"] else [None, *outer], sizes, around)
            signals: dict[str, SymbolicAxes] = dict.fromkeys(("forward", "backward"), ({("units",): 1},))
            step = StepEquations((), (Equation("y", MERGING_EQUATIONS[mode]),), (), signals, (), {})
            reads = dict(zip(signals, written, strict=True))
            self.evaluations.append(Evaluation(around.place, step, evaluated, evaluated, sizes, reads))
        return around.place

    def _inside(self, layer: Layer, shape: Shape, around: _Around) -> str:
        """The layer that is evaluated at each time step, or the cells, each of which reads the one before it."""
        composition = layer.family.composition
        assert composition
        calls = around.calls
        if composition.each_step:
            calls, sizes = _alone(around)
            sizes["steps"] = _whole(layer, shape[1])
            around = replace(around, calls=times(calls, STEP_COUNT), sizes=sizes)
        of_cells = composition.part == CELL
        if layer.family.recurrent:
            around = replace(around, read_each_step=bool(layer.arguments.get("return_sequences")))
        inside = parts(layer, shape)
        begins, written = len(self.evaluations), around.reads
        for number, (place, inner, reads) in enumerate(inside, 1):
            within = replace(
                around.within(place),
                reads=written,
                reads_trained=around.reads_trained or number > 1,
                read_each_step=of_cells and (around.read_each_step or number < len(inside)),
            )
            written = self.layer(inner, reads, within)
        if of_cells and composition.each_step:
            self.evaluations[begins:] = [
                replace(evaluation, sequences=calls) for evaluation in self.evaluations[begins:]
            ]
        return written

    def _of_torch(self, layer: Layer, shape: Shape, around: _Around) -> str:
        """The layers and directions of a module of PyTorch, each with the arrays of its own."""
        family = layer.family
        tally = tally_of(layer, shape)
        equations = PROJECTED_LSTM if "proj_size" in tally.sizes else TORCH_EQUATIONS[family.name]
        states = tuple(name for name in ("h", "c") if any(step.target == name for step in equations))
        activations = {name: KNOWN_ACTIVATIONS[name] for name in ("tanh", "sigmoid")}
        if layer.arguments.get("nonlinearity") == "relu":
            activations["tanh"] = KNOWN_ACTIVATIONS["relu"]
        calls, sizes = (around.calls, dict(around.sizes)) if not states or family.cell else _alone(around)
        sizes |= _numbers(tally)
        evaluated = calls
        if states and not family.cell:
            sizes["steps"] = _whole(layer, shape[1])
            evaluated = times(calls, STEP_COUNT)
        elif not states:
            evaluated = calls = _outside(layer, shape[1:-1], sizes, around)
        before = around.reads
        written: dict[str, str] = {}
        for suffix, arrays in _in_pieces(tally).items():
            number, _, direction = suffix.partition("_")
            if number not in written and written:
                before = " and ".join(written.values())
                written = {}
            axes = {array.name: axis_polynomials(array) for array in arrays}
            signals: dict[str, SymbolicAxes] = {"x": (axis_polynomials(arrays[0])[1],)}
            if states:
                signals["h"] = (axes["weight_hh"][1],)
            if "c" in states:
                signals["c"] = ({("units",): 1},)
            step = StepEquations(
                arrays,
                tuple(equation.without({"bias_ih", "bias_hh", "bias"} - {*axes}) for equation in equations),
                family.gates,
                signals,
                states,
                activations,
                reads_trained=around.reads_trained or (bool(number) and number != "0"),
                is_trained=around.is_trained,
            )
            place = (around.within(f"l{suffix}") if suffix else around).place
            self.evaluations.append(
                Evaluation(place, step, evaluated, calls, sizes, {"x": before}, bool(states) and not family.cell)
            )
            written[number + direction] = place
        return " and ".join(written.values())


def _alone(around: _Around) -> tuple[Polynomial, dict[str, int]]:
    """How often a layer that has time steps of its own is called; steps around it become a number."""
    if "steps" not in around.sizes:
        return around.calls, dict(around.sizes)
    sizes = {name: size for name, size in around.sizes.items() if name != "steps"}
    return times(_without_steps(around.calls), {(): around.sizes["steps"]}), sizes


def _without_steps(repeats: Polynomial) -> Polynomial:
    return {tuple(size for size in sizes if size != "steps"): factor for sizes, factor in repeats.items()}


# Layers that have equations of their own


def _whole(layer: Layer, length: int | None) -> int:
    if length is None:
        raise InputError(f"{layer.family.name}: all axes that it reads must be known, such as steps=30")
    return length


def _numbers(tally: Tally) -> dict[str, int]:
    sizes = tally.rows[0].sizes if tally.rows else tally.sizes
    return {name: scalars(size) for name, size in sizes.items()}


def _outside(layer: Layer, lengths: Sequence[int | None], sizes: dict[str, int], around: _Around) -> Polynomial:
    """How often equations are evaluated that are about the last axis alone: the first axis before it is time."""
    calls, (*outer,) = around.calls, lengths
    if outer and "steps" not in around.sizes:
        if outer[0] is not None:
            sizes["steps"] = outer[0]
            calls = times(calls, STEP_COUNT)
        outer = outer[1:]
    if outer:
        sizes["places"] = prod(_whole(layer, length) for length in outer)
        calls = times(calls, PLACE_COUNT)
    return calls


def _own(layer: Layer, shape: Shape, around: _Around) -> Evaluation:
    """The equations of a layer of Keras that has no layers inside."""
    family = layer.family
    tally = tally_of(layer, shape)
    variant = family.variant(tally.options | {name: name in tally.sizes for name in family.optional})
    optional = [name for name in family.optional if name in tally.sizes]
    if tuple(row.array for row in tally.rows) != variant.arrays or (optional and not family.equations):
        raise UnknownCostError(f"{layer}: its numbers are stored in another way, so its cost is not known")
    states = tuple(name for name in ("h", "c") if any(step.target == name for step in variant.equations))
    activations, taken_for_usual = _activations(layer, recurrent=bool(states))
    is_over_time = family.recurrent and not family.cell
    calls, sizes = _alone(around) if is_over_time else (around.calls, dict(around.sizes))
    sizes |= _numbers(tally)
    signals, places = _signals(variant, states), ONE
    if "space" in family.input:
        signals, places = _over_space(layer, shape, states, sizes)
    elif not states:
        *outer, width = shape[1:] if "features" in family.input else (*shape[1:], 1)
        if "n" in family.arguments:
            sizes["n"] = _whole(layer, outputs(layer, shape)[0][1])
        if not variant.arrays:
            sizes["features"] = _whole(layer, width)
            signals = {"x": ({("features",): 1},)}
        calls = _outside(layer, outer, sizes, around)
    evaluated = calls
    if is_over_time:
        sizes["steps"] = _whole(layer, shape[1])
        evaluated = times(calls, STEP_COUNT)
    step = StepEquations(
        variant.arrays,
        variant.equations or tuple(step.without(_absent(layer, variant)) for step in EQUATIONS_BESIDE[family.name]),
        family.gates,
        signals,
        states,
        activations,
        places,
        around.reads_trained,
        around.is_trained,
    )
    read_each_step = bool(layer.arguments.get("return_sequences")) if is_over_time else around.read_each_step
    return Evaluation(
        around.place,
        step,
        evaluated,
        calls,
        sizes,
        {"x": around.reads},
        read_each_step and bool(states),
        taken_for_usual,
    )


def _absent(layer: Layer, variant: Variant) -> set[str]:
    return {array.name for array in layer.family.arrays} - {array.name for array in variant.arrays}


def _signals(variant: Variant, states: tuple[str, ...]) -> dict[str, SymbolicAxes]:
    """The axes of the input and the states, which the first axes of the first two arrays tell."""
    first, second = [*map(axis_polynomials, variant.arrays), [], []][:2]
    axes = {"x": tuple(first[:1])} | dict.fromkeys(states, tuple(second[:1]))
    if any(node == "embeddings" for node in (array.name for array in variant.arrays)):
        axes["x"] = ()  # the number of a row
    return axes


def _over_space(
    layer: Layer, shape: Shape, states: tuple[str, ...], sizes: dict[str, int]
) -> tuple[dict[str, SymbolicAxes], Polynomial]:
    """The input and the states of a layer whose equations are evaluated at each place of space."""
    whole_sequence = {"return_sequences": True, "return_state": False} if states else {}
    (after, *_) = outputs(Layer(layer.family, layer.arguments | whole_sequence), shape)
    axes = axes_of(layer)
    for name, lengths in (("input_places", shape[1:]), ("places", after[1:])):
        sizes[name] = prod(_whole(layer, length) for length, axis in zip(lengths, axes, strict=True) if axis == "space")
    groups = layer.arguments.get("groups", 1)
    signals: dict[str, SymbolicAxes] = {"x": (INPUT_PLACE_COUNT, {("channels",): groups})}
    return signals | dict.fromkeys(states, (PLACE_COUNT, {("filters",): 1})), PLACE_COUNT


def _activations(layer: Layer, *, recurrent: bool) -> tuple[dict[str, Activation], tuple[str, ...]]:
    """The functions for the names that equations call, and the names of those that were taken for the usual one."""
    taken_for_usual = []

    def chosen(argument: str, default: str) -> Activation:
        value = layer.arguments.get(argument, default)
        name = "linear" if value is None else str(value).rpartition(".")[-1]
        if name not in KNOWN_ACTIVATIONS:
            taken_for_usual.append(name)
        return KNOWN_ACTIVATIONS.get(name, USUAL_ACTIVATION)

    if not recurrent:
        return {"activation": chosen("activation", NAMED_ACTIVATIONS.get(layer.family.name, "linear"))}, tuple(
            taken_for_usual
        )
    functions = {"tanh": chosen("activation", "tanh")}
    if "recurrent_activation" in layer.family.arguments:
        functions["sigmoid"] = chosen("recurrent_activation", "sigmoid")
    return functions, tuple(taken_for_usual)


def _in_pieces(tally: Tally) -> dict[str, tuple[Array, ...]]:
    """The arrays of each layer and direction under the names that a cell gives them: ``weight_ih`` of ``1_reverse``."""
    pieces: dict[str, tuple[Array, ...]] = {}
    for array in tally.arrays:
        name, mark, suffix = array.name.rpartition("_l")
        if not mark or not suffix[:1].isdigit():
            name, suffix = array.name, ""
        pieces[suffix] = (*pieces.get(suffix, ()), replace(array, name=name))
    return pieces
