"""Boxes of a page: tables, figures and formulas with a link of their own, code with a button that copies it."""

from __future__ import annotations

import re

from rnnformula.language import any_of, words

WORD_JOINER = "\u2060"


def _one_of(characters: str) -> str:
    return f"[{re.escape(characters)}]" if characters else ""


#: An anchor as Python-Markdown leaves it, ``[](){#id}`` in a paragraph of its own.
ANCHOR = r'<p><a href="" id="(?P<id>[^"]+)"></a></p>'
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
#: Kind -> what such a block is in a page's HTML.
KINDS = {
    "table": r'<div class="scroll"[^>]*><table.*?</table></div>|<div class="report">.*?</table></div></div>',
    "figure": r"<figure\b.*?</figure>",
    "formula": r'<div class="formula">.*?</button></div>',
}
BLOCK = re.compile(rf"{ANCHOR}\s*(?:{'|'.join(f'(?P<{kind}>{html})' for kind, html in KINDS.items())})", re.DOTALL)
#: Code that only is shown; an example brings its own button, behind what it ran with.
CODE = re.compile(
    r'(?P<example><div class="example">.*?<p class="ran-with">)|<div class="(?:[\w-]+ )?highlight"><pre>.*?</pre>',
    re.DOTALL,
)
#: Between code and what it printed.
BETWEEN = re.compile(r"</div>\s*(?=<div class=\"(?:[\w-]+ )?highlight\">)")
LONE = re.compile(ANCHOR)
#: A name of code in a cell, ``forward_layer.kernel``, which a narrow column breaks behind a dot.
CELL = re.compile(r"<td[^>]*><code>[\w.\[\]]+\.\w+</code></td>")
#: The mark behind a formula, which must not begin a line.
MARK = re.compile(f"(?<=</math>)(?={any_of(lambda prose: _one_of(prose.closing_marks))})")
HEADING_LINK = re.compile(r'<a class="headerlink" href="#(?P<id>[^"]+)" title="[^"]*">')


def fold_code(shown: str, lang: str) -> str:
    """The HTML of code and output turned round: the output first, the code below it, to be unfolded.

    Raises:
        ValueError: the HTML is not code and its output.
    """
    parts = BETWEEN.split(shown)
    if len(parts) != 2:
        raise ValueError(f"expected code and its output, got {len(parts)} blocks")
    code, output = parts
    return f'{output}<details class="code"><summary>{words(lang)["code"]}</summary>{code}</div></details>'


def copy_button(lang: str) -> str:
    """A button that copies the code or formula of the box that it stands in; see assets/copy.mjs."""
    return f'<button class="copy" type="button" data-search-exclude>{words(lang)["copy"]}</button>'


def box_blocks(page: str, lang: str) -> str:
    """Put tables into boxes that scroll; give blocks and headings links that say where they lead, code a button."""
    label = words(lang)

    def box(match: re.Match[str]) -> str:
        kind = next(kind for kind in KINDS if match[kind])
        return (
            f'<div class="block" id="{match["id"]}">{match[kind]}'
            f'<a class="permalink" href="#{match["id"]}" title="{label[f"link_{kind}"]}" '
            f'aria-label="{label["item"].format(name=label[f"link_{kind}"], value=match["id"])}">#</a></div>'
        )

    def table(match: re.Match[str]) -> str:
        broken = CELL.sub(lambda cell: cell[0].replace(".", ".<wbr>"), match[0])
        written = broken.replace("<table>", '<table class="data">', 1)
        return f'<div class="scroll" tabindex="0" role="group" aria-label="{label["table"]}">{written}</div>'

    def code(match: re.Match[str]) -> str:
        return match[0] if match["example"] else match[0] + copy_button(lang)

    def heading(match: re.Match[str]) -> str:
        said = label["item"].format(name=label["link_step"], value=match["id"])
        return (
            f'<a class="headerlink" href="#{match["id"]}" title="{label["link_step"]}" '
            f'aria-label="{said}" data-search-exclude>'
        )

    page = CODE.sub(code, BLOCK.sub(box, TABLE.sub(table, page)))
    page = MARK.sub(WORD_JOINER, page)
    return HEADING_LINK.sub(heading, LONE.sub(r'<span id="\g<id>"></span>', page))
