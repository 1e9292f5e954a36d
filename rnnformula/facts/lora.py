"""LoRA: an array that training leaves alone, and two narrow ones whose product is added to it.

Source: E. J. Hu and others, LoRA (ICLR 2022); Keras, ``enable_lora`` of Dense, EinsumDense and Embedding.
"""

from __future__ import annotations

from rnnformula.facts.family import Array

#: The argument that says how narrow the two are; without it there are none.
LORA_RANK = "lora_rank"


def with_lora(name: str, rows: str, columns: str, *others: Array) -> tuple[Array, ...]:
    """The arrays of a layer whose first one, of these axes, may have LoRA; Keras lists ``others`` in between.

    >>> [array.name for array in with_lora("kernel", "f", "u")]
    ['kernel', 'kernel', 'lora_kernel_a', 'lora_kernel_b']
    """
    return (
        Array(name, f"{rows} {columns}", when=f"-{LORA_RANK}"),
        Array(name, f"{rows} {columns}", when=LORA_RANK, trainable=False),
        *others,
        Array(f"lora_{name}_a", f"{rows} r", when=LORA_RANK),
        Array(f"lora_{name}_b", f"r {columns}", when=LORA_RANK),
    )
