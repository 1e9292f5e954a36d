"""The register of layers of other frameworks, by their full names. A new one is one import and one name here."""

from rnnformula.frameworks.equinox import EQUINOX
from rnnformula.frameworks.flax import LINEN, NNX
from rnnformula.frameworks.onnx import ONNX
from rnnformula.frameworks.tensorflow1 import CELLS, CUDNN
from rnnformula.frameworks.torch import TORCH

FRAMEWORKS = {family.name: family for family in (*TORCH, *LINEN, *NNX, *EQUINOX, *ONNX, *CUDNN, *CELLS)}
