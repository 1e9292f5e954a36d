"""What layers are made of, as data: arrays, shapes, options, equations, and the families of all frameworks.

It may use the errors alone.
"""

from rnnformula.facts.composition import Composition
from rnnformula.facts.conditions import Choice, Condition, parse_condition
from rnnformula.facts.family import FUNCTIONS, SIGNALS, Array, Equation, Family, Option, Variant
from rnnformula.facts.grammar import SIZES, Axis, Size, Term, names, over_space, parse_shape, scalars

__all__ = [
    "FUNCTIONS",
    "SIGNALS",
    "SIZES",
    "Array",
    "Axis",
    "Choice",
    "Composition",
    "Condition",
    "Equation",
    "Family",
    "Option",
    "Size",
    "Term",
    "Variant",
    "names",
    "over_space",
    "parse_condition",
    "parse_shape",
    "scalars",
]
