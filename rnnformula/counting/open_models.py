"""Models of which code leaves sizes open: their formulas, with the names of what nobody set left in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rnnformula.counting.coded import parts_of_rows, rows_of
from rnnformula.counting.expressions import Expression, Product, Sum, closed_form, substitute
from rnnformula.counting.open_values import OpenValues, expressions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.counting.models import Model
    from rnnformula.counting.tally import Tally
    from rnnformula.reading.code.chains import Found


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A layer of which a size may be open: its name, the call, its number or formula; its arrays where none is open."""

    name: str
    call: str
    count: Expression
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model of which sizes are open; ``names`` has to be filled in.

    >>> from rnnformula import OpenSizeError, model
    >>> try:
    ...     model("model.add(LSTM(n, input_shape=(30, 5)))")
    ... except OpenSizeError as error:
    ...     error.record.names
    ('n',)
    """

    rows: tuple[OpenRow, ...]
    names: tuple[str, ...]
    name: str = ""
    tied: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> Expression:
        """The formula of all parameters; the layers whose numbers are known are one number."""
        opened = [row.count for row in self.rows if not isinstance(row.count, int)]
        known = sum(row.count for row in self.rows if isinstance(row.count, int))
        alike = {formula: opened.count(formula) for formula in opened}
        opened = [formula if times == 1 else Product((times, formula)) for formula, times in alike.items()]
        terms = [*opened, *([known] if known or not opened else [])]
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))


@dataclass(frozen=True, slots=True)
class Models:
    """Several models of one paste, or layers, in the order of the code."""

    models: tuple[Model | OpenModel | Tally, ...]


def open_model(code_model: Found, given: Mapping[str, Any]) -> OpenModel | None:
    """The formulas of a model of code; None where what is open changes no number.

    Raises:
        Undecided: what is open decides more than sizes.
    """

    def measure(values: OpenValues) -> list[int]:
        rows, _ = rows_of(code_model, values)
        return [number for row in rows for number in _numbers(row.tally)]

    formulas_made, names = expressions_of(measure, given)
    if not names:
        return None
    rows, _ = rows_of(code_model, OpenValues(given))
    formulas = iter(formulas_made)
    listed = []
    for row in rows:
        formula = _formula(row.tally, formulas)
        listed.append(OpenRow(row.name, row.call, formula, row.tally if isinstance(formula, int) else None))
    return OpenModel(tuple(listed), names, code_model.name, code_model.tied)


def _sizes(tally: Tally) -> Iterator[tuple[Any, dict[str, Any]]]:
    for part, rows in parts_of_rows(tally):
        yield part, rows[0].sizes


def _numbers(tally: Tally) -> Iterator[int]:
    for _, sizes in _sizes(tally):
        for size in sizes.values():
            yield from size if isinstance(size, tuple) else (size,)


def _formula(tally: Tally, formulas_made: Iterator[Expression]) -> Expression:
    """The formula of a layer with what is open in it; its number where nothing is."""
    terms: list[Expression] = []
    opened = False
    by_part = list(parts_of_rows(tally))
    filled: list[dict[str, Expression]] = []
    for _, rows in by_part:
        sizes: dict[str, Expression] = {}
        for name, size in rows[0].sizes.items():
            several = [next(formulas_made) for _ in size] if isinstance(size, tuple) else [next(formulas_made)]
            opened = opened or not all(isinstance(entry, int) for entry in several)
            sizes[name] = _product(several)
        filled.append(sizes)
    if not opened:
        return tally.count
    alike = len(by_part) > 1 and all(sizes == filled[0] for sizes in filled)
    for (_, rows), sizes in zip(by_part, filled, strict=True):
        form = substitute(closed_form([row.array for row in rows]), sizes, _as_it_is)  # type: ignore[arg-type]
        terms.append(Product((len(by_part), form)) if alike else form)
        if alike:
            break
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _as_it_is(size: Any) -> Expression:
    formulas_made: Expression = size
    return formulas_made


def _product(several: list[Expression]) -> Expression:
    if len(several) == 1:
        return several[0]
    if all(isinstance(entry, int) for entry in several):
        whole = 1
        for entry in several:
            whole *= int(entry)  # type: ignore[arg-type]
        return whole
    return Product(tuple(several))
