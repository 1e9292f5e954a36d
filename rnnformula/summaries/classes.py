"""Names of classes that tables of Keras show, and what a cut one may have been."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.facts import names
from rnnformula.facts.aliases import EARLIER, GENERIC, USUAL_MODULES, WITHOUT_BIAS
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.keras_layers import OPEN_CLASSES
from rnnformula.facts.kinds import rank_of_first_array

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Layers that summaries show and no family describes; older names of those that one does are `EARLIER`.
_OTHERS = """
    Functional Model ThresholdedReLU RandomHeight RandomWidth LocallyConnected1D LocallyConnected2D
    DenseFeatures Merge Highway MaxoutDense ParametricSoftplus SReLU AbstractRNNCell TFOpLambda SlicingOpLambda
    TensorFlowOpLayer ClassMethod InstanceMethod InstanceProperty KerasLayer CRF
"""
#: Layers of Keras 1 to 3, the usual ones first.
LAYERS = (*FAMILIES, *OPEN_CLASSES, *names(_OTHERS), *EARLIER)

_OPERATIONS = """
    NotEqual Equal Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr LogicalNot Any All GetItem Divide
    TrueDivide FloorDivide Power Mod Negative Absolute Sign Square Sqrt Rsqrt Exp Expm1 Log Log1p Sin Cos Tan
    Tanh Sigmoid Relu Relu6 Gelu Silu Softplus Softsign Selu Elu LeakyRelu HardSigmoid LogSoftmax LogSigmoid
    Sum Mean Max Min Prod Var Std Argmax Argmin Argsort Sort TopK Matmul Einsum Tensordot Inner Outer
    Transpose Swapaxes Moveaxis ExpandDims Squeeze Stack Split Tile Repeat Take TakeAlongAxis BroadcastTo Cast
    Clip Where OneHot Cumsum Cumprod Flip Roll Pad Full FullLike OnesLike ZerosLike Arange Linspace Size Slice
    SliceUpdate Scatter ScatterUpdate Unstack Norm Normalize Moments Logsumexp Round Floor Ceil Isnan Isfinite
    StopGradient ConvertToTensor Ravel Rearrange Triu Tril Conv AveragePool MaxPool BatchNorm
    DotProductAttention Switch Cond Map Scan WhileLoop Unfold Fold
"""
#: Rows of functional Keras 3 models that are operations and no layers.
OPERATIONS = names(_OPERATIONS)

KNOWN_CLASSES = tuple(dict.fromkeys((*LAYERS, *OPERATIONS)))

_NUMBERED = re.compile(r"_\d+$")


def default_name(name: str) -> str:
    """What Keras calls the first row of a class.

    >>> default_name("ConvLSTM2D"), default_name("CuDNNLSTM")
    ('conv_lstm2d', 'cu_dnnlstm')
    """
    begun = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", begun).lower()


DEFAULT_NAMES = {name: default_name(name) for name in KNOWN_CLASSES}

#: Fewer letters than this don't tell a class.
_FEW = 4
#: The axes of a matrix.
_MATRIX = 2


def _camel(name: str) -> str:
    """The name of a class, made from that of a row: ``max_pooling`` is ``MaxPooling``."""
    return "".join(word.capitalize() for word in name.split("_"))


def completed(cut: str, name: str, *, name_cut: bool = False) -> tuple[str, ...]:
    """All known classes that begin like a cut name, the likeliest first: those after which the row is named.

    >>> completed("MaxPooling1", "max_pooling1d_4")
    ('MaxPooling1D',)
    >>> completed("", "bidirectional_1")
    ('Bidirectional',)

    A class with so few letters left may be any; one that is named like a class of its own is that.

    >>> completed("A", "attention_weighted_average_1")
    ('Attention',)
    """
    usual = _NUMBERED.sub("", name)

    def named(known: str) -> bool:
        default = DEFAULT_NAMES[known]
        return default.startswith(name) if name_cut else default == usual

    fitting = [known for known in KNOWN_CLASSES if known.startswith(cut)]
    first = [known for known in fitting if (name or not name_cut) and named(known)]
    if not cut or (first and not name_cut):  # named by Keras after its class
        return tuple(first)
    if not first and not name_cut and len(cut) < _FEW and _camel(usual).startswith(cut):
        return tuple(known for known in fitting if usual.startswith(DEFAULT_NAMES[known]))
    return tuple(dict.fromkeys((*first, *sorted(fitting, key=lambda known: known != cut))))


def modules_named(name: str, kernel: Sequence[int | None], output: Sequence[int | None]) -> tuple[str, ...]:
    """The modules of PyTorch whose ``weight`` has these axes, () for none; only those that are named in the name.

    What a module puts out is as wide as its weight's last axis; an embedding's first one, as the axes are swapped. A
    cell puts out no time steps.

    >>> modules_named("1_encoder", (), (2, 12, 64))
    ('LSTM', 'GRU', 'RNN', 'MultiheadAttention')
    >>> modules_named("2_head", (64, 9), (2, 9))
    ('Linear',)
    """
    families = {known: torch_module(known) for known in USUAL_MODULES}
    fitting = tuple(
        known
        for known, family in families.items()
        if family and (rank_of_first_array(family) if family.arrays[0].name == "weight" else 0) == len(kernel)
        if not (family.cell and len(output) > _MATRIX)
    )
    if len(kernel) == _MATRIX and kernel[0] != kernel[1] and output[-1:] and output[-1] in kernel:
        is_table = kernel[0] == output[-1]
        fitting = tuple(known for known in fitting if (known in WITHOUT_BIAS) == is_table)
    words = re.split(r"[._]", name)
    named = [known for known in fitting if known in words]
    named = named or [known for known in fitting if known.lower() in words and known not in GENERIC]
    return tuple(named[-1:]) or fitting
