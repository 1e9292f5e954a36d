"""Dense: one kernel, one bias; it reads the last axis of its input and keeps no state.

Source: Keras 3.15, keras/src/layers/core/dense.py.
"""

from rnnformula.model import Array, Equation, Family, Variant

KERNEL = Array("kernel", "f u")
BIAS = Array("bias", "u")

DENSE = Family(
    "Dense",
    (
        Variant(
            (KERNEL, BIAS),
            (Equation("y", "activation(x @ kernel + bias)"),),
            source="Keras 3.15, keras/src/layers/core/dense.py, Dense.build",
            options=(("use_bias", True),),
        ),
        Variant(
            (KERNEL,),
            (Equation("y", "activation(x @ kernel)"),),
            source="Keras 3.15, keras/src/layers/core/dense.py, Dense.build",
            options=(("use_bias", False),),
        ),
    ),
)
