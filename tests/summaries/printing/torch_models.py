"""Models of PyTorch, by every printer that people use for them."""

import io
import logging
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import torch
from torch import nn

from tests.summaries.printing import Printed, said, version

STEPS = 12


class Tagger(nn.Module):
    """Words to tags, with a frozen embedding and a recurrent layer in two directions."""

    reads = (torch.zeros(2, STEPS, dtype=torch.long),)
    axes = (STEPS,)

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(1000, 50)
        self.embedding.weight.requires_grad = False
        self.lstm = nn.LSTM(50, 64, num_layers=2, bidirectional=True, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.linear = nn.Linear(128, 9)

    def forward(self, words):
        return self.linear(self.dropout(self.lstm(self.embedding(words.long()))[0]))


class Forecaster(nn.Module):
    """A window to a number, with a convolution before the recurrent layer."""

    reads = (torch.zeros(2, STEPS, 6),)
    axes = (STEPS, 6)

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(6, 32, 3)
        self.relu = nn.ReLU()
        self.gru = nn.GRU(32, 48, batch_first=True)
        self.norm = nn.LayerNorm(48)
        self.head = nn.Linear(48, 1, bias=False)

    def forward(self, window):
        states = self.gru(self.relu(self.conv(window.transpose(1, 2))).transpose(1, 2))[0]
        return self.head(self.norm(states[:, -1]))


class Encoder(nn.Module):
    """The first half of `Pair`."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(300, 16)
        self.rnn = nn.RNN(16, 24, batch_first=True)

    def forward(self, words):
        return self.rnn(self.embedding(words.long()))


class Pair(nn.Module):
    """Models inside a model, one layer called twice, cells."""

    reads = (torch.zeros(2, STEPS, dtype=torch.long),)
    axes = (STEPS,)

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.cell = nn.GRUCell(24, 20)
        self.shared = nn.Linear(20, 20)
        self.head = nn.Sequential(nn.Linear(20, 40), nn.ReLU(), nn.BatchNorm1d(40), nn.Linear(40, 3))

    def forward(self, words):
        states, _ = self.encoder(words)
        state = self.cell(states[:, -1])
        return self.head(self.shared(self.shared(state)))


MODELS = (Tagger, Forecaster, Pair)


def layers(model, *, vectors=True, trained=False):
    """The layers that own parameters: class and number; without recurrent ones, or only those that are trained."""
    found = []
    for module in model.modules():
        numbers = [array.numel() for array in module.parameters(recurse=False) if array.requires_grad or not trained]
        if numbers and (vectors or not isinstance(module, nn.RNNBase | nn.RNNCellBase)):
            found.append([type(module).__name__, sum(numbers)])
    return found


def total(model):
    """The parameters of the whole model."""
    return sum(array.numel() for array in model.parameters())


def everything():
    """Each model by each printer, with the options that change the layout."""
    for printer in (
        by_torch,
        by_torchinfo,
        by_torchsummary,
        by_torch_summary,
        by_torchsummaryx,
        by_model_summary,
        by_torchkeras,
        by_lightning,
    ):
        try:
            yield from printer()
        except ImportError as missing:
            print(f"not recorded: {missing.name}")


def by_torch():
    """print(model), and the lines in which people list arrays."""
    made_by = version("torch", "PyTorch")
    for model in (kind() for kind in MODELS):
        yield Printed(made_by, "print(model)", said(print, model), layers(model))
        for code, text in listings(model):
            yield Printed(made_by, code, text, layers(model), total(model))


def listings(model):
    """The arrays of a model, as people print them."""
    named = list(model.named_parameters())
    state = {
        name: array for name, array in model.state_dict().items() if "running" not in name and "batches" not in name
    }
    yield "for name, p in named_parameters(): print(name, p.shape)", lines(f"{n} {p.shape}" for n, p in named)
    yield "print(name, p.size(), p.numel())", lines(f"{n} {p.size()} {p.numel()}" for n, p in named)
    yield "print(name, tuple(p.shape))", lines(f"{n} {tuple(p.shape)}" for n, p in named)
    yield 'print(f"{name}: {p.shape}")', lines(f"{n}: {p.shape}" for n, p in named)
    yield 'print(name, "\\t", array.size()) of state_dict()', lines(f"{n} \t {p.size()}" for n, p in state.items())
    yield "{name: p.shape}", f"{ {n: p.shape for n, p in named} }\n"
    yield "{name: tuple(p.shape)}", f"{ {n: tuple(p.shape) for n, p in named} }\n"
    yield "[(name, p.shape)]", f"{[(n, p.shape) for n, p in named]}\n"
    yield "print(name, p.shape, p.requires_grad)", lines(f"{n} {p.shape} {p.requires_grad}" for n, p in named)
    yield "print(f'{name:40} {p.numel():,}')", lines(f"{n:40} {p.numel():,}" for n, p in named)
    yield "print(name, p.numel())", lines(f"{n} {p.numel()}" for n, p in named)


def lines(printed):
    """Lines one below the other."""
    return "\n".join(printed) + "\n"


def by_torchinfo():
    """torchinfo with each column, depth and row setting."""
    import torchinfo

    made_by = version("torchinfo")
    columns = [
        ("output_size", "num_params"),
        ("input_size", "output_size", "num_params"),
        ("input_size", "output_size", "num_params", "kernel_size", "mult_adds", "trainable"),
        ("num_params",),
        ("kernel_size", "num_params"),
        ("num_params", "params_percent"),
        ("output_size", "num_params", "trainable"),
        ("mult_adds", "num_params"),
        ("trainable", "output_size", "num_params", "params_percent", "mult_adds"),
        ("output_size",),
        ("input_size",),
        ("output_size", "kernel_size"),
    ]
    choices = [{"col_names": names} for names in columns]
    choices += [
        {"row_settings": settings}
        for settings in (
            (),
            ("var_names",),
            ("depth", "var_names"),
            ("depth", "ascii_only"),
            ("ascii_only",),
            ("hide_recursive_layers",),
        )
    ]
    choices += [{"depth": 1}, {"depth": 2}, {"depth": 9, "col_width": 16}, {"col_width": 30, "col_names": columns[1]}]
    choices += [{"verbose": 2}, {"verbose": 2, "col_names": columns[2]}, {"verbose": 2, "row_settings": ("var_names",)}]
    for kind in MODELS:
        model = kind()
        for options in choices:
            named = {"depth": 9, "verbose": 1} | options
            text = said(torchinfo.summary, model, input_data=kind.reads, **named)
            counted = "num_params" in options.get("col_names", columns[0])
            expected = layers(model) if counted and named["depth"] > 2 else []
            yield Printed(made_by, str(options), text, expected, total(model))
        for options in ({}, {"verbose": 2}, {"row_settings": ("var_names",)}):
            text = said(torchinfo.summary, model, **({"depth": 9, "verbose": 1} | options))
            yield Printed(made_by, f"without input_size, {options}", text, layers(model), total(model))


def by_torchsummary():
    """torchsummary, which counts no array of a recurrent layer and wants outputs without tuples inside tuples."""
    import torchsummary

    if not hasattr(torchsummary.torchsummary, "Variable"):
        raise ImportError("another package of that name", name="torchsummary")
    made_by = version("torchsummary")
    for kind in (Forecaster,):
        model = kind()
        for batch in (-1, 32):
            text = said(torchsummary.summary, model, kind.axes, batch_size=batch, device="cpu")
            yield Printed(made_by, f"batch_size={batch}", text, layers(model, vectors=False))


def by_torch_summary():
    """torch-summary, which became torchinfo and shares its module's name with torchsummary."""
    import torchsummary

    if hasattr(torchsummary.torchsummary, "Variable"):
        raise ImportError("another package of that name", name="torch-summary")
    made_by = version("torch-summary")
    for kind in MODELS:
        model = kind()
        for names in (("output_size", "num_params"), ("kernel_size", "output_size", "num_params", "mult_adds")):
            for options in ({}, {"verbose": 2}, {"branching": False}, {"branching": False, "verbose": 2}):
                named = {"verbose": 1, "depth": 9, "col_names": names, "device": "cpu"} | options
                text = said(torchsummary.summary, model, kind.axes, dtypes=[kind.reads[0].dtype], **named)
                yield Printed(made_by, f"{names}, {options}", text, layers(model), total(model))


def by_torchsummaryx():
    """torchsummaryX, whose table of pandas needs a sum that leaves out columns of text."""
    import pandas
    import torchsummaryX

    def sum_of_numbers(frame):
        numbers = frame.apply(pandas.to_numeric, errors="coerce")
        return pandas.Series({name: numbers[name].sum() for name in numbers})

    pandas.DataFrame.sum = sum_of_numbers
    for kind in MODELS:
        model = kind()
        text = said(torchsummaryX.summary, model, kind.reads[0])
        yield Printed(version("torchsummaryX"), "", text, layers(model, trained=True), total(model))


def by_model_summary():
    """pytorch-model-summary, flat and as a tree."""
    import pytorch_model_summary

    made_by = version("pytorch-model-summary")
    for kind in MODELS:
        model = kind()
        for options in ({}, {"show_input": True}, {"show_parent_layers": True}, {"batch_size": 5}):
            text = pytorch_model_summary.summary(model, *kind.reads, max_depth=None, **options)
            yield Printed(made_by, str(options), text + "\n", layers(model), total(model))
        text, _ = pytorch_model_summary.hierarchical_summary(model)
        yield Printed(made_by, "hierarchical", text + "\n", layers(model), total(model))


def by_torchkeras():
    """torchkeras, in the layout of torchsummary; its other modules need a notebook."""
    found = find_spec("torchkeras")
    if found is None:
        raise ImportError("no torchkeras", name="torchkeras")
    location = Path(next(iter(found.submodule_search_locations)), "summary.py")
    torchkeras = SimpleNamespace(**run_path(str(location)))
    for kind in MODELS:
        model = kind()
        text = said(torchkeras.summary, model, input_data=kind.reads[0])
        yield Printed(
            version("torchkeras"), "", text, layers(model)
        )  # its total has a layer twice that is called twice


def by_lightning():
    """The table that Lightning logs when training begins, with and without shapes, plain and by rich."""
    import lightning
    import rich
    from lightning.pytorch.callbacks import RichModelSummary
    from lightning.pytorch.utilities.model_summary import ModelSummary
    from rich.console import Console

    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    made_by = version("lightning")
    for kind in MODELS:
        for example in (None, kind.reads):
            module = lightning.LightningModule()
            module.net = kind()
            module.forward = module.net.forward
            module.example_input_array = example
            for depth in (1, 2, -1):
                told = ModelSummary(module, max_depth=depth)
                named = f"max_depth={depth}, {'with' if example else 'without'} an example"
                expected = [] if depth in (1, 2) else layers(module.net)
                yield Printed(made_by, named, f"{told}\n", expected)
            console = io.StringIO()
            told = ModelSummary(module, max_depth=-1)
            rich.get_console = lambda console=console: Console(file=console, width=110)
            RichModelSummary.summarize(
                told._get_summary_data(),
                told.total_parameters,
                told.trainable_parameters,
                told.model_size,
                told.total_training_modes,
                **({"total_flops": told.total_flops} if hasattr(told, "total_flops") else {}),
            )
            yield Printed(made_by, f"RichModelSummary, {named}", console.getvalue(), layers(module.net))
