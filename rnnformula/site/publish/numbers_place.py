"""Figures of formulas, tables of models -> elements in which a reader changes them; see docs/assets/numbers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.explaining.places import PLACES
from rnnformula.language import DEFAULT
from rnnformula.reading.layers import read_layer
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.known import read_written_layer
from rnnformula.site.book.sources import NUMBERS_FOLDER
from rnnformula.site.kept.node import run_script
from rnnformula.site.publish.browser_engine import ASKED, ASKED_PLACE, fragment
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rnnformula import Tally
    from rnnformula.site.book.sources import Sources
    from rnnformula.site.examples.examining import Examples
    from rnnformula.site.kept.shelf import Shelf
    from rnnformula.site.publish.generator import Page as BuiltPage

#: How any figure begins.
ANY_FIGURE = '<figure class="figure figure-'
#: How the box begins that a page may have, whose answers are elements too.
BEGIN_OF_BOX = '<div class="explain'
MAKER = Path(__file__).with_suffix(".mjs")
#: A figure of a formula in a page, and what it was asked for.
FIGURE = re.compile(r'<figure class="figure figure-formula" data-of="([^"]*)">.*?</figure>', re.DOTALL)
#: The table of a model in its box, and what was asked for. On a page with the box of answers a reader may change it.
MODEL = re.compile(r'<div class="scroll"[^>]*><table data-model="([^"]*)".*?</table></div>', re.DOTALL)


@dataclass(frozen=True)
class Numbers:
    """What elements need besides the page.

    ``scripts`` are what they run in each language, below assets/, ``known`` are the layers that Keras was compared on,
    ``citation`` is how a figure is cited in a language, and with what editions.
    """

    scripts: Mapping[str, str]
    known: tuple[str, ...]
    site_url: str
    citation: Callable[[str], dict[str, str]]
    shelf: Shelf

    def put(self, content: str, built: BuiltPage) -> str:
        """The HTML of a page, each figure of a formula in an element with fields; without one the page is as it was."""
        figures = [html.unescape(of) for of in FIGURE.findall(content)]
        if ANY_FIGURE not in content and BEGIN_OF_BOX not in content:
            return content
        lang: str = built.file.locale  # type: ignore[attr-defined]  # set by static-i18n
        layers = derived_at(built.url.removeprefix(prefix_of(lang)))
        models = [html.unescape(of) for of in MODEL.findall(content)] if BEGIN_OF_BOX in content else []
        tasks: list[dict[str, Any]] = [
            {
                "of": of,
                "id": f"__n{number}",
                "layers": layers,
                "derivation": self._derivation(of, layers, lang, built.url),
            }
            for number, of in enumerate([*figures, *models], 1)
        ]
        if ASKED_PLACE in content:
            tasks += [{"ask": ask, "id": f"__a{number}"} for number, ask in enumerate(ASKED, 1)]
        elements = iter(self._elements(tasks, lang) if tasks else [])
        content = FIGURE.sub(lambda figure: self._element(figure[0], next(elements)), content)
        if models:
            content = MODEL.sub(lambda table: self._model(table, next(elements)), content)
        answers = "".join(map(self._answer, elements))
        return content.replace(ASKED_PLACE, answers, 1) + self._settings(
            lang, built.url, layers, bool(figures), BEGIN_OF_BOX in content
        )

    def _derivation(self, of: str, layers: list[str], lang: str, here: str) -> str:
        """Where the layer of a figure is derived, as the page writes it; empty where that is the page itself."""
        place = PLACES.get(of.partition("layer=")[2].partition("&")[0], "")
        return relative_address(prefix_of(lang) + place, here) if place and not layers else ""

    def _elements(self, tasks: list[dict[str, Any]], lang: str) -> list[dict[str, str]]:
        question = {"tasks": tasks, "words": words_for(lang), "known": self.known, "facts": facts()}
        elements: list[dict[str, str]] = json.loads(
            self.shelf.get(question, lambda: run_script(MAKER, json.dumps(question, ensure_ascii=False)))
        )
        return elements

    def _element(self, figure: str, frame: Mapping[str, str]) -> str:
        return (
            f'<div class="numbers" data-number="{frame["id"]}">{figure}'
            f'<div class="numbers-costs" data-search-exclude>{frame["costs"]}</div>'
            f'<div class="numbers-side" data-search-exclude>{frame["fields"]}{frame["tools"]}</div>'
            f"{frame['folds']}</div>"
        )

    def _answer(self, answer: Mapping[str, str]) -> str:
        name = html.escape(fragment(answer["ask"]).removeprefix("#"))
        head = f'class="asked" id="{name}" aria-labelledby="{answer["id"]}-title" data-search-exclude'
        return f"<section {head}>{answer['answer']}</section>"

    def _model(self, table: re.Match[str], frame: Mapping[str, str]) -> str:
        """The element in which the model is built, and behind it the table, for those who run no scripts."""
        return (
            f'<div class="model" data-number="{frame["id"]}" data-of="{table[1]}" data-search-exclude>{frame["model"]}'
            f"</div>{table[0]}"
        )

    def _settings(self, lang: str, here: str, layers: list[str], has_elements: bool, has_box: bool) -> str:
        settings = {
            "script": relative_address(f"assets/{self.scripts[lang]}", here),
            "home": relative_address(prefix_of(lang), here),
            "layers": layers,
            "known": [of for of in self.known if has_box or (has_elements and _speaks_of(of, layers))],
            "isCompared": bool(self.known),
            "site": self.site_url + prefix_of(lang),
            **self.citation(lang),
        }
        written = json.dumps(settings, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
        return f'<script type="application/json" class="numbers-settings">{written}</script>'


def prefix_of(lang: str) -> str:
    """How the addresses of a language begin, below that of the site."""
    return "" if lang == DEFAULT else f"{lang}/"


def derived_at(address: str) -> list[str]:
    """The layers that the page of this address derives, below its language; none where it speaks of any."""
    return [layer for layer, place in PLACES.items() if place.partition("#")[0] == address]


def frame_surroundings(sources: Sources) -> list[str]:
    """What the frames of elements depend on besides the pages: the modules that make them."""
    return [sources.texts[f"{NUMBERS_FOLDER}/{name}"] for name in sources.inside(NUMBERS_FOLDER)]


def known_to_keras(examples: Examples) -> tuple[str, ...]:
    """The layers that formula and Keras agreed on in this build, as the fragment of an address asks for them."""
    return tuple(dict.fromkeys(_asked(read_written_layer(layer)) for layer in _compared(examples)))


def _compared(examples: Examples) -> Iterable[str]:
    return (comparison.compared.layer for comparison in examples.comparisons)


def _speaks_of(of: str, layers: list[str]) -> bool:
    """Whether what an address asks for is about one of these layers; about any where none is named."""
    return not layers or any(re.search(rf"\b{re.escape(layer)}\b", of) for layer in layers)


def _asked(counted: Tally) -> str:
    usual = read_layer(counted.layer).family.choices
    options = {name: value for name, value in counted.options.items() if value != usual.get(name)}
    pairs = {"layer": counted.layer, **counted.sizes, **options}
    return "&".join(f"{name}={value}" for name, value in pairs.items())
