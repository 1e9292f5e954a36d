"""A layer or a model run on random numbers, each operation counted: the second witness of a cost."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rnnformula.costing.equations_beside import EQUATIONS_BESIDE, MERGING_EQUATIONS, NAMED_ACTIVATIONS
from rnnformula.costing.scalar_runs import Machine, MachineOfLayer, evaluate_equations, make_windows
from rnnformula.counting.scalar_steps import work_out_matrix
from rnnformula.counting.shapes import outputs, parts
from rnnformula.counting.tally import tally_of
from rnnformula.facts import Equation
from rnnformula.facts.activations import KNOWN_ACTIVATIONS
from rnnformula.facts.torch_equations import PROJECTED_LSTM, TORCH_EQUATIONS
from rnnformula.reading.inputs import axes_of, padding_of, spread
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.costing.scalar_runs import CountedScalar, ScalarRun
    from rnnformula.counting.scalar_steps import Windows
    from rnnformula.facts.activations import Activation
    from rnnformula.reading.inputs import Shape

    Vector = tuple[CountedScalar, ...]


#: The arrays that equations may lack.
BIASES = {"bias", "bias_ih", "bias_hh"}
#: The only matrix that equations make of others.
LORA_KERNEL = "kernel + lora_kernel_a @ lora_kernel_b"


@dataclass(frozen=True, slots=True)
class SampleTensor:
    """Numbers of one sample, the last axis fastest."""

    shape: tuple[int, ...]
    numbers: Vector

    def rows(self) -> list[SampleTensor]:
        """What stands along the first axis."""
        inner = prod(self.shape[1:])
        return [
            SampleTensor(self.shape[1:], self.numbers[at : at + inner]) for at in range(0, len(self.numbers), inner)
        ]


@dataclass(frozen=True, slots=True)
class CountedRun:
    """A run: what was counted, and the numbers, so that another framework can do the same with them.

    >>> from rnnformula import run_counted
    >>> run = run_counted("GRU", units=2, features=3, steps=5)
    >>> run.counted.forward["transcendental"], len(run.counted.kept)
    (30, 75)

    ``weights`` are those of each layer by its place, an array by its name; ``inputs`` and ``outputs`` have a tensor for
    each sample; ``seeds`` are the gradients that were given for the numbers of all outputs.
    """

    counted: ScalarRun
    weights: dict[str, dict[str, object]]
    inputs: tuple[SampleTensor, ...]
    outputs: tuple[SampleTensor, ...]
    seeds: tuple[float, ...]


def run_layer(
    layer: Layer,
    shape: Shape,
    batch: int = 1,
    *,
    reads_trained: bool = True,
    seed: int = 0,
    changed: Mapping[int, float] = MappingProxyType({}),
) -> CountedRun:
    """Run a layer forward and backward on random numbers.

    Args:
        layer: the layer, or one made of layers.
        shape: its input, batch first, all axes but that known.
        batch: the number of samples.
        reads_trained: whether the gradient of the input is asked for.
        seed: of the random numbers.
        changed: what is added to a number of the input, by its place.

    Raises:
        InputError: as in `rnnformula.count`.
    """
    runner = _Runner(seed)
    inputs, results = [], []
    for _ in range(batch):
        numbers = tuple(
            runner.machine.leaf(runner.draw(layer) + changed.get(place, 0.0), "input", has_gradient=reads_trained)
            for place in range(prod(axis or 0 for axis in shape[1:]))
        )
        inputs.append(SampleTensor(tuple(axis or 0 for axis in shape[1:]), numbers))
        results.append(runner.run(layer, inputs[-1], ""))
    generator = random.Random(seed)
    seeds = [(number, generator.uniform(-1, 1)) for result in results for number in result.numbers]
    runner.machine.differentiate([*seeds, *((number, 0.0) for number in runner.last_states)])
    gradients = tuple(gradient for _, gradient in seeds)
    return CountedRun(runner.machine.run, runner.weights, tuple(inputs), tuple(results), gradients)


class _Runner:
    """One run of all layers on one machine."""

    def __init__(self, seed: int) -> None:
        self.machine = Machine()
        self.generator = random.Random(seed)
        self.weights: dict[str, dict[str, Any]] = {}
        #: States after the last step, for which a gradient of zero comes from the step that follows.
        self.last_states: list[CountedScalar] = []

    def draw(self, layer: Layer) -> float:
        """A number of the input; the number of a word where the first layer looks it up."""
        first = layer
        while first.inside:
            first = next(inner for inner in first.inside if inner.family.name != "Input")
        if first.family.name == "Embedding":
            return float(self.generator.randrange(int(first.arguments["input_dim"])))
        return self.generator.uniform(-1, 1)

    def run(self, layer: Layer, tensor: SampleTensor, place: str, *, trained: bool = True) -> SampleTensor:
        """What a layer puts out for a sample."""
        trained = trained and layer.arguments.get("trainable", True) is not False
        composition = layer.family.composition
        if composition and composition.is_chain:
            for name, inner, _ in parts(layer, (None, *tensor.shape)):
                tensor = self.run(inner, tensor, f"{place}.{name}", trained=trained)
                tensor = SampleTensor(tensor.shape, self.machine.hand_on(tensor.numbers))
            return tensor
        if composition and composition.both_ways:
            return self._both_ways(layer, tensor, place, trained=trained)
        if composition and composition.part == "cell":
            return self._over_time(layer, tensor, place, trained=trained)
        if composition:
            rows = tensor.rows()
            results = [self.run(layer.inside[0], row, f"{place}.layer", trained=trained) for row in rows]
            return _stacked(results)
        if layer.family.recurrent or layer.family.cell or layer.family.name in TORCH_EQUATIONS:
            return self._over_time(layer, tensor, place, trained=trained)
        return self._beside(layer, tensor, place, trained=trained)

    # Layers that keep a state

    def _over_time(self, layer: Layer, tensor: SampleTensor, place: str, *, trained: bool) -> SampleTensor:
        if layer.family.name == "torch.nn.Linear":
            return self._beside(layer, tensor, place, trained=trained)
        if layer.family.name.startswith("torch.nn.") and not layer.family.cell:
            return self._torch(layer, tensor, place, trained=trained)
        is_one_step = layer.family.cell
        shape = (None, None, *tensor.shape) if is_one_step else (None, *tensor.shape)
        cells = [
            _Cell(
                self,
                inner,
                reads,
                name,
                trained=trained and inner.arguments.get("trainable", True) is not False,
                reads_trained=any(number.has_gradient for number in tensor.numbers),
            )
            for inner, reads, name in _cells(layer, shape, place)
        ]
        returns = is_one_step or bool(layer.arguments.get("return_sequences"))
        rows = [tensor] if is_one_step else tensor.rows()
        if layer.arguments.get("go_backwards"):
            rows = rows[::-1]
        return self._steps(cells, rows, returns=returns, is_one_step=is_one_step)

    def _steps(
        self, cells: list[_Cell], rows: list[SampleTensor], *, returns: bool, is_one_step: bool = False
    ) -> SampleTensor:
        after: list[SampleTensor] = []
        for number, row in enumerate(rows):
            signal = self.machine.hand_on(row.numbers)
            for cell in cells:
                put_out = cell.step(signal)
                signal = self.machine.hand_on(put_out) if cell is not cells[-1] else put_out
            after.append(SampleTensor(cells[-1].output_shape, signal))
            if number == len(rows) - 1:
                for cell in cells:
                    last = cell is cells[-1]
                    self.last_states += cell.states_after(with_output=not last or (returns and not is_one_step))
        if is_one_step:
            return after[0]
        return _stacked(after) if returns else after[-1]

    def _both_ways(self, layer: Layer, tensor: SampleTensor, place: str, *, trained: bool) -> SampleTensor:
        (name, forward, _), (other_name, given, _) = parts(layer, (None, *tensor.shape))
        returned = {"return_sequences": bool(forward.arguments.get("return_sequences")), "return_state": False}
        results = []
        for at, inner, backwards in ((name, forward, False), (other_name, given, True)):
            directed = Layer(inner.family, inner.arguments | returned | {"go_backwards": backwards})
            result = self.run(directed, tensor, f"{place}.{at}", trained=trained)
            results.append(_reversed(result) if backwards and returned["return_sequences"] else result)
        first, second = results
        mode = layer.arguments.get("merge_mode", "concat")
        if mode not in MERGING_EQUATIONS:
            return SampleTensor(first.shape, first.numbers) if mode is None else self._joined(first, second)
        handed = [self.machine.hand_on(result.numbers) for result in results]
        known = {"forward": handed[0], "backward": handed[1]}
        evaluate_equations(self.machine, [Equation("y", MERGING_EQUATIONS[mode])], known, (), {}, {})
        return SampleTensor(first.shape, known["y"])

    def _torch(self, layer: Layer, tensor: SampleTensor, place: str, *, trained: bool) -> SampleTensor:
        tally = tally_of(layer, (None, *tensor.shape))
        arguments = layer.arguments
        directions = ("", "_reverse") if arguments.get("bidirectional") else ("",)
        for number in range(int(arguments.get("num_layers", 1))):
            results = []
            for direction in directions:
                suffix = f"_l{number}{direction}"
                arrays = {
                    row.name.removesuffix(suffix): (row.shape, row.array.trainable)
                    for row in tally.rows
                    if row.name.endswith(suffix)
                }
                cell = _Cell(self, layer, (None, *tensor.shape), place + suffix, trained=trained, arrays=arrays)
                rows = tensor.rows()[:: -1 if direction else 1]
                result = self._steps([cell], rows, returns=True)
                results.append(_reversed(result) if direction else result)
            tensor = results[0] if len(results) == 1 else self._joined(*results)
            if number < int(arguments.get("num_layers", 1)) - 1:
                tensor = SampleTensor(tensor.shape, self.machine.hand_on(tensor.numbers))
        return tensor

    def _joined(self, first: SampleTensor, second: SampleTensor) -> SampleTensor:
        """Two tensors joined along the last axis, which writes their numbers anew."""
        width, other = first.shape[-1], second.shape[-1]
        numbers: Vector = ()
        for at in range(len(first.numbers) // width):
            numbers += first.numbers[at * width : (at + 1) * width] + second.numbers[at * other : (at + 1) * other]
        return SampleTensor((*first.shape[:-1], width + other), self.machine.hand_on(numbers, anew=True))

    # Layers that keep none

    def _beside(self, layer: Layer, tensor: SampleTensor, place: str, *, trained: bool) -> SampleTensor:
        family = layer.family
        shape = (None, *tensor.shape)
        (after, *_) = outputs(layer, shape)
        target = tuple(length or 0 for length in after[1:])
        equations = family.variant(tally_of(layer, shape).options).equations or EQUATIONS_BESIDE.get(
            family.name, TORCH_EQUATIONS.get(family.name, ())
        )
        if not equations:
            return SampleTensor(target, tensor.numbers)
        if family.name == "RepeatVector":
            return self._repeated(tensor, target)
        cell = _Cell(self, layer, shape, place, trained=trained)
        handed = self.machine.hand_on(tensor.numbers)
        if "space" in family.input:
            return SampleTensor(target, cell.step(handed))
        width = 1 if family.name == "Embedding" else tensor.shape[-1]
        results: Vector = ()
        for at in range(0, len(handed), width):
            results += cell.step(handed[at : at + width])
        return SampleTensor(target, results)

    def _repeated(self, tensor: SampleTensor, target: tuple[int, ...]) -> SampleTensor:
        copies: Vector = ()
        for _ in range(target[0]):
            copies += self.machine.copy(tensor.numbers)
        return SampleTensor(target, copies)


class _Cell:
    """What evaluates the equations of one layer: its weights, its states."""

    def __init__(
        self,
        runner: _Runner,
        layer: Layer,
        shape: Shape,
        place: str,
        *,
        trained: bool,
        reads_trained: bool = True,
        arrays: Mapping[str, tuple[Sequence[int], bool]] | None = None,
    ) -> None:
        self.machine = runner.machine
        family = layer.family
        tally = tally_of(layer, shape)
        if arrays is None:
            arrays = {row.name: (row.shape, row.array.trainable) for row in tally.rows}
        if place not in runner.weights:
            runner.weights[place] = {
                name: self._drawn(lengths, runner.generator, has_gradient=trainable and trained)
                for name, (lengths, trainable) in arrays.items()
            }
            self._fix(runner.weights[place])
        self.known: dict[str, Any] = dict(runner.weights[place])
        choice = tally.options | {name: name in tally.sizes for name in family.optional}
        if family.name in TORCH_EQUATIONS:
            equations = PROJECTED_LSTM if "proj_size" in tally.sizes else TORCH_EQUATIONS[family.name]
        else:
            equations = family.variant(choice).equations or EQUATIONS_BESIDE[family.name]
        absent = {array.name.rpartition("_l")[0] or array.name for array in family.arrays} | {
            "bias_ih",
            "bias_hh",
            "bias",
        }
        self.equations = [equation.without(absent - {*arrays}) for equation in equations]
        self.gates, self.activations = family.gates, _functions(layer)
        self.windows: dict[str, Windows] = {}
        self.output_shape: tuple[int, ...] = ()
        if "space" in family.input:
            self._over_space(layer, shape)
        self.states = [name for name in ("h", "c") if any(step.target == name for step in self.equations)]
        for name in self.states:
            length = self._length(name)
            has_gradient = trained or reads_trained
            self.known[name] = tuple(self.machine.leaf(0.0, "state", has_gradient=has_gradient) for _ in range(length))
        if not self.output_shape and self.states:
            self.output_shape = (len(self.known["h"]),)

    def _length(self, state: str) -> int:
        """How many numbers a state has."""
        if self.output_shape:
            return prod(self.output_shape)
        if "weight_hh" in self.known:
            return len(self.known["weight_hh"]) // len(self.gates) if state == "c" else len(self.known["weight_hh"][0])
        return len(self.known["recurrent_kernel"])

    def _drawn(self, lengths: Sequence[int], generator: random.Random, *, has_gradient: bool) -> Any:
        if not lengths:
            return self.machine.leaf(generator.uniform(-1, 1), "weight", has_gradient=has_gradient)
        return tuple(self._drawn(lengths[1:], generator, has_gradient=has_gradient) for _ in range(lengths[0]))

    def _fix(self, arrays: dict[str, Any]) -> None:
        """Work out once what is made of weights alone."""
        if "lora_kernel_a" in arrays:
            arrays[LORA_KERNEL] = work_out_matrix(LORA_KERNEL, arrays, MachineOfLayer(self.machine, {}))

    def _over_space(self, layer: Layer, shape: Shape) -> None:
        """The windows of the kernels, whose rows are then the numbers that a window reads."""
        rank = layer.family.input.count("space")
        lengths = [length or 0 for length, axis in zip(shape[1:], axes_of(layer), strict=True) if axis == "space"]
        kernel, strides, dilations = (spread(layer, name) for name in ("kernel_size", "strides", "dilation_rate"))
        self.windows["kernel"] = make_windows(lengths, kernel, strides, dilations, padding_of(layer))
        states = {"return_sequences": True, "return_state": False} if layer.family.recurrent else {}
        (after, *_) = outputs(Layer(layer.family, layer.arguments | states), shape)
        self.output_shape = tuple(length or 0 for length in after[2 if layer.family.recurrent else 1 :])
        if layer.family.recurrent:
            inner = self.output_shape[:rank]
            self.windows["recurrent_kernel"] = make_windows(inner, kernel, (1,) * rank, (1,) * rank, "same")
        for name in self.windows:
            for _ in range(rank):
                self.known[name] = tuple(row for rows in self.known[name] for row in rows)

    def step(self, signal: Vector) -> Vector:
        """Evaluate the equations once; the states go on to the next time."""
        known = self.known | {"x": signal}
        if self.windows:
            self.machine.keep_together(signal)
        evaluate_equations(self.machine, self.equations, known, self.gates, self.activations, self.windows)
        for name in self.states:
            self.known[name] = known[name]
        result: Vector = known[self.equations[-1].target]
        return result

    def states_after(self, *, with_output: bool) -> Vector:
        """The states after the last step, with what is put out where that is read at each step."""
        names = [name for name in self.states if name != "h" or with_output]
        return tuple(number for name in names for number in self.known[name])


def _cells(layer: Layer, shape: Shape, place: str) -> list[tuple[Layer, Shape, str]]:
    """The cells that a layer evaluates at each step, in order; itself where it is made of none."""
    composition = layer.family.composition
    if composition is None:
        reads = (None, *shape[2:]) if layer.family.cell else shape
        return [(layer, reads, place)]
    step = (None, *shape[2:])
    cells: list[tuple[Layer, Shape, str]] = []
    for name, inner, reads in parts(layer, shape if composition.each_step else step):
        cells += _cells(inner, (None, None, *reads[1:]), f"{place}.{name}")
    return cells


def _functions(layer: Layer) -> dict[str, Activation]:
    """The activations by the names that equations have for them."""
    given = layer.arguments
    first = given.get("activation", NAMED_ACTIVATIONS.get(layer.family.name))
    relu = given.get("nonlinearity") == "relu"
    return {
        "tanh": KNOWN_ACTIVATIONS["relu" if relu else first or ("tanh" if "activation" not in given else "linear")],
        "sigmoid": KNOWN_ACTIVATIONS[given.get("recurrent_activation", "sigmoid") or "linear"],
        "activation": KNOWN_ACTIVATIONS[first or "linear"],
    }


def _stacked(tensors: Sequence[SampleTensor]) -> SampleTensor:
    numbers = tuple(number for tensor in tensors for number in tensor.numbers)
    return SampleTensor((len(tensors), *tensors[0].shape), numbers)


def _reversed(tensor: SampleTensor) -> SampleTensor:
    return _stacked(tensor.rows()[::-1])
