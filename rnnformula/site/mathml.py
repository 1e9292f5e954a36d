"""TeX -> MathML at build time, so that formulas need no JavaScript in the reader's browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

from rnnformula.render.latex import MACROS

CONVERTER = Path(__file__).with_name("temml.mjs")
#: What pymdownx.arithmatex leaves in a page.
FORMULA = re.compile(r'<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL)


class TexError(ValueError):
    """TeX that can't be read; ``tex`` is the formula."""

    def __init__(self, tex: str, message: str) -> None:
        self.tex = tex
        super().__init__(f"formula {tex!r}: {message}")


def to_mathml(page: str, known: dict[tuple[str, bool], str]) -> str:
    """Replace every formula in the page's HTML; ``known`` keeps what was converted before.

    Raises:
        TexError: a formula that Temml can't read.
    """
    asked = {(_tex(match), match["tag"] == "div") for match in FORMULA.finditer(page)}
    missing = sorted(asked - known.keys())
    if missing:
        known.update(zip(missing, _convert(missing), strict=True))
    return FORMULA.sub(lambda match: _box(match, known), page)


def _tex(match: re.Match[str]) -> str:
    return html.unescape(match["tex"]).strip()


def _box(match: re.Match[str], known: dict[tuple[str, bool], str]) -> str:
    display = match["tag"] == "div"
    mathml = known[_tex(match), display]
    return f'<div class="formula" tabindex="0">{mathml}</div>' if display else mathml


def _convert(formulas: list[tuple[str, bool]]) -> list[str]:
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
