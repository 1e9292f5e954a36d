"""Embedding: a table with a row for each word; a reversible one also turns what came out back into words.

Source: Keras, keras/src/layers/core/embedding.py and reversible_embedding.py.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.keras_version import KERAS
from rnnformula.facts.lora import LORA_RANK, with_lora

EMBEDDING = Family(
    "Embedding",
    with_lora("embeddings", "v", "e"),
    f"{KERAS}, keras/src/layers/core/embedding.py, Embedding.build and Embedding.enable_lora",
    arguments=names(
        "input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint mask_zero"
        " weights lora_rank lora_alpha quantization_config"
    ),
    input=("...",),
    output=names("... output_dim"),
    optional=(LORA_RANK,),
    likelihood=0,
)

REVERSIBLE_EMBEDDING = Family(
    "ReversibleEmbedding",
    (Array("embeddings", "v e"), Array("reverse_embeddings", "e v", when="-tie_weights")),
    f"{KERAS}, keras/src/layers/core/reversible_embedding.py, ReversibleEmbedding.build",
    arguments=names(
        "input_dim output_dim tie_weights embeddings_initializer embeddings_regularizer embeddings_constraint"
        " mask_zero reverse_dtype logit_soft_cap"
    ),
    input=("...",),
    output=names("... output_dim"),
    options=(Option("tie_weights"),),
    likelihood=0,
)
