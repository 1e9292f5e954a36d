"""PyTorch: torch.nn.RNN, LSTM, GRU."""

import torch

from tests.frameworks import build, call

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


def version():
    return f"PyTorch {torch.__version__.split('+')[0]}"


def built():
    for name in ("RNN", "LSTM", "GRU"):
        options = (*OPTIONS, *PROJECTIONS) if name == "LSTM" else OPTIONS
        yield from build(f"torch.nn.{name}", maker(name), options)


def maker(name):
    def make(units, features, **options):
        named = {"bias" if option == "use_bias" else option: value for option, value in options.items()}
        layer = getattr(torch.nn, name)(features, units, **named)
        arrays = {name: array.shape for name, array in layer.named_parameters()}
        return call(f"torch.nn.{name}", features, units, **named), arrays

    return make
