"""Links, images, formulas in sentences, and digits that a section has and its source does not, and the reverse."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.textbook import ANY_EDITION, edition_of
from rnnformula.site.messages import Message, enumerated
from rnnformula.site.translation.located import (
    DIGITS,
    DIGITS_PIECE,
    FORMULA_PIECE,
    ID_PIECE,
    IMAGE_PIECE,
    LINK_PIECE,
)
from rnnformula.site.translation.under_repair import (
    REPAIRED_KINDS,
    Edit,
    KeyCounts,
    Side,
    in_short,
    lines_of,
    unmatched,
    with_words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.translation.located import SharedPiece
    from rnnformula.site.translation.under_repair import SharedSection, UnderRepair

#: How alike a text is to the one it was, and how much less to any other.
LIKENESS, LEAD_IN_LIKENESS = 0.6, 0.1


class _Swap(NamedTuple):
    """A piece, what it was, and how that was written where it is known."""

    piece: SharedPiece
    key: str
    text: str | None = None


def restore_pieces(repair: UnderRepair) -> None:
    """Restore links, images, ids and formulas in sentences, and name those of which it can't be told which is which."""
    source, own = repair.whole
    for kind in (LINK_PIECE, IMAGE_PIECE, ID_PIECE, FORMULA_PIECE):
        lost, extra = unmatched(source.pieces(kind), own.pieces(kind))
        for section in repair.sections() if lost or extra else ():
            missing, surplus = unmatched(section.source.pieces(kind), section.own.pieces(kind))
            _restore_kind(repair, section, kind, missing & lost, surplus & extra)


def restore_digits(repair: UnderRepair) -> None:
    """Restore digits outside fences and formulas, where a section has other digits than its source."""
    for section in repair.sections():
        if _digits_of(section.source) != _digits_of(section.own):
            missing, surplus = unmatched(section.source.pieces(DIGITS_PIECE), section.own.pieces(DIGITS_PIECE))
            _restore_kind(repair, section, DIGITS_PIECE, missing, surplus)


def _digits_of(side: Side) -> Counter[str]:
    """All digits of a section, in fences and formulas too."""
    if not side.blocks:
        return Counter()
    lines = lines_of(side.page)[side.blocks[0].first : side.blocks[-1].last]
    return Counter(DIGITS.findall("\n".join(lines)))


def _restore_kind(
    repair: UnderRepair, section: SharedSection, kind: str, missing: KeyCounts, surplus: KeyCounts
) -> None:
    if not missing and not surplus:
        return
    wanted, spare = (Counter({key: many for (_, key), many in side.items()}) for side in (missing, surplus))
    source, recorded = section.source.pieces(kind), section.recorded.pieces(kind) if section.recorded else []
    swaps = _by_record(source, section.own.pieces(kind), recorded, wanted, spare)
    if swaps is None:
        swaps = _by_block(section, kind, wanted, spare)
    written = {piece.key: piece.text for piece in source}
    for swap in swaps:
        text = _text_of(repair, swap, written[swap.key])
        if text is not None and swap.piece.start >= 0:
            repair.edits.append(Edit(swap.piece.start, swap.piece.end, text))
            wanted, spare = wanted - Counter([swap.key]), spare - Counter([swap.piece.key])
    if wanted or spare:
        repair.leave(section.line, _left(repair, section, kind, wanted, spare))


def _left(
    repair: UnderRepair, section: SharedSection, kind: str, missing: Counter[str], surplus: Counter[str]
) -> Message:
    line = repair.source.line_of(section.source.blocks[0].first + 1)
    values = {"kind": REPAIRED_KINDS[kind], "file": repair.first.file, "line": line}
    if not surplus:
        return Message(
            "{kind}: {missing} stands in the section at {file}:{line}; its place in this one can't be told",
            missing=_listed(missing),
            **values,
        )
    if not missing:
        return Message(
            "{kind}: {surplus} does not stand in the section at {file}:{line}", surplus=_listed(surplus), **values
        )
    return Message(
        "{kind}: the section at {file}:{line} has {missing}, this one {surplus}; which was which can't be told",
        missing=_listed(missing),
        surplus=_listed(surplus),
        **values,
    )


def _by_record(
    source: Sequence[SharedPiece],
    own: Sequence[SharedPiece],
    recorded: Sequence[SharedPiece],
    wanted: Counter[str],
    spare: Counter[str],
) -> list[_Swap] | None:
    """What changed since the page last said the same, if that is all that changed."""
    if len(recorded) != len(own) or any(unmatched(recorded, source)):
        return None
    pairs = zip(own, recorded, strict=True)
    swaps = [_Swap(piece, before.key, before.text) for piece, before in pairs if piece.key != before.key]
    if Counter(swap.key for swap in swaps) != wanted or Counter(swap.piece.key for swap in swaps) != spare:
        return None
    return swaps


def _by_block(section: SharedSection, kind: str, wanted: Counter[str], spare: Counter[str]) -> list[_Swap]:
    """What must belong together, block by block where both have the same blocks."""
    parts = [(section.source.pieces(kind), section.own.pieces(kind))]
    if [block.shape for block in section.source.blocks] == [block.shape for block in section.own.blocks]:
        parts = [
            (Side(section.source.page, [source]).pieces(kind), Side(section.own.page, [own]).pieces(kind))
            for source, own in zip(section.source.blocks, section.own.blocks, strict=True)
        ]
    changes = []
    for source, own in parts:
        before, after = (Counter(piece.key for piece in side) for side in (source, own))
        changes.append(((before - after) & wanted, (after - before) & spare))
    if sum((missing for missing, _ in changes), Counter()) != wanted or (
        sum((surplus for _, surplus in changes), Counter()) != spare
    ):
        return []  # something moved from block to block, too
    return [
        swap
        for (source, own), (missing, surplus) in zip(parts, changes, strict=True)
        for swap in _within_block(source, own, missing, surplus)
    ]


def _within_block(
    source: Sequence[SharedPiece], own: Sequence[SharedPiece], missing: Counter[str], surplus: Counter[str]
) -> list[_Swap]:
    changed = [number for number, piece in enumerate(own) if piece.key in surplus]
    if not missing.total() == surplus.total() == len(changed):
        return []  # some were lost, or which of those that are alike was changed can't be told
    if len(missing) == 1:
        return [_Swap(own[number], key) for number in changed for key in missing]
    wanted = [number for number, piece in enumerate(source) if piece.key in missing]
    kept = [[piece.key for number, piece in enumerate(side) if number not in changed] for side in (source, own)]
    if wanted == changed and kept[0] == kept[1] and all(later - number > 1 for number, later in pairwise(wanted)):
        return [_Swap(own[number], source[number].key) for number in changed]  # what stands between keeps the order
    return _by_likeness([own[number] for number in changed], missing)


def _by_likeness(own: Sequence[SharedPiece], missing: Counter[str]) -> list[_Swap]:
    swaps = []
    for piece in own:
        ranked = sorted(((SequenceMatcher(None, piece.key, key).ratio(), key) for key in missing), reverse=True)
        (most, key), (next_most, _) = ranked[:2]
        if piece.kind == DIGITS_PIECE or most < LIKENESS or most < next_most + LEAD_IN_LIKENESS:
            return []
        swaps.append(_Swap(piece, key))
    return swaps if Counter(swap.key for swap in swaps) == missing else []


def _text_of(repair: UnderRepair, swap: _Swap, written: str) -> str | None:
    """How the page writes it: a chapter in its own edition, a formula with its own words."""
    if swap.key.startswith(ANY_EDITION):
        return edition_of(repair.page.lang) + swap.key.removeprefix(ANY_EDITION)
    if swap.piece.kind == FORMULA_PIECE:
        own_words = with_words_of(written, swap.piece.text)
        return swap.text if own_words is None else own_words
    return written


def _listed(keys: Counter[str]) -> str:
    return enumerated(in_short(key) for key in sorted(keys.elements()))
