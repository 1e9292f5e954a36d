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

MULTI_HEAD_ATTENTION = Family(
    "MultiHeadAttention",
    (
        Array("query/kernel", "f h d"),
        Array("query/bias", "h d", when="use_bias"),
        Array("key/kernel", "g h d"),
        Array("key/bias", "h d", when="use_bias"),
        Array("gate/kernel", "f h w", when="use_gate"),
        Array("gate/bias", "h w", when="use_gate use_bias"),
        Array("value/kernel", "g h w"),
        Array("value/bias", "h w", when="use_bias"),
        Array("attention_output/kernel", "h w o"),
        Array("attention_output/bias", "o", when="use_bias"),
    ),
    f"{KERAS}, keras/src/layers/attention/multi_head_attention.py, MultiHeadAttention.build",
    arguments=names(
        "num_heads key_dim value_dim dropout use_bias output_shape attention_axes sliding_window flash_attention"
        " kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
        " kernel_constraint bias_constraint use_gate seed"
    ),
    output=(),
    options=(Option("use_bias"), Option("use_gate", (False, True))),
    defaults=(("value_dim", "key_dim"), ("value_features", "features"), ("output_shape", "features")),
    several="projected",
)

GROUP_QUERY_ATTENTION = Family(
    "GroupQueryAttention",
    (
        Array("query/kernel", "f q a"),
        Array("query/bias", "q a", when="use_bias"),
        Array("key/kernel", "f s a"),
        Array("key/bias", "s a", when="use_bias"),
        Array("gate/kernel", "f q a", when="use_gate"),
        Array("gate/bias", "q a", when="use_gate use_bias"),
        Array("value/kernel", "f s a"),
        Array("value/bias", "s a", when="use_bias"),
        Array("attention_output/kernel", "q a f"),
        Array("attention_output/bias", "f", when="use_bias"),
    ),
    f"{KERAS}, keras/src/layers/attention/grouped_query_attention.py, GroupedQueryAttention.build",
    arguments=names(
        "head_dim num_query_heads num_key_value_heads dropout use_bias sliding_window flash_attention"
        " kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
        " kernel_constraint bias_constraint use_gate seed"
    ),
    output=(),
    options=(Option("use_bias"), Option("use_gate", (False, True))),
    multiples=(("num_query_heads", "num_key_value_heads"),),
    several="projected",
    likelihood=0,
)
