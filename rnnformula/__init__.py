"""Why a recurrent layer has N parameters, derived step by step.

>>> import rnnformula
>>> rnnformula.count("SimpleRNN", units=10, features=1)
120

A name is loaded when it is first used, so that importing the package costs next to nothing.
"""

# Not `from typing import ...`: that import alone takes longer than starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnnformula import render
    from rnnformula.counting import InputError, Row, Tally, count, tally
    from rnnformula.derivation import Derivation, Step, derive
    from rnnformula.families import FAMILIES
    from rnnformula.figures import FIGURES, Figure, figure
    from rnnformula.model import Array, Equation, Family, Variant

#: Public name -> the module it lives in.
_HOMES = {
    "FAMILIES": "families",
    "FIGURES": "figures",
    "Array": "model",
    "Derivation": "derivation",
    "Equation": "model",
    "Family": "model",
    "Figure": "figures",
    "InputError": "counting",
    "Row": "counting",
    "Step": "derivation",
    "Tally": "counting",
    "Variant": "model",
    "count": "counting",
    "derive": "derivation",
    "figure": "figures",
    "render": "render",
    "tally": "counting",
}

__all__ = [
    "FAMILIES",
    "FIGURES",
    "Array",
    "Derivation",
    "Equation",
    "Family",
    "Figure",
    "InputError",
    "Row",
    "Step",
    "Tally",
    "Variant",
    "count",
    "derive",
    "figure",
    "render",
    "tally",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "keras":  # no public name of its own: `from rnnformula import *` must not import Keras
        return import_module(f"{__name__}.keras")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"{__name__}.{_HOMES[name]}")
    value = globals()[name] = home if name == _HOMES[name] else getattr(home, name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
