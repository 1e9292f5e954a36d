"""Two sides with their rows -> what differs, as a record that formats and languages can write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.comparing.causes import causes, likeliest_pair
from rnnformula.comparing.diff_rows import DIFFERS, ONLY_FIRST, ONLY_SECOND, UNCHANGED, DiffRow, DiffRows
from rnnformula.comparing.given import rows_of_both
from rnnformula.comparing.pairing import paired
from rnnformula.comparing.telling import DIFF_WRITERS
from rnnformula.displayed import Displayed
from rnnformula.errors import InputError
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from rnnformula.comparing.given import ComparedRow
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument


@dataclass(frozen=True, slots=True)
class Diff(DiffRows, Displayed):
    """Two layers, models or summaries row by row; `rnnformula.render` writes it.

    >>> from rnnformula import diff
    >>> changed = diff("LSTM(64)", "LSTM(32)", features=8)
    >>> changed.same, changed.counts
    (False, (18688, 5248))
    """

    def in_format(self, form: str, lang: str, site: str = "") -> str:
        """What differs as ``text``, ``markdown``, ``html`` or ``json``; see `rnnformula.render`.

        Raises:
            InputError: another format, an unknown language.
        """
        if form not in DIFF_WRITERS:
            raise InputError(f"render: a difference can be written as {', '.join(DIFF_WRITERS)}, got {form}")
        return DIFF_WRITERS[form](self, lang)


def diff(first: object, second: object, /, **arguments: Argument) -> Diff:
    """Compare two layers, models or summaries: which rows differ, and the option, size or class that explains it.

    >>> diff("GRU(64)", "GRU(64, reset_after=False)", features=8).rows[0].change
    -192
    >>> diff("LSTM(64)", "torch.nn.LSTM(8, 64)").counts
    (18688, 18944)

    Args:
        first: a layer or a model as in code, the text of a summary, or a model or layer of Keras or PyTorch.
        second: the same; both need not be of one kind.
        arguments: sizes and options of layers that are given as code, for both sides, as in `rnnformula.count`. What
            a layer reads is that of the other side where neither its code nor an argument says it.

    Raises:
        InputError: a side is none of these, or can't be counted.
    """
    pairs = paired(*rows_of_both(first, second, arguments))
    return Diff(tuple(_compared(row, other) for row, other in pairs))


def _compared(first: ComparedRow | None, second: ComparedRow | None) -> DiffRow:
    if first is None or second is None:
        return DiffRow(first, second, ONLY_SECOND if first is None else ONLY_FIRST)
    layers = likeliest_pair(first.possible, second.possible)
    reasons = tuple(causes(*layers)) if layers else ()
    remarks: list[Label] = []
    if _other_output(first, second):
        remarks.append(label("diff_output", first=Quote(first.output), second=Quote(second.output)))
    equal = first.count == second.count and first.type == second.type and not reasons and not remarks
    if equal and first.count is not None:
        return DiffRow(first, second, UNCHANGED)
    if first.count is None or second.count is None:
        remarks.append(label("diff_unread"))
    elif first.count == second.count and not remarks and (not reasons or any(cause.change for cause in reasons)):
        remarks.append(label("diff_same_number"))
    elif not reasons and first.count != second.count:
        remarks.append(label("diff_unexplained"))
    return DiffRow(first, second, DIFFERS, reasons, tuple(remarks))


def _other_output(first: ComparedRow, second: ComparedRow) -> bool:
    """Whether two rows of one class put out other shapes, whatever the number of samples."""
    return first.type == second.type and bool(first.axes and second.axes) and first.axes != second.axes
