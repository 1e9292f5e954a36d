"""The layers of other frameworks, one file a framework; this is their register, by their full names.

A new layer is one import and one name here. The files may use `rnnformula.facts` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.facts.frameworks.additions import ADDITIONS
from rnnformula.facts.frameworks.equinox import EQUINOX
from rnnformula.facts.frameworks.flax import LINEN, NNX
from rnnformula.facts.frameworks.onnx import ONNX
from rnnformula.facts.frameworks.tensorflow1 import CELLS, CUDNN
from rnnformula.facts.frameworks.torch import TORCH, TORCH_CELLS
from rnnformula.facts.frameworks.torch_modules import LAZY, MODULES
from rnnformula.facts.frameworks.torch_weightless import OPEN, WEIGHTLESS_MODULES

if TYPE_CHECKING:
    from rnnformula.facts.family import Family

#: Recurrent layers and their cells, which relatives in Keras are compared with.
RECURRENT_LAYERS: dict[str, Family] = {
    family.name: family for family in (*TORCH, *TORCH_CELLS, *LINEN, *NNX, *EQUINOX, *ONNX, *CUDNN, *CELLS)
}
FRAMEWORKS: dict[str, Family] = RECURRENT_LAYERS | {family.name: family for family in (*MODULES, *LAZY, *ADDITIONS)}
"""The layers of other frameworks that own arrays, by the name that code gives them.

>>> [array.name for array in FRAMEWORKS["torch.nn.LSTM"].arrays][:2]
['weight_ih', 'weight_hh']
"""
#: Layers that own none.
WITHOUT_ARRAYS: dict[str, Family] = {family.name: family for family in WEIGHTLESS_MODULES}

_TORCH = "torch.nn."
#: Classes that PyTorch makes and prints in the place of another -> that one.
_PRINTED = {"NonDynamicallyQuantizableLinear": "Linear"}


def torch_module(name: str) -> Family | None:
    """The module of PyTorch that summaries print so, None where it is none that is described.

    >>> torch_module("Conv1d").name
    'torch.nn.Conv1d'
    """
    whole = _TORCH + _PRINTED.get(name, name)
    return FRAMEWORKS.get(whole) or WITHOUT_ARRAYS.get(whole)


__all__ = ["FRAMEWORKS", "OPEN", "RECURRENT_LAYERS", "WITHOUT_ARRAYS", "torch_module"]
