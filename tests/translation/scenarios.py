"""The scenarios: edits of each kind on each page, and histories that are told once.

What is an edit of one text is made for every page; what is a way of working is told on one page, or on two where no
text can tell the truth, and where it works alike for every kind of edit, on the pages in turn.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path

from tests.languages import CHINESE, ENGLISH
from tests.translation.cosmetic import COSMETIC
from tests.translation.histories import TOLD, Commit, Needed, Scenario, Step, Synchronise, file_of, sections
from tests.translation.losses import LOSSES, moved_section, suffering

PAGES = Path(__file__).with_name("pages")
#: Kinds of edits that a translation gets by a slip of the hand, with the same structure as before.
SLIPS = (
    "negation",
    "term",
    "digit",
    "number word",
    "formula",
    "code line",
    "code comment",
    "inline code",
    "link target",
    "table cell",
)
#: Kinds that are masked by an edit of the translation that has nothing to do with them.
MASKED = ("sentence changed", "sentence added", "item added", "section added", "digit", "code line")
#: A slip of the pen in each language: what is right, and what stood there.
TYPOS = {ENGLISH: ("layer", "layre"), CHINESE: ("单元", "但元")}
#: Better words that say the same, by language and page.
BETTER = {
    ENGLISH: ("What comes out is used by the next layer.", "The next layer uses what comes out."),
    CHINESE: ("偏置只加一次。", "偏置只需加一次。"),
}


@dataclass(frozen=True)
class Edit:
    """An edit that changes what a section says, in each language, and what another person made of it instead."""

    kind: str
    page: str
    section: str
    texts: dict[str, tuple[str, str]]
    other: tuple[str, str] | None = None

    def made(self, text: str, lang: str) -> str:
        """The text with the edit."""
        return replaced(text, *self.texts[lang])


def replaced(text: str, old: str, new: str) -> str:
    """The text with another one in the place of one that stands there once."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


@cache
def page_texts(page: str) -> dict[str, str]:
    """The text of a page in each language."""
    return {lang: PAGES.joinpath(lang, page).read_text("utf-8") for lang in TOLD}


@cache
def edits() -> dict[str, dict[str, Edit]]:
    """All edits, by kind and page."""
    by_kind: dict[str, dict[str, Edit]] = {}
    for table in tomllib.loads(PAGES.joinpath("edits.toml").read_text("utf-8"))["edit"]:
        texts = {lang: tuple(table.pop(lang)) for lang in TOLD}
        other = table.pop("other", None)
        edit = Edit(texts=texts, other=other and tuple(other), **table)
        by_kind.setdefault(edit.kind, {})[edit.page] = edit
    return by_kind


def page_names() -> list[str]:
    """The names of the pages."""
    return sorted(path.name for path in PAGES.joinpath(TOLD[0]).glob("*.md"))


class Telling:
    """A history while it is told: the texts of one page as they stand, and the steps so far."""

    def __init__(self, page: str, texts: dict[str, str] | None = None) -> None:
        self.page = page
        self.texts = dict(texts or page_texts(page))
        self.steps: list[Step] = []
        self.write("Add the page", **self.texts)
        self.synchronise()

    def write(self, message: str, **texts: str | None) -> None:
        """Commit the page in these languages."""
        self.texts |= {lang: text for lang, text in texts.items() if text is not None}
        self.steps.append(Commit({file_of(self.page, lang): text for lang, text in texts.items()}, message))

    def edit(self, edit: Edit, *langs: str) -> None:
        """Commit an edit in these languages together."""
        self.write(f"Edit: {edit.kind}", **{lang: edit.made(self.texts[lang], lang) for lang in langs})

    def replace(self, message: str, lang: str, old: str, new: str) -> None:
        """Commit another text in the place of one that may stand more than once."""
        assert old in self.texts[lang]
        self.write(message, **{lang: self.texts[lang].replace(old, new, 1)})

    def synchronise(self, *names: str) -> None:
        """Say that these sections say the same now, or the page."""
        self.steps.append(Synchronise(self.page, names))

    def end(self, family: str, kind: str, *needed: tuple[str, str]) -> Scenario:
        """The scenario, with the languages and sections that need work."""
        needs = frozenset(Needed(self.page, *need) for need in needed)
        return Scenario(family, kind, self.page, tuple(self.steps), needs)


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All scenarios, in order."""
    made = (
        _cosmetic,
        _same_moves,
        _real,
        _masked,
        _losses,
        _slips,
        _apart,
        _other_leads,
        _done,
        _given_up,
        _typos,
        _pages,
        _told,
    )
    return tuple(scenario for make in made for scenario in make())


def _cosmetic() -> Iterator[Scenario]:
    pages = cycle(page_names())
    for lang in TOLD:
        for kind, edit in COSMETIC[lang].items():
            for page in page_names() if lang == ENGLISH else [next(pages)]:
                telling = Telling(page)
                telling.write(f"Format: {kind}", **{lang: edit(telling.texts[lang])})
                yield telling.end("cosmetic" if lang == ENGLISH else "cosmetic, in the translation", kind)


def _same_moves() -> Iterator[Scenario]:
    for page in page_names():
        moved = {lang: moved_section(text) for lang, text in page_texts(page).items()}
        telling = Telling(page)
        telling.write("Move a section", **moved)
        yield telling.end("moved", "section, in both")
        for lang, kind in zip(TOLD, ("section, in the source", "section, in the translation"), strict=True):
            telling = Telling(page)
            telling.write("Move a section", **{lang: moved[lang]})
            behind = next(other for other in TOLD if other != lang)
            yield telling.end("moved", kind, (behind, list(sections(moved[lang]))[-2]))
        telling = Telling(page)
        new = page.replace(".md", "_explained.md")
        files = {file_of(page, lang): None for lang in TOLD} | {
            file_of(new, lang): text for lang, text in telling.texts.items()
        }
        telling.steps.append(Commit(files, "Rename the page", {page: new}))
        telling.page = new
        yield telling.end("moved", "page, in both")
    telling = Telling(page_names()[0])
    for lang in TOLD:
        telling.write("Move a section", **{lang: moved_section(telling.texts[lang])})
    yield telling.end("moved", "section, in one and then in the other")


def _real() -> Iterator[Scenario]:
    for kind, by_page in edits().items():
        for edit in by_page.values():
            telling = Telling(edit.page)
            telling.edit(edit, ENGLISH)
            yield telling.end("real", kind, (CHINESE, edit.section))
    for page in page_names():
        telling = Telling(page)
        combined = [edits()[kind][page] for kind in ("paragraph rewritten", "heading renamed", "item added")]
        for edit in combined:
            telling.edit(edit, ENGLISH)
        yield telling.end("real", "combined", *((CHINESE, edit.section) for edit in combined))
    edit = edits()["digit"][page_names()[0]]
    telling = Telling(edit.page)
    text = COSMETIC[ENGLISH]["wrapped lines"](edit.made(telling.texts[ENGLISH], ENGLISH))
    telling.write("Edit: digit, and wrap", **{ENGLISH: text})
    yield telling.end("real", "digit, among wrapped lines", (CHINESE, edit.section))


def _mend_typo(telling: Telling, lang: str) -> None:
    telling.replace("Fix typo", lang, *reversed(TYPOS[lang]))


def _with_typo(page: str, lang: str) -> dict[str, str]:
    texts = page_texts(page)
    right, wrong = TYPOS[lang]
    before, found, behind = texts[lang].partition(right)
    assert found
    return texts | {lang: before + wrong + behind}


def _masked() -> Iterator[Scenario]:
    for page in page_names():
        for kind in MASKED:
            edit = edits()[kind][page]
            telling = Telling(page, _with_typo(page, CHINESE))
            telling.edit(edit, ENGLISH)
            _mend_typo(telling, CHINESE)
            yield telling.end("masked", kind, (CHINESE, edit.section))
        several = [edits()[kind][page] for kind in ("sentence removed", "number word", "item removed")]
        telling = Telling(page, _with_typo(page, CHINESE))
        for edit in several:
            telling.edit(edit, ENGLISH)
        _mend_typo(telling, CHINESE)
        telling.replace("Use better words", CHINESE, *BETTER_WORDS[page])
        yield telling.end("masked", "several commits", *((CHINESE, edit.section) for edit in several))
        edit = edits()["formula"][page]
        telling = Telling(page)
        telling.edit(edit, ENGLISH)
        telling.write("Format", **{CHINESE: telling.texts[CHINESE] + "\n"})
        yield telling.end("masked", "touched file", (CHINESE, edit.section))


#: Page -> better words of the translation that say the same.
BETTER_WORDS = {
    "answers.md": ("按顺序问自己：", "依次问自己："),
    "batch.md": ("依次试试：", "逐项试试："),
    "gates.md": ("照这样做：", "照下面做："),
    "kernel.md": ("按这个顺序排：", "按下面的顺序排："),
    "sizes.md": ("内存还是不够，就读", "如果内存还是不够，就读"),
    "steps.md": ("用 Python 只要一行：", "用 Python 一行就够："),
}


def _losses() -> Iterator[Scenario]:
    for kind, lose in LOSSES.items():
        for page in page_names():
            telling = Telling(page)
            before = telling.texts[CHINESE]
            telling.write("Tidy up", **{CHINESE: lose(before)})
            lost = suffering(before, telling.texts[CHINESE])
            yield telling.end("lost in the translation", kind, *((CHINESE, name) for name in sorted(lost)))


def _slips() -> Iterator[Scenario]:
    for kind in SLIPS:
        for edit in edits()[kind].values():
            telling = Telling(edit.page)
            telling.edit(edit, CHINESE)
            yield telling.end("slip in the translation", kind, (CHINESE, edit.section))


def _apart() -> Iterator[Scenario]:
    for by_page in edits().values():
        for edit in by_page.values():
            if edit.other:
                telling = Telling(edit.page)
                telling.edit(edit, ENGLISH)
                telling.replace("Edit", CHINESE, *edit.other)
                needed = ((lang, edit.section) for lang in TOLD)
                yield telling.end("both changed", f"{edit.kind}, differently", *needed)
    pages = cycle(page_names())
    for first, second in (("sentence changed", "item added"), ("code line", "term"), ("section added", "formula")):
        page = next(pages)
        telling = Telling(page)
        telling.edit(edits()[first][page], ENGLISH)
        telling.edit(edits()[second][page], CHINESE)
        needed = ((CHINESE, edits()[first][page].section), (ENGLISH, edits()[second][page].section))
        yield telling.end("both changed", f"{first}, and elsewhere {second}", *needed)


def _other_leads() -> Iterator[Scenario]:
    pages = cycle(page_names())
    for kind in edits():
        if kind not in SLIPS:
            edit = edits()[kind][next(pages)]
            telling = Telling(edit.page)
            telling.edit(edit, CHINESE)
            yield telling.end("Chinese leads", kind, (ENGLISH, edit.section))
    edit = edits()["digit"]["gates.md"]
    telling = Telling(edit.page, _with_typo(edit.page, ENGLISH))
    telling.edit(edit, CHINESE)
    _mend_typo(telling, ENGLISH)
    yield telling.end("Chinese leads", "digit, masked", (ENGLISH, edit.section))


def _done() -> Iterator[Scenario]:
    pages = cycle(page_names())
    for kind in edits():
        edit = edits()[kind][next(pages)]
        for first, second in (TOLD, TOLD[::-1]) if kind in MASKED else (TOLD,):
            telling = Telling(edit.page)
            telling.edit(edit, first)
            telling.edit(edit, second)
            telling.synchronise()
            led = "" if first == ENGLISH else ", Chinese first"
            yield telling.end("done and synchronised", kind + led)


def _given_up() -> Iterator[Scenario]:
    pages = cycle(page_names())
    for kind in MASKED:
        page = next(pages)
        telling = Telling(page)
        telling.edit(edits()[kind][page], ENGLISH)
        telling.write("Revert", **{ENGLISH: page_texts(page)[ENGLISH]})
        yield telling.end("changed and changed back", kind)


def _typos() -> Iterator[Scenario]:
    # Once in each language, as ways of working are: no text can tell it from another word, which is a limit, no rate.
    for lang, page in zip(TOLD, page_names(), strict=False):
        telling = Telling(page, _with_typo(page, lang))
        _mend_typo(telling, lang)
        where = "in the source" if lang == ENGLISH else "in the translation"
        yield telling.end("typo mended", where)


def _pages() -> Iterator[Scenario]:
    for page, lang in zip(page_names(), TOLD, strict=False):
        other = next(code for code in TOLD if code != lang)
        needed = tuple((other, name) for name in sections(page_texts(page)[lang]))
        kind = "in the source" if lang == ENGLISH else "in the translation"
        telling = Telling(page)
        telling.write("Remove the page", **{other: None})
        yield telling.end(
            "page missing", f"removed {'in the translation' if lang == ENGLISH else 'in the source'}", *needed
        )
        telling = Telling(page)
        telling.steps[:] = [Commit({file_of(page, lang): page_texts(page)[lang]}, "Add the page")]
        yield telling.end("page missing", f"new {kind}", *needed)
    page = page_names()[-1]
    telling = Telling(page)
    telling.steps[:] = [
        *(Commit({file_of(page, lang): page_texts(page)[lang]}, "Add the page") for lang in TOLD),
        Synchronise(page),
    ]
    yield telling.end("page missing", "new in one and then in the other, synchronised")


def _told() -> Iterator[Scenario]:
    family = "ways of working"
    for lang in TOLD:
        page = "gates.md"
        telling = Telling(page)
        telling.replace("Use better words", lang, *BETTER[lang])
        telling.synchronise()
        where = "source" if lang == ENGLISH else "translation"
        yield telling.end(family, f"better words in the {where}, synchronised")

    telling = Telling("kernel.md")
    for lang in TOLD:
        telling.edit(edits()["digit"]["kernel.md"], lang)
    yield telling.end(family, "done, not synchronised")

    telling = Telling("gates.md")
    three = [edits()[kind]["gates.md"] for kind in ("sentence changed", "term", "code line")]
    for edit in three:
        telling.edit(edit, ENGLISH)
    for edit in three[:2]:
        telling.edit(edit, CHINESE)
    telling.synchronise(*(edit.section for edit in three[:2]))
    yield telling.end(family, "two of three sections synchronised", (CHINESE, three[2].section))

    first, second = (edits()[kind]["batch.md"] for kind in ("sentence added", "number word"))
    telling = Telling("batch.md")
    for lang in TOLD:
        telling.edit(first, lang)
    telling.synchronise()
    telling.edit(second, ENGLISH)
    yield telling.end(family, "changed again after it was synchronised", (CHINESE, second.section))

    telling = Telling("kernel.md")
    for kind in ("digit", "sentence added"):
        telling.edit(edits()[kind]["kernel.md"], ENGLISH)
    telling.edit(edits()["digit"]["kernel.md"], CHINESE)
    telling.synchronise("kernel.rows")
    yield telling.end(family, "the first of two changes done and synchronised", (CHINESE, "kernel.columns"))

    edit = edits()["term"]["batch.md"]
    telling = Telling("batch.md")
    telling.edit(edit, ENGLISH)
    telling.write("Format", **{ENGLISH: COSMETIC[ENGLISH]["list marker"](telling.texts[ENGLISH])})
    yield telling.end(family, "a format after a change", (CHINESE, edit.section))

    edit = edits()["inline code"]["gates.md"]
    telling = Telling("gates.md", _with_typo("gates.md", CHINESE))
    telling.edit(edit, ENGLISH)
    _mend_typo(telling, CHINESE)
    telling.synchronise("gates.count")
    yield telling.end(family, "another section synchronised", (CHINESE, edit.section))

    telling = Telling("kernel.md")
    telling.write("Format", **{CHINESE: telling.texts[CHINESE] + "\n"})
    yield telling.end(family, "file of the translation touched")

    telling = Telling("batch.md")
    renamed = {lang: text.replace("#batch.short}", "#batch.little}") for lang, text in telling.texts.items()}
    telling.write("Rename an id", **renamed)
    yield telling.end(family, "id of a heading renamed in both")

    telling = Telling("gates.md")
    new = "gate_count.md"
    telling.steps.append(
        Commit({file_of("gates.md", ENGLISH): None, file_of(new, ENGLISH): telling.texts[ENGLISH]}, "Rename the page")
    )
    old, name = (sections(telling.texts[lang]) for lang in TOLD)
    needed = [Needed(new, CHINESE, section) for section in old] + [Needed("gates.md", ENGLISH, s) for s in name]
    yield Scenario(family, "page renamed in the source", "gates.md", tuple(telling.steps), frozenset(needed))
