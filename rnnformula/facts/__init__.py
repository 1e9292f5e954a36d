"""What layers are made of, as data: arrays, shapes, options, equations, and the families of all frameworks.

It may use the errors alone.
"""

from rnnformula.facts.family import FUNCTIONS, SIGNALS, Array, Choice, Equation, Family, Option, Variant
from rnnformula.facts.grammar import SIZES, Axis, Size, Term, parse_shape, scalars

__all__ = [
    "FUNCTIONS",
    "SIGNALS",
    "SIZES",
    "Array",
    "Axis",
    "Choice",
    "Equation",
    "Family",
    "Option",
    "Size",
    "Term",
    "Variant",
    "parse_shape",
    "scalars",
]
