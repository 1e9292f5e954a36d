"""TeX -> MathML at build time, in every notation, so that formulas need no JavaScript in the reader's browser."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.language.notation import NOTATIONS, uses_macros
from rnnformula.site.html.math.marked_parts import with_parts
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

#: TeX as a page writes it, and whether it stands in a line of its own.
Formula = tuple[str, bool]

CONVERTER = Path(__file__).with_name("temml.mjs")

#: The notation that pages are built in; the first of the register.
DEFAULT_NOTATION = next(iter(NOTATIONS))


class TexError(ValueError):
    """TeX that can't be read; ``tex`` is the formula."""

    def __init__(self, tex: str, message: str) -> None:
        self.tex = tex
        super().__init__(Message("formula {tex!r}: {message}", tex=tex, message=message))


@dataclass(frozen=True, slots=True)
class WrittenFormula:
    """A formula in one notation: TeX that needs no macro, and MathML whose terms say what part of a layer they are."""

    tex: str
    mathml: str

    def tagged(self, attributes: str = "") -> str:
        """The MathML with its TeX, and with more attributes."""
        return self.mathml.replace("<math", f'<math{attributes} data-tex="{html.escape(self.tex)}"', 1)


class Formulas:
    """Formulas in all notations; each is converted once, many in one go."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self.known: dict[Formula, dict[str, WrittenFormula]] = {}

    def convert(self, formulas: Iterable[Formula]) -> None:
        """Convert what is not known yet.

        Raises:
            TexError: a formula that Temml can't read.
        """
        missing = sorted(set(formulas) - self.known.keys())
        forms = [
            (formula, key, (expand(key, formula[0]), expand(key, with_parts(formula[0])), formula[1]))
            for formula in missing
            for key in _notations(formula[0])
        ]
        unkept = [written for _, _, written in forms if not self.shelf.has(written)]
        answers = dict(zip(unkept, _convert(unkept), strict=True))
        for formula, _, written in forms:
            if "error" in answers.get(written, {}):
                raise TexError(formula[0], answers[written]["error"])
        for formula, key, written in forms:
            mathml = self.shelf.get(written, lambda written=written: answers[written]["mathml"])  # type: ignore[misc]
            self.known.setdefault(formula, {})[key] = WrittenFormula(written[0], mathml)

    def give_up(self, tex: str) -> None:
        """Show this TeX as it is written from now on."""
        for display in (True, False):
            self.known[tex, display] = {
                DEFAULT_NOTATION: WrittenFormula(tex, f'<code class="fault">{html.escape(tex)}</code>')
            }

    def tagged(self, tex: str, display: bool) -> str:
        """The MathML with its TeX; ``data-follows`` marks what is written otherwise in another notation."""
        ways = self.known[tex, display]
        follows = " data-follows" if len(ways) > 1 else ""
        return ways[DEFAULT_NOTATION].tagged(follows)

    def in_notation(self, key: str) -> str:
        """What a browser needs to show all formulas in that notation, as JSON.

        ``inline`` and ``display`` map the TeX that stands in pages to TeX and MathML in the notation.
        """
        table: dict[str, dict[str, tuple[str, str]]] = {"inline": {}, "display": {}}
        for (_, display), ways in sorted(self.known.items()):
            if key in ways and len(ways) > 1:
                table["display" if display else "inline"][ways[DEFAULT_NOTATION].tex] = (
                    ways[key].tex,
                    ways[key].mathml,
                )
        return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def converter_versions(root: Path) -> list[str]:
    """What the MathML of a formula depends on besides its TeX: the version of Temml, and how it is called."""
    return surroundings(CONVERTER, root, "temml")


def _notations(tex: str) -> Iterable[str]:
    return NOTATIONS if uses_macros(tex) else (DEFAULT_NOTATION,)


def expand(key: str, tex: str) -> str:
    """The TeX with the macros of a notation written out.

    Raises:
        TexError: an argument of a macro is missing.
    """
    try:
        return NOTATIONS[key].expand(tex)
    except ValueError as error:
        raise TexError(tex, str(error)) from None


def _convert(formulas: list[tuple[str, str, bool]]) -> list[dict[str, str]]:
    if not formulas:
        return []
    listed = json.dumps([{"tex": tex, "marked": marked, "display": display} for tex, marked, display in formulas])
    answers: list[dict[str, str]] = json.loads(run_script(CONVERTER, listed))
    return answers
