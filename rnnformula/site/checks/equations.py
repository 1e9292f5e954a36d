"""Equations of layers: worked out from weights and inputs, they give what Keras put out.

The check takes what is recorded; a build that runs the examples has Keras put it out anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rnnformula.site.algebra.evaluating import Values, step_outputs
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import KNOWN_OUTPUTS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples.trials import key, variants
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Family, Variant
    from rnnformula.site.book.contents import Book
    from rnnformula.site.examples.running import Result

FAMILY_FILES = "rnnformula/facts/families"
#: How far the numbers may differ: Keras has 32 bits for each.
CLOSE = 1e-5


class RunEquations(NamedTuple):
    """How many sets of equations agreed with Keras in a build, the largest difference of a number, and the problems."""

    sets: int
    largest: float
    problems: list[Problem]


def check(book: Book) -> Checked:
    """Find equations that give something else than Keras did, and those that were never compared."""
    known = book.known_outputs
    problems = []
    for name in known.keys() - {key(family, variant) for family, variant in variants()}:
        problems.append(
            Problem(
                KNOWN_OUTPUTS, 1, Message("{name}: there are no such equations; run `make record-outputs`", name=name)
            )
        )
    for family, variant in variants():
        record = known.get(key(family, variant))
        fault: str
        if record is None:
            fault = Message("no output of Keras is recorded; where TensorFlow is installed, run `make record-outputs`")
        else:
            try:
                fault = compare_outputs(family, variant, record)
            except (TypeError, KeyError, IndexError, ValueError):
                fault = Message("its record in {file} is damaged; run `make record-outputs`", file=KNOWN_OUTPUTS)
        if fault:
            problems.append(
                Problem(
                    _file(book, family), 1, Message("{layer}: {fault}", layer=_written(family, variant), fault=fault)
                )
            )
    return Checked(sum(1 for _ in variants()), problems)


def compare_with_keras(book: Book, tried: dict[str, Result]) -> RunEquations:
    """Compare the equations with what Keras put out in this build, and that with what is recorded."""
    problems: list[Problem] = []
    differences = []
    for family, variant in variants():
        result, record = tried[key(family, variant)], book.known_outputs.get(key(family, variant))
        written = _written(family, variant)
        try:
            if result.error:
                raise ValueError(Message("Keras could not run the layer: {error}", error=result.error))
            differences.append(largest_difference(family, variant, result.record))
        except ValueError as error:
            message = Message("{written}: run in this build, {error}", written=written, error=str(error))
            problems.append(Problem(_file(book, family), 1, message))
            problems += _at_pages(book, family, variant, message)
            continue
        if record and not _is_of(record, result.record):
            message = Message(
                "{written}: Keras puts out something else than is recorded; run `make record-outputs`", written=written
            )
            problems.append(Problem(KNOWN_OUTPUTS, 1, message))
    return RunEquations(len(differences), max(differences, default=0.0), problems)


def compare_outputs(family: Family, variant: Variant, record: dict[str, Any]) -> str:
    """How the equations differ from what Keras put out; empty where they don't."""
    try:
        largest_difference(family, variant, record)
    except ValueError as error:
        return str(error)
    return ""


def largest_difference(family: Family, variant: Variant, record: dict[str, Any]) -> float:
    """The largest difference between a number that the equations give and that of Keras.

    Raises:
        ValueError: an equation can't be worked out, or a difference is larger than `CLOSE`.
    """
    arrays = [Values(tuple(shape), tuple(flat), name) for name, shape, flat in record["weights"]]
    inputs = [Values(tuple(record["input_shape"]), tuple(flat)) for flat in record["inputs"]]
    given = step_outputs(variant, family.gates, arrays, inputs, tuple(record["state"]))
    largest = 0.0
    for step, (values, outputs) in enumerate(zip(given, record["outputs"], strict=True), 1):
        if len(values.flat) != len(outputs):
            raise ValueError(
                Message(
                    "the equations give {ours} numbers at step {step}, Keras {theirs}",
                    ours=len(values.flat),
                    step=step,
                    theirs=len(outputs),
                )
            )
        differences = [abs(ours - put_out_number) for ours, put_out_number in zip(values.flat, outputs, strict=True)]
        for difference, ours, put_out_number in zip(differences, values.flat, outputs, strict=True):
            if not difference <= CLOSE:  # not a number is close to nothing
                raise ValueError(
                    Message(
                        "the equations give {ours:.6f} at step {step}, Keras {theirs:.6f}",
                        ours=ours,
                        step=step,
                        theirs=put_out_number,
                    )
                )
        largest = max(largest, *differences)
    return largest


def _is_of(record: dict[str, Any], put_out: dict[str, Any]) -> bool:
    """Whether the record says what was put out, to `CLOSE`."""
    recorded_numbers, new_numbers = list(_parts(record)), list(_parts(put_out))
    return len(recorded_numbers) == len(new_numbers) and all(map(_are_close, recorded_numbers, new_numbers))


def _are_close(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= CLOSE
    return left == right


def _parts(value: Any) -> Iterator[object]:
    """Every number and text in lists and dictionaries, with the keys and lengths of these, in order."""
    if isinstance(value, dict):
        for name in sorted(value):
            yield name
            yield from _parts(value[name])
    elif isinstance(value, list):
        yield len(value)
        for element in value:
            yield from _parts(element)
    else:
        yield value


def _at_pages(book: Book, family: Family, variant: Variant, message: str) -> Iterator[Problem]:
    """A problem of a variant, at each fence that prints its equations."""
    for fence in book.fences:
        shown = fence.equations()
        if shown and (shown.layer, shown.equations) == (family.name, variant.equations):
            yield Problem(fence.page.file, fence.fence.line, message, fence.page.lang)


def _written(family: Family, variant: Variant) -> str:
    return " ".join([family.name, *(f"{name}={value}" for name, value in variant.options.items())])


def _file(book: Book, family: Family) -> str:
    """The path of the file that has the family: the one that makes it."""
    for name in book.sources.inside(FAMILY_FILES, ".py"):
        if re.search(rf'Family\(\s*"{re.escape(family.name)}"', book.sources.text(f"{FAMILY_FILES}/{name}")):
            return f"{FAMILY_FILES}/{name}"
    return f"{FAMILY_FILES}/__init__.py"
