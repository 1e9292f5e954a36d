"""Every class of torch.nn is described, owns no parameters, or is listed as one that no number can be told of."""

import inspect
import warnings

import pytest
import torch

from rnnformula import InputError, count
from rnnformula.counting.shapes import output_shape
from rnnformula.explaining.pytorch import read_module
from rnnformula.facts.frameworks import FRAMEWORKS, OPEN, WITHOUT_ARRAYS
from rnnformula.reading.layers import read_layer
from tests.frameworks import pytorch

MODULES = {
    name: value
    for name, value in ((name, getattr(torch.nn, name)) for name in dir(torch.nn))
    if inspect.isclass(value) and issubclass(value, torch.nn.Module)
}
DESCRIBED = {
    name.removeprefix("torch.nn."): family
    for name, family in (FRAMEWORKS | WITHOUT_ARRAYS).items()
    if name.startswith("torch.nn.")
}
#: A module without parameters, or with, and the shapes of inputs, batch first, that it is tried with.
CHAINED = {
    "Linear(8, 3)": [(2, 8), (2, 5, 8)],
    "Embedding(9, 4)": [(2, 5), (2, 5, 3)],
    "EmbeddingBag(9, 4)": [(2, 5)],
    "Conv1d(4, 8, 3, stride=2, padding=1)": [(2, 4, 20), (2, 4, 21)],
    "Conv1d(4, 8, 4, padding='same', dilation=3)": [(2, 4, 20)],
    "Conv1d(4, 8, 4, padding='valid')": [(2, 4, 20)],
    "Conv2d(4, 8, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(2, 1), groups=2)": [(2, 4, 11, 9)],
    "Conv3d(4, 8, 2)": [(2, 4, 5, 6, 7)],
    "ConvTranspose1d(4, 8, 3, stride=3, padding=1, output_padding=2, dilation=2)": [(2, 4, 7)],
    "ConvTranspose2d(4, 8, (3, 2), stride=2)": [(2, 4, 7, 5)],
    "ConvTranspose3d(4, 8, 2)": [(2, 4, 3, 4, 5)],
    "BatchNorm1d(4)": [(2, 4), (2, 4, 7)],
    "BatchNorm2d(4)": [(2, 4, 3, 5)],
    "InstanceNorm3d(4)": [(2, 4, 3, 5, 2)],
    "LayerNorm(8)": [(2, 8), (2, 5, 8)],
    "LayerNorm((5, 8))": [(2, 5, 8)],
    "RMSNorm(8)": [(2, 5, 8)],
    "GroupNorm(2, 4)": [(2, 4), (2, 4, 6)],
    "PReLU(4)": [(2, 4, 6)],
    "TransformerEncoderLayer(8, 2)": [(2, 5, 8)],
    "ReLU()": [(2, 3), (2, 3, 4, 5)],
    "Identity()": [(2, 3)],
    "Dropout(0.5)": [(2, 3)],
    "Softmax(dim=1)": [(2, 3)],
    "GLU()": [(2, 3, 6)],
    "GLU(1)": [(2, 4, 6)],
    "MaxPool1d(2)": [(2, 3, 9), (2, 3, 8)],
    "MaxPool1d(3, 2, ceil_mode=True)": [(2, 3, length) for length in range(5, 12)],
    "MaxPool1d(3, 2, 1, ceil_mode=True)": [(2, 3, length) for length in range(5, 12)],
    "MaxPool1d(2, 5, 1, ceil_mode=True)": [(2, 3, length) for length in range(5, 12)],
    "MaxPool2d(3, stride=2, padding=1, dilation=2)": [(2, 3, 12, 13)],
    "AvgPool2d((2, 3))": [(2, 3, 12, 13)],
    "AvgPool3d(2, 1)": [(2, 3, 5, 6, 7)],
    "LPPool1d(2, 3)": [(2, 3, 10)],
    "AdaptiveAvgPool1d(1)": [(2, 3, 10)],
    "AdaptiveMaxPool2d((5, None))": [(2, 3, 10, 7)],
    "FractionalMaxPool2d(2, output_size=(4, 5))": [(2, 3, 10, 11)],
    "FractionalMaxPool2d(2, output_ratio=0.5)": [(2, 3, 10, 11)],
    "ZeroPad1d(2)": [(2, 3, 4)],
    "ConstantPad1d((1, 3), 0.5)": [(2, 3, 4)],
    "ZeroPad2d((1, 2, 3, 4))": [(2, 3, 4, 5)],
    "ReflectionPad2d(1)": [(2, 3, 4, 5)],
    "CircularPad3d((1, 0, 0, 2, 1, 1))": [(2, 3, 4, 5, 6)],
    "Flatten()": [(2, 3, 4), (2, 3)],
    "Flatten(2)": [(2, 3, 4, 5)],
    "Flatten(1, 2)": [(2, 3, 4, 5)],
    "Unflatten(1, (2, 3))": [(2, 6)],
    "Unflatten(-1, (2, -1))": [(2, 3, 6)],
    "Upsample(scale_factor=2)": [(2, 3, 4), (2, 3, 4, 5)],
    "Upsample(scale_factor=(1.5, 2.0))": [(2, 3, 5, 5)],
    "Upsample(7)": [(2, 3, 4)],
    "UpsamplingNearest2d(size=(7, 8))": [(2, 3, 4, 5)],
    "PixelShuffle(2)": [(2, 8, 4, 5)],
    "PixelUnshuffle(2)": [(2, 3, 4, 6)],
    "ChannelShuffle(2)": [(2, 4, 3, 3)],
    "Unfold((2, 3), stride=2)": [(2, 3, 6, 7)],
    "Fold((6, 8), 2, stride=2)": [(2, 12, 12)],
}
#: Calls that PyTorch refuses on this input, and so do we.
REFUSED = {
    "Linear(8, 3)": (2, 7),
    "Conv1d(4, 8, 3)": (2, 5, 20),
    "Conv1d(4, 8, 30)": (2, 4, 20),
    "Conv2d(4, 8, 3)": (2, 3, 4, 20, 7),
    "BatchNorm2d(4)": (2, 5, 3, 3),
    "LayerNorm((5, 8))": (2, 5, 7),
    "GroupNorm(2, 4)": (2, 6),
    "MaxPool1d(9)": (2, 3, 5),
    "Unflatten(1, (2, 4))": (2, 6),
    "PixelShuffle(2)": (2, 6, 4, 5),
    "GLU()": (2, 5),
    "Fold((6, 8), 2, stride=2)": (2, 12, 11),
}


def made(call):
    """The module that PyTorch makes of a call."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return eval(call, {**MODULES})  # calls of this file alone


def given(shape, call):
    numbers = torch.zeros(shape, dtype=torch.long) if call.startswith("Embedding") else torch.zeros(shape)
    with torch.no_grad():
        return made(call).eval()(numbers)


def test_every_class_of_torch_nn_is_known_once():
    known = [*DESCRIBED, *OPEN]
    assert len(known) == len(set(known))
    assert set(known) == MODULES.keys()


@pytest.mark.parametrize("name", DESCRIBED)
def test_the_arguments_are_those_of_the_constructor_in_their_order(name):
    parameters = list(inspect.signature(MODULES[name].__init__).parameters.values())[1:]
    by_place = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD and one.name[0] != "_"]
    family = DESCRIBED[name]
    ours = [dict(map(reversed, family.also_called)).get(argument, argument) for argument in family.arguments]
    if by_place and family.arrays:
        assert ours[: len(by_place)] == by_place
    elif by_place and family.output:
        assert ours == by_place[: len(ours)]
    names = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    assert names <= {*ours, "layer_norm_eps"}


@pytest.mark.parametrize("call", CHAINED)
def test_a_chain_passes_on_the_shapes_of_pytorch(call):
    layer = read_layer(f"torch.nn.{call}")
    assert count(f"torch.nn.{call}") == sum(array.numel() for array in made(call).parameters())
    for shape in CHAINED[call]:
        put_out = tuple(given(shape, call).shape)
        assert output_shape(layer, shape) == put_out, shape
        any_batch = output_shape(layer, (None, *shape[1:]))
        assert any_batch == (None, *put_out[1:]), shape
        if layer.family.input.count("space"):
            any_place = output_shape(layer, (*shape[:2], *[None] * len(shape[2:])))
            assert len(any_place) == len(put_out)
            assert all(length in (None, there) for length, there in zip(any_place, put_out, strict=True))


@pytest.mark.parametrize("call", REFUSED)
def test_what_pytorch_refuses_is_refused(call):
    with pytest.raises((RuntimeError, ValueError)):
        given(REFUSED[call], call)
    with pytest.raises(InputError):
        output_shape(read_layer(f"torch.nn.{call}"), REFUSED[call])


def test_every_module_that_passes_a_shape_on_is_tried():
    words = {family.output for family in DESCRIBED.values() if family.output and not family.cell}
    assert words == {DESCRIBED[call.partition("(")[0]].output for call in CHAINED}


@pytest.mark.parametrize("built", [pytest.param(one, id=one.layer) for one in pytorch.built() if "(" in one.layer])
def test_what_a_module_prints_of_itself_is_read(built):
    call = built.made.partition(" on ")[0].removeprefix("torch.nn.")
    printed = repr(made(call))
    name, _, arguments = printed.partition("(")
    if "\n" in printed or name.startswith("Lazy"):
        return  # a tree, or a module that has not read anything
    layer, sizes = read_module(name, arguments.removesuffix(")"))
    assert count(str(layer), **sizes) == built.count
