"""TeX -> MathML at build time, so that formulas need no JavaScript in the reader's browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.render.latex import MACROS

if TYPE_CHECKING:
    from collections.abc import Iterable

#: TeX, and whether it stands in a line of its own.
Formula = tuple[str, bool]

CONVERTER = Path(__file__).with_name("temml.mjs")
#: What pymdownx.arithmatex leaves in a page.
FORMULA = re.compile(r'<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL)


class TexError(ValueError):
    """TeX that can't be read; ``tex`` is the formula."""

    def __init__(self, tex: str, message: str) -> None:
        self.tex = tex
        super().__init__(f"formula {tex!r}: {message}")


class Formulas:
    """Formulas as MathML; each is converted once, many in one go."""

    def __init__(self) -> None:
        self.known: dict[Formula, str] = {}

    def convert(self, formulas: Iterable[Formula]) -> None:
        """Convert what is not known yet.

        Raises:
            TexError: a formula that Temml can't read.
        """
        missing = sorted(set(formulas) - self.known.keys())
        if missing:
            self.known.update(zip(missing, _convert(missing), strict=True))

    def give_up(self, tex: str) -> None:
        """Show this TeX as it is written from now on."""
        for display in (True, False):
            self.known[tex, display] = f'<code class="fault">{html.escape(tex)}</code>'

    def replace_in(self, page: str) -> str:
        """Put MathML in the place of every formula in the page's HTML; errors as in `convert`."""
        self.convert((_tex(match), match["tag"] == "div") for match in FORMULA.finditer(page))
        return FORMULA.sub(self._box, page)

    def _box(self, match: re.Match[str]) -> str:
        display = match["tag"] == "div"
        mathml = self.known[_tex(match), display]
        return f'<div class="formula" tabindex="0">{mathml}</div>' if display else mathml


def _tex(match: re.Match[str]) -> str:
    return html.unescape(match["tex"]).strip()


def _convert(formulas: list[Formula]) -> list[str]:
    wanted = [{"tex": tex, "display": display} for tex, display in formulas]
    asked = json.dumps({"formulas": wanted, "macros": MACROS})
    try:
        done = subprocess.run(["node", CONVERTER], input=asked, capture_output=True, encoding="utf-8", check=True)
    except FileNotFoundError:
        raise RuntimeError("node is not on the PATH; `make` puts it into .venv") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{CONVERTER.name} failed:\n{error.stderr}") from None
    answers = json.loads(done.stdout)
    for (tex, _), answer in zip(formulas, answers, strict=True):
        if "error" in answer:
            raise TexError(tex, answer["error"])
    return [answer["mathml"] for answer in answers]
