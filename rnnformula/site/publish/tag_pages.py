"""The page of each tag, ``t/TAG/``, the list of all, and pages where former addresses lead on; none needs a script."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from rnnformula.citing.plain_formulas import with_plain_formulas, without_marks
from rnnformula.citing.tag_records import in_language
from rnnformula.language import DEFAULT, LANGUAGES, language_of, words
from rnnformula.language.saying import phrase
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.citations import CHECKED_WITH
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.released import stated_before
from rnnformula.site.kept.files import write_whole
from rnnformula.site.publish.edit_links import repository_of
from rnnformula.site.tags.witnessing import BY_FRAMEWORK, BY_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.published_ids import PublishedId
    from rnnformula.site.tags.tag_statements import TagStatement
    from rnnformula.site.tags.witnessing import Witness

#: Below what tags have their pages.
TAGS_FOLDER = "t/"
TEMPLATES = "docs/theme"
#: The issue form that is opened with the tag filled in, below the address of the repository.
FORM_OF_TAGS = "wrong_statement.yml"
#: How many links, or things that a witness looked at, are shown at once; the rest is folded.
LINKS_SHOWN = 6
#: Code in a sentence.
CODE_MARKS = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class TagPages:
    """What the pages of tags are written from; ``versions`` are those of this build, ``preview`` says that it ran
    nothing.
    """

    book: Book
    statements: Sequence[TagStatement]
    versions: Mapping[str, str]
    preview: bool

    def write(self, site: Path, protect: Callable[[str], str]) -> list[str]:
        """Write all pages below a site, each protected; returns their names."""
        written = []
        for name, html in self._pages():
            write_whole(site / name / "index.html", protect(html))
            written.append(name)
        return written

    def _pages(self) -> Iterator[tuple[str, str]]:
        yield TAGS_FOLDER, self._render("tags.html", TAGS_FOLDER, views=self._lists())
        for statement in self.statements:
            here = tag_address(statement.entry)
            yield here, self._tag_page(statement, here)
        yield from self._moved_pages()

    def _render(self, template: str, here: str, **values: Any) -> str:
        settings = self.book.settings.values
        root = relative_address("", here)
        return self._environment.get_template(template).render(
            root="./" if root == "." else f"{root.rstrip('/')}/",
            index="",
            site_name=settings["site_name"],
            favicon=settings["theme"]["favicon"],
            shown_first=LINKS_SHOWN,
            default_language=LANGUAGES[DEFAULT],
            **values,
        )

    @cached_property
    def _environment(self) -> Environment:
        loader = FileSystemLoader(str(self.book.root / TEMPLATES))
        return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    @cached_property
    def _pages_by_path(self) -> dict[tuple[str, str], Page]:
        return {(page.path, page.lang): page for page in self.book.pages}

    @cached_property
    def _by_tag(self) -> dict[str, TagStatement]:
        return {statement.entry.tag: statement for statement in self.statements}

    def _lists(self) -> list[dict[str, Any]]:
        views = []
        for lang, language in LANGUAGES.items():
            pages: dict[str, dict[str, Any]] = {}
            for entry in self.book.published_ids:
                page = self._pages_by_path.get((entry.page, lang))
                listed = pages.setdefault(entry.page, {"title": page.title if page else entry.page, "tags": []})
                listed["tags"].append({"tag": entry.tag, "title": entry.title_in(lang)})
            views.append(
                {"lang": lang, "direction": language.direction, "words": language.words, "pages": list(pages.values())}
            )
        return views

    def _tag_page(self, statement: TagStatement, here: str) -> str:
        entry = statement.entry
        languages = [lang for lang in LANGUAGES if (entry.page, lang) in self._pages_by_path]
        places = {} if entry.retired else {lang: self._place(entry, lang, here) for lang in languages}
        canonical = self.book.settings.site_url + self._address(entry, DEFAULT) if DEFAULT in places else ""
        views = [self._view(statement, lang, places.get(lang, ""), here) for lang in LANGUAGES]
        return self._render("tag.html", here, tag=entry.tag, views=views, leads=places, canonical=canonical)

    def _address(self, entry: PublishedId, lang: str) -> str:
        return f"{self._pages_by_path[entry.page, lang].address}#{entry.id}"

    def _place(self, entry: PublishedId, lang: str, here: str) -> str:
        return _relative(self._address(entry, lang), here)

    def _view(self, statement: TagStatement, lang: str, address: str, here: str) -> dict[str, Any]:
        entry, language = statement.entry, LANGUAGES[lang]
        label = words(lang)
        view: dict[str, Any] = {"lang": lang, "direction": language.direction, "words": label, "address": address}
        view |= {"title": entry.title_in(lang), "history": self._history(entry, lang)}
        view["wrong"] = self._issue(entry)
        if entry.retired:
            see = self._by_tag.get(entry.retired.see)
            return view | {
                "retired": label["tag_retired_in"].format(version=entry.retired.version),
                "why": in_language(entry.retired.why, lang),
                "see": see and self._link(see, lang, here),
            }
        return view | {
            "statement": _marked(in_language(statement.sentences, lang)),
            "formulas": list(_formulas(statement, lang)),
            "witnesses": [self._witness(witness, lang, here) for witness in statement.witnesses],
            "graph": [
                (label["tag_rests_on"], [self._link(self._by_tag[tag], lang, here) for tag in statement.rests_on]),
                ("", []),
                (label["tag_used_by"], [self._link(self._by_tag[tag], lang, here) for tag in statement.used_by]),
            ],
        }

    def _link(self, statement: TagStatement, lang: str, here: str) -> dict[str, str]:
        """A link to the page of another tag, with how many rest on that."""
        number = len(statement.used_by)
        return {
            "address": _relative(f"{tag_address(statement.entry)}#{lang}", here),
            "title": statement.entry.title_in(lang),
            "more": words(lang)["tag_more"].format(n=number) if number else "",
        }

    def _witness(self, witness: Witness, lang: str, here: str) -> dict[str, Any]:
        label = words(lang)
        is_recorded = self.preview and witness.kind == BY_FRAMEWORK
        ran = (f"{TITLES[name]} {self.versions[name]}" for name in CHECKED_WITH if name in self.versions)
        versions = label["comma"].join(ran)
        result = label[f"witness_{witness.kind}{'_recorded' if is_recorded else ''}"].format(versions=versions)
        return {
            "name": label[f"witness_{witness.kind}_name"],
            "result": result,
            "number": label["witness_things"].format(n=len(witness.names)),
            "things": [_thing(name, witness.kind, here) for name in witness.names] if witness.kind != BY_TEXT else [],
        }

    def _history(self, entry: PublishedId, lang: str) -> list[str]:
        label = words(lang)
        lines = [label["tag_since"].format(version=entry.since) if entry.since else label["tag_unreleased"]]
        now = self._by_tag[entry.tag].sentences.get(lang, "") if entry.tag in self._by_tag else ""
        for version, sentences in stated_before(self.book.releases, entry.tag):
            if (before := sentences.get(lang, "")) != now and before:
                lines.append(label["tag_stated"].format(version=version, sentence=without_marks(before)))
        return lines + [label["tag_former"].format(address=address) for address in entry.former]

    def _issue(self, entry: PublishedId) -> str:
        """The address of an issue form with the tag filled in; empty where the repository has no address."""
        repository = repository_of(self.book)
        query = urlencode({"template": FORM_OF_TAGS, "title": f"{entry.tag}: ", "tag": f"{entry.tag} ({entry.id})"})
        return f"{repository}/issues/new?{query}" if repository else ""

    def _moved_pages(self) -> Iterator[tuple[str, str]]:
        """A page in each language where a page was that has another address now."""
        for old, new in former_pages(self.book.published_ids).items():
            for lang in LANGUAGES:
                page = self._pages_by_path.get((new, lang))
                if not page or (old, lang) in self._pages_by_path:
                    continue
                here = address_of(old, lang)
                moved = {
                    name: self._place(entry, lang, here)
                    for entry in self.book.published_ids
                    for path, _, name in (former.partition("#") for former in entry.former)
                    if path == old and name and not entry.retired
                }
                address = relative_address(page.address, here)
                canonical = self.book.settings.site_url + page.address
                yield here, self._render(
                    "moved.html", here, title=page.title, lang=lang, words=words(lang), address=address, moved=moved,
                    canonical=canonical,
                )  # fmt: skip


def tag_address(entry: PublishedId) -> str:
    """The address of the page of a tag."""
    return f"{TAGS_FOLDER}{entry.tag}/"


def address_of(path: str, lang: str) -> str:
    """The address that a page of this path has, or had."""
    parts = ([] if lang == DEFAULT else [lang]) + path.removesuffix(".md").split("/")
    return "".join(f"{part}/" for part in parts if part != "index")


def former_pages(entries: Sequence[PublishedId]) -> dict[str, str]:
    """The paths of pages that were renamed -> where each is now."""
    return {
        former: entry.page for entry in entries for former in entry.former if entry.kind == "page" and "#" not in former
    }


def _marked(sentence: str) -> Markup:
    """A sentence in Markdown as HTML, its formulas as text."""
    pieces = CODE_MARKS.split(with_plain_formulas(sentence, code=False))
    return Markup().join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


def _relative(target: str, here: str) -> str:
    """An address with a fragment, as the page at ``here`` writes it."""
    page, _, name = target.partition("#")
    return f"{relative_address(page, here)}#{name}"


def _formulas(statement: TagStatement, lang: str) -> Iterator[tuple[str, str]]:
    formula, example = statement.formula, statement.example
    if formula:
        if formula.text:
            yield words(lang)["tag_formula"], formula.text
        yield "TeX", formula.tex
        if formula.python:
            yield "Python", formula.python
    if example:
        yield phrase(example.named, language_of(lang)), example.text


def _thing(name: str, kind: str, here: str) -> dict[str, str]:
    """What a witness looked at; a snippet is a file that the site publishes."""
    if kind == BY_FRAMEWORK and name.endswith(".py"):
        return {"text": name, "address": posixpath.join(relative_address("snippets", here), name)}
    return {"text": with_plain_formulas(name, code=False), "address": ""}
