"""PyTorch: torch.nn.RNN, LSTM, GRU and their cells, and the modules that keep no state."""

import warnings
from itertools import product

import torch

from tests.frameworks import Built, build, call

OPTIONS = (
    {},
    {"use_bias": False},
    {"num_layers": 2},
    {"bidirectional": True},
    {"num_layers": 2, "bidirectional": True},
    {"num_layers": 3, "bidirectional": True},
    {"use_bias": False, "num_layers": 2, "bidirectional": True},
)
PROJECTIONS = (
    {"proj_size": 2},
    {"use_bias": False, "proj_size": 2},
    {"num_layers": 2, "bidirectional": True, "proj_size": 2},
)
#: The windows of a convolution along one, two and three axes.
WINDOWS = ((3, 1, (3,)), (3, (5, 1), (2, 3)), (2, (2, 3, 4), 1))
CONVOLVED = {"bias": (True, False), "groups": (1, 2, 4)}
NORMALIZED = {"affine": (True, False), "bias": (True, False)}
#: Name of a module, what it is given by place, the first of which is recorded, and options with their values.
MODULES = (
    ("Linear", ((64, 1), (3, 4), (1, 1)), {"bias": (True, False)}),
    ("Bilinear", ((2, 3, 4), (5, 1, 2)), {"bias": (True, False)}),
    ("Embedding", ((100, 16), (3, 1)), {"padding_idx": (None, 0)}),
    ("EmbeddingBag", ((100, 16), (7, 3)), {"mode": ("mean", "sum")}),
    *(
        (f"{name}{rank}d", tuple((*channels, window) for channels in ((4, 8), (8, 4)) for window in windows), CONVOLVED)
        for name in ("Conv", "ConvTranspose")
        for rank, windows in enumerate(WINDOWS, 1)
    ),
    *((f"{name}{rank}d", ((32,), (1,)), NORMALIZED) for name in ("BatchNorm", "InstanceNorm") for rank in (1, 2, 3)),
    ("SyncBatchNorm", ((32,),), NORMALIZED),
    ("LayerNorm", ((32,), ((5, 8),), ([2, 3, 4],)), {"elementwise_affine": (True, False), "bias": (True, False)}),
    ("RMSNorm", ((32,), ((5, 8),)), {"elementwise_affine": (True, False)}),
    ("GroupNorm", ((4, 32), (1, 6)), NORMALIZED),
    ("PReLU", ((), (32,)), {}),
    (
        "MultiheadAttention",
        ((64, 8), (4, 1)),
        {"bias": (True, False), "add_bias_kv": (False, True), "kdim": (None, 3, 4), "vdim": (None, 5, 64)},
    ),
    ("TransformerEncoderLayer", ((64, 8), (6, 2)), {"bias": (True, False), "dim_feedforward": (2048, 5)}),
    ("TransformerDecoderLayer", ((64, 8), (6, 2)), {"bias": (True, False), "dim_feedforward": (2048, 5)}),
)
#: Name of a lazy module, what it is given, the size that it reads, the shape of its first input.
LAZY = (
    ("LazyLinear", (4,), "in_features=3", (2, 3)),
    *(
        (f"Lazy{name}{rank}d", (4, 2), "in_channels=3", (2, 3, *[5] * rank))
        for name in ("Conv", "ConvTranspose")
        for rank in (1, 2, 3)
    ),
    *(
        (f"Lazy{name}{rank}d", (), "num_features=3", (2, 3, *[5] * rank))
        for name in ("BatchNorm", "InstanceNorm")
        for rank in (1, 2, 3)
    ),
)


def version():
    return f"PyTorch {torch.__version__.split('+')[0]}"


def built():
    for name in ("RNN", "LSTM", "GRU"):
        options = (*OPTIONS, *PROJECTIONS) if name == "LSTM" else OPTIONS
        yield from build(f"torch.nn.{name}", maker(name), options)
    for name in ("RNNCell", "LSTMCell", "GRUCell"):
        yield from build(f"torch.nn.{name}", maker(name), ({}, {"use_bias": False}))
    for name, places, options in MODULES:
        for number, (given, chosen) in enumerate(product(places, choices(options))):
            yield of_module(name, given, chosen, recorded=not number)
    for name, given, read, shape in LAZY:
        yield of_lazy(name, given, read, shape)


def maker(name):
    def make(units, features, **options):
        named = {"bias" if option == "use_bias" else option: value for option, value in options.items()}
        layer = getattr(torch.nn, name)(features, units, **named)
        arrays = {name: array.shape for name, array in layer.named_parameters()}
        return call(f"torch.nn.{name}", features, units, **named), arrays

    return make


def choices(options):
    """Each choice of options; the first is that of the defaults, which a call leaves out."""
    for values in product(*options.values()):
        yield {
            name: value
            for name, value, first in zip(options, values, [known[0] for known in options.values()], strict=True)
            if value != first
        }


def of_module(name, given, chosen, *, recorded):
    """A module with its parameters; running statistics are none of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an encoder layer without bias is slow
        module = getattr(torch.nn, name)(*given, **chosen)
    made = call(f"torch.nn.{name}", *given, **{name: repr(value) for name, value in chosen.items()})
    return Built(made, made, shapes_of(module), recorded)


def of_lazy(name, given, read, shape):
    """A module that is told what it reads by its first input."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that lazy modules are new
        module = getattr(torch.nn, name)(*given)
    module(torch.zeros(shape))
    made = call(f"torch.nn.{name}", *given)
    return Built(f"{made} {read}", f"{made} on {shape}", shapes_of(module), recorded=True)


def shapes_of(module):
    return {name: tuple(array.shape) for name, array in module.named_parameters()}
