"""PyTorch's modules that own parameters and keep no state, under its own names, with its axes: channels first.

Running statistics are buffers and no parameters. Source: PyTorch 2.13, torch/nn/modules.
"""

from __future__ import annotations

from dataclasses import replace

from rnnformula.facts import Array, Option, names
from rnnformula.facts.module import Module

SOURCE = "PyTorch 2.13, torch/nn/modules"
#: The numbers of axes that windows have.
RANKS = (1, 2, 3)
#: What every constructor takes at its end; a bias that comes behind it has no place of its own, only a name.
PLACED = "device dtype"


BIAS_OPTION = Option("bias")
AFFINE_OPTION = Option("affine")
ELEMENTWISE_OPTION = Option("elementwise_affine")
#: The windows of a convolution read and put out a part of the channels each.
GROUPS_OPTION = Option("groups", (1, 2), searched=False)


def _module(
    name: str,
    arrays: tuple[Array, ...],
    file: str,
    arguments: str,
    reads: str,
    puts_out: str,
    *options: Option,
    defaults: tuple[tuple[str, str | int], ...] = (),
    optional: str = "",
    multiples: tuple[tuple[str, str], ...] = (),
) -> Module:
    return Module(
        f"torch.nn.{name}",
        arrays,
        f"{SOURCE}/{file}.py, {name}.__init__",
        arguments=tuple(dict.fromkeys(names(f"{arguments} {PLACED}" + " bias" * (BIAS_OPTION in options)))),
        input=names(reads),
        output=names(puts_out),
        options=options,
        defaults=defaults,
        optional=names(optional),
        multiples=multiples,
    )


def _linear(name: str, arguments: str) -> Module:
    return _module(
        name,
        (Array("weight", "out_features in_features"), Array("bias", "out_features", when="bias")),
        "linear",
        arguments,
        "... in_features",
        "... out_features",
        BIAS_OPTION,
    )


def _convolution(name: str, rank: int, *, transposed: bool = False) -> Module:
    arrays = ("in_channels", "out_channels") if transposed else ("out_channels", "in_channels")
    first, second = arrays
    own = "output_padding groups bias dilation" if transposed else "dilation groups bias"
    return _module(
        f"{name}{rank}d",
        (
            Array("weight", f"{first} {second} k", when="groups=1"),
            Array("weight", f"{first} {second}/groups k", when="-groups=1"),
            Array("bias", "out_channels", when="bias"),
        ),
        "conv",
        f"in_channels out_channels kernel_size stride padding {own} padding_mode",
        f"in_channels{' space' * rank}",
        "transposed windows" if transposed else "windows",
        BIAS_OPTION,
        GROUPS_OPTION,
        multiples=(("in_channels", "groups"), ("out_channels", "groups")),
    )


def _normalization(name: str, *, affine: bool = True, reads: str = "num_features ...", more: str = "") -> Module:
    return _module(
        name,
        (Array("weight", "num_features", when="affine"), Array("bias", "num_features", when="affine bias")),
        "instancenorm" if "Instance" in name else "batchnorm",
        f"num_features eps momentum affine track_running_stats{more}",
        reads,
        "same",
        Option("affine", (affine, not affine)),
        BIAS_OPTION,
    )


def _embedding(name: str, more: str, puts_out: str) -> Module:
    return _module(
        name,
        (Array("weight", "num_embeddings embedding_dim"),),
        "sparse",
        f"num_embeddings embedding_dim {more}",
        "...",
        puts_out,
    )


def _attention(place: str) -> tuple[Array, ...]:
    """The arrays of an attention inside a layer of a Transformer, whose keys and values are as wide as its queries."""
    return (
        Array(f"{place}.in_proj_weight", "3d_model d_model"),
        Array(f"{place}.in_proj_bias", "3d_model", when="bias"),
        Array(f"{place}.out_proj.weight", "d_model d_model"),
        Array(f"{place}.out_proj.bias", "d_model", when="bias"),
    )


def _transformer_layer(name: str, attentions: str, puts_out: str) -> Module:
    places = names(attentions)
    return _module(
        name,
        (
            *(array for place in places for array in _attention(place)),
            Array("linear1.weight", "dim_feedforward d_model"),
            Array("linear1.bias", "dim_feedforward", when="bias"),
            Array("linear2.weight", "d_model dim_feedforward"),
            Array("linear2.bias", "d_model", when="bias"),
            *(
                Array(f"norm{number}.{array}", "d_model", when=when)
                for number in range(1, len(places) + 2)
                for array, when in (("weight", ""), ("bias", "bias"))
            ),
        ),
        "transformer",
        "d_model nhead dim_feedforward dropout activation layer_norm_eps batch_first norm_first bias",
        "... d_model",
        puts_out,
        BIAS_OPTION,
        defaults=(("dim_feedforward", 2048),),
    )


MULTIHEAD_ATTENTION = _module(
    "MultiheadAttention",
    (
        Array("in_proj_weight", "3embed_dim embed_dim", when="-kdim -vdim"),
        Array("q_proj_weight", "embed_dim embed_dim", when="kdim"),
        Array("q_proj_weight", "embed_dim embed_dim", when="-kdim vdim"),
        Array("k_proj_weight", "embed_dim kdim", when="kdim"),
        Array("k_proj_weight", "embed_dim embed_dim", when="-kdim vdim"),
        Array("v_proj_weight", "embed_dim vdim", when="vdim"),
        Array("v_proj_weight", "embed_dim embed_dim", when="kdim -vdim"),
        Array("in_proj_bias", "3embed_dim", when="bias"),
        Array("bias_k", "1 1 embed_dim", when="add_bias_kv"),
        Array("bias_v", "1 1 embed_dim", when="add_bias_kv"),
        Array("out_proj.weight", "embed_dim embed_dim"),
        Array("out_proj.bias", "embed_dim", when="bias"),
    ),
    "activation",
    "embed_dim num_heads dropout bias add_bias_kv add_zero_attn kdim vdim batch_first",
    "... embed_dim",
    "",
    BIAS_OPTION,
    Option("add_bias_kv", (False, True)),
    defaults=(("kdim", "embed_dim"), ("vdim", "embed_dim")),
    optional="kdim vdim",
)

_CONVOLUTIONS = tuple(
    _convolution(name, rank, transposed=transposed)
    for name, transposed in (("Conv", False), ("ConvTranspose", True))
    for rank in RANKS
)
_NORMALIZATIONS = tuple(
    _normalization(
        f"{name}{rank}d",
        affine=name == "BatchNorm",
        reads=f"num_features{' space' * rank}" if rank > 1 else "num_features ...",
    )
    for name in ("BatchNorm", "InstanceNorm")
    for rank in RANKS
)
LINEAR = _linear("Linear", "in_features out_features bias")

MODULES = (
    LINEAR,
    _module(
        "Bilinear",
        (
            Array("weight", "out_features in1_features in2_features"),
            Array("bias", "out_features", when="bias"),
        ),
        "linear",
        "in1_features in2_features out_features bias",
        "... in1_features",
        "",
        BIAS_OPTION,
    ),
    _embedding(
        "Embedding",
        "padding_idx max_norm norm_type scale_grad_by_freq sparse",
        "... embedding_dim",
    ),
    _embedding(
        "EmbeddingBag",
        "max_norm norm_type scale_grad_by_freq mode sparse include_last_offset padding_idx",
        "one bag",
    ),
    *_CONVOLUTIONS,
    *_NORMALIZATIONS,
    _normalization("SyncBatchNorm", more=" process_group"),
    _module(
        "LayerNorm",
        (
            Array("weight", "normalized_shape", when="elementwise_affine"),
            Array("bias", "normalized_shape", when="elementwise_affine bias"),
        ),
        "normalization",
        "normalized_shape eps elementwise_affine bias",
        "... normalized_shape",
        "same",
        ELEMENTWISE_OPTION,
        BIAS_OPTION,
    ),
    _module(
        "RMSNorm",
        (Array("weight", "normalized_shape", when="elementwise_affine"),),
        "normalization",
        "normalized_shape eps elementwise_affine",
        "... normalized_shape",
        "same",
        ELEMENTWISE_OPTION,
    ),
    _module(
        "GroupNorm",
        (Array("weight", "num_channels", when="affine"), Array("bias", "num_channels", when="affine bias")),
        "normalization",
        "num_groups num_channels eps affine",
        "num_channels ...",
        "same",
        AFFINE_OPTION,
        BIAS_OPTION,
    ),
    _module(
        "PReLU",
        (Array("weight", "num_parameters"),),
        "activation",
        "num_parameters init",
        "...",
        "same",
        defaults=(("num_parameters", 1),),
    ),
    MULTIHEAD_ATTENTION,
    _transformer_layer("TransformerEncoderLayer", "self_attn", "same"),
    _transformer_layer("TransformerDecoderLayer", "self_attn multihead_attn", ""),
)


def _lazy(module: Module, prefix: str = "Lazy") -> Module:
    """The module that finds out what it reads from its first input, and is the other one from then on."""
    name = module.name.rpartition(".")[-1]
    read = module.arguments[0]
    options = tuple(Option(option.name) if option.name == "affine" else option for option in module.options)
    own = (size for size in module.arguments if size != read)
    return replace(module, name=f"torch.nn.{prefix}{name}", arguments=tuple(own), options=options)


LAZY = tuple(map(_lazy, (LINEAR, *_CONVOLUTIONS, *_NORMALIZATIONS)))
