"""Classes that code defines: what they are made from, whose they are, whether they make arrays themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.reading.code.meanings import Defined

if TYPE_CHECKING:
    from rnnformula.reading.code.meanings import OwnedModules
    from rnnformula.reading.code.meanings import Runner as Run

#: A class of PyTorch, and one of Keras, by what it is made from.
OF_TORCH = ("Module", "LightningModule")
OF_KERAS = ("Model", "Layer", CHAIN_CLASS)
#: What a class may be made from besides, without owning anything by that.
WITHOUT_ANY = ("object", "ABC", "ABCMeta", "Generic", "Protocol", "Enum", "Exception", "NamedTuple", "TypedDict")
#: How a layer of Keras makes an array of its own.
ADDS_ARRAY = re.compile(r"\.add_(?:weight|variable)\(|\bself\.\w+ *= *(?:tf|K|backend)\.[Vv]ariable\(")


def kind_of_class(run: Run, defined: Defined) -> str:
    """Whether a class is one of PyTorch or of Keras, by what it is made from; "" where it is neither."""
    for base in defined.bases:
        last = base.rpartition(".")[2]
        other = run.lookup(base) if "." not in base else None
        if isinstance(other, Defined) and other is not defined and (kind := kind_of_class(run, other)):
            return kind
        if last in OF_TORCH:
            return "torch"
        if last in OF_KERAS:
            return "keras"
    return ""


def with_bases(run: Run, defined: Defined) -> Defined:
    """The class with the methods of those that it is made from, where the code has these too."""
    methods: dict[str, Defined] = {}
    attributes: dict[str, Any] = {}
    for other in bases_of(run, defined):
        other.called = True
        methods |= with_bases(run, other).methods
        attributes |= other.attributes
    defined.methods = methods | defined.methods
    defined.attributes = attributes | defined.attributes
    return defined


def bases_of(run: Run, defined: Defined) -> list[Defined]:
    """The classes of the code that a class is made from."""
    others = [run.lookup(base) for base in defined.bases if "." not in base]
    return [other for other in others if isinstance(other, Defined) and other is not defined]


def knows_bases(run: Run, defined: Defined) -> bool:
    """Whether the code, or the framework, says all that a class is made from."""
    others = {other.name for other in bases_of(run, defined)}
    plain = (*OF_TORCH, *OF_KERAS, *WITHOUT_ANY)
    known = all(
        base in others or base.rpartition(".")[2].partition("[")[0] in plain or "=" in base for base in defined.bases
    )
    return known and all(knows_bases(run, other) for other in bases_of(run, defined))


def has_own_arrays(run: Run, owner: OwnedModules) -> bool:
    """Whether an object of a class of Keras makes arrays itself, of which nothing says the shape."""
    classes = [owner.defined] if owner.defined else []
    for defined in classes:
        classes += [other for other in bases_of(run, defined) if other not in classes]
        statement = defined.statement
        if ADDS_ARRAY.search(run.text[statement.start : statement.block_end]):
            return True
    return False
