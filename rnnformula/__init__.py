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
    from rnnformula.counting import Row, Tally, count, tally
    from rnnformula.derivation import Derivation, Step, derive
    from rnnformula.errors import InputError
    from rnnformula.explaining.records import ExplainedRow, ExplainedTotal, Explanation, Reading
    from rnnformula.explanation import explain
    from rnnformula.facts import Array, Equation, Family, Option, Variant
    from rnnformula.families import FAMILIES
    from rnnformula.figures import FIGURES, Figure, figure
    from rnnformula.forward import Equations, equations
    from rnnformula.frameworks import FRAMEWORKS
    from rnnformula.models import Model, ModelRow, model
    from rnnformula.solving import Solutions, solve

#: Public name -> the module it lives in.
_HOMES = {
    "FAMILIES": "families",
    "FIGURES": "figures",
    "FRAMEWORKS": "frameworks",
    "Array": "facts",
    "Derivation": "derivation",
    "Equation": "facts",
    "Equations": "forward",
    "ExplainedRow": "explaining.records",
    "ExplainedTotal": "explaining.records",
    "Explanation": "explaining.records",
    "Family": "facts",
    "Figure": "figures",
    "InputError": "errors",
    "Model": "models",
    "ModelRow": "models",
    "Option": "facts",
    "Reading": "explaining.records",
    "Row": "counting",
    "Solutions": "solving",
    "Step": "derivation",
    "Tally": "counting",
    "Variant": "facts",
    "count": "counting",
    "derive": "derivation",
    "equations": "forward",
    "explain": "explanation",
    "figure": "figures",
    "model": "models",
    "render": "render",
    "solve": "solving",
    "tally": "counting",
}

__all__ = [
    "FAMILIES",
    "FIGURES",
    "FRAMEWORKS",
    "Array",
    "Derivation",
    "Equation",
    "Equations",
    "ExplainedRow",
    "ExplainedTotal",
    "Explanation",
    "Family",
    "Figure",
    "InputError",
    "Model",
    "ModelRow",
    "Option",
    "Reading",
    "Row",
    "Solutions",
    "Step",
    "Tally",
    "Variant",
    "count",
    "derive",
    "equations",
    "explain",
    "figure",
    "model",
    "render",
    "solve",
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
