"""Records -> Markdown tables, for pages and for answers on a forum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT
from rnnformula.language.notation import MACROS
from rnnformula.language.writing import Style, grouped
from rnnformula.render.layout import WritesItself, table
from rnnformula.render.quoting import part_of_mark

if TYPE_CHECKING:
    from rnnformula.render.layout import Record
    from rnnformula.render.printed_table import Table


def _part(part: str, written: str) -> str:
    """The words of a part of a layer; a size that is marked anyway is marked once."""
    if written.startswith("<var>") and written.endswith("</var>") and written.count("<") == 2:
        return f"<var{part_of_mark(part)}>{written.removeprefix('<var>')}"
    return f"<span{part_of_mark(part)}>{written}</span>"


STYLE = Style(" × ", number=grouped, code="`{}`".format)
#: As a page shows it: sizes follow the notation of the reader, arrays have their colour in figures beside them, and
#: what stands for a part of the layer says for which.
SYMBOLS = replace(
    STYLE,
    name=lambda name: f"<var>{name}</var>" if name in MACROS else name,
    array=lambda written, role: f'<span class="figure-sample figure-block fig-{role}"></span> {written}',
    part=_part,
    vector=lambda name, tex: f"${tex}$",
)


def markdown(record: Record, lang: str = DEFAULT, *, symbols: bool = False, site: str = "") -> str:
    """The record as a Markdown table, an explanation as a list.

    >>> from rnnformula import tally
    >>> print(markdown(tally("Dense", units=1, features=2)))
    | Array | Shape | Parameters |
    | --- | --- | --- |
    | `kernel` | (features, units) = (2, 1) | 2 × 1 = 2 |
    | `bias` | (units,) = (1,) | 1 |
    | Total | units × (features + 1) | 1 × (2 + 1) = 3 |

    Args:
        record: what to write.
        lang: the language of the labels.
        symbols: mark sizes as ``<var>``, which a page sets in the notation of its reader, and parts of the layer as
            figures do.
        site: the address of this site in that language; an explanation then links to derivations there.

    Raises:
        InputError: an unknown language.
    """
    if isinstance(record, WritesItself):
        return record.in_format("markdown", lang, site)
    laid_out = table(record, lang, SYMBOLS if symbols else STYLE)
    return "\n\n".join([lay_out(laid_out), *laid_out.notes])


def lay_out(laid_out: Table) -> str:
    """A table as Markdown writes it, a line a row."""
    rule = tuple("---:" if number in laid_out.right else "---" for number in range(len(laid_out.head)))
    return "\n".join(f"| {' | '.join(line)} |" for line in (laid_out.head, rule, *laid_out.rows))
