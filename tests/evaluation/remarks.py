"""For each remark when it is untrue: a question to the truth of a table, by the key of its phrase.

An answer is True where the remark holds, False where it is untrue, None where the truth does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.evaluation.rows import agrees, same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula import ExplainedRow, Explanation
    from rnnformula.language.phrases import Label

#: A paste must be this long before anything of it may be left out.
LARGE = 100_000
#: Bytes of what Keras calls a unit of memory.
UNITS = {"B": 0, "KB": 1, "MB": 2, "GB": 3, "TB": 4}


@dataclass(frozen=True, slots=True)
class Said:
    """A remark with what it was said of: ``row`` is the explained row, ``truth`` the true one, None where unknown."""

    key: str
    values: dict[str, Any]
    table: dict[str, Any]
    row: ExplainedRow | None = None
    truth: dict[str, Any] | None = None
    total: str = ""

    def word(self, name: str) -> str:
        """A value as text, whatever it is wrapped in."""
        value = self.values.get(name, "")
        return str(getattr(value, "text", value))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The true rows, with what is known of each."""
        return self.table.get("all") or self.table["rows"]

    def named(self, name: str) -> dict[str, Any] | None:
        """The true row of a printed name."""
        return next((row for row in self.rows if row.get("name") and same_name(row["name"], name)), None)


def said(explanation: Explanation, table: dict[str, Any], truths: dict[int, dict[str, Any]]) -> Iterator[Said]:
    """All remarks and reasons; ``truths`` are the true rows by the place of the explained ones."""
    for remark in explanation.remarks:
        yield _said(remark, table)
    for total in explanation.totals:
        for remark in total.remarks:
            yield _said(remark, table, total=total.name)
    for place, row in enumerate(explanation.rows):
        for remark in row.remarks:
            yield _said(remark, table, row=row, truth=truths.get(place))
        for reading in row.readings[:1]:  # a reason of a reading that is not first is one of several
            for reason in reading.reasons:
                yield _said(reason, table, row=row, truth=truths.get(place))


def _said(remark: Label, table: dict[str, Any], **of_what: Any) -> Said:
    return Said(remark.key, dict(remark.values), table, **of_what)


def holds(remark: Said) -> bool | None:
    """Whether a remark is true, None where nobody knows.

    Raises:
        KeyError: a remark that nothing here asks about.
    """
    return HOLDS[remark.key](remark)


def _of_row(name: str) -> Callable[[Said], bool | None]:
    """A fact of the true row."""
    return lambda remark: None if remark.truth is None else bool(remark.truth.get(name))


def _of_table(name: str, default: Any) -> Callable[[Said], bool | None]:
    return lambda remark: bool(remark.table.get(name, default))


def _large(remark: Said) -> bool:
    return len(remark.table["text"]) > LARGE


def _always(remark: Said) -> bool:
    return True


def _never(remark: Said) -> bool:
    return False


def _unasked(remark: Said) -> None:
    """What the truth of a table says nothing about."""


def _standard(remark: Said) -> bool | None:
    """Whether the layer may be of the writer's own: not where the truth names it as one of the framework."""
    if remark.truth is None or not remark.truth["params"]:
        return None
    return bool(remark.truth.get("own"))


def _no_shape(remark: Said) -> bool | None:
    if remark.truth is None or "outputs" not in remark.truth:
        return None if remark.row is None else "(" not in remark.row.output_shape
    shown = remark.row is not None and re.search(r"[(\[][^)\]]*\d", remark.row.output_shape)
    return not shown


def _reads(remark: Said) -> list[dict[str, Any]] | None:
    """The inputs of the calls of a row: names and shapes; None where the truth does not say them."""
    return None if remark.truth is None else remark.truth.get("calls")


def _shape(text: str) -> list[int | None]:
    return [int(axis) if axis.isdigit() else None for axis in re.findall(r"\d+|None|-1|\?", text)]


def _input_is(remark: Said) -> bool | None:
    """Whether a row really puts out the shape that it is said to, and the layer reads that shape."""
    shape = _shape(remark.word("shape"))
    source = remark.named(remark.word("row")) if remark.values.get("row") else None
    if source is not None and source.get("outputs") and shape not in [_plain(one) for one in source["outputs"]]:
        return False
    calls = _reads(remark)
    if not calls or not remark.truth or not remark.truth.get("input_shown"):
        return None
    return any(_plain(tensor[0]) == shape for call in calls for tensor in call)


def _plain(shape: list[int | None]) -> list[int | None]:
    return [None if axis in (None, -1) else axis for axis in shape]


def _sum(remark: Said) -> int | None:
    """What the true rows of the outermost level add up to."""
    rows = remark.rows
    if (
        remark.table.get("torch")
        or remark.table.get("tables", 1) > 1
        or any(row.get("cut") or row.get("readable") is False for row in rows)
    ):
        return None
    return sum(row["params"] or 0 for row in rows if not row.get("depth"))


def _moving(remark: Said) -> bool | None:
    if "all" not in remark.table or any("moving" not in row for row in remark.rows):
        return None
    rows = [row for row in remark.rows if not row.get("depth")]
    if named := remark.word("rows"):
        rows = [row for name in named.split(", ") if (row := remark.named(name))]
    return remark.values["count"] == sum(row["moving"] for row in rows)


def _frozen_rows(remark: Said) -> list[dict[str, Any]] | None:
    unknown = any("frozen" not in row or not row["name"] for row in remark.rows if row["params"])
    if unknown or not remark.table.get("complete", True):
        return None
    return [row for row in remark.rows if row.get("frozen")]


def _frozen_row(remark: Said) -> bool | None:
    frozen = _frozen_rows(remark)
    return None if frozen is None else any(same_name(row["name"], remark.word("row")) for row in frozen)


def _frozen_first(remark: Said) -> bool | None:
    if _frozen_rows(remark) is None:
        return None
    for row in remark.rows:
        if row["params"] and not row["frozen"] and row["params"] > row.get("moving", 0):
            return False
        if same_name(row["name"], remark.word("row")):
            return True
    return False


def _frozen_some(remark: Said) -> bool | None:
    frozen = _frozen_rows(remark)
    return None if frozen is None else sum(row["frozen"] for row in frozen) >= remark.values["count"]


def _marked(remark: Said) -> bool | None:
    frozen = _frozen_rows(remark)
    if frozen is None:
        return None
    still = [remark.named(name) for name in remark.word("rows").split(", ")]
    return None if None in still else all(row and row.get("nontrainable", row.get("frozen")) for row in still)


def _bytes(remark: Said) -> bool | None:
    """Whether the printed size is that of numbers of so many bytes, as the truth has them."""
    return remark.values["n"] == remark.table.get("bytes", 4) if remark.table.get("generated") else None


def _optimizer(remark: Said) -> bool | None:
    name = remark.table.get("optimizer")
    return None if not name else name in remark.word("names").lower()


def _sizes(remark: Said) -> bool | None:
    """Whether a number really stands twice in the input or the output, or for both units and features."""
    row = remark.named(remark.word("row"))
    if row is None:
        return None
    number = remark.values["number"]
    if remark.key == "warn_equal_units":
        recurrent = next((one for one in remark.table["recurrent"] if one["name"] == row["name"]), None)
        return recurrent and recurrent.get("units", recurrent.get("hidden")) == recurrent.get("inputs") == number
    outputs = remark.key == "warn_equal_steps"
    shapes = row.get("outputs") if outputs else [tensor[0] for call in row.get("calls", ()) for tensor in call]
    return None if not shapes else any(list(shape[1:]) == [number, number] for shape in shapes)


def _window(remark: Said) -> bool | None:
    """Axes may be swapped only where the model itself reads one time step, right before the layer."""
    row = remark.named(remark.word("row"))
    calls = row and row.get("calls")
    if not calls:
        return None
    shape, source = calls[0][0][:2]
    above = remark.named(source)
    return shape[1:2] == [1] and (above is None or above["type"] in ("InputLayer", "Input"))


def _flattens(remark: Said) -> bool | None:
    row = remark.named(remark.word("row"))
    calls = row and row.get("calls")
    return None if not calls else len(calls[0][0][0]) == 3


def _shared(remark: Said) -> bool | None:
    row = remark.named(remark.word("row"))
    return None if not row or "ncalls" not in row else row["ncalls"] > 1


def _order(remark: Said) -> bool | None:
    """Whether the table leaves open what a row reads."""
    if remark.truth is None or "input_shown" not in remark.truth:
        return None
    return not (remark.truth["input_shown"] and (remark.table.get("connected") or remark.table.get("linear")))


def _unknown_sum(remark: Said) -> bool | None:
    added = _sum(remark)
    return None if remark.total != "total" or added is None else added != remark.table["total"]


def _line(remark: Said) -> bool:
    """A line that can't be read: untrue where it is a row of the truth as it was printed."""
    line = remark.word("line")
    whole = any(row.get("name") and f"{row['name']} ({row['type']})" in line for row in remark.rows)
    return bool(remark.table.get("damaged")) or not whole


def _decides(remark: Said) -> bool | None:
    """Features that the table does not show: untrue where it does, or where the true ones are not among those named."""
    if remark.truth is None or "input_shown" not in remark.truth:
        return None
    return not remark.truth["input_shown"]


def _digits(remark: Said) -> bool | None:
    if remark.truth is None:
        return None
    return f"{remark.truth['params']}".startswith(re.sub(r"\D", "", remark.word("digits")))


def _recovered(remark: Said) -> bool | None:
    return None if remark.truth is None else remark.values["count"] == remark.truth["params"]


def _tables(remark: Said) -> bool:
    return bool(remark.values["n"] == remark.table.get("tables", 1))


def _added(remark: Said) -> bool | None:
    added = _sum(remark)
    return None if added is None else remark.values.get("sum", remark.values.get("rows")) == added


def _more(remark: Said) -> bool | None:
    added = _sum(remark)
    if added is None or remark.table["total"] is None:
        return None
    difference = remark.table["total"] - added
    return difference == remark.values["count"] * (1 if remark.key == "note_more" else -1)


def _model(remark: Said) -> bool | None:
    return None if remark.truth is None else bool(remark.truth.get("model", True))


def _merged(remark: Said) -> bool | None:
    """Directions that are added: the truth of the recurrent row says how they are merged."""
    found = remark.truth and [one for one in remark.table["recurrent"] if one["name"] == remark.truth.get("name")]
    if not found or "merge" not in found[0] or remark.row is None or remark.row.verdict != "explained":
        return None
    return bool(found[0]["merge"] not in ("concat", None))


def _first(remark: Said) -> bool | None:
    """Whether the first reading is the true one."""
    if remark.truth is None or remark.row is None or "arrays" not in remark.truth:
        return None
    return agrees(remark.row.readings[0], remark.truth)


def _unread(remark: Said) -> list[bool] | None:
    """For each true row whether the printer left its number out or cut it."""
    if "all" not in remark.table or remark.table.get("torch"):
        return None
    return [bool(row.get("cut")) or row.get("readable") is False for row in remark.rows]


def _all_unread(remark: Said) -> bool | None:
    unread = _unread(remark)
    return None if unread is None else all(unread)


def _some_unread(remark: Said) -> bool | None:
    unread = _unread(remark)
    return None if unread is None else any(unread) or not remark.table.get("complete", True)


def _cut_shape(remark: Said) -> bool | None:
    """Whether a shape is only the beginning of the true one."""
    outputs = remark.truth and remark.truth.get("outputs")
    if not outputs:
        return None
    shown = len(_shape(remark.word("shape")))
    return shown < len(outputs[0]) or not remark.word("shape").rstrip().endswith((")", "]"))


def _read_by_model(remark: Said) -> bool | None:
    calls = _reads(remark)
    shape = _shape(remark.word("shape"))
    return any(_plain(tensor[0]) == shape for call in calls for tensor in call) if calls else None


HOLDS: dict[str, Callable[[Said], bool | None]] = {
    "note_bytes": _bytes,
    "note_bytes_mixed": _of_table("mixed", default=False),
    "note_code": _unasked,
    "note_code_count": _unasked,
    "note_code_names": _unasked,
    "note_code_open": _unasked,
    "note_code_total": _unasked,
    "note_column_cut": _all_unread,
    "note_columns_cut": _all_unread,
    "note_container": _always,
    "note_cut": _digits,
    "note_cut_short": _digits,
    "note_damaged": _line,
    "note_damaged_only": _of_table("damaged", default=False),
    "note_decide": _decides,
    "note_decide_else": _always,
    "note_empty": _never,
    "note_far_ahead": _first,
    "note_frozen": _frozen_row,
    "note_frozen_first": _frozen_first,
    "note_frozen_perhaps": _always,
    "note_frozen_unknown": _frozen_some,
    "note_inside_unknown": _always,
    "note_kept": _moving,
    "note_kept_or_frozen": lambda remark: bool(remark.table["non_trainable"]),
    "note_left_out": _large,
    "note_less": _more,
    "note_less_row": _more,
    "note_marked": _marked,
    "note_may_hold": _always,
    "note_model": _model,
    "note_model_differs": _unasked,
    "note_modules": _unasked,
    "note_more": _more,
    "note_moving": _moving,
    "note_no_layer_has": _standard,
    "note_no_class": lambda remark: remark.row is None or not remark.row.type,
    "note_no_shape": _no_shape,
    "note_no_table": _never,
    "note_not_counted": lambda remark: remark.row is None or not remark.row.count,
    "note_not_tried": _large,
    "note_nothing_fits": _standard,
    "note_nothing_fits_alone": _standard,
    "note_numbers_cut": _some_unread,
    "note_open": _always,
    "note_optimizer": _optimizer,
    "note_optimizer_hidden": _optimizer,
    "note_optimizer_none": _optimizer,
    "note_optimizer_one": _optimizer,
    "note_order": _order,
    "note_own_parameters": _unasked,
    "note_recovered": _recovered,
    "note_recursive": _unasked,
    "note_rounded": lambda remark: bool(re.search(r"\d ?[KMB]\b", remark.table["text"])),
    "note_row_missing": lambda remark: not remark.table.get("complete", True),
    "note_row_missing_perhaps": lambda remark: not remark.table.get("complete", True),
    "note_rows_add_up": _added,
    "note_shared": _shared,
    "note_shape_begins": _cut_shape,
    "note_shape_cut": _cut_shape,
    "note_shape_open": lambda remark: remark.word("shape").strip("[]() ") in ("multiple", "?", "--", "", "None"),
    "note_show_trainable": _always,
    "note_sum": _always,
    "note_sum_many": _always,
    "note_tables": _tables,
    "note_tied": _unasked,
    "note_too_long": _large,
    "note_torchsummary": _of_table("torch", default=False),
    "note_total_unchecked": _some_unread,
    "note_total_unknown": _unknown_sum,
    "note_unbuilt": _of_row("unbuilt"),
    "note_unknown_class": _always,
    "note_with_optimizer": _added,
    "warn_equal_input": _sizes,
    "warn_equal_steps": _sizes,
    "warn_equal_units": _sizes,
    "warn_flatten": _flattens,
    "warn_unequal": _of_row("mixed"),
    "warn_window": _window,
    "why_arrays": _always,
    "why_around": _read_by_model,
    "why_before": _input_is,
    "why_connected": _input_is,
    "why_default": _always,
    "why_input_column": _input_is,
    "why_from_code": _unasked,
    "why_input_row": _input_is,
    "why_input_size": _unasked,
    "why_lora": _unasked,
    "why_merge": _merged,
    "why_moved": _input_is,
    "why_no_bias": _always,
    "why_not_trainable": _unasked,
    "why_only": lambda remark: remark.row is None or len(remark.row.readings) == 1,
    "why_options": _always,
    "why_parts": _unasked,
    "why_other_row": _always,
    "why_read": _always,
    "why_reads_other": _always,
    "why_reset_before": _always,
    "why_row_missing": lambda remark: not remark.table.get("complete", True),
    "why_stored": _unasked,
    "why_tied_after": _unasked,
    "why_tied_before": _unasked,
    "why_written": _always,
}
#: Of these one a table is enough.
ONCE = ("warn_equal_input", "warn_equal_steps", "warn_equal_units")
