"""TeX -> MathML at build time, in every notation, so that formulas need no JavaScript in the reader's browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.notation import NOTATIONS, uses_macros
from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

#: TeX as a page writes it, and whether it stands in a line of its own.
Formula = tuple[str, bool]

CONVERTER = Path(__file__).with_name("temml.mjs")
#: What pymdownx.arithmatex leaves in a page.
FORMULA = re.compile(r'<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL)
#: A size in a table; see `symbols` in `rnnformula.render.markdown`.
SIZE = re.compile(r"<var>(?P<name>[a-z]+)</var>")
#: A size in a figure; the browser writes it anew as text.
DRAWN_SIZE = re.compile(r'<tspan data-size="(?P<name>[a-z]+)">')

#: A name set as text. Browsers take text for blank space when they space the operators beside it,
#: and Temml makes up for that beside some of them; as an identifier it is spaced like any other.
NAME = re.compile(r"<mtext>([A-Za-z_]{2,})</mtext>")
SPACED = re.compile(r'<mrow><mspace width="0\.\d+em"></mspace>(<mo>[^<]</mo>)<mspace width="0\.\d+em"></mspace></mrow>')

#: The notation that pages are built in; the first of the register.
DEFAULT = next(iter(NOTATIONS))


class TexError(ValueError):
    """TeX that can't be read; ``tex`` is the formula."""

    def __init__(self, tex: str, message: str) -> None:
        self.tex = tex
        super().__init__(f"formula {tex!r}: {message}")


@dataclass(frozen=True, slots=True)
class Written:
    """A formula in one notation: TeX that needs no macro, and MathML."""

    tex: str
    mathml: str


class Formulas:
    """Formulas in all notations; each is converted once, many in one go."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self.known: dict[Formula, dict[str, Written]] = {}

    def convert(self, formulas: Iterable[Formula]) -> None:
        """Convert what is not known yet.

        Raises:
            TexError: a formula that Temml can't read.
        """
        missing = sorted(set(formulas) - self.known.keys())
        asked = [(formula, key, _expand(key, formula[0])) for formula in missing for key in _notations(formula[0])]
        unkept = [(tex, formula[1]) for formula, _, tex in asked if not self.shelf.has((tex, formula[1]))]
        answers = dict(zip(unkept, _convert(unkept), strict=True))
        for formula, _, tex in asked:
            if "error" in answers.get((tex, formula[1]), {}):
                raise TexError(formula[0], answers[tex, formula[1]]["error"])
        for formula, key, tex in asked:
            converted = (tex, formula[1])
            mathml = self.shelf.get(converted, lambda converted=converted: answers[converted]["mathml"])  # type: ignore[misc]
            self.known.setdefault(formula, {})[key] = Written(tex, _with_identifiers(mathml))

    def give_up(self, tex: str) -> None:
        """Show this TeX as it is written from now on."""
        for display in (True, False):
            self.known[tex, display] = {DEFAULT: Written(tex, f'<code class="fault">{html.escape(tex)}</code>')}

    def replace_in(self, page: str, lang: str) -> str:
        """Put MathML in the place of every formula in the page's HTML; errors as in `convert`."""
        found = {(_tex(match), match["tag"] == "div") for match in FORMULA.finditer(page)}
        found |= {(f"\\{match['name']}", False) for sizes in (SIZE, DRAWN_SIZE) for match in sizes.finditer(page)}
        self.convert(found)

        def box(match: re.Match[str]) -> str:
            display = match["tag"] == "div"
            tagged = self._tagged(_tex(match), display)
            return _box(tagged, lang) if display else tagged

        def size(match: re.Match[str]) -> str:
            tex = self.known[f"\\{match['name']}", False][DEFAULT].tex
            return f'<var data-follows data-tex="{html.escape(tex)}">{match["name"]}</var>'

        def drawn(match: re.Match[str]) -> str:
            tex = self.known[f"\\{match['name']}", False][DEFAULT].tex
            return f'<tspan data-size="{match["name"]}" data-follows data-tex="{html.escape(tex)}">'

        return DRAWN_SIZE.sub(drawn, SIZE.sub(size, FORMULA.sub(box, page)))

    def _tagged(self, tex: str, display: bool) -> str:
        """The MathML with its TeX; ``data-follows`` marks what is written otherwise in another notation."""
        ways = self.known[tex, display]
        follows = " data-follows" if len(ways) > 1 else ""
        return ways[DEFAULT].mathml.replace("<math", f'<math{follows} data-tex="{html.escape(ways[DEFAULT].tex)}"', 1)

    def in_notation(self, key: str) -> str:
        """What a browser needs to show all formulas in that notation, as JSON.

        ``inline`` and ``display`` map the TeX that stands in pages to TeX and MathML in the notation.
        """
        table: dict[str, dict[str, tuple[str, str]]] = {"inline": {}, "display": {}}
        for (_, display), ways in sorted(self.known.items()):
            if key in ways and len(ways) > 1:
                table["display" if display else "inline"][ways[DEFAULT].tex] = (ways[key].tex, ways[key].mathml)
        return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def converter_versions(root: Path) -> list[str]:
    """What the MathML of a formula depends on besides its TeX: the version of Temml, and how it is called."""
    package = json.loads((root / "node_modules/temml/package.json").read_text(encoding="utf-8"))
    return [package["version"], CONVERTER.read_text(encoding="utf-8")]


def _notations(tex: str) -> Iterable[str]:
    return NOTATIONS if uses_macros(tex) else (DEFAULT,)


def _expand(key: str, tex: str) -> str:
    try:
        return NOTATIONS[key].expand(tex)
    except ValueError as error:
        raise TexError(tex, str(error)) from None


def _with_identifiers(mathml: str) -> str:
    return SPACED.sub(r"\1", NAME.sub(r"<mi>\1</mi>", mathml))


def _box(tagged: str, lang: str) -> str:
    """A display formula in a box that scrolls, by keyboard too, with a button that copies its TeX."""
    label = words(lang)
    copy = label["copy_tex"]
    return (
        f'<div class="formula"><div class="scroll" tabindex="0" role="group" aria-label="{label["formula"]}">'
        f"{tagged}</div>"
        f'<button class="copy" type="button" data-search-exclude title="{copy}" aria-label="{copy}">'
        "TeX</button></div>"
    )


def _tex(match: re.Match[str]) -> str:
    return html.unescape(match["tex"]).strip()


def _convert(formulas: list[Formula]) -> list[dict[str, str]]:
    if not formulas:
        return []
    asked = json.dumps([{"tex": tex, "display": display} for tex, display in formulas])
    try:
        done = subprocess.run(["node", CONVERTER], input=asked, capture_output=True, encoding="utf-8", check=True)
    except FileNotFoundError:
        raise RuntimeError("node is not on the PATH; `make` puts it into .venv") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{CONVERTER.name} failed:\n{error.stderr}") from None
    answers: list[dict[str, str]] = json.loads(done.stdout)
    return answers
