"""PyTorch's modules without parameters, what becomes of a shape in them, and those that hold what they are given.

A test compares these and `torch_modules` with ``dir(torch.nn)``. Source: PyTorch 2.13, torch/nn/modules.
"""

from rnnformula.facts import names
from rnnformula.facts.module import Module

SOURCE = "PyTorch 2.13, torch/nn/modules"

#: What puts out the shape that it reads -> the arguments of its constructor.
_SAME = {
    "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout": "p inplace",
    "ReLU ReLU6 SELU SiLU Mish Hardsigmoid Hardswish": "inplace",
    "ELU CELU": "alpha inplace",
    "LeakyReLU": "negative_slope inplace",
    "RReLU": "lower upper inplace",
    "GELU": "approximate",
    "Sigmoid Tanh LogSigmoid Softsign Tanhshrink Softmax2d Identity": "",
    "Softmax LogSoftmax Softmin": "dim",
    "Softplus": "beta threshold",
    "Hardshrink Softshrink": "lambd",
    "Hardtanh": "min_val max_val inplace min_value max_value",
    "Threshold": "threshold value inplace",
    "ChannelShuffle": "groups",
    "LocalResponseNorm CrossMapLRN2d": "size alpha beta k",
}
#: What works along the axes behind the channels: the name without the number of axes -> arguments, and the output.
_SPATIAL = {
    "MaxPool": ("kernel_size stride padding dilation return_indices ceil_mode", "windows"),
    "AvgPool": ("kernel_size stride padding ceil_mode count_include_pad", "windows"),
    "LPPool": ("norm_type kernel_size stride ceil_mode", "windows"),
    "AdaptiveAvgPool": ("output_size", "resized"),
    "AdaptiveMaxPool": ("output_size return_indices", "resized"),
    "ZeroPad": ("padding", "padded"),
    "ConstantPad": ("padding value", "padded"),
    "ReflectionPad": ("padding", "padded"),
    "ReplicationPad": ("padding", "padded"),
    "CircularPad": ("padding", "padded"),
    "MaxUnpool": ("kernel_size stride padding", ""),
}
#: All others that read one input: arguments, and the output.
_OTHERS = {
    "FractionalMaxPool2d": ("kernel_size output_size output_ratio return_indices", "resized"),
    "FractionalMaxPool3d": ("kernel_size output_size output_ratio return_indices", "resized"),
    "Flatten": ("start_dim end_dim", "flattened"),
    "Unflatten": ("dim unflattened_size", "unflattened"),
    "Upsample": ("size scale_factor mode align_corners recompute_scale_factor", "resized"),
    "UpsamplingNearest2d": ("size scale_factor", "resized"),
    "UpsamplingBilinear2d": ("size scale_factor", "resized"),
    "PixelShuffle": ("upscale_factor", "shuffled"),
    "PixelUnshuffle": ("downscale_factor", "unshuffled"),
    "Unfold": ("kernel_size dilation padding stride", "unfolded"),
    "Fold": ("output_size kernel_size dilation padding stride", "folded"),
    "GLU": ("dim", "halved"),
}
#: What compares two inputs or more: losses and distances.
_SEVERAL_INPUTS = """
    L1Loss MSELoss CrossEntropyLoss NLLLoss NLLLoss2d PoissonNLLLoss GaussianNLLLoss KLDivLoss BCELoss
    BCEWithLogitsLoss HuberLoss SmoothL1Loss SoftMarginLoss HingeEmbeddingLoss MarginRankingLoss MultiMarginLoss
    MultiLabelMarginLoss MultiLabelSoftMarginLoss CosineEmbeddingLoss TripletMarginLoss TripletMarginWithDistanceLoss
    CTCLoss CosineSimilarity PairwiseDistance
"""
_LOSS = """
    weight size_average ignore_index reduce reduction label_smoothing pos_weight log_input full eps log_target delta
    beta p margin swap distance_function blank zero_infinity dim keepdim
"""


def _module(name: str, arguments: str, puts_out: str, rank: int = 0) -> Module:
    return Module(
        f"torch.nn.{name}",
        (),
        SOURCE,
        arguments=names(arguments),
        input=names(f"channels{' space' * rank}" if rank else "..."),
        output=names(puts_out),
    )


WEIGHTLESS_MODULES = (
    *(_module(name, arguments, "same") for several, arguments in _SAME.items() for name in names(several)),
    *(
        _module(f"{name}{rank}d", arguments, puts_out, rank)
        for name, (arguments, puts_out) in _SPATIAL.items()
        for rank in (1, 2, 3)
    ),
    *(
        _module(name, arguments, puts_out, int(name[-2]) if name[-2].isdecimal() else 0)
        for name, (arguments, puts_out) in _OTHERS.items()
    ),
    *(_module(name, _LOSS, "") for name in names(_SEVERAL_INPUTS)),
)

HOLDS, BASE_CLASS, BY_LIST = (
    "it owns what the modules inside it own",
    "it is made to be derived from; what is derived decides what it owns",
    "it owns what a list of sizes decides",
)
#: Classes of `torch.nn` of which no number can be told, and why, as errors say it.
OPEN = {
    **dict.fromkeys(
        names(
            "Module Sequential ModuleList ModuleDict ParameterList ParameterDict Container DataParallel Transformer"
            " TransformerEncoder TransformerDecoder"
        ),
        HOLDS,
    ),
    **dict.fromkeys(names("RNNBase RNNCellBase"), BASE_CLASS),
    **dict.fromkeys(names("AdaptiveLogSoftmaxWithLoss LinearCrossEntropyLoss"), BY_LIST),
}
