"""The search index, one a language: a reader finds pages of their own language only, and pays for no other."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

import jieba

from rnnformula.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.publish.generator import MkDocsConfig

INDEX = "search/search_index.json"
CODE_END = "</code></pre>"
#: What has marks inside that the index does not keep.
FLAT = re.compile(
    r"(?P<start><(?:math|svg)\b[^>]*>|<pre[^>]*><code[^>]*>|<pre[^>]*><span></span><code[^>]*>)"
    rf"(?P<inside>.*?)(?P<end></math>|</svg>|{CODE_END})",
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")
#: How much more a section counts whose heading is an agreed term.
BOOST = 4


def teach_words(terms: list[GlossaryTerm]) -> None:
    """Have text without blanks divided so that each agreed term is one word, which a reader may look for.

    Raises:
        KeyError: a language asks for a segmenter that there is none of.
    """
    for code, language in LANGUAGES.items():
        if segmenter := language.prose().segmenter:
            SEGMENTERS[segmenter](term.words[code] for term in terms)


def _teach_jieba(words: Iterable[str]) -> None:
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    for word in words:
        jieba.add_word(word)


#: Segmenter -> what teaches it words. The theme's search has all text divided by jieba where it has Chinese characters.
SEGMENTERS: dict[str, Callable[[Iterable[str]], None]] = {"jieba": _teach_jieba}


def divide_index(config: MkDocsConfig, site: Path, terms: Iterable[GlossaryTerm]) -> None:
    """Move the entries of the language that was just built into an index below its home page.

    static-i18n collects the entries of all languages and has them written in the end as one; those
    of another language than the default are taken away before it can.
    """
    search: Any = config.plugins["material/search"]
    i18n: Any = config.plugins["i18n"]
    lang = i18n.current_language
    if lang == i18n.default_language:
        return
    index = json.loads(search.search_index.generate_search_index(None))
    named = {term.words[lang] for term in terms}
    for entry in index["docs"]:
        entry["location"] = entry["location"].removeprefix(f"{lang}/")
        # The browser also looks for parts of a Chinese word: 循环 in titles would bury the sections on 循环核.
        if entry["title"].replace("\u200b", "") in named:
            entry["boost"] = BOOST
    file = site / lang / INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    search.search_index.entries.clear()


def flatten(page: str) -> str:
    """The HTML of a page for the index: the same text and tags that it keeps, without what it would only skip.

    The theme's reader takes half of a build to walk through the marks of formulas, figures and coloured code.
    """

    def text(found: re.Match[str]) -> str:
        bare = TAG.sub("", found["inside"])
        return found["start"] + (bare if found["end"] == CODE_END else " ".join(bare.split())) + found["end"]

    return FLAT.sub(text, page)
