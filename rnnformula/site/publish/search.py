"""The search index, one a language: a reader finds pages of their own language only, and pays for no other.

An entry is a section of a page: its address, its title, its text in paragraphs, a line each, and its code and what
that printed. The first also has what else the script that searches needs to know of the language;
``docs/assets/search/`` has that script.
"""

from __future__ import annotations

import json
import re
from functools import partial
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rnnformula.facts.families import FAMILIES
from rnnformula.language import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rnnformula.language.prose import Prose
    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.publish.generator import MkDocsConfig

SEARCH_INDEX = "search/search_index.json"
#: What the theme's search puts between Chinese words; the script that searches needs none.
BETWEEN_WORDS = "\u200b"
#: A framework by its name and as code calls it.
FRAMEWORK_NAMES = ["PyTorch", "torch", "nn"]
PARAGRAPH_END = re.compile("</p>|</pre>")
CODE_PARTS = re.compile("<pre>.*?</pre>")
ANY_TAG = re.compile("<[^>]*>")


def divide_index(config: MkDocsConfig, site: Path, terms: Iterable[GlossaryTerm]) -> None:
    """Make the entries of the language that was just built what is searched, in an index below its home page.

    static-i18n collects the entries of all languages and has them written in the end as one; those
    of another language than the default are taken away before it can.
    """
    search: Any = config.plugins["material/search"]
    i18n: Any = config.plugins["i18n"]
    lang = i18n.current_language
    home = "" if lang == i18n.default_language else f"{lang}/"
    entries = search.search_index.entries
    entries[:] = [{**entry, "location": entry["location"].removeprefix(home)} for entry in sections(entries)]
    if entries:
        entries[0]["language"] = searched_words(lang, terms)
    if not home:
        return
    index = json.loads(search.search_index.generate_search_index(None))
    file = site / lang / SEARCH_INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    entries.clear()


def sections(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the theme's search as plain text; that of a page has what stands below its title."""
    plain: list[dict[str, Any]] = []
    for page, of_page in groupby(entries, lambda entry: entry["location"].partition("#")[0]):
        first, *others = map(_plain_entry, of_page)
        if others and others[0]["title"] == first["title"]:
            same = others.pop(0)
            first |= {part: "\n".join(filter(None, (first[part], same[part]))) for part in ("text", "code")}
        first["location"] = page
        plain += [first, *others]
    return plain


def _plain_entry(entry: dict[str, Any]) -> dict[str, Any]:
    text = entry["text"]
    code = "".join(CODE_PARTS.findall(text))
    return {**entry, "title": _plain(entry["title"]), "text": _plain(CODE_PARTS.sub("", text)), "code": _plain(code)}


def _plain(html: str) -> str:
    text = ANY_TAG.sub("", PARAGRAPH_END.sub("\n", html.replace(BETWEEN_WORDS, "")))
    return unescape(text).strip()


def searched_words(lang: str, terms: Iterable[GlossaryTerm]) -> dict[str, Any]:
    """What the script that searches is told of a language: words to pass over, words that ask, words for one thing.

    And of layers their names, in code and in a summary.
    """
    language = LANGUAGES[lang]
    prose = language.prose()
    return {
        "passed": prose.passed_over.split(),
        "asking": prose.asking.split(),
        "same": [
            words for words in (*map(partial(_same, lang), terms), *_numbers(prose), FRAMEWORK_NAMES) if len(words) > 1
        ],
        "layers": [[family.name, family.key] for family in FAMILIES.values()],
        "explain": language.words["search_explain"],
    }


def _same(lang: str, term: GlossaryTerm) -> list[str]:
    """The agreed word, then what else readers call it, or what they would call it in another language."""
    words = [term.word_in(lang), *term.names]
    called = term.words[DEFAULT].lower()
    words += [name for name in FAMILIES if called == f"{name.lower()} layer"]
    for code in dict.fromkeys([lang, *term.words, *term.also, *term.never]):
        refused = (never.wording for never in term.never.get(code, ()))
        words += [*term.also.get(code, ()), *refused, term.word_in(code)]
    return list(dict.fromkeys(word.lower() for word in words))


def _numbers(prose: Prose) -> list[list[str]]:
    """Each number with the words for it."""
    by_number = groupby(sorted(prose.numbers, key=prose.numbers.__getitem__), prose.numbers.__getitem__)
    return [[str(number), *words] for number, words in by_number]
