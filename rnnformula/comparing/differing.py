"""Two sides with their rows -> what differs, as a record that formats and languages can write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.comparing.causes import causes, likeliest_pair
from rnnformula.comparing.given import entries
from rnnformula.comparing.pairing import paired
from rnnformula.comparing.telling import WRITERS
from rnnformula.displayed import Displayed
from rnnformula.errors import InputError
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from rnnformula.comparing.causes import Cause
    from rnnformula.comparing.given import Entry
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: What can be said about a pair of rows.
SAME, DIFFERS, ONLY_FIRST, ONLY_SECOND = "same", "differs", "only-first", "only-second"


@dataclass(frozen=True, slots=True)
class DiffRow:
    """Two rows that stand for each other, or a row that only one side has.

    ``causes`` say why their numbers differ, and by how many parameters (scalars) each makes the second side's larger.
    """

    first: Entry | None
    second: Entry | None
    verdict: str
    causes: tuple[Cause, ...] = ()
    remarks: tuple[Label, ...] = ()

    @property
    def change(self) -> int:
        """How many parameters (scalars) the second side has more in this row."""
        first, second = (entry.count or 0 if entry else 0 for entry in (self.first, self.second))
        return second - first


@dataclass(frozen=True, slots=True)
class Diff(Displayed):
    """Two layers, models or summaries row by row; `rnnformula.render` writes it."""

    rows: tuple[DiffRow, ...]

    @property
    def same(self) -> bool:
        """Whether no row differs."""
        return all(row.verdict == SAME for row in self.rows)

    @property
    def counts(self) -> tuple[int, int]:
        """The numbers of parameters (scalars) of both sides, as far as their rows say them."""
        first = sum(row.first.count or 0 for row in self.rows if row.first)
        return first, sum(row.second.count or 0 for row in self.rows if row.second)

    def in_format(self, form: str, lang: str, site: str = "") -> str:
        """What differs as ``text``, ``markdown``, ``html`` or ``json``; see `rnnformula.render`.

        Raises:
            InputError: another format, an unknown language.
        """
        if form not in WRITERS:
            raise InputError(f"render: a difference can be written as {', '.join(WRITERS)}, got {form}")
        return WRITERS[form](self, lang)


def diff(first: object, second: object, /, **arguments: Argument) -> Diff:
    """Compare two layers, models or summaries: which rows differ, and the option, size or class that explains it.

    >>> diff("GRU(64)", "GRU(64, reset_after=False)", features=8).rows[0].change
    -192

    Args:
        first: a layer or a model as in Keras code, the text of a summary, or a model or layer of Keras or PyTorch.
        second: the same; both need not be of one kind.
        arguments: sizes and options of layers that are given as code, for both sides, as in `rnnformula.count`.

    Raises:
        InputError: a side is none of these, or can't be counted.
    """
    pairs = paired(entries(first, arguments), entries(second, arguments))
    return Diff(tuple(_compared(one, other) for one, other in pairs))


def _compared(first: Entry | None, second: Entry | None) -> DiffRow:
    if first is None or second is None:
        return DiffRow(first, second, ONLY_SECOND if first is None else ONLY_FIRST)
    layers = likeliest_pair(first.possible, second.possible)
    found = tuple(causes(*layers)) if layers else ()
    remarks: list[Label] = []
    if first.type == second.type and first.output and second.output and first.output != second.output:
        remarks.append(label("diff_output", first=Quote(_shapes(first)), second=Quote(_shapes(second))))
    equal = first.count == second.count and first.type == second.type and not found and not remarks
    if equal:
        return DiffRow(first, second, SAME)
    if first.count is None or second.count is None:
        remarks.append(label("diff_unread"))
    elif first.count == second.count and not remarks:
        remarks.append(label("diff_same_number"))
    elif not found and first.count != second.count:
        remarks.append(label("diff_unexplained"))
    return DiffRow(first, second, DIFFERS, found, tuple(remarks))


def _shapes(entry: Entry) -> str:
    if isinstance(entry.output, str):
        return entry.output
    return ", ".join(map(str, entry.output))
