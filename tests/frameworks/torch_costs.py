"""What the tools of PyTorch print as the cost of a recurrent layer, and what autograd keeps of one written by hand."""

import contextlib
import io
import sys
import types
import warnings
from importlib import import_module
from importlib.metadata import version
from itertools import chain

import torch
from fvcore.nn import FlopCountAnalysis
from ptflops import get_model_complexity_info
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.flop_counter import FlopCounterMode
from torchinfo import summary

from tests.frameworks import call

LAYERS = ("LSTM", "GRU", "RNN")
#: features, units, batch, steps; the options are tried with the first alone.
SIZES = ((10, 20, 1, 3), (10, 20, 4, 3), (10, 20, 1, 7), (5, 11, 2, 4))
OPTIONS = (
    {},
    {"batch_first": True, "bias": False},
    {"batch_first": True, "num_layers": 2},
    {"batch_first": True, "bidirectional": True},
    {"batch_first": True, "num_layers": 2, "bidirectional": True, "bias": False},
)
TORCH = f"PyTorch {torch.__version__.split('+')[0]}"


def costs():
    """A tool, its version, the layer with its sizes, the number that it prints."""
    warnings.simplefilter("ignore")
    for name in LAYERS:
        for features, units, batch, steps in SIZES:
            yield from of_layer(name, features, units, batch, steps, batch_first=True)
        for options in OPTIONS:
            yield from of_layer(name, *SIZES[0][:2], 4, 3, **options)
        for features, units, batch in dict.fromkeys(sizes[:3] for sizes in SIZES):
            yield from of_cell(f"{name}Cell", features, units, batch)
        for features, units, batch, steps in SIZES:
            yield from of_loop(name, features, units, batch, steps)


def of_layer(name, features, units, batch, steps, **options):
    shape = (batch, steps, features) if options.get("batch_first") else (steps, batch, features)
    written = f"{call(f'torch.nn.{name}', features, units, **options)} steps={steps} batch={batch}"

    def layer():
        return getattr(torch.nn, name)(features, units, **options)

    for tool, (of_version, count) in TOOLS.items():
        yield tool, of_version, written, quietly(lambda count=count: count(layer(), torch.zeros(shape)))
    yield "flop_counter_unfused", TORCH, written, multiplied(layer().to("meta"), torch.zeros(shape, device="meta"))


def of_cell(name, features, units, batch):
    written = f"torch.nn.{name}({features}, {units}) steps=1 batch={batch}"
    for tool, (of_version, count) in TOOLS.items():
        cell, inputs = getattr(torch.nn, name)(features, units), torch.zeros(batch, features)
        yield tool, of_version, written, quietly(lambda count=count, cell=cell, inputs=inputs: count(cell, inputs))


def quietly(count):
    """What a tool counts; what it prints besides is not looked at."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(count())


def multiplied(layer, inputs):
    with FlopCounterMode(display=False) as counter:
        layer(inputs)
    return counter.get_total_flops()


def complexity(layer, inputs):
    options = {"as_strings": False, "print_per_layer_stat": False, "backend": "pytorch"}
    return get_model_complexity_info(layer, (1,), input_constructor=lambda _: inputs, **options)[0]


def calculated(place):
    """What calflops says of FLOPs, or of MACs."""
    # Its helpers for Hugging Face import packages that it does not name; they have no part in counting.
    for name, function in {"flops_counter_hf": "calculate_flops_hf", "estimate": "create_empty_model"}.items():
        sys.modules[f"calflops.{name}"] = types.ModuleType(name)
        setattr(sys.modules[f"calflops.{name}"], function, None)
    count = import_module("calflops").calculate_flops
    options = {"print_results": False, "output_as_string": False}
    return lambda layer, inputs: count(layer, args=[inputs], **options)[place]


def named(package):
    return f"{package} {version(package)}"


#: Tool, as `rnnformula.site.book.cost_tools` knows it -> its version, and how it is asked.
TOOLS = {
    "torchinfo": (
        named("torchinfo"),
        lambda layer, inputs: summary(layer, input_data=inputs, verbose=0).total_mult_adds,
    ),
    "ptflops": (named("ptflops"), complexity),
    "fvcore": (named("fvcore"), lambda layer, inputs: FlopCountAnalysis(layer.eval(), inputs).total()),
    "calflops": (named("calflops"), calculated(0)),
    "calflops_macs": (named("calflops"), calculated(1)),
    "flop_counter": (TORCH, multiplied),
}


def of_loop(name, features, units, batch, steps):
    """The equations written by hand: the multiplications of the backward pass, and the bytes that are kept for it."""
    written = f"torch.nn.{name}({features}, {units}) steps={steps} batch={batch}"
    for tool, reads_trained in (("flop_counter_backward", True), ("flop_counter_backward_data", False)):
        inputs = torch.zeros(batch, steps, features, requires_grad=reads_trained)
        out = LOOPS[name](inputs, units)[0]
        with FlopCounterMode(display=False) as counter:
            out.sum().backward()
        yield tool, TORCH, written, counter.get_total_flops()
    kept = {}
    inputs = torch.zeros(batch, steps, features)

    def keep(tensor):
        storage = tensor.untyped_storage()
        kept[storage.data_ptr()] = (storage.nbytes(), tensor)
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor):
        _, parameters = LOOPS[name](inputs, units)
    for parameter in parameters:
        kept.pop(parameter.untyped_storage().data_ptr(), None)
    yield "saved_tensors", TORCH, written, sum(size for size, _ in kept.values())


def weights(gates, features, units):
    """Of each gate its matrix for the input, that for the state, and two biases."""
    shapes = ((features, units), (units, units), (units,), (units,))
    return [[torch.ones(shape, requires_grad=True) for shape in shapes] for _ in range(gates)]


def simple_loop(inputs, units):
    arrays = weights(1, inputs.shape[2], units)
    ((kernel, recurrent, bias, second),) = arrays
    h = torch.zeros(inputs.shape[0], units)
    for x in inputs.unbind(1):
        h = torch.tanh(x @ kernel + bias + h @ recurrent + second)
    return h, [*arrays[0]]


def lstm_loop(inputs, units):
    arrays = weights(4, inputs.shape[2], units)
    h, c = (torch.zeros(inputs.shape[0], units) for _ in range(2))
    for x in inputs.unbind(1):
        i, f, g, o = (x @ kernel + bias + h @ recurrent + second for kernel, recurrent, bias, second in arrays)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    return h, [*chain.from_iterable(arrays)]


def gru_loop(inputs, units):
    arrays = weights(3, inputs.shape[2], units)
    h = torch.zeros(inputs.shape[0], units)
    for x in inputs.unbind(1):
        read = [x @ kernel + bias for kernel, _, bias, _ in arrays]
        remembered = [h @ recurrent + second for _, recurrent, _, second in arrays]
        r, z = (torch.sigmoid(read[gate] + remembered[gate]) for gate in (0, 1))
        n = torch.tanh(read[2] + r * remembered[2])
        h = (1 - z) * n + z * h
    return h, [*chain.from_iterable(arrays)]


LOOPS = {"RNN": simple_loop, "LSTM": lstm_loop, "GRU": gru_loop}
