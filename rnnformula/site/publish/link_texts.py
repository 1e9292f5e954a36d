"""What the image of a link says: the title of the page in lines; names of classes, formulas, sides, in no language."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import Product, Sum, evaluate, shape_of
from rnnformula.figures.parts import READ_SIZES, STATE_SIZES
from rnnformula.language.writing import Style, grouped, write
from rnnformula.reading.layers import read_layer
from rnnformula.site.html.segmenting import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.figures.areas import Band, Rectangle
    from rnnformula.reading.layers import Layer

WRITTEN = Style(" × ", number=grouped)
#: The most lines of a title, where a piece of it ends, how Unicode calls letters that are as wide as high.
MOST_TITLE_LINES, AFTER_BLANK, WIDE_LETTERS = 4, re.compile(r"(?<=\s)"), "WF"


class Coloured(NamedTuple):
    """Text in the colour of a role."""

    text: str
    role: str = "plain"


#: A line of text, and text broken into lines.
TextLine = tuple[Coloured, ...]
TextLines = tuple[TextLine, ...]


def name_of(layers: Iterable[Tally]) -> str:
    """The classes of layers without their sizes.

    >>> from rnnformula import tally
    >>> name_of([tally("Bidirectional(LSTM(4))", features=3)])
    'Bidirectional(LSTM)'
    """
    return " → ".join(_classes(read_layer(counted.layer)) for counted in layers)


def _classes(layer: Layer) -> str:
    inside = ", ".join(dict.fromkeys(map(_classes, layer.inside)))
    return f"{layer.family.name}({inside})" if inside else layer.family.name


def formulas_of(layers: Iterable[Tally]) -> list[Expression]:
    """The closed formulas of layers, each once."""
    return list(dict.fromkeys(map(closed_formula, layers)))


def alternative_text(layers: Sequence[Tally]) -> str:
    """What the image says, for who can't see it.

    >>> from rnnformula import tally
    >>> alternative_text([tally("LSTM", units=2, features=3)])
    'LSTM: 4 × units × (features + units + 1)'
    """
    return f"{name_of(layers)}: {', '.join(write(formula, WRITTEN) for formula in formulas_of(layers))}"


class BrokenTitle(NamedTuple):
    """What stands largest: its text, and the ways to break it into lines, the fewest first."""

    text: str
    ways: list[TextLines]


def break_evenly(text: str, pieces: Sequence[str]) -> BrokenTitle:
    """A text that may break between its pieces, in each number of lines as evenly as can be.

    >>> for way in break_evenly("a bc d", ["a ", "bc ", "d"]).ways:
    ...     print([piece.text for (piece,) in way])
    ['a bc d']
    ['a', 'bc d']
    ['a', 'bc', 'd']
    """
    ways = [_broken(pieces, number) for number in range(1, min(MOST_TITLE_LINES, len(pieces)) + 1)]
    return BrokenTitle(text, [tuple((Coloured(line),) for line in lines) for lines in ways])


def _broken(pieces: Sequence[str], number: int) -> list[str]:
    """The pieces in this many lines, whose longest is as short as can be; of those the lines that are most alike."""

    def lines_of(breaks: tuple[int, ...]) -> list[str]:
        return ["".join(pieces[start:end]).strip() for start, end in pairwise((0, *breaks, len(pieces)))]

    return min(
        map(lines_of, combinations(range(1, len(pieces)), number - 1)),
        key=lambda lines: (max(map(text_width, lines)), sum(text_width(line) ** 2 for line in lines)),
    )


def text_width(text: str) -> int:
    """About how wide a text is, in halves of a wide letter."""
    return sum(2 if east_asian_width(letter) in WIDE_LETTERS else 1 for letter in text)


def break_title(title: str, lang: str) -> list[str]:
    """The pieces of a title, between which a line may end: at blanks, and between words that have none."""
    return [part for piece in words_of(title, lang) for part in AFTER_BLANK.split(piece) if part]


def break_name(name: str) -> list[str]:
    """The pieces of a name of layers: a line may end before what is inside and before each layer that follows."""
    return re.split(r"(?=\()|(?<= )(?=→)", name)


def broken_formulas(formulas: Sequence[Expression]) -> list[TextLines]:
    """The ways to break formulas into lines: one each, and one alone before its bracket or before each term."""
    ways: list[TextLines] = [tuple(map(coloured, formulas))]
    match formulas:
        case [Product((*factors, Sum(terms) as bracket))] if factors:
            before = (Coloured(f"{write(Product(tuple(factors)), WRITTEN)} ×"),)
            first, *more = (coloured(term, inside=_is_named(bracket)) for term in terms)
            lines = [(Coloured("("), *first), *((Coloured("+ "), *term) for term in more)]
            ways.append((before, coloured(Product((bracket,)))))
            ways.append((before, *lines[:-1], (*lines[-1], Coloured(")"))))
        case [Sum(terms)]:
            first, *more = map(coloured, terms)
            ways.append((first, *((Coloured("+ "), *term) for term in more)))
    return ways


def coloured(formula: Expression, *, inside: bool = False) -> TextLine:
    """A formula in pieces; what is added ``inside`` a bracket has the role of the rows that it counts."""
    match formula:
        case Product(factors):
            pieces: list[Coloured] = []
            for place, factor in enumerate(factors):
                pieces += [Coloured(" × ")] * bool(place)
                is_sum = isinstance(factor, Sum)
                pieces += (
                    [Coloured("("), *coloured(factor), Coloured(")")] if is_sum else coloured(factor, inside=inside)
                )
            return tuple(pieces)
        case Sum(terms):
            pieces = []
            for place, term in enumerate(terms):
                pieces += [*[Coloured(" + ")] * bool(place), *coloured(term, inside=_is_named(formula))]
            return tuple(pieces)
    return (Coloured(write(formula, WRITTEN), _role(formula) if inside else "plain"),)


def _is_named(total: Sum) -> bool:
    """Whether a sum adds sizes by their names, and not counts in numbers."""
    return any(_has_name(term) for term in total.terms)


def _has_name(formula: Expression) -> bool:
    match formula:
        case Product(parts) | Sum(parts):
            return any(map(_has_name, parts))
    return isinstance(formula, str)


def _role(term: Expression) -> str:
    if isinstance(term, int):
        return "bias"
    return "kernel" if term in READ_SIZES else "recurrent" if term in STATE_SIZES else "plain"


class Sides(NamedTuple):
    """What a rectangle is wide, and how high each of its bands is, by names of sizes."""

    columns: str
    rows: tuple[str, ...]


def sides_of(shown: Rectangle) -> Sides:
    """The sides of a rectangle by the names that formulas have for them, or in numbers where they have none.

    >>> from rnnformula import tally
    >>> from rnnformula.figures.areas import rectangles
    >>> sides_of(rectangles(tally("LSTM", units=2, features=3))[0])
    Sides(columns='4 × units', rows=('features', 'units', '1'))
    """
    axes = Counter(
        axis
        for band in shown.bands
        for axis in dict.fromkeys(reversed(shape_of(band.row.array)))
        if evaluate(axis, band.row.sizes) == shown.columns
    )
    common = max(axes, key=axes.__getitem__, default=shown.columns)
    return Sides(write(common, WRITTEN), tuple(_height(band, common) for band in shown.bands))


def _height(band: Band, columns: Expression) -> str:
    shape = list(shape_of(band.row.array))
    if columns in shape:
        del shape[len(shape) - 1 - shape[::-1].index(columns)]
    rows = Product(tuple(shape))
    return write(rows if shape and evaluate(rows, band.row.sizes) == band.rows else band.rows, WRITTEN)
