"""The scripts of the theme and of this project: no other may be published, and none but these is authorised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message
from rnnformula.site.publish.page_content import SHOWN_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THEME = "material"
#: Where templates and scripts come from, below the project and below the theme.
OWN_TEMPLATES, OWN_SCRIPTS = "docs/theme", "docs/assets"
THEME_TEMPLATES = "templates"
SCRIPT_FILES = (".js", ".mjs")
#: The only one that is published at the root of the site.
OFFLINE = "offline.js"
#: Where the files of the engine and of formulas are made and published.
MADE, ASSETS_FOLDER = ".cache/assets", "assets"

SCRIPT, SCRIPT_END = "<script", "</script>"
#: The types of what only lies in a page and is no script: data for its scripts, and what it says of itself.
DATA_TYPE, GRAPH_TYPE = "application/json", "application/ld+json"
#: What a template fills in, and what it does otherwise.
FILLED_IN = re.compile(r"\{\{.*?\}\}")
OTHER_TAG = re.compile(r"\{[%#]")
#: All that is filled into a script of ours: the way from a page to the root of the site.
WAY_UP = r"\.{1,2}(?:/\.\.)*"
#: How the address of a file of the site begins, as a page writes it.
UPWARDS = re.compile(r"(?:\.\.?/)*")


class Script(HTMLParser):
    """Reads one script element: its attributes, of two of the same name the first, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.code = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes."""
        for name, value in attrs:
            self.attributes.setdefault(name, value)

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.code += data

    @property
    def is_data(self) -> bool:
        """Whether it only lies in the page."""
        return self.attributes.get("type") == DATA_TYPE and "src" not in self.attributes

    @property
    def is_graph(self) -> bool:
        """Whether it says something of the page to programs."""
        return self.attributes.get("type") == GRAPH_TYPE and "src" not in self.attributes

    @property
    def is_inline(self) -> bool:
        """Whether its text is code that runs."""
        return not (self.is_data or self.is_graph) and "src" not in self.attributes


def scripts_in(page: str) -> Iterator[Script]:
    """The scripts of a page; to read all of its other tags would take a tenth of a build.

    One that has no end reaches to the end of the page.
    """
    lower = page.lower()
    start = lower.find(SCRIPT)
    while start != -1:
        end = lower.find(SCRIPT_END, start)
        end = len(page) if end == -1 else end + len(SCRIPT_END)
        yield Script(page[start:end])
        start = lower.find(SCRIPT, end)


@dataclass(frozen=True)
class OwnScripts:
    """``inline`` matches the code of each inline script of the templates; ``files`` are files by their addresses.

    ``home`` is the path of the home page: the page that hosts send at any depth has addresses that begin with it.
    ``graphs`` are those that the build wrote, one a page.
    """

    inline: tuple[re.Pattern[str], ...]
    files: dict[str, Path]
    home: str = "/"
    graphs: set[str] = field(default_factory=set)

    def fault_of(self, script: Script) -> str:
        """What is wrong with a script of a page, empty where nothing is."""
        if script.is_data:
            return ""
        if script.is_graph:
            return "" if script.code in self.graphs else Message("JSON-LD that the build did not write")
        if script.is_inline:
            known = any(pattern.fullmatch(script.code) for pattern in self.inline)
            shown = script.code.strip()[:SHOWN_LENGTH]
        else:
            shown = script.attributes["src"] or ""
            address = UPWARDS.sub("", shown.removeprefix(self.home), count=1)
            known = address in self.files and not script.code.strip()
        return (
            ""
            if known
            else Message(
                "script {shown!r}: expected none but those of the theme, docs/theme and docs/assets", shown=shown
            )
        )


def theme_folder() -> Path:
    """Where the theme is installed.

    Raises:
        LookupError: it is not.
    """
    spec = find_spec(THEME)
    folder = spec and next(iter(spec.submodule_search_locations or []), None)
    if not folder:
        raise LookupError(f"expected the theme {THEME!r} to be installed")
    return Path(folder)


def find_own_scripts(root: Path, engine: Iterable[str] = (), home: str = "/") -> OwnScripts:
    """The scripts of the theme as it is installed, and of the project; ``engine`` are files below ``.cache/assets``.

    Read from their own folders, so that nothing that a plugin adds or a page holds is among them.

    Raises:
        LookupError: the theme is not installed.
    """
    templates = theme_folder() / THEME_TEMPLATES
    inline = [*_inline_scripts(templates), *_inline_scripts(root / OWN_TEMPLATES)]
    files = {
        f"{ASSETS_FOLDER}/{file.relative_to(folder).as_posix()}": file
        for folder in (templates / ASSETS_FOLDER, root / OWN_SCRIPTS)
        for file in folder.rglob("*")
        if file.suffix in SCRIPT_FILES
    }
    files[OFFLINE] = root / OWN_SCRIPTS / OFFLINE
    files |= {f"{ASSETS_FOLDER}/{name}": root / MADE / name for name in engine if name.endswith(SCRIPT_FILES)}
    return OwnScripts(tuple(dict.fromkeys(inline)), files, home)


def _inline_scripts(folder: Path) -> Iterator[re.Pattern[str]]:
    """What the inline scripts of templates become. A template that decides inside a script has none that is known."""
    for file in sorted(folder.rglob("*.html")):
        for script in scripts_in(file.read_text(encoding="utf-8")):
            if script.is_inline and not OTHER_TAG.search(script.code):
                yield re.compile(WAY_UP.join(map(re.escape, FILLED_IN.split(script.code))), re.DOTALL)
