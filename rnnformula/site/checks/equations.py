"""Equations of layers: worked out from weights and inputs that are recorded, they give what Keras put out."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from rnnformula.facts.families import FAMILIES
from rnnformula.site.algebra.evaluating import Values, step_outputs
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import KNOWN_OUTPUTS
from rnnformula.site.checks.checked import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Family, Variant
    from rnnformula.site.book.contents import Book

FAMILY_FILES = "rnnformula/facts/families"
#: How far the numbers may differ: Keras has 32 bits for each.
CLOSE = 1e-5


def check(book: Book) -> Checked:
    """Find equations that give something else than Keras did, and those that were never compared."""
    known = book.known_outputs
    problems = []
    for name in known.keys() - {key(family, variant) for family, variant in variants()}:
        problems.append(Problem(KNOWN_OUTPUTS, 1, f"{name}: there are no such equations; run `make record-outputs`"))
    for family, variant in variants():
        file = f"{FAMILY_FILES}/{_module(book, family)}"
        written = f"{family.name} {_options(variant)}".strip()
        record = known.get(key(family, variant))
        if record is None:
            message = (
                f"{written}: no output of Keras is recorded; where TensorFlow is installed, run `make record-outputs`"
            )
        else:
            try:
                fault = compare_outputs(family, variant, record)
            except (TypeError, KeyError, IndexError, ValueError):
                fault = f"its record in {KNOWN_OUTPUTS} is damaged; run `make record-outputs`"
            message = f"{written}: {fault}" if fault else ""
        if message:
            problems.append(Problem(file, 1, message))
    return Checked(sum(1 for _ in variants()), problems)


def variants() -> Iterator[tuple[Family, Variant]]:
    """Each family with equations, under each choice of its options."""
    for family in FAMILIES.values():
        for variant in family.variants if family.equations else ():
            yield family, variant


def key(family: Family, variant: Variant) -> str:
    """The name of a record."""
    return json.dumps([family.name, variant.options])


def compare_outputs(family: Family, variant: Variant, record: dict[str, Any]) -> str:
    """How the equations differ from what Keras put out; empty where they don't."""
    arrays = [Values(tuple(shape), tuple(flat), name) for name, shape, flat in record["weights"]]
    inputs = [Values(tuple(record["input_shape"]), tuple(flat)) for flat in record["inputs"]]
    try:
        given = step_outputs(variant, family.gates, arrays, inputs, tuple(record["state"]))
    except ValueError as error:
        return str(error)
    for step, (values, outputs) in enumerate(zip(given, record["outputs"], strict=True), 1):
        if len(values.flat) != len(outputs):
            return f"the equations give {len(values.flat)} numbers at step {step}, Keras {len(outputs)}"
        farthest = max(zip(values.flat, outputs, strict=True), key=lambda pair: abs(pair[0] - pair[1]))
        if not math.isclose(*farthest, rel_tol=0, abs_tol=CLOSE):
            return f"the equations give {farthest[0]:.6f} at step {step}, Keras {farthest[1]:.6f}"
    return ""


def _options(variant: Variant) -> str:
    return " ".join(f"{name}={value}" for name, value in variant.options.items())


def _module(book: Book, family: Family) -> str:
    """The file that has the family: the one that names it."""
    for name in book.sources.inside(FAMILY_FILES, ".py"):
        if f'"{family.name}"' in book.sources.text(f"{FAMILY_FILES}/{name}"):
            return name
    return "__init__.py"
