"""A class as code names it -> the family, and what its arguments are called here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from rnnformula.errors import closest
from rnnformula.facts.aliases import FOREIGN_MODULES, IN_CODE, MEANT, PRINTED
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.meanings import Raised

if TYPE_CHECKING:
    from rnnformula.facts import Family

#: What code calls modules by habit; imports in the text come before it.
HABITS = {"tensorflow": "tf", "nn": "torch.nn", "nnx": "flax.nnx", "linen": "flax.linen", "eqx": "equinox"}
TORCH_MODULE = "torch"
INPUT_CLASS = "Input"
#: Functions of Keras 1 and 2 that make a layer and apply it -> the layer.
MERGING_FUNCTIONS = {
    "add": "Add",
    "average": "Average",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name stands for: a family with settled options, or a module without parameters, or neither."""

    name: str
    family: Family | None = None
    options: dict[str, Any] = field(default_factory=dict)
    weightless: bool = False
    torch: bool = False

    @property
    def known(self) -> bool:
        """Whether it is a layer that can be counted."""
        return self.weightless or self.family is not None


def full_name(name: str, modules: dict[str, str]) -> str:
    """The name with its module as the imports of the code call it."""
    head, *rest = name.split(".")
    words = modules.get(head, HABITS.get(head, head)).split(".")
    return ".".join([HABITS.get(words[0], words[0]) if len(words) == 1 else words[0], *words[1:], *rest])


def kind_of(name: str, modules: dict[str, str], *, printed: bool = False, any_case: bool = False) -> Kind:
    """What the name of a class stands for."""
    from rnnformula.facts.frameworks import FRAMEWORKS

    full = full_name(name, modules)
    if full in IN_CODE:
        named, options = IN_CODE[full]
        return Kind(name, FAMILIES.get(named) or FRAMEWORKS[named], options)
    *before, last = full.split(".")
    if before[:1] == [TORCH_MODULE] or printed:
        return _of_torch(name, last)
    foreign = bool(set(before) & FOREIGN_MODULES)
    if foreign:
        framework_layer = FRAMEWORKS.get(full) or next(
            (family for known, family in FRAMEWORKS.items() if known.endswith(f".{full}")), None
        )
        return Kind(name, framework_layer)
    wanted = INPUT_CLASS if last == "InputLayer" else PRINTED.get(last, last)
    family = FAMILIES.get(wanted) or FRAMEWORKS.get(wanted)
    if not family and any_case and "." not in name and last not in MERGING_FUNCTIONS:
        family = _small_letters().get(wanted.lower()) or _small_letters().get(wanted.lower().replace("_", ""))
    if family:
        return Kind(name, family)
    torch = _of_torch(name, last)
    return torch if torch.family else Kind(name)


@cache
def _small_letters() -> dict[str, Family]:
    return {known.lower(): family for known, family in FAMILIES.items()}


def _of_torch(name: str, last: str) -> Kind:
    from rnnformula.facts.frameworks import torch_module

    family = torch_module(last)
    if family and family.arrays:
        return Kind(name, family, torch=True)
    return Kind(name, weightless=family is not None, torch=True)


def nearest_class(name: str, modules: dict[str, str]) -> str:
    """The known class that a name that is none probably means, as code names it."""
    from rnnformula.facts.frameworks import FRAMEWORKS, WITHOUT_ARRAYS

    full = full_name(name, modules)
    *before, last = full.split(".")
    if before[:1] == [TORCH_MODULE]:
        known = [
            name.rpartition(".")[2] for name in (*FRAMEWORKS, *WITHOUT_ARRAYS) if name.startswith(f"{TORCH_MODULE}.")
        ]
        return f"{TORCH_MODULE}.nn.{closest(last, [*known, CHAIN_CLASS, 'ModuleList'])}"
    if set(before) & FOREIGN_MODULES:
        return closest(full, FRAMEWORKS, MEANT)
    return closest(last, FAMILIES, MEANT)


def unknown_layer(name: str, modules: dict[str, str]) -> Raised:
    """What is said of a class that is not known."""
    return Raised("live_unknown_layer", {"layer": name, "nearest": nearest_class(name, modules)})
