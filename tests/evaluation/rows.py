"""The rows of an explanation beside the rows of the truth: which is which, and whether a reading says what is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula import ExplainedRow, Reading

#: How printers end what they cut.
CUT = "….) "
#: Classes whose layers inside have names of their own.
OPEN_INSIDE = ("RNN", "Functional", "Sequential", "Model")


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the truth, and the explained row that stands for it, None where it was not read."""

    truth: dict[str, Any]
    row: ExplainedRow | None


def pairs(truths: list[dict[str, Any]], rows: tuple[ExplainedRow, ...]) -> Iterator[Pair]:
    """Each row of the truth with the explained one, in the order of both."""
    left = list(rows)
    for truth in truths:
        found = next((row for row in left if _same(truth, row)), None)
        if found is not None and not truth.get("folded"):
            # What stands above was another row, or was repeated.
            del left[left.index(found)]
        yield Pair(truth, found)


def _same(truth: dict[str, Any], row: ExplainedRow) -> bool:
    if truth.get("name") and not same_name(truth["name"], row.name):
        return False
    # Shapes of weights name no class.
    if truth["type"] and (not row.type or not truth["type"].startswith(row.type.rstrip(CUT))):
        return False
    if truth.get("cut"):
        return row.count in (None, truth["params"])
    if truth.get("folded"):
        return row.count is not None and row.count == truth["params"] * truth["folded"]
    return (row.count or 0) == truth["params"]


def same_name(name: str, printed: str) -> bool:
    """Whether a printed name is the name, or its beginning where the printer cut it."""
    short = printed.rstrip("….")
    return name == printed or (bool(short) and short != printed and name.startswith(short))


def agrees(reading: Reading, truth: dict[str, Any]) -> bool:
    """Whether a reading says what is true: by the shapes of the weights where these are known, else by the sizes."""
    return _by_arrays(reading, truth) if "arrays" in truth else _by_sizes(reading, truth)


def _by_arrays(reading: Reading, truth: dict[str, Any]) -> bool:
    read = sorted(tuple(row.shape) for row in reading.tally.rows)
    true = sorted(tuple(shape) for shape in truth["arrays"])
    if read != true and not (truth.get("torch") and sorted(map(_turned, read)) == true):
        return False
    inner = (truth.get("inner") or [""])[-1]
    if not inner or inner in OPEN_INSIDE:
        return True
    return inner in (reading.inner, reading.layer, reading.printed, reading.layer.rpartition(".")[2])


def _turned(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of a kernel of Keras in the order of PyTorch."""
    return (shape[-1], shape[-2], *shape[:-2]) if len(shape) > 1 else shape


def _by_sizes(reading: Reading, truth: dict[str, Any]) -> bool:
    said = {
        "units": truth.get("units", truth.get("hidden")),
        "features": truth.get("inputs"),
        "filters": truth.get("filters"),
        "channels": truth.get("channels"),
        "kernel_size": truth.get("kernel"),
        "directions": truth.get("directions"),
        "num_layers": truth.get("num_layers"),
    }
    classes = [one.removeprefix("torch ").split()[0] for one in truth["layer"].split(" + ")]
    names = [(reading.inner or reading.layer).partition("(")[0]]
    names += [reading.backward_inner] if reading.backward_inner else []
    if [name.partition("(")[0] for name in classes] != names and reading.framework != "torch":
        return False
    for name, value in said.items():
        got = getattr(reading, name)
        if value is not None and (list(got) if isinstance(got, tuple) else got) != value:
            return False
    vectors = truth.get("bias_vectors")
    if vectors is not None and reading.use_bias is not None and reading.use_bias != (vectors > 0):
        return False
    return all(
        f"reset_after={choice}" not in truth["layer"] or reading.reset_after is choice for choice in (True, False)
    )
