"""Equations of layers: worked out from weights and inputs that are recorded, they give what Keras put out."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from rnnformula.facts.families import FAMILIES
from rnnformula.site.algebra.evaluating import Values, outputs
from rnnformula.site.book.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.facts import Family, Variant
    from rnnformula.site.book.pages import Page

#: What layers of Keras put out, with the weights and inputs that they had; ``make record-outputs`` writes it.
KNOWN_OUTPUTS = "tests/known_outputs.json"
#: How far the numbers may differ: Keras has 32 bits for each.
CLOSE = 1e-5


def check_equations(pages: list[Page], root: Path) -> list[Problem]:
    """Find equations that give something else than Keras did, and those that were never compared."""
    known = read_outputs(root)
    problems = []
    for name in known.keys() - {key(family, variant) for family, variant in variants()}:
        problems.append(Problem(KNOWN_OUTPUTS, 1, f"{name}: there are no such equations; run `make record-outputs`"))
    for family, variant in variants():
        file = f"rnnformula/facts/families/{_module(root, family)}"
        written = f"{family.name} {_options(variant)}".strip()
        record = known.get(key(family, variant))
        if record is None:
            message = (
                f"{written}: no output of Keras is recorded; where TensorFlow is installed, run `make record-outputs`"
            )
        else:
            message = f"{written}: {fault}" if (fault := compare(family, variant, record)) else ""
        if message:
            problems.append(Problem(file, 1, message))
    return problems


def count_equations(pages: list[Page], root: Path) -> int:
    """How many sets of equations there are."""
    return sum(1 for _ in variants())


def variants() -> Iterator[tuple[Family, Variant]]:
    """Each family with equations, under each choice of its options."""
    for family in FAMILIES.values():
        for variant in family.variants if family.equations else ():
            yield family, variant


def key(family: Family, variant: Variant) -> str:
    """The name of a record."""
    return json.dumps([family.name, variant.options])


def read_outputs(root: Path) -> dict[str, Any]:
    """The records by `key`; empty where there are none."""
    file = root / KNOWN_OUTPUTS
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return known


def compare(family: Family, variant: Variant, record: dict[str, Any]) -> str:
    """How the equations differ from what Keras put out; empty where they don't."""
    arrays = [Values(tuple(shape), tuple(flat), name) for name, shape, flat in record["weights"]]
    inputs = [Values(tuple(record["input_shape"]), tuple(flat)) for flat in record["inputs"]]
    try:
        given = outputs(variant, tuple(family.gates.split()), arrays, inputs, tuple(record["state"]))
    except ValueError as error:
        return str(error)
    for step, (mine, theirs) in enumerate(zip(given, record["outputs"], strict=True), 1):
        if len(mine.flat) != len(theirs):
            return f"the equations give {len(mine.flat)} numbers at step {step}, Keras {len(theirs)}"
        farthest = max(zip(mine.flat, theirs, strict=True), key=lambda pair: abs(pair[0] - pair[1]))
        if not math.isclose(*farthest, rel_tol=0, abs_tol=CLOSE):
            return f"the equations give {farthest[0]:.6f} at step {step}, Keras {farthest[1]:.6f}"
    return ""


def _options(variant: Variant) -> str:
    return " ".join(f"{name}={value}" for name, value in variant.options.items())


def _module(root: Path, family: Family) -> str:
    """The file that has the family: the one that names it."""
    for file in sorted((root / "rnnformula/facts/families").glob("*.py")):
        if f'"{family.name}"' in file.read_text(encoding="utf-8"):
            return file.name
    return "__init__.py"
