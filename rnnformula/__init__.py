"""Why a recurrent layer has N parameters, derived step by step.

>>> import rnnformula
>>> rnnformula.count("SimpleRNN", units=10, features=1)
120

A name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

# Not `from typing import ...`: that import alone takes longer than starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnnformula import render
    from rnnformula.asking import cost, count, derive, model, run_counted, tally
    from rnnformula.citing.checked_claims import CheckedClaim, verify
    from rnnformula.citing.citation_formats import cite
    from rnnformula.citing.tag_records import Tag
    from rnnformula.citing.tag_register import find_tag
    from rnnformula.comparing.causes import Cause
    from rnnformula.comparing.diff_rows import DiffRow
    from rnnformula.comparing.differing import Diff, diff
    from rnnformula.comparing.expecting import UnexpectedCount, assert_count
    from rnnformula.comparing.given import ComparedRow
    from rnnformula.costing.conventions import Convention
    from rnnformula.costing.costs import Amount, Cost, LayerCost
    from rnnformula.costing.counted_runs import CountedRun
    from rnnformula.costing.scalar_runs import ScalarRun
    from rnnformula.counting.derivation import Derivation, Step
    from rnnformula.counting.forward import Equations, equations
    from rnnformula.counting.models import Model, ModelRow
    from rnnformula.counting.open_models import OpenModel
    from rnnformula.counting.solving import Solutions, solve
    from rnnformula.counting.tally import Row, Tally
    from rnnformula.counting.worked_steps import WorkedLine, WorkedStep, worked_step
    from rnnformula.errors import InputError, OpenSizeError
    from rnnformula.explaining.explained import ExplainedRow, ExplainedTotal, Reading
    from rnnformula.explaining.explanation import Explanation
    from rnnformula.facts import Array, Equation, Family, Option, Variant
    from rnnformula.facts.families import FAMILIES
    from rnnformula.facts.frameworks import FRAMEWORKS
    from rnnformula.figures import FIGURES, figure
    from rnnformula.figures.scene import Figure

#: Module -> the public names that live there; the modules themselves are public where nothing is named.
_HOMES = {
    "asking": ("cost", "count", "derive", "model", "run_counted", "tally"),
    "citing.checked_claims": ("CheckedClaim", "verify"),
    "citing.citation_formats": ("cite",),
    "citing.tag_records": ("Tag",),
    "citing.tag_register": ("find_tag",),
    "comparing.causes": ("Cause",),
    "comparing.diff_rows": ("DiffRow",),
    "comparing.differing": ("Diff", "diff"),
    "comparing.expecting": ("UnexpectedCount", "assert_count"),
    "comparing.given": ("ComparedRow",),
    "costing.conventions": ("Convention",),
    "costing.costs": ("Amount", "Cost", "LayerCost"),
    "costing.counted_runs": ("CountedRun",),
    "costing.scalar_runs": ("ScalarRun",),
    "counting.derivation": ("Derivation", "Step"),
    "counting.forward": ("Equations", "equations"),
    "counting.models": ("Model", "ModelRow"),
    "counting.open_models": ("OpenModel",),
    "counting.solving": ("Solutions", "solve"),
    "counting.tally": ("Row", "Tally"),
    "counting.worked_steps": ("WorkedLine", "WorkedStep", "worked_step"),
    "errors": ("InputError", "OpenSizeError"),
    "explaining.explained": ("ExplainedRow", "ExplainedTotal", "Reading"),
    "explaining.explanation": ("Explanation",),
    "facts": ("Array", "Equation", "Family", "Option", "Variant"),
    "facts.families": ("FAMILIES",),
    "facts.frameworks": ("FRAMEWORKS",),
    "figures": ("FIGURES", "figure"),
    "figures.scene": ("Figure",),
    "render": (),
}

__all__ = [
    "FAMILIES",
    "FIGURES",
    "FRAMEWORKS",
    "Amount",
    "Array",
    "Cause",
    "CheckedClaim",
    "ComparedRow",
    "Convention",
    "Cost",
    "CountedRun",
    "Derivation",
    "Diff",
    "DiffRow",
    "Equation",
    "Equations",
    "ExplainedRow",
    "ExplainedTotal",
    "Explanation",
    "Family",
    "Figure",
    "InputError",
    "LayerCost",
    "Model",
    "ModelRow",
    "OpenModel",
    "OpenSizeError",
    "Option",
    "Reading",
    "Row",
    "ScalarRun",
    "Solutions",
    "Step",
    "Tag",
    "Tally",
    "UnexpectedCount",
    "Variant",
    "WorkedLine",
    "WorkedStep",
    "assert_count",
    "cite",
    "cost",
    "count",
    "derive",
    "diff",
    "equations",
    "explain",
    "figure",
    "find_tag",
    "model",
    "render",
    "run_counted",
    "solve",
    "tally",
    "verify",
    "worked_step",
]


def explain(summary: object, /) -> Explanation:
    """Take every number of a summary apart.

    >>> explain("simple_rnn (SimpleRNN)  (None, 10)  120").rows[0].readings[0].features
    1

    Args:
        summary: the text that Keras, torchinfo or PyTorch printed, with whatever stands around it;
            or a real model or layer of Keras or PyTorch, which is read instead of guessed at.

    Raises:
        InputError: it is none of these.
    """
    from rnnformula.comparing.given import explained_object

    return explained_object(summary)


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "keras":  # no public name of its own: `from rnnformula import *` must not import Keras
        return import_module(f"{__name__}.keras")
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
            return value
        if name == home and not names:
            return import_module(f"{__name__}.{home}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
