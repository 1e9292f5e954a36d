"""Tables of a page: each in a box that scrolls; sums in whole terms; on a phone row by row where columns don't fit."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rnnformula.language import WIDE_CHARACTERS, words
from rnnformula.site.html.line_breaks import BREAKS_BEHIND
from rnnformula.site.html.math.in_pages import ARITHMATEX, tex_of
from rnnformula.site.html.math.mathml import DEFAULT_NOTATION, expand
from rnnformula.site.html.pieces import FIND, PageProcessor, text_before, text_behind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

#: What stands in the text of a cell for an element within it, and for one that ends the line.
CHILD_MARK, LINE_BREAK = "\ue000", "\n"
#: A cell that is a sum or product of numbers, names and brackets, and no sentence.
SUM_CELL = re.compile(r"(?=.*[×+=≠])(?!.*[^\W\d_]\w* [^\W\d_])[\w\ue000\s.,×+−=≠/()\[\]]+", re.DOTALL)
SUM_CLASS = "sum"
#: What stays with the bracket behind it: a sign, or a function.
BEFORE_BRACKET = re.compile(r"(?:× |[A-Za-zσ]+)\Z")
#: Where a new side or term begins, a bracket opens or closes.
SUM_PART = re.compile(r"(?P<side> (?=[=≠] )|\n)|(?P<term> (?=\+ ))|(?P<opens>\()|(?P<closes>\))")
#: Around each side, each of its terms, and each bracket: a line breaks within one only where it is longer than a line.
TERM_START, TERM_END = '<span class="term">', "</span>"

#: Pixels that a phone has for a table, that a column has beside its text, and that a character takes: of text, of code
#: and formulas, and one that is as wide as high.
PHONE_WIDTH = 288
COLUMN_GAP = 14
TEXT_CHARACTER, CODE_CHARACTER, SQUARE_CHARACTER = 7.0, 8.0, 13.0
#: A column of sentences is no narrower than this, or a word a line would be all it had.
SENTENCE_COLUMN = 100.0
#: With more columns than these a cell does not say what it is without the head of its column.
FEW_COLUMNS = 3
PART_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
HTML_TAG = re.compile(r"<[^>]+>")
TEX_WORD = re.compile(r"\\[A-Za-z]+|[{}\\^_ ]")


class ScrollingTables(PageProcessor):
    """Put each table into a box that scrolls, by keyboard too; break sums between terms only."""

    def run(self, root: Element) -> None:
        """Wrap the tables of the page."""
        label = words(self.page.lang)["table"]
        for parent in list(root.iter()):
            for table in [child for child in parent if child.tag == "table" and not child.attrib]:
                table.set("class", "data")
                if self._least_width(table) > PHONE_WIDTH:
                    _stack(table)
                for cell in table.iter("td"):
                    self._keep_terms(cell)
                if table.find(f".//td[@class='{SUM_CLASS}']") is not None:
                    table.set("class", f"{table.get('class')} sums")
                before = f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
                text_before(parent, table, self.pieces.keep(before))
                text_behind(table, self.pieces.keep("</div>"))

    def _least_width(self, table: Element) -> float:
        columns = zip(*(list(row) for row in table.iter("tr")), strict=False)
        return sum(max(map(self._width, column)) + COLUMN_GAP for column in columns)

    def _width(self, cell: Element) -> float:
        """How narrow a cell can be without breaking a word, a term or a formula."""
        formulas = [
            CODE_CHARACTER * len(TEX_WORD.sub("", expand(DEFAULT_NOTATION, tex_of(part)))) for part in _formulas(cell)
        ]
        text = self._text(cell)
        if SUM_CELL.fullmatch(text):
            terms = [text[start:end] for start, end in pairwise(_turns(text))]
        else:
            terms = [part for word in text.split() for part in BREAKS_BEHIND.split(word)]
        code = cell.find("code") is not None
        widths = [_measure(term, CODE_CHARACTER if code else TEXT_CHARACTER) for term in terms]
        whole = min(sum(widths), SENTENCE_COLUMN) if len(widths) > 1 else 0
        return max([0, *widths, *formulas, whole])

    def _text(self, cell: Element) -> str:
        """What a reader sees of a cell but its formulas, a line for each line of it."""
        parts = [cell.text or ""]
        for child in cell:
            if child.get("class") != ARITHMATEX:
                parts.append(LINE_BREAK if child.tag == "br" else self._text(child))
            parts.append(child.tail or "")
        return FIND.sub(lambda mark: html.unescape(HTML_TAG.sub("", self.pieces.kept[int(mark[1])])), "".join(parts))

    def _keep_terms(self, cell: Element) -> None:
        """Put each term of a sum, and each bracket in it, into an element that a line breaks only where it must."""
        texts = [cell.text or "", *(child.tail or "" for child in cell)]
        marks = [LINE_BREAK if child.tag == "br" else CHILD_MARK for child in cell]
        whole = texts[0] + "".join(mark + text for mark, text in zip(marks, texts[1:], strict=True))
        seen = FIND.sub(lambda mark: CHILD_MARK * len(mark[0]), whole)
        if not SUM_CELL.fullmatch(self._text(cell)) or not SUM_CELL.fullmatch(seen):
            return
        cell.set("class", SUM_CLASS)
        start, end = self.pieces.keep(TERM_START), self.pieces.keep(TERM_END)
        written, depth, place = start + start, 0, 0
        for turn in SUM_PART.finditer(seen):
            here = whole[place : turn.start()]
            place = turn.end()
            depth += bool(turn["opens"]) - bool(turn["closes"])
            if turn["opens"] and depth == 1:
                factor = BEFORE_BRACKET.sub("", here)
                written += f"{factor}{start}{here[len(factor) :]}("
            elif turn["closes"] and depth == 0:
                written += f"{here}){end}"
            elif depth == 0 and turn["side"]:
                written += f"{here}{end}{end}{turn[0]}{start}{start}"
            elif depth == 0 and turn["term"]:
                written += f"{here}{end}{turn[0]}{start}"
            else:
                written += here + turn[0]
        written += whole[place:] + end + end
        alone = re.compile(f"{start}{start}((?:(?!{start}|{end}).)*){end}{end}", re.DOTALL)
        parts = re.split(f"[{CHILD_MARK}{LINE_BREAK}]", alone.sub(rf"{start}\1{end}", written))
        cell.text = parts[0]
        for child, part in zip(cell, parts[1:], strict=True):
            child.tail = part


def _turns(text: str) -> list[int]:
    """Where the terms of a sum begin, and its end."""
    depth, places = 0, [0]
    for turn in SUM_PART.finditer(text):
        depth += bool(turn["opens"]) - bool(turn["closes"])
        if depth == 0 and (turn["side"] or turn["term"]):
            places.append(turn.end())
    return [*places, len(text)]


def _measure(text: str, character: float) -> float:
    wide = len(re.findall(WIDE_CHARACTERS, text))
    # A line may end between any two of these.
    return SQUARE_CHARACTER * min(wide, 2) + character * (len(text.strip()) - wide)


def _formulas(cell: Element) -> Iterator[Element]:
    return cell.iterfind(f".//*[@class='{ARITHMATEX}']")


def _stack(table: Element) -> None:
    """Have a phone show the table row by row; its parts say themselves what they are, as that layout does not."""
    heads = ["".join(head.itertext()) for head in table.iter("th")]
    labelled = len(heads) > FEW_COLUMNS
    table.set("class", "data stacks labelled" if labelled else "data stacks")
    for part in table.iter():
        if part.tag in PART_ROLES:
            part.set("role", PART_ROLES[part.tag])
    if labelled:
        for row in table.iter("tr"):
            for head, cell in zip(heads[1:], row.findall("td")[1:], strict=False):
                cell.set("data-label", head)
