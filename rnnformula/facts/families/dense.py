"""Dense: one kernel, one bias; it reads the last axis of its input and keeps no state.

Source: Keras, keras/src/layers/core/dense.py.
"""

from rnnformula.facts import Array, Equation, Family, Option, names
from rnnformula.facts.keras_version import KERAS
from rnnformula.facts.lora import LORA_RANK, with_lora

DENSE = Family(
    "Dense",
    with_lora("kernel", "f", "u", Array("bias", "u", when="use_bias")),
    f"{KERAS}, keras/src/layers/core/dense.py, Dense.build and Dense.enable_lora",
    arguments=names(
        "units activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer"
        " activity_regularizer kernel_constraint bias_constraint lora_rank lora_alpha quantization_config"
    ),
    input=names("... features"),
    output=names("... units"),
    options=(Option("use_bias"),),
    optional=(LORA_RANK,),
    equations=(
        Equation("y", "activation(x @ kernel + bias)", when="-lora_rank"),
        Equation("y", "activation(x @ (kernel + lora_kernel_a @ lora_kernel_b) + bias)", when="lora_rank"),
    ),
    likelihood=10,
)
