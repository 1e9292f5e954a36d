"""The layers of other frameworks, one file a framework; this is their register, by their full names.

A new layer is one import and one name here. The files may use `rnnformula.facts` alone.
"""

from rnnformula.facts.frameworks.equinox import EQUINOX
from rnnformula.facts.frameworks.flax import LINEN, NNX
from rnnformula.facts.frameworks.onnx import ONNX
from rnnformula.facts.frameworks.tensorflow1 import CELLS, CUDNN
from rnnformula.facts.frameworks.torch import TORCH

FRAMEWORKS = {family.name: family for family in (*TORCH, *LINEN, *NNX, *EQUINOX, *ONNX, *CUDNN, *CELLS)}
