"""Fences, anchors and displayed formulas that were changed, and those that were lost, told by counting blocks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise, product
from math import comb, prod
from typing import TYPE_CHECKING

from rnnformula.site.book.pages import SHOWN_LANGUAGES
from rnnformula.site.messages import Message
from rnnformula.site.translation.located import (
    ANCHOR_BLOCK,
    FENCE_BLOCK,
    FORMULA_BLOCK,
    LANG_OPTION,
    TEX_WORDS,
    read_blocks,
)
from rnnformula.site.translation.under_repair import (
    REPAIRED_KINDS,
    KeyCounts,
    in_short,
    lines_of,
    unmatched,
    with_words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.translation.located import PageBlock
    from rnnformula.site.translation.under_repair import SharedSection, Side, UnderRepair

SHARED_BLOCKS = (FENCE_BLOCK, ANCHOR_BLOCK, FORMULA_BLOCK)
#: A block that begins its line, and does not stand behind the mark of a list.
BARE = re.compile(r"\s*(?:```|~~~|\$\$|\[\]\()")
#: So many ways to lose blocks are tried.
MOST_WAYS = 20_000


def restore_blocks(repair: UnderRepair) -> None:
    """Restore the blocks that all languages share, and name those whose place or words can't be told."""
    source, own = repair.whole
    lost, extra = unmatched(source.of_kinds(*SHARED_BLOCKS), own.of_kinds(*SHARED_BLOCKS))
    for section in repair.sections() if lost or extra else ():
        missing, surplus = unmatched(section.source.of_kinds(*SHARED_BLOCKS), section.own.of_kinds(*SHARED_BLOCKS))
        missing, surplus = missing & lost, surplus & extra
        if missing or surplus:
            _restore_section(repair, section, missing, surplus)


def _restore_section(repair: UnderRepair, section: SharedSection, missing: KeyCounts, surplus: KeyCounts) -> None:
    pairs, inserted = _told_apart(repair, section, missing)
    missing = missing - inserted
    replaced = []
    for source, own in pairs:
        wanted, spare = Counter([(source.kind, source.key)]), Counter([(own.kind, own.key)])
        if source.key != own.key and wanted <= missing and spare <= surplus:
            text = _text_of(repair, section, source, section.own.text(own))
            if text is not None:
                repair.replace_lines(own.first, own.last, text)
                replaced.append(own)
                missing, surplus = missing - wanted, surplus - spare
    for block in section.source.blocks:
        if missing[block.kind, block.key] > 0:
            missing[block.kind, block.key] -= 1
            message = Message(
                "{kind} {text!r} of {file}:{line} is not here; its place or its words can't be told",
                kind=REPAIRED_KINDS[block.kind],
                text=in_short(block.key),
                file=repair.first.file,
                line=repair.source.line_of(block.first + 1),
            )
            repair.leave(section.line, message)
    for block in section.own.blocks:
        if surplus[block.kind, block.key] > 0 and block not in replaced:
            surplus[block.kind, block.key] -= 1
            message = Message(
                "{kind} {text!r} has no partner in {file}",
                kind=REPAIRED_KINDS[block.kind],
                text=in_short(block.key),
                file=repair.first.file,
            )
            repair.leave(block.first + 1, message)


def _told_apart(
    repair: UnderRepair, section: SharedSection, missing: KeyCounts
) -> tuple[list[tuple[PageBlock, PageBlock]], KeyCounts]:
    """Pairs of a block of the source and one of the page; puts in the lost ones, and says which."""
    own = section.own.blocks
    sides = [section.source]
    if section.recorded and not any(
        unmatched(section.recorded.of_kinds(*SHARED_BLOCKS), section.source.of_kinds(*SHARED_BLOCKS))
    ):
        sides.append(section.recorded)
    for side in sides:
        lost = _lost_blocks(side.blocks, own)
        if lost is not None:
            kept = [block for number, block in enumerate(side.blocks) if number not in lost]
            return list(zip(kept, own, strict=True)), _put_in(repair, section, side, lost, missing)
    by_kind = [(section.source.of_kinds(kind), section.own.of_kinds(kind)) for kind in SHARED_BLOCKS]
    return [
        pair for source, other in by_kind if len(source) == len(other) for pair in zip(source, other, strict=True)
    ], KeyCounts()


def _lost_blocks(source: Sequence[PageBlock], own: Sequence[PageBlock]) -> list[int] | None:
    """Which blocks of the source are missing, by their places; None where that can't be told.

    Without them, both have the same kinds of blocks in the same order, and as many as can be are the same.
    """
    places = [[number for number, block in enumerate(source) if block.kind == kind] for kind in SHARED_BLOCKS]
    many = [len(of) - sum(block.kind == kind for block in own) for of, kind in zip(places, SHARED_BLOCKS, strict=True)]
    if min(many) < 0 or len(source) - sum(many) != len(own):
        return None
    if prod(comb(len(of), number) for of, number in zip(places, many, strict=True)) > MOST_WAYS:
        return None
    shapes = [block.shape for block in own]
    ways = []
    for chosen in product(*(combinations(of, number) for of, number in zip(places, many, strict=True))):
        lost = sorted(number for numbers in chosen for number in numbers)
        kept = [block for number, block in enumerate(source) if number not in lost]
        if [block.shape for block in kept] == shapes:
            ways.append((sum(block.key != other.key for block, other in zip(kept, own, strict=True)), lost))
    ways.sort()
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0] > 0):
        return None
    return ways[0][1]


def _put_in(repair: UnderRepair, section: SharedSection, side: Side, lost: list[int], missing: KeyCounts) -> KeyCounts:
    """Put lost blocks where they stand on another side, with as many blank lines around them; returns which."""
    done = KeyCounts()
    lines, around_own, around = lines_of(repair.page), read_blocks(repair.page), read_blocks(side.page)
    for run in _runs(lost):
        blocks = [side.blocks[number] for number in run]
        wanted = Counter((block.kind, block.key) for block in blocks)
        texts = [_text_of(repair, section, block, None) for block in blocks]
        before = run[0] - sum(number < run[0] for number in lost)  # so many of the section stand before it
        if not before or None in texts or not wanted <= missing:
            continue
        behind = around_own.index(section.own.blocks[before - 1]) + 1
        start = around_own[behind - 1].last
        end = around_own[behind].first if behind < len(around_own) else len(lines)
        if start >= len(lines) or "".join(lines[start:end]).strip():
            continue
        first = around.index(blocks[0])
        beside = around[first - 1 : first + len(blocks) + 1]
        gaps = [after.first - block.last for block, after in pairwise(beside)]
        if len(gaps) == len(blocks):  # nothing stands behind them
            gaps.append(len(lines_of(side.page)) - blocks[-1].last)
        new = [""] * gaps[0]
        for text, gap in zip(texts, gaps[1:], strict=True):
            new += [*str(text).split("\n"), *[""] * gap]
        repair.replace_lines(start, end, "\n".join(new))
        done += wanted
    return done


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _text_of(repair: UnderRepair, section: SharedSection, block: PageBlock, replaced: str | None) -> str | None:
    """A block as the page writes it, in the place of a text or where there is none; None where that can't be told.

    Its language and its words in formulas are those that stand there, or those that the page had.
    """
    text = (section.source if block in section.source.blocks else section.recorded or section.source).text(block)
    if not BARE.match(replaced or text) or not BARE.match(text):
        return None
    if replaced is not None:
        indent, outer = (of[: len(of) - len(of.lstrip())] for of in (replaced, text))
        text = "\n".join(indent + line.removeprefix(outer) if line.strip() else line for line in text.split("\n"))
    options = LANG_OPTION.findall(replaced or "")
    if options and _is_shown(text) and not _is_shown(replaced or ""):
        return None  # the language that a fence only shows is no option of that which runs
    if block.kind == FENCE_BLOCK and replaced and len(options) == len(LANG_OPTION.findall(text)):
        return LANG_OPTION.sub(lambda _: options.pop(0), text)
    if block.kind == FORMULA_BLOCK and replaced and (written := with_words_of(text, replaced)) is not None:
        return written
    recorded = section.recorded.of_kinds(block.kind) if section.recorded else []
    known = {section.recorded.text(other) for other in recorded if section.recorded and other.key == block.key}
    if replaced is None and len(known) == 1:
        return known.pop()
    if block.kind == FORMULA_BLOCK and TEX_WORDS.search(text):
        return None
    if block.kind == FENCE_BLOCK and _is_shown(text) and LANG_OPTION.search(text):
        return None  # it may show any language
    if block.kind == FENCE_BLOCK and not _is_shown(text):
        return text.replace(f'lang="{repair.source.page.lang}"', f'lang="{repair.page.lang}"')
    return text


def _is_shown(fence: str) -> bool:
    """Whether a fence is only shown."""
    return fence.split("\n")[0].strip(" `~") in SHOWN_LANGUAGES
