"""The math font, cut down to the glyphs that the formulas use."""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from base64 import b64decode, b64encode
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from fontTools import subset
from fontTools.ttLib import TTFont

from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: STIX Two Math, under the SIL Open Font License, as npm installs it.
FONT = "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
FONT_PACKAGE = "node_modules/@fontsource/stix-two-math/package.json"
LICENCE = "node_modules/@fontsource/stix-two-math/LICENSE"
#: Temml's style sheet for this font.
STYLE_SHEET = "node_modules/temml/dist/Temml-STIX2.css"
#: What it is published as, below ``assets``.
MATH_STYLE = "math.css"
#: The family that the sheet names it.
FAMILY = "STIX2"
#: Where that sheet names the font's file.
SOURCE = re.compile(r"src:\s*local\('STIXTwoMath'\),\s*url\('\./STIXTwoMath\.woff2'\)[^;]*;")

#: Features that set scripts, accents and upright forms in formulas.
FONT_FEATURES = ["ssty", "flac", "dtls", "math", "ss01", "ss04"]

#: The elements of MathML that hold text.
TOKENS = ("mi", "mn", "mo", "ms", "mtext")
#: What browsers show for a letter that stands alone in <mi>, by Unicode's compatibility mapping.
ITALIC = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for start, end in ((0x1D434, 0x1D468), (0x1D6E2, 0x1D71C))
    for code in range(start, end)
    if unicodedata.category(chr(code)) != "Cn"
} | {"h": "\u210e"}


def characters(mathml: str) -> set[str]:
    """The characters that the math font has to show; Han and other wide text is set in the font of the page.

    >>> sorted(characters("<math><mi>x</mi><mo>+</mo><mtext>偏置</mtext></math>"))
    ['+', 'x', '𝑥']
    """
    shown: set[str] = set()
    for token in ElementTree.fromstring(f"<div>{mathml}</div>").iter():
        text = token.text or ""
        if token.tag not in TOKENS:
            continue
        shown |= {letter for letter in text if unicodedata.east_asian_width(letter) not in "WF"}
        if token.tag == "mi" and text in ITALIC:
            shown.add(ITALIC[text])
    return shown - {"\u2061", "\u200b", "\xa0"}


def missing_glyphs(wanted: Iterable[str], root: Path) -> set[str]:
    """Those characters that the font has no glyph for."""
    known = _known(root / FONT)
    return {letter for letter in wanted if ord(letter) not in known}


def write_fonts(first: set[str], chosen: set[str], root: Path, folder: Path) -> list[str]:
    """Write the font, its licence and its style sheet into the folder; the names of the font's files.

    The second file has what only notations need that a reader chooses; a browser asks for it when such a letter is
    shown.
    """
    _remove_fonts(folder)
    # One shelf for both files: each would throw away what the other kept in one of its own.
    shelf = Shelf(folder.with_name("font.json"), [_digest_of_font(root), version("fonttools")])
    names = [_write_cut(letters, root, folder, shelf) for letters in (first, *filter(None, [chosen - first]))]
    shelf.save()
    _write_style(names, sorted(chosen - first), root, folder)
    return names


def write_whole_font(root: Path, folder: Path) -> list[str]:
    """Write the font as it is, its licence and its style sheet into the folder; the name of the font's file, alone."""
    _remove_fonts(folder)
    name = f"math-{hashlib.sha256((root / FONT).read_bytes()).hexdigest()[:8]}.woff2"
    (folder / name).write_bytes((root / FONT).read_bytes())
    _write_style([name], [], root, folder)
    return [name]


def _remove_fonts(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("math-*.woff2"):
        old.unlink()


def _write_style(names: list[str], of_second: list[str], root: Path, folder: Path) -> None:
    """Write the style sheet that names these files, the second for some letters alone, and the licence."""
    faces = [f"src: url('{name}') format('woff2'); font-display: swap;" for name in names]
    styles = (root / STYLE_SHEET).read_text(encoding="utf-8")
    replaced, places = SOURCE.subn(faces[0], styles)
    if places != 1:
        raise RuntimeError(f"{STYLE_SHEET}: expected one place that names STIXTwoMath.woff2, found {places}")
    for face in faces[1:]:
        ranges = ", ".join(f"U+{ord(letter):X}" for letter in of_second)
        replaced += f"\n@font-face {{ font-family: {FAMILY}; {face} unicode-range: {ranges}; }}\n"
    (folder / "math-licence.txt").write_bytes((root / LICENCE).read_bytes())
    (folder / MATH_STYLE).write_text(replaced, encoding="utf-8")


def _digest_of_font(root: Path) -> str:
    return hashlib.sha256(f"{FONT_FEATURES}".encode() + (root / FONT).read_bytes()).hexdigest()


def _write_cut(wanted: Iterable[str], root: Path, folder: Path, shelf: Shelf) -> str:
    """Write a file with these glyphs; its name carries a digest of what is in it, so that it can be kept for ever."""
    letters = "".join(sorted(wanted))
    digest = hashlib.sha256(f"{letters}{FONT_FEATURES}".encode() + (root / FONT).read_bytes()).hexdigest()[:8]
    name = f"math-{digest}.woff2"
    (folder / name).write_bytes(b64decode(shelf.get(letters, lambda: b64encode(_cut(letters, root)).decode())))
    return name


def font_version(root: Path) -> str:
    """The version of the font that is installed."""
    version: str = json.loads((root / FONT_PACKAGE).read_text(encoding="utf-8"))["version"]
    return version


@cache
def _known(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _cut(letters: str, root: Path) -> bytes:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FONT_FEATURES
    options.hinting = False
    options.recalc_timestamp = False
    font = subset.load_font(root / FONT, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()
