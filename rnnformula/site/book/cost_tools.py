"""How the number that a tool prints as the cost of a layer follows from the amounts that the package derives.

A tool is one entry of the register below: its name, what is asked of it, and the terms that make up its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.asking import cost, tally
from rnnformula.site.book.known import split_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rnnformula.costing.costs import Amount, Cost
    from rnnformula.counting.tally import Row

#: What a layer is called -> which equations it has.
COSTED_KINDS = {"LSTM": "LSTM", "GRU": "GRU", "RNN": "RNN", "SimpleRNN": "RNN"}
#: Numbers for each unit that tools count too many or too few in `h = o * tanh(c)` and `h = (1 - z) * n + z * h`.
MISCOUNTED = {"LSTM": 2, "GRU": -1, "RNN": 0}
#: Numbers for each unit of which TensorFlow knows the shape inside the loop of a frozen graph: for a batch of one, and
#: for a larger one.
SHAPED_IN_LOOP = {"LSTM": (9, 9), "GRU": (3, 9), "RNN": (1, 2)}
#: Operations of XLA on the counter of a loop.
OF_COUNTER = 2
#: Operations besides the one that is no simple one in 1 / (1 + exp(-x)).
OF_SIGMOID = 3


class CostTerm(NamedTuple):
    """An amount, and how many times it is counted."""

    times: int
    amount: int


@dataclass(frozen=True)
class CostedLayer:
    """A layer with its sizes, and its amounts by the names that the formulas below use."""

    layer: str
    sizes: Mapping[str, object]
    steps: int
    batch: int

    @cached_property
    def one_step(self) -> CostedLayer:
        """The same layer at one step."""
        return CostedLayer(self.layer, self.sizes, 1, self.batch)

    @property
    def kind(self) -> str:
        """The equations that it has, by `COSTED_KINDS`; empty where it is not recurrent."""
        return next((COSTED_KINDS[name] for name in re.findall("SimpleRNN|LSTM|GRU|RNN", self.layer)), "")

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell, which does one step."""
        return "Cell(" in self.layer

    def cost(self, *, input_gradient: bool = True) -> Cost:
        """All that the package says of its cost.

        Raises:
            InputError: as of `rnnformula.cost`.
        """
        steps = {} if "input_shape" in self.sizes or self.is_cell else {"steps": self.steps}
        sizes: dict[str, object] = {**self.sizes, **steps}
        return cost(self.layer, batch=self.batch, input_gradient=input_gradient, **sizes)  # type: ignore[arg-type]

    @cached_property
    def amounts(self) -> dict[tuple[str, str], Amount]:
        """The amounts of the cost, with the gradient of what is read."""
        return self.cost().amounts

    def amount(self, key: str, part: str = "forward") -> int:
        """One of the amounts."""
        return self.amounts[part, key].value

    @cached_property
    def recurrent(self) -> list[Row]:
        """The matrices that the states are multiplied with."""
        rows = tally(self.layer, **self.sizes).rows  # type: ignore[arg-type]
        return [row for row in rows if re.search(r"weight_hh|recurrent_kernel", row.name)]

    @property
    def outputs(self) -> int:
        """How many numbers all layers put out at all steps."""
        return self.batch * self.steps * sum(min(row.shape) for row in self.recurrent)

    @property
    def gate_numbers(self) -> int:
        """How many numbers all gates put out at all steps, the candidate among them."""
        return self.batch * self.steps * sum(max(row.shape) for row in self.recurrent)

    @property
    def state_products(self) -> int:
        """The multiplications with the states, at one step."""
        return self.batch * sum(row.count for row in self.recurrent)

    @property
    def input_products(self) -> int:
        """The multiplications with the inputs, at one step."""
        return self.one_step.amount("multiply_accumulates") - self.state_products


@cache
def read_costed_layer(text: str) -> CostedLayer:
    """The layer that is written as ``LSTM units=20 features=10 steps=3 batch=1``.

    Raises:
        InputError: the text is written in another way.
    """
    layer, sizes = split_layer(text)
    shape = sizes.get("input_shape")
    steps = sizes.pop("steps", None) or (shape[0] if isinstance(shape, tuple) else 1)
    return CostedLayer(layer, sizes, steps, sizes.pop("batch", 1))


CostTerms = list[CostTerm]


@dataclass(frozen=True)
class CostTool:
    """A tool: its name, the code that asks it, what its number is made of.

    ``reason`` is the key of the sentence that says why; ``reasons`` has others for a kind of layer. ``circumstances``
    are the labels of what else distinguishes an entry from another of the same tool.
    """

    title: str
    code: str
    terms: Callable[[CostedLayer], CostTerms]
    reason: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    circumstances: tuple[str, ...] = ()

    def reason_for(self, layer: CostedLayer) -> str:
        """The key of the sentence for this layer."""
        return f"cost_tool_{self.reasons.get(layer.kind, self.reason)}"


def _products(layer: CostedLayer, times: int = 1) -> CostTerm:
    return CostTerm(times, layer.amount("multiply_accumulates"))


def _biases(layer: CostedLayer) -> CostTerm:
    return CostTerm(1, layer.amount("bias_additions"))


def _simple(layer: CostedLayer) -> Iterator[CostTerm]:
    """What is done number by number, the addition of biases before the rest."""
    yield _biases(layer)
    yield CostTerm(1, layer.amount("additions"))
    yield CostTerm(1, layer.amount("element_wise"))


def _all_but_functions(layer: CostedLayer) -> CostTerms:
    return [_products(layer, 2), *_simple(layer)]


def _torchinfo(layer: CostedLayer) -> CostTerms:
    """A cell puts out no axis of steps, so its units are taken for the steps."""
    times = layer.outputs // layer.batch if layer.is_cell else 1
    return [CostTerm(times, _products(layer).amount), CostTerm(times, _biases(layer).amount)]


def _ptflops(layer: CostedLayer) -> CostTerms:
    """The sum is divided by the first axis of the input."""
    first = layer.batch if layer.is_cell or "batch_first=True" in layer.layer else layer.steps
    terms = [_products(layer), *_simple(layer), CostTerm(MISCOUNTED[layer.kind], layer.outputs)]
    return [CostTerm(times, amount // first) for times, amount in terms]


def _calflops(layer: CostedLayer) -> CostTerms:
    dot_products = CostTerm(-2, layer.gate_numbers)
    return [_products(layer, 2), dot_products, *_simple(layer), CostTerm(MISCOUNTED[layer.kind], layer.outputs)]


def _thop(layer: CostedLayer) -> CostTerms:
    return [_products(layer), *_simple(layer), *([CostTerm(-1, layer.outputs)] if layer.kind == "GRU" else [])]


def _one_step_of_parameters(layer: CostedLayer) -> CostTerms:
    steps = layer.steps
    return [CostTerm(1, _products(layer).amount // steps), CostTerm(1, _biases(layer).amount // steps)]


def _half_of_profiler(layer: CostedLayer) -> CostTerms:
    return [_products(layer), CostTerm(1, sum(term.amount for term in _simple(layer)) // 2)]


def _flop_counter(layer: CostedLayer) -> CostTerms:
    is_seen = layer.is_cell or layer.kind != "LSTM"
    return [_products(layer, 2)] if is_seen else []


def _backward(*, input_gradient: bool) -> Callable[[CostedLayer], CostTerms]:
    def terms(layer: CostedLayer) -> CostTerms:
        products = layer.cost(input_gradient=input_gradient)["backward", "multiply_accumulates"].value
        return [CostTerm(2, products), CostTerm(-2, layer.state_products)]

    return terms


def _frozen_loop(layer: CostedLayer) -> CostTerms:
    shaped = SHAPED_IN_LOOP[layer.kind][layer.batch > 1] * layer.one_step.outputs
    return [*_all_but_functions(layer.one_step), CostTerm(2, layer.input_products), CostTerm(1, shaped)]


def _xla(layer: CostedLayer) -> CostTerms:
    return [*_all_but_functions(layer), CostTerm(OF_SIGMOID, layer.gate_numbers - layer.outputs)]


def _xla_loop(layer: CostedLayer) -> CostTerms:
    """Keras on JAX multiplies the inputs of a GRU before its loop, those of all steps."""
    terms = [*_xla(layer.one_step), CostTerm(1, OF_COUNTER)]
    if layer.kind == "GRU":
        of_a_step = 2 * layer.input_products + layer.one_step.gate_numbers
        terms.append(CostTerm(layer.steps - 1, of_a_step))
    return terms


#: In the order in which tables show them.
COST_TOOLS = {
    "torchinfo": CostTool("torchinfo", "summary(…).total_mult_adds", _torchinfo, "parameters_each_step"),
    "ptflops": CostTool(
        "ptflops",
        "get_model_complexity_info(…)[0]",
        _ptflops,
        "mixed",
        {"LSTM": "mixed_and_more", "GRU": "mixed_and_less"},
    ),
    "fvcore": CostTool(
        "fvcore",
        "FlopCountAnalysis(…).total()",
        lambda layer: [_products(layer)] if layer.is_cell else [],
        "not_in_list",
    ),
    "calflops": CostTool(
        "calflops",
        "calculate_flops(…)[0]",
        _calflops,
        "dot_products",
        {"LSTM": "dot_products_and_more", "GRU": "dot_products_and_less"},
    ),
    "calflops_macs": CostTool("calflops", "calculate_flops(…)[1]", lambda layer: [], "never_set"),
    "flop_counter": CostTool(
        "PyTorch", "FlopCounterMode()", _flop_counter, "products_only", {"LSTM": "fused"}, ("cost_tool_on_cpu",)
    ),
    "flop_counter_unfused": CostTool(
        "PyTorch",
        "FlopCounterMode()",
        lambda layer: [_products(layer, 2)],
        "products_only",
        circumstances=("cost_tool_on_meta",),
    ),
    "flop_counter_backward": CostTool(
        "PyTorch",
        "FlopCounterMode()",
        _backward(input_gradient=True),
        "first_state",
        circumstances=("cost_part_backward",),
    ),
    "flop_counter_backward_data": CostTool(
        "PyTorch",
        "FlopCounterMode()",
        _backward(input_gradient=False),
        "first_state_of_data",
        circumstances=("cost_part_backward", "cost_tool_of_data"),
    ),
    "saved_tensors": CostTool(
        "PyTorch",
        "saved_tensors_hooks(…)",
        lambda layer: [CostTerm(1, layer.amount("kept", "memory"))],
        "as_derived",
        circumstances=("cost_part_memory",),
    ),
    "tf_profiler": CostTool(
        "TensorFlow",
        "profiler.profile(…)",
        _all_but_functions,
        "no_functions",
        circumstances=("cost_tool_unrolled",),
    ),
    "tf_profiler_loop": CostTool(
        "TensorFlow",
        "profiler.profile(…)",
        lambda layer: _all_but_functions(layer.one_step),
        "loop_unseen",
        circumstances=("cost_tool_looped",),
    ),
    "tf_profiler_frozen_loop": CostTool(
        "TensorFlow",
        "profiler.profile(…)",
        _frozen_loop,
        "shapes_in_loop",
        circumstances=("cost_tool_looped", "cost_tool_frozen"),
    ),
    "xla": CostTool(
        "XLA (JAX)",
        'cost_analysis()["flops"]',
        _xla,
        "sigmoid_in_parts",
        {"RNN": "no_functions"},
        ("cost_tool_unrolled",),
    ),
    "xla_loop": CostTool(
        "XLA (JAX)",
        'cost_analysis()["flops"]',
        _xla_loop,
        "loop_once_and_counter",
        {"GRU": "loop_once_but_inputs"},
        ("cost_tool_looped",),
    ),
    "xla_functions": CostTool(
        "XLA (JAX)",
        'cost_analysis()["transcendentals"]',
        lambda layer: [CostTerm(1, layer.amount("transcendental"))],
        "functions_apart",
        circumstances=("cost_tool_unrolled",),
    ),
    "xla_functions_loop": CostTool(
        "XLA (JAX)",
        'cost_analysis()["transcendentals"]',
        lambda layer: [CostTerm(1, layer.one_step.amount("transcendental"))],
        "loop_once",
        circumstances=("cost_tool_looped",),
    ),
    # Seen elsewhere, not measured.
    "thop": CostTool("thop", "profile(…)[0]", _thop, "mixed", {"GRU": "mixed_and_less"}),
    "torchinfo_weights": CostTool("torchinfo (2021)", "", lambda layer: [_products(layer)], "weights_only"),
    "torchinfo_dense": CostTool("torchinfo", "", _one_step_of_parameters, "steps_forgotten"),
    "onnx_tool": CostTool("onnx-tool", "", _one_step_of_parameters, "steps_forgotten"),
    "tf_profiler_half": CostTool("EdgeMark (MACs)", "", _half_of_profiler, "half_of_profiler"),
    "by_parameters": CostTool(
        "RNNoise (MACs)", "", lambda layer: [_products(layer), _biases(layer)], "parameters_each_step"
    ),
    "by_parameters_twice": CostTool(
        "RNNoise (FLOPs)",
        "",
        lambda layer: [_products(layer, 2), _biases(layer)._replace(times=2)],
        "parameters_twice",
    ),
}
