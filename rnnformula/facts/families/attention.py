"""Attention, AdditiveAttention, MultiHeadAttention and GroupQueryAttention; they read several inputs.

Source: Keras, keras/src/layers/attention.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.keras_version import KERAS

ATTENTION = Family(
    "Attention",
    (Array("scale", "()", when="use_scale"), Array("concat_score_weight", "()", when="score_mode=concat")),
    f"{KERAS}, keras/src/layers/attention/attention.py, Attention.build",
    arguments=names("use_scale score_mode dropout seed"),
    output=(),
    options=(Option("use_scale", (False, True)), Option("score_mode", ("dot", "concat"))),
    several="attended",
)

ADDITIVE_ATTENTION = Family(
    "AdditiveAttention",
    (Array("scale", "f", when="use_scale"),),
    f"{KERAS}, keras/src/layers/attention/additive_attention.py, AdditiveAttention.build",
    arguments=names("use_scale dropout"),
    output=(),
    options=(Option("use_scale"),),
    several="attended",
)

_ENDING = (
    " kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
    " kernel_constraint bias_constraint use_gate seed"
)
_GATED = (Option("use_bias"), Option("use_gate", (False, True)))


def _projections(query: str, key: str, gate: str, value: str, attention_output: str) -> tuple[Array, ...]:
    """A kernel of this shape for each use, and a bias without its first axis; that of the output has the last one."""
    return (
        Array("query/kernel", query),
        Array("query/bias", query[2:], when="use_bias"),
        Array("key/kernel", key),
        Array("key/bias", key[2:], when="use_bias"),
        Array("gate/kernel", gate, when="use_gate"),
        Array("gate/bias", gate[2:], when="use_gate use_bias"),
        Array("value/kernel", value),
        Array("value/bias", value[2:], when="use_bias"),
        Array("attention_output/kernel", attention_output),
        Array("attention_output/bias", attention_output[-1], when="use_bias"),
    )


MULTI_HEAD_ATTENTION = Family(
    "MultiHeadAttention",
    _projections(query="f h d", key="g h d", gate="f h w", value="g h w", attention_output="h w o"),
    f"{KERAS}, keras/src/layers/attention/multi_head_attention.py, MultiHeadAttention.build",
    arguments=names(
        "num_heads key_dim value_dim dropout use_bias output_shape attention_axes sliding_window flash_attention"
        + _ENDING
    ),
    output=(),
    options=_GATED,
    defaults=(("value_dim", "key_dim"), ("value_features", "features"), ("output_shape", "features")),
    several="projected",
)

GROUP_QUERY_ATTENTION = Family(
    "GroupQueryAttention",
    _projections(query="f q a", key="f s a", gate="f q a", value="f s a", attention_output="q a f"),
    f"{KERAS}, keras/src/layers/attention/grouped_query_attention.py, GroupedQueryAttention.build",
    arguments=names(
        "head_dim num_query_heads num_key_value_heads dropout use_bias sliding_window flash_attention" + _ENDING
    ),
    output=(),
    options=_GATED,
    multiples=(("num_query_heads", "num_key_value_heads"),),
    several="projected",
    likelihood=0,
)
