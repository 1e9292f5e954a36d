"""Layers that were changed after they were built: of low rank by ``enable_lora``, of few bits by ``quantize``.

They are read where no plain layer has the number, where the totals say that just so much is not trainable, and behind
a plain reading of an odd size where theirs is round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import closed_form, evaluate
from rnnformula.counting.solving import bisected, inverse, with_options
from rnnformula.counting.tally import stored_family, tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.explained import AMBIGUOUS, EXPLAINED, UNKNOWN
from rnnformula.explaining.readings import make_reading
from rnnformula.explaining.untrained import MOST_SUMS, kept_by_row, printed, sums_of_rows, untrained_in
from rnnformula.facts.lora import LORA_RANK
from rnnformula.facts.stored import STORED, mode_of
from rnnformula.language.phrases import Quote, label
from rnnformula.reading.inputs import input_for
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.effort import Effort
    from rnnformula.explaining.explained import ExplainedRow, Reading
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.facts import Family, Size
    from rnnformula.language.phrases import Label
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedTable

#: Ranks that are tried where what the layer reads is not known, the likeliest first.
LORA_RANKS = (4, 8, 16, 2, 32, 64, 1)
#: Types of numbers as `quantize` gives them, the likeliest first.
POLICIES = ("int8_from_float32", "int4/128_from_float32", "int4_from_float32", "float8_from_float32")
#: More rows than this are not put together.
MOST_ROWS = 60
#: Among so many numbers there may be one sum of rows, or a sum that fits may do so by chance.
NUMBERS_FOR_A_SUM = 10
#: Why a reading is one although its input is not that of the row before it.
UNLIKELY = ("why_row_missing", "why_reads_other")
#: The remarks that a row without any reading has.
NOTHING_FITS = ("note_nothing_fits", "note_nothing_fits_alone", "note_row_missing_perhaps")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a layer: the rank that it was given, 0 for none, and its type of numbers, empty if usual."""

    rank: int
    policy: str

    @property
    def reasons(self) -> tuple[Label, ...]:
        """How a reader brings it about."""
        mode = mode_of(self.policy)
        ranked = (label("why_lora", rank=self.rank),) if self.rank else ()
        return (*ranked, *((label("why_stored", mode=Quote(mode.partition("/")[0])),) if mode else ()))


Changed = tuple[Change, "Reading"]


def with_changed(
    table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours, effort: Effort
) -> list[ExplainedRow]:
    """The rows, those that may have been changed with what they may be then."""
    explained = list(rows)
    if not table.of_keras or printed(table, "non_trainable") == 0:
        return explained
    left = _unexplained(table, rows)
    changed: dict[int, list[Changed]] = {}
    for place, row in enumerate(rows):
        if row.count and len(changed) < MOST_ROWS and effort.left > 0 and not table.rows[place].types[1:]:
            possible = _possible(table, place, row, neighbours, left)
            effort.spend(len(LORA_RANKS) * len(POLICIES), [reading.tally for _, reading in possible])
            if possible:
                changed[place] = possible
    together = _together(rows, changed, left) if left else {}
    for place, possible in changed.items():
        row = rows[place]
        if place in together:
            first = together[place].with_reasons(label("why_not_trainable", count=untrained_in(together[place])))
            readings = (first, *_of_several(row))
            verdict = EXPLAINED if len(readings) == 1 else AMBIGUOUS
            explained[place] = replace(row, readings=readings, verdict=verdict, remarks=_fitting_remarks(row))
        elif not row.readings:
            readings = tuple(reading for _, reading in possible)
            explained[place] = replace(row, readings=readings, verdict=AMBIGUOUS, remarks=_fitting_remarks(row))
        elif printed(table, "non_trainable") is None and (likely := _likely(row, possible)):
            explained[place] = replace(row, readings=(*_of_several(row), *likely), verdict=AMBIGUOUS)
    return explained


def _of_several(row: ExplainedRow) -> tuple[Reading, ...]:
    """The readings of a row without the reason that there is no other."""
    return tuple(
        replace(reading, reasons=tuple(reason for reason in reading.reasons if reason.key != "why_only"))
        for reading in row.readings
    )


def _fitting_remarks(row: ExplainedRow) -> tuple[Label, ...]:
    return tuple(remark for remark in row.remarks if remark.key not in NOTHING_FITS)


def _unexplained(table: PastedTable, rows: Sequence[ExplainedRow]) -> int:
    """How many parameters are not trainable though no row says why; 0 where a frozen row may, or nothing is printed."""
    left = (printed(table, "non_trainable") or 0) - sum(kept_by_row(table, row) for row in rows)
    added = 0
    for place, row in enumerate(rows):
        own = (row.count or 0) - kept_by_row(table, row)
        added += own if table.counts(place) else 0
        if left in (own, added) or table.rows[place].trainable is False:
            return 0
    sums = sums_of_rows(table, rows) or ()
    return 0 if left in sums and len(sums) * NUMBERS_FOR_A_SUM <= left else max(left, 0)


def _possible(table: PastedTable, place: int, row: ExplainedRow, neighbours: Neighbours, left: int) -> list[Changed]:
    """What a row may be, if it was changed; nothing where a plain reading leaves no doubt."""
    family = family_of(row.type)
    if family is None or LORA_RANK not in family.optional or table.rows[place].arrays:
        return []
    if row.readings and not left and printed(table, "non_trainable") is not None:
        return []
    if row.verdict not in (UNKNOWN, EXPLAINED, AMBIGUOUS):
        return []
    shapes, inputs = table.rows[place].shapes, neighbours.inputs(place).shapes
    return list(_changed(family, shapes[0] if shapes else (), inputs[0] if inputs else (), row.count or 0))


@lru_cache(maxsize=1024)
def _changed(family: Family, shape: Shape, read: Shape, count: int) -> tuple[Changed, ...]:
    own = family.output[-1]
    if len(shape) < 2 or not shape[-1] or own not in family.sizes or len(family.sizes) != 2:
        return ()  # what an equation makes of a layer is not looked for
    (other,) = (size for size in family.sizes if size != own)
    width = read[-1] if other in family.read and len(read) > 1 else None
    changed: list[Changed] = []
    for policy in ("", *POLICIES):
        if policy and mode_of(policy).partition("/")[0] not in STORED.get(family.name, {}):
            continue
        given = {own: shape[-1]} | ({"dtype": policy} if policy else {})
        for layer in with_options(Layer(family, given)):
            for change, size in _of_layer(layer, other, width, count, policy):
                with_size = _made(layer, other, size, change)
                if with_size and with_size[1].count == count:
                    reading = make_reading(*with_size, family.name, torch=False).with_reasons(*change.reasons)
                    changed.append((change, reading))
    return tuple(changed)


def _of_layer(layer: Layer, other: str, width: int | None, count: int, policy: str) -> Iterator[tuple[Change, int]]:
    """What may have been done to a layer, with the size that is not in its output."""
    own = {name: size for name, size in layer.arguments.items() if name in layer.family.all_sizes}
    if policy:
        for size in _sizes(layer, own, other, width, count, 0):
            yield Change(0, policy), size
    ranks = LORA_RANKS if width is None else (_rank(layer, own | {other: width}, count),)
    for rank in ranks:
        for size in _sizes(layer, own, other, width, count, rank) if rank else ():
            if rank <= min(size, *own.values()):
                yield Change(rank, policy), size


def _form(layer: Layer, rank: int) -> tuple[Expression, Family]:
    family = stored_family(layer)
    options = {name: layer.arguments.get(name, default) for name, default in family.choices.items()}
    return closed_form(family.arrays_for(options | {LORA_RANK: bool(rank)})), family


def _total(form: Expression, family: Family, sizes: dict[str, Size], name: str, size: int) -> int:
    """The number of a layer with one more size."""
    return evaluate(form, family.with_quotients(sizes | {name: size}, {}))


def _rank(layer: Layer, sizes: dict[str, Size], count: int) -> int:
    form, family = _form(layer, 1)
    return inverse(partial(_total, form, family, sizes, LORA_RANK), count)


def _sizes(layer: Layer, own: dict[str, Size], other: str, width: int | None, count: int, rank: int) -> Iterator[int]:
    """The size that is not in the output: the one that is read, or the one with which the layer has the number."""
    if width is not None:
        yield width
        return
    form, family = _form(layer, rank)
    total = partial(_total, form, family, own | {LORA_RANK: rank}, other)
    if count > total(1) and (size := (bisected if family.quotients else inverse)(total, count)):
        yield size


def _made(layer: Layer, other: str, size: int, change: Change) -> tuple[Layer, Tally] | None:
    """The layer with all sizes, and its arrays; None where Keras has none such."""
    ranked = {LORA_RANK: change.rank} if change.rank else {}
    is_read = other in layer.family.read
    whole = Layer(layer.family, layer.arguments | ranked | ({} if is_read else {other: size}))
    read = {other: size} if is_read else {}
    try:
        return whole, tally_of(whole, input_for(whole, read), read)
    except InputError:
        return None


def _together(rows: Sequence[ExplainedRow], changed: dict[int, list[Changed]], left: int) -> dict[int, Reading]:
    """The rows that, changed in one way, keep just as many parameters from training as the totals say."""
    changes = dict.fromkeys(change for possible in changed.values() for change, _ in possible)
    for change in changes:
        sums: dict[int, dict[int, Reading]] = {0: {}}
        for place, possible in changed.items():
            reading = next((reading for other, reading in possible if other == change), None)
            if reading is None or len(sums) > MOST_SUMS:
                continue
            for added, chosen in [*sums.items()]:
                more = added + untrained_in(reading)
                if more <= left:
                    sums.setdefault(more, {**chosen, place: reading})
        if left in sums:
            return sums[left]
    return {}


def _likely(row: ExplainedRow, possible: list[Changed]) -> list[Reading]:
    """Those behind plain readings of which none is likely: a row would have to be missing, or the size is odd.

    Only what is read or a usual rank makes them likely themselves.
    """
    if all(any(reason.key in UNLIKELY for reason in reading.reasons) for reading in row.readings):
        once = (change for change, _ in possible if not (change.rank and change.policy))
        usual = {change for change in once if change.rank in (0, *LORA_RANKS)}
        return [reading for change, reading in possible if change in usual]
    size = row.readings[0].written.arguments.get("input_dim")
    if not isinstance(size, int) or _is_round(size):
        return []
    return [reading for _, reading in possible if _is_round(int(reading.written.arguments["input_dim"]))]


def _is_round(number: int) -> bool:
    return number % 50 == 0 or number & (number - 1) == 0
