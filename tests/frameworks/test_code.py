"""Code for PyTorch as people paste it is counted as PyTorch builds it."""

import pytest
import torch
from torch import nn

from rnnformula import count
from tests.numbers.fragments import TORCH


def built(code):
    """The number of parameters of the last module that code makes."""
    names = {"torch": torch, "nn": nn}
    exec(code, names)
    modules = [value for value in names.values() if isinstance(value, nn.Module)]
    return sum(parameter.numel() for parameter in modules[-1].parameters())


@pytest.mark.parametrize("code", [code for _, code, _ in TORCH], ids=[name for name, *_ in TORCH])
def test_code_is_counted_as_pytorch_builds_it(code):
    assert count(code) == built(code)
