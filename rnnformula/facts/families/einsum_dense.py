"""EinsumDense: a kernel over any axes of the input, and the axes of a bias, as an equation names them.

In ``EinsumDense("abc,cd->abd", (None, 64), bias_axes="d")`` the kernel has the axes c and d: c as long as that axis of
the input, d as that of ``output_shape``. No shape of letters says that, so `rnnformula.reading.einsum` reads the
equation: ``kernel_rows`` are all axes of the kernel but the last, which are the ``kernel_columns``; ``bias_shape`` is
there where ``bias_axes`` names some.

Source: Keras, keras/src/layers/core/einsum_dense.py.
"""

from rnnformula.facts import Array, Family, names
from rnnformula.facts.keras_version import KERAS
from rnnformula.facts.lora import LORA_RANK, with_lora

EINSUM_DENSE = Family(
    "EinsumDense",
    with_lora("kernel", "x", "z", Array("bias", "y", when="bias_shape")),
    f"{KERAS}, keras/src/layers/core/einsum_dense.py, EinsumDense.build and EinsumDense.enable_lora",
    arguments=names(
        "equation output_shape activation bias_axes kernel_initializer bias_initializer kernel_regularizer"
        " bias_regularizer kernel_constraint bias_constraint lora_rank lora_alpha gptq_unpacked_column_size"
        " quantization_config"
    ),
    input=("...",),
    output=("by equation",),
    optional=("bias_shape", LORA_RANK),
    reads="equation",
    likelihood=0,
)
