"""How Keras stores the numbers of a layer after ``quantize``, or under a type of numbers such as int8_from_float32.

Source: Keras 3.15, keras/src/layers/core/dense.py and embedding.py, ``quantized_build``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.facts.family import Array

if TYPE_CHECKING:
    from rnnformula.facts.family import Family

#: A type of numbers that stores them in another way; the number behind a slash is how many share a scale.
QUANTIZED = re.compile(r"(int8|int4|float8)(?:/(-1|[1-9]\d*))?_from_\w+")
#: What stands for that number in the shapes below.
BLOCK = "#"

_FLOAT8 = (
    *(
        Array(f"{name}_{array}", shape)
        for name in ("inputs", "kernel", "outputs_grad")
        for array, shape in (("scale", "()"), ("amax_history", "1024"))
    ),
)


#: Class -> how it is stored -> the array that is stored otherwise with its shape, and what turns its numbers back;
#: four bits take half a byte, so that two of them stand in one number. Of float8 all are added.
STORED: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "Dense": {
        "int8": (("kernel", "f u"), ("kernel_scale", "u")),
        "int4": (("kernel", "f units/2"), ("kernel_scale", "u")),
        "int4/": (
            ("kernel", "f units/2"),
            ("kernel_scale", f"features/{BLOCK} u"),
            ("kernel_zero", f"features/{BLOCK} u"),
            ("g_idx", "f"),
        ),
        "float8": tuple((array.name, array.shape) for array in _FLOAT8),
    },
    "Embedding": {
        "int8": (("embeddings", "v e"), ("embeddings_scale", "v")),
        "int4": (("embeddings", "v output_dim/2"), ("embeddings_scale", "v")),
        "int4/": (
            ("embeddings", "v output_dim/2"),
            ("embeddings_scale", f"v output_dim/{BLOCK}"),
            ("embeddings_zero", f"v output_dim/{BLOCK}"),
            ("g_idx", "e"),
        ),
    },
}


def mode_of(policy: object) -> str:
    """How a type of numbers stores a layer: ``int8``, ``int4``, ``int4/128``, ``float8``; empty for a usual one.

    >>> mode_of("int4/128_from_float32"), mode_of("float32")
    ('int4/128', '')
    """
    match = QUANTIZED.fullmatch(policy) if isinstance(policy, str) else None
    if not match:
        return ""
    mode, block = match.groups()
    return f"{mode}/{block}" if mode == "int4" and block not in (None, "-1") else mode


@lru_cache(maxsize=64)
def stored(family: Family, mode: str) -> Family | None:
    """The family with the arrays that it has when it is stored so, None where Keras can't store it."""
    kind, _, block = mode.partition("/")
    others = STORED.get(family.name, {}).get(f"{kind}/" if block else kind)
    if others is None:
        return None
    shapes = [(name, shape.replace(BLOCK, block)) for name, shape in others]
    if kind == "float8":
        return replace(family, arrays=(*family.arrays, *(Array(*array) for array in shapes)), equations=())
    (main, shape), *more = shapes
    kept = tuple(array for array in family.arrays if array.name != main)
    added = (Array(name, written, trainable=False) for name, written in ((main, shape), *more))
    return replace(family, arrays=(*kept, *added), equations=())
