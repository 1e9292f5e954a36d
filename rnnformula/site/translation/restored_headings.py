"""Lost and changed ids of headings, told by level and order between headings whose ids agree."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rnnformula.site.book.pages import HEADING_ID
from rnnformula.site.messages import Message
from rnnformula.site.translation.under_repair import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.pages import Heading
    from rnnformula.site.translation.under_repair import UnderRepair

#: An id at the end of a heading whose braces or whose # were damaged.
DAMAGED_ID = re.compile(r"\s+(?:\{\s*#?[^\s{}]*\s*\}?|#[^\s{}]*\s*\})\s*$")


def restore_headings(repair: UnderRepair) -> None:
    """Restore the ids of headings; where headings between two that agree are not as many or as deep, name them."""
    source, own = repair.source.page.headings, repair.own.page.headings
    agreed = _unique(source) & _unique(own)
    names, own_names = ([heading.id for heading in side if heading.id in agreed] for side in (source, own))
    matches = SequenceMatcher(None, names, own_names, autojunk=False).get_matching_blocks()
    kept = {name for match in matches for name in names[match.a : match.a + match.size]}
    moved = agreed - kept
    for of_source, of_own in zip(_gaps(source, kept, moved), _gaps(own, kept, moved), strict=True):
        _restore_between(repair, of_source, of_own)


def _unique(headings: Iterable[Heading]) -> set[str]:
    counted = Counter(heading.id for heading in headings)
    return {name for name, number in counted.items() if name and number == 1}


def _gaps(headings: Iterable[Heading], kept: set[str], moved: set[str]) -> list[list[Heading]]:
    gaps: list[list[Heading]] = [[]]
    for heading in headings:
        if heading.id in kept:
            gaps.append([])
        elif heading.id not in moved:
            gaps[-1].append(heading)
    return gaps


def _restore_between(repair: UnderRepair, source: list[Heading], own: list[Heading]) -> None:
    if [heading.level for heading in source] == [heading.level for heading in own]:
        for heading, other in zip(source, own, strict=True):
            if heading.id != other.id and (repair.chosen(heading.id) or repair.chosen(other.id)):
                _restore_heading(repair, heading, other)
        return
    for heading in source:
        if heading.id and repair.chosen(heading.id):
            message = Message(
                "heading {id!r} of {file}:{line} is not here; the headings around its place are not as many or as deep",
                id=heading.id,
                file=repair.first.file,
                line=repair.source.line_of(heading.line),
            )
            repair.leave(repair.own.line_of(own[0].line) if own else 1, message)
    for heading in own:
        if heading.id and repair.chosen(heading.id):
            message = Message("heading {id!r} has no partner in {file}", id=heading.id, file=repair.first.file)
            repair.leave(repair.own.line_of(heading.line), message)


def _restore_heading(repair: UnderRepair, source: Heading, own: Heading) -> None:
    number = repair.own.line_of(own.line)
    line = lines_of(repair.page)[number - 1]
    words = (HEADING_ID if own.id else DAMAGED_ID).sub("", line).rstrip()
    recorded = repair.recorded(source.id)
    if not source.id or not line.lstrip().startswith("#") or line != lines_of(repair.own.page)[own.line - 1]:
        repair.leave(number, Message("the id of this heading can't be told from {file}", file=repair.first.file))
    elif own.id and recorded and HEADING_ID.sub("", recorded.lines[0]).rstrip() != words:
        # It may be another section in the place of one that went.
        repair.leave(number, Message("heading {id!r}: its words are new, and its id may be, too", id=own.id))
    else:
        repair.replace_lines(number - 1, number, f"{words} {{#{source.id}}}")
