"""Why a recurrent layer has N parameters, derived step by step.

>>> import rnnformula
>>> rnnformula.count("SimpleRNN", units=10, features=1)
120
"""

from rnnformula import render
from rnnformula.count import InputError, Row, Tally, count, tally
from rnnformula.derive import Derivation, Step, derive
from rnnformula.families import FAMILIES
from rnnformula.model import Array, Equation, Family, Variant

__version__ = "0.1.0"

__all__ = [
    "FAMILIES",
    "Array",
    "Derivation",
    "Equation",
    "Family",
    "InputError",
    "Row",
    "Step",
    "Tally",
    "Variant",
    "count",
    "derive",
    "render",
    "tally",
]
